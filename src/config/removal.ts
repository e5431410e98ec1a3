import { RemovalPolicy } from 'aws-cdk-lib';
import { Teardown } from '../teardown';

/** The removal policy of everything that holds data. */
export function removalPolicy(teardown: Teardown): RemovalPolicy {
  return teardown === Teardown.PROTECTED ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

/** Whether deletion protection is on. */
export function deletionProtection(teardown: Teardown): boolean {
  return teardown === Teardown.PROTECTED;
}
