import * as iam from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';
import type { Construct, IConstruct } from 'constructs';
import { createManagedPolicy } from '../config/managed-policy';

/**
 * A role whose grants, ours and the user's, stand in one managed policy instead of an inline one.
 * Depending on the role means depending on that policy: whoever refers to the role waits for the role itself anyway.
 */
export class PolicyRole extends iam.Role {
  private policy?: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: iam.RoleProps) {
    super(scope, id, props);
    const attached = (): IConstruct[] => (this.policy ? [this.policy] : []);
    Dependable.implement(this, {
      get dependencyRoots() {
        return attached();
      },
    });
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy ??= createManagedPolicy(this, 'Policy', { roles: [this], document: new iam.PolicyDocument({ minimize: true }) });
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
