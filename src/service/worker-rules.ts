import { containerRules } from './container-rules';
import type { ContainerSettings } from './container-rules';
import { isPostgresUser, POSTGRES_USER_CONSTRAINT, POSTGRES_USER_SOURCE } from '../config/postgres-names';
import { isIntegerBetween, matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** What `addService` asks before anything is made. */
export interface WorkerNameSettings {
  readonly workerName: string;
  /** Whether the platform gives such a name itself. */
  readonly isTaken?: boolean;
  /** Whether there is a worker of the name already. */
  readonly isRepeated?: boolean;
}

/** What the worker rules look at. */
export interface WorkerSettings extends ContainerSettings, WorkerNameSettings {
  readonly databaseUser?: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

export const workerNameRules: ReadonlyArray<Rule<WorkerNameSettings>> = [
  {
    id: 'worker-name',
    property: 'workerName',
    requirement: 'must be lower-case letters and digits with single inner hyphens, 1 to 30 characters',
    value: ({ workerName }) => workerName,
    holds: ({ workerName }) => matches(workerName, /^[a-z0-9]+(-[a-z0-9]+)*$/) && workerName.length <= 30,
    remedy: 'choose one such as "settlement"',
    source: 'Amazon ECS API Reference, CreateService, serviceName (2026-11)',
    isType: true,
    shapesTemplate: true,
  },
  {
    id: 'worker-name-taken',
    property: 'workerName',
    requirement: 'must not be a name that the platform gives itself',
    value: ({ workerName }) => workerName,
    holds: ({ isTaken }) => !isTaken,
    remedy: 'choose one that says what the worker does, such as "settlement"',
    source: 'Amazon ECS API Reference, CreateService, serviceName: unique within a cluster (2026-11)',
  },
  {
    id: 'worker-name-repeated',
    property: 'workerName',
    requirement: 'must not be given twice',
    value: ({ workerName }) => workerName,
    holds: ({ isRepeated }) => !isRepeated,
    remedy: 'choose another name for the second worker',
    source: 'Amazon ECS API Reference, CreateService, serviceName: unique within a cluster (2026-11)',
  },
];

export const workerRules: ReadonlyArray<Rule<WorkerSettings>> = [
  ...workerNameRules,
  {
    id: 'worker-database-user',
    property: 'databaseUser',
    requirement: POSTGRES_USER_CONSTRAINT,
    value: ({ databaseUser }) => databaseUser,
    holds: ({ databaseUser }) => databaseUser === undefined || isPostgresUser(databaseUser),
    remedy: 'choose one such as "settlement_reader"',
    source: POSTGRES_USER_SOURCE,
  },
  ...containerRules<WorkerSettings>('worker'),
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
    holds: ({ minCapacity, maxCapacity }) => isIntegerBetween(maxCapacity, isIntegerBetween(minCapacity, 1, 5000) ? minCapacity : 1, 5000),
    remedy: 'raise maxCapacity or lower minCapacity',
    source: 'Application Auto Scaling API Reference, RegisterScalableTarget, MaxCapacity (2026-11)',
    shapesTemplate: true,
  },
];
