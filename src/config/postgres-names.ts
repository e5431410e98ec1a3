import { Token } from 'aws-cdk-lib';
import { matches } from './predicates';

/**
 * Words that RDS refuses as names: the reserved key words of PostgreSQL, and what RDS itself has in every cluster.
 *
 * Source: PostgreSQL 17 documentation, Appendix C, SQL Key Words, column PostgreSQL, "reserved"; Amazon RDS API Reference,
 * CreateDBInstance, DBName, "Can't be a word reserved by the database engine" (2026-11).
 */
const RESERVED = new Set([
  'all', 'analyse', 'analyze', 'and', 'any', 'array', 'as', 'asc', 'asymmetric', 'both', 'case', 'cast', 'check', 'collate', 'column',
  'constraint', 'create', 'current_catalog', 'current_date', 'current_role', 'current_time', 'current_timestamp', 'current_user', 'default',
  'deferrable', 'desc', 'distinct', 'do', 'else', 'end', 'except', 'false', 'fetch', 'for', 'foreign', 'from', 'grant', 'group', 'having', 'in',
  'initially', 'intersect', 'into', 'lateral', 'leading', 'limit', 'localtime', 'localtimestamp', 'not', 'null', 'offset', 'on', 'only', 'or',
  'order', 'placing', 'primary', 'references', 'returning', 'select', 'session_user', 'some', 'symmetric', 'system_user', 'table', 'then', 'to',
  'trailing', 'true', 'union', 'unique', 'user', 'using', 'variadic', 'when', 'where', 'window', 'with',
  'admin', 'database', 'db', 'public', 'rdsadmin', 'template0', 'template1',
]);

export const POSTGRES_USER_CONSTRAINT = 'must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores, not beginning with a digit or pg_ and no reserved word';

export const POSTGRES_USER_SOURCE = 'PostgreSQL documentation, Identifiers and Key Words; CREATE ROLE (2026-11)';

/** Whether SQL takes the text as the name of a user without quotation marks; what only the deployment knows may be one. */
export function isPostgresUser(name: unknown): boolean {
  return Token.isUnresolved(name) || (matches(name, /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/) && !isReserved(name));
}

/** Whether the word means something else to PostgreSQL, or names what RDS has already. */
export function isReserved(name: unknown): boolean {
  return typeof name === 'string' && RESERVED.has(name.toLowerCase());
}
