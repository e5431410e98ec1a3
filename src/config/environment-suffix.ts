import { PaymentNames } from './payment-names';
import type { NameBudget } from './payment-names';
import { matches } from './predicates';
import type { Rule } from './validation';

/** Longest suffix: what the tightest name, that of the load balancer, has left. */
export const SUFFIX_MAX_LENGTH = tightest('').left;

/** Lower-case letters and digits with single inner hyphens; RDS would lower-case anything else, and drift. */
export const SUFFIX_PATTERN = '^[a-z0-9]+(-[a-z0-9]+)*$';

export const SUFFIX_CONSTRAINT = `must be lower-case letters and digits with single inner hyphens, 1 to ${SUFFIX_MAX_LENGTH} characters`;

interface Suffixed {
  readonly environmentSuffix: string;
}

export const suffixRules: ReadonlyArray<Rule<Suffixed>> = [
  {
    id: 'environment-suffix',
    property: 'environmentSuffix',
    requirement: SUFFIX_CONSTRAINT,
    value: ({ environmentSuffix }) => environmentSuffix,
    holds: ({ environmentSuffix }) => matches(environmentSuffix, new RegExp(SUFFIX_PATTERN)),
    remedy: 'it stands in every name, so choose one such as "prod" or "staging-eu"',
    source: 'Elastic Load Balancing API Reference, CreateLoadBalancer, Name; Amazon RDS API Reference, CreateDBCluster, DBClusterIdentifier (2026-11)',
    isType: true,
  },
  {
    id: 'environment-suffix-length',
    property: 'environmentSuffix',
    requirement: 'must leave every name within its limit',
    value: ({ environmentSuffix }) => describe(tightest(environmentSuffix)),
    holds: ({ environmentSuffix }) => tightest(environmentSuffix).left >= 0,
    remedy: `that is the tightest name, and has ${SUFFIX_MAX_LENGTH} characters left for the suffix`,
    source: 'Elastic Load Balancing API Reference, CreateLoadBalancer, Name; the limits of the other names stand beside them (2026-11)',
  },
];

function tightest(environmentSuffix: string): NameBudget {
  return new PaymentNames(environmentSuffix).budgets[0];
}

function describe({ name, limit }: NameBudget): string {
  return `${name} with ${name.length} of ${limit} characters`;
}
