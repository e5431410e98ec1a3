import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { compare } from './check';
import type { Deployment } from './deployment';
import { ENCRYPTION_CHECKS } from './encryption-checks';
import { StackDriver } from '../support/stack-driver';

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown>; readonly DependsOn?: string[] }>;
}

/** The update with the same template and parameters: refused by CloudFormation because there is nothing to do. */
export async function updateWithoutChange(stack: StackDriver): Promise<void> {
  await unchanged(stack, async () => {
    const answer = await stack.update({}).then(() => 'updated', (error: Error) => error.message);
    compare('the update without a change', { answer: 'No updates are to be performed.' }, { answer });
  });
}

/** @throws CheckFailure if any resource was replaced or touched */
export async function unchanged(stack: StackDriver, act: () => Promise<void>): Promise<void> {
  const before = await stack.resources();
  await act();
  const after = await stack.resources();
  compare('resources of the stack', { touched: [] }, { touched: after.filter((resource) => !before.includes(resource)) });
}

/**
 * An update that first changes every log group and then fails, because somebody outside the stack has taken the name of a
 * parameter; afterwards everything is as it was.
 */
export async function updateThatFails(stack: StackDriver, deployment: Deployment, templateBody: string): Promise<string> {
  const { ssm } = deployment.clients;
  const Name = `/payment/${deployment.suffix}/feature-flags`;
  const before = await stack.identities();
  await ssm.send(new PutParameterCommand({ Name, Value: 'made by hand', Type: 'String' }));
  try {
    await stack.update({}, JSON.stringify(withTakenName(JSON.parse(templateBody), Name)), 'UPDATE_ROLLBACK_COMPLETE');
    compare('after the rollback', { identities: before }, { identities: await stack.identities() });
    await Promise.all(ENCRYPTION_CHECKS.checks.map(async (check) => check.run(deployment)));
    return (await stack.failures())[0] ?? 'no reason given';
  } finally {
    await ssm.send(new DeleteParameterCommand({ Name }));
  }
}

function withTakenName({ Resources, ...template }: Template, Name: string): object {
  const logGroups = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup');
  const changed = logGroups.map(([id, group]) => [id, { ...group, Properties: { ...group.Properties, RetentionInDays: 14 } }]);
  const taken = { Type: 'AWS::SSM::Parameter', Properties: { Name, Type: 'String', Value: '{}' }, DependsOn: logGroups.map(([id]) => id) };
  return { ...template, Resources: { ...Resources, ...Object.fromEntries(changed), FeatureFlags: taken } };
}
