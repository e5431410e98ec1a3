import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmSeverity } from '../../src';
import { AlertChannels } from '../../src/monitoring/alert-channels';
import { newStack } from '../support/synth';

const ARN = 'arn:aws:sns:us-east-1:111122223333';

function channels(choose: (topic: (name: string) => sns.ITopic) => Partial<ConstructorParameters<typeof AlertChannels>[1]> = () => ({})) {
  const stack = newStack();
  const topic = (name: string) => sns.Topic.fromTopicArn(stack, name, `${ARN}:${name}`);
  const made = new AlertChannels(stack, { topic: topic('all'), ...choose(topic) });
  const actionsOf = (severity: AlarmSeverity) => {
    const alarm = new cloudwatch.Alarm(stack, severity, { metric: new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }), threshold: 1, evaluationPeriods: 1 });
    made.speak(alarm, severity);
    const { alarmActions, okActions } = alarm.node.defaultChild as cloudwatch.CfnAlarm;
    expect(stack.resolve(okActions)).toEqual(stack.resolve(alarmActions));
    return stack.resolve(alarmActions);
  };
  return { stack, made, actionsOf };
}

test('one topic serves both severities', () => {
  const { made, actionsOf } = channels();
  expect([AlarmSeverity.PAGE, AlarmSeverity.INFORM].map((severity) => made.topicOf(severity).topicArn)).toEqual([`${ARN}:all`, `${ARN}:all`]);
  expect([actionsOf(AlarmSeverity.PAGE), actionsOf(AlarmSeverity.INFORM)]).toEqual([[`${ARN}:all`], [`${ARN}:all`]]);
});

test('each severity may have a topic and actions of its own', () => {
  const action = (alarmActionArn: string) => ({ bind: () => ({ alarmActionArn }) });
  const { actionsOf } = channels((topic) => ({ pageTopic: topic('page'), pageActions: [action('arn:pager')], informActions: [action('arn:chat')] }));
  expect(actionsOf(AlarmSeverity.PAGE)).toEqual([`${ARN}:page`, 'arn:pager']);
  expect(actionsOf(AlarmSeverity.INFORM)).toEqual([`${ARN}:all`, 'arn:chat']);
});

describe('who may publish', () => {
  const policies = (build: (stack: ReturnType<typeof newStack>) => AlertChannels) => {
    const stack = newStack();
    build(stack).admit(['cloudwatch.amazonaws.com', 'events.amazonaws.com']);
    return stack.node.findAll().flatMap((node) => (node instanceof sns.CfnTopicPolicy ? [stack.resolve(node.policyDocument)] : []));
  };
  const statement = (id: string) => ({
    Sid: 'CloudWatchAlarms',
    Effect: 'Allow',
    Action: 'sns:Publish',
    Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
    Resource: { Ref: expect.stringMatching(new RegExp(`^${id}`)) },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });

  test('is AWS for this account, once for one topic', () => {
    expect(policies((stack) => new AlertChannels(stack, { topic: new sns.Topic(stack, 'All') })).map(({ Statement }) => Statement)).toEqual([[statement('All')]]);
  });

  test('is AWS for this account, at both topics', () => {
    const both = policies((stack) => new AlertChannels(stack, { topic: new sns.Topic(stack, 'All'), pageTopic: new sns.Topic(stack, 'Page') }));
    expect(both.map(({ Statement }) => Statement)).toEqual([[statement('All')], [statement('Page')]]);
  });

  test('is said once of topics whose policies cannot be changed', () => {
    const { stack, made } = channels((topic) => ({ pageTopic: topic('page') }));
    made.admit(['cloudwatch.amazonaws.com', 'events.amazonaws.com']);
    expect(stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data)).toEqual([
      'the policy of the given topic cannot be changed here; it has to let cloudwatch.amazonaws.com and events.amazonaws.com publish, and so has its key '
      + '[ack: cdk-payment-platform:alert-topic-policy]',
    ]);
  });
});
