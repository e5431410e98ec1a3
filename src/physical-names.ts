/**
 * Who names the resources that can be replaced. The database, the ECS cluster, the log groups and the SSM parameters always
 * have fixed names, because these have to be known before the resources exist.
 */
export enum PhysicalNames {
  /** Names such as `payment-service-SUFFIX`: easy to find; a change that needs a replacement is refused by CloudFormation. */
  FIXED = 'FIXED',

  /** CloudFormation generates names, so that a replacement never collides; find the resources through SSM parameters. */
  GENERATED = 'GENERATED',
}
