import {
  GetPolicyCommand, GetPolicyVersionCommand, GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Deployment } from './deployment';

interface PolicyDocument {
  readonly Statement: ReadonlyArray<{ readonly Effect: string; readonly Action: string | string[]; readonly Resource: string | string[] }>;
}

/** Everything that a role's policies allow, as `action resource`, sorted. */
export async function roleStatements(deployment: Deployment, roleArn: string): Promise<string[]> {
  const roleName = roleArn.split('/').pop() ?? '';
  const documents = [...await inlineDocuments(deployment, roleName), ...await attachedDocuments(deployment, roleName)];
  const statements = documents.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow');
  return statements.flatMap(({ Action, Resource }) => list(Action).flatMap((action) => list(Resource).map((resource) => `${action} ${resource}`))).sort();
}

async function inlineDocuments({ clients: { iam } }: Deployment, RoleName: string): Promise<PolicyDocument[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  return Promise.all(PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument: document } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return parse(document);
  }));
}

async function attachedDocuments({ clients: { iam } }: Deployment, RoleName: string): Promise<PolicyDocument[]> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  return Promise.all(AttachedPolicies.map(async ({ PolicyArn }) => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
    return parse(PolicyVersion?.Document);
  }));
}

/** IAM returns documents URL-encoded. */
function parse(document = '{"Statement":[]}'): PolicyDocument {
  return JSON.parse(document.startsWith('{') ? document : decodeURIComponent(document));
}

function list(value: string | string[]): string[] {
  return Array.isArray(value) ? value : [value];
}
