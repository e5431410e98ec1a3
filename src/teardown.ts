/**
 * What happens to data and to the resources that guard it when the stack is deleted or a resource is replaced.
 * Every protection follows this one choice, so that no combination is half protected.
 */
export enum Teardown {
  /** Deletion protection on; database, key, secrets and logs stay when the stack goes, except after a failed first creation. */
  PROTECTED = 'PROTECTED',

  /** No protection: deleting the stack deletes everything in one pass. For environments without real data. */
  DISPOSABLE = 'DISPOSABLE',
}
