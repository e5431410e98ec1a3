/**
 * How tasks receive the database's host names, port, name and user. Passwords never travel this way.
 */
export enum ConnectionSettings {
  /** As plain environment variables in the task definition. */
  ENVIRONMENT = 'ENVIRONMENT',

  /** As environment variables that ECS reads from SSM parameters when a task starts. */
  PARAMETER_STORE = 'PARAMETER_STORE',
}
