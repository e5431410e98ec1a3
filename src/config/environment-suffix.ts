import { matches } from './predicates';
import type { Rule } from './validation';

/** Longest suffix: payment-alb-SUFFIX has to fit the 32 characters of a load balancer name. */
export const SUFFIX_MAX_LENGTH = 20;

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
    holds: ({ environmentSuffix }) => matches(environmentSuffix, new RegExp(SUFFIX_PATTERN)) && environmentSuffix.length <= SUFFIX_MAX_LENGTH,
    remedy: 'it stands in every name, so choose one such as "prod" or "staging-eu"',
    source: 'Elastic Load Balancing API Reference, CreateLoadBalancer, Name; Amazon RDS API Reference, CreateDBCluster, DBClusterIdentifier (2026-11)',
  },
];
