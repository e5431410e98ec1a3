/**
 * Who names the resources that can be replaced. The database, its log group and the SSM parameters always have fixed names.
 */
export enum PhysicalNames {
  /** Names such as `payment-service-SUFFIX`: easy to find; a change that needs a replacement is refused by CloudFormation. */
  FIXED = 'FIXED',

  /** CloudFormation generates names, so that a replacement never collides; find the resources through SSM parameters. */
  GENERATED = 'GENERATED',
}
