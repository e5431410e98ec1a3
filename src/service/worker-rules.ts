import { isIntegerBetween, matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** What the worker rules look at. */
export interface WorkerSettings {
  readonly workerName: string;
  readonly databaseUser?: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

export const workerRules: ReadonlyArray<Rule<WorkerSettings>> = [
  {
    id: 'worker-name',
    property: 'workerName',
    requirement: 'must be lower-case letters and digits with single inner hyphens, 1 to 30 characters',
    value: ({ workerName }) => workerName,
    holds: ({ workerName }) => matches(workerName, /^[a-z0-9]+(-[a-z0-9]+)*$/) && workerName.length <= 30,
    remedy: 'choose one such as "settlement"',
    source: 'Amazon ECS API Reference, CreateService, serviceName (2026-11)',
  },
  {
    id: 'worker-database-user',
    property: 'databaseUser',
    requirement: 'must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores that does not begin with a digit or pg_',
    value: ({ databaseUser }) => databaseUser,
    holds: ({ databaseUser }) => databaseUser === undefined || matches(databaseUser, /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/),
    remedy: 'choose one such as "settlement_reader"',
    source: 'PostgreSQL documentation, Identifiers and Key Words; CREATE ROLE (2026-11)',
  },
  {
    id: 'worker-min-capacity',
    property: 'minCapacity',
    requirement: 'must be a whole number from 1 to 5000',
    value: ({ minCapacity }) => minCapacity,
    holds: ({ minCapacity }) => isIntegerBetween(minCapacity, 1, 5000),
    remedy: 'choose at least one task for each zone, or 1 for work that must not run twice',
    source: 'Amazon ECS endpoints and quotas, Tasks per service (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'worker-max-capacity',
    property: 'maxCapacity',
    requirement: 'must be a whole number of at least minCapacity and at most 5000',
    value: ({ maxCapacity }) => maxCapacity,
    holds: ({ minCapacity, maxCapacity }) => isIntegerBetween(maxCapacity, Math.max(1, minCapacity), 5000),
    remedy: 'raise maxCapacity or lower minCapacity',
    source: 'Application Auto Scaling API Reference, RegisterScalableTarget, MaxCapacity (2026-11)',
    shapesTemplate: true,
  },
];
