import { Aws } from 'aws-cdk-lib';

/** A condition by which an AWS service may act only for resources of this account: no confused deputy. */
export function fromThisAccount(): Record<string, Record<string, string>> {
  return { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
}
