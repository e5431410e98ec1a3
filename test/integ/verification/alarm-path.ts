import { setTimeout as sleep } from 'timers/promises';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { compare } from './check';
import type { Deployment } from './deployment';
import { alarmNames, findAlarms, summaryName } from './monitoring-checks';
import { until } from '../support/until';

/** A value on either side of the threshold. */
const VALUES: Record<string, { readonly breach: number; readonly healthy: number }> = {
  DatabaseConnections: { breach: 0, healthy: 12 },
  RunningTaskCount: { breach: 5, healthy: 6 },
  UnHealthyHostCount: { breach: 1, healthy: 0 },
  TargetResponseTime: { breach: 2.5, healthy: 0.1 },
};

/** The breach is published as this old, and so leaves the evaluated minute after a short wait. */
const BREACH_AGE_MS = 55_000;
const PERIOD_MS = 60_000;

type Listened = Pick<Deployment, 'clients' | 'outputs' | 'suffix'>;

/** A queue that hears what a topic is told. */
export interface Listener {
  readonly deployment: Listened;
  readonly queueUrl: string;
  readonly subscriptionArn?: string;
  readonly received: Set<string>;
}

/**
 * Publishes metric data of the watched resources that breaches every alarm, sees each go to ALARM and its message arrive in a queue
 * that is subscribed to the topic, with the one that users are hurt; then the same with healthy data and OK. No other alarm may have
 * told the topic anything.
 */
export async function driveAlarms(deployment: Deployment): Promise<void> {
  const listener = await listen(deployment);
  try {
    await publish(deployment, 'breach', BREACH_AGE_MS);
    const published = Date.now();
    await expectState(deployment, listener, 'ALARM');
    await sleep(Math.max(0, published + PERIOD_MS - BREACH_AGE_MS + 1_000 - Date.now()));
    await publish(deployment, 'healthy', 0);
    await expectState(deployment, listener, 'OK');
    const expected = [...alarmNames(deployment), summaryName(deployment)].flatMap((name) => [`${name} ALARM`, `${name} OK`]).sort();
    compare('messages of the topic', { messages: expected }, { messages: [...listener.received].sort() });
  } finally {
    await hangUp(listener);
  }
}

export async function listen(deployment: Listened): Promise<Listener> {
  const { sqs, sns } = deployment.clients;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `alarm-listener-${deployment.suffix}` }));
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({
    TopicArn: deployment.outputs.SNSTopicArn,
    Protocol: 'sqs',
    Endpoint: Attributes.QueueArn,
    ReturnSubscriptionArn: true,
  }));
  return { deployment, queueUrl: QueueUrl, subscriptionArn: SubscriptionArn, received: new Set() };
}

export async function hangUp({ deployment: { clients }, queueUrl, subscriptionArn }: Listener): Promise<void> {
  await clients.sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
  await clients.sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
}

async function publish(deployment: Deployment, kind: 'breach' | 'healthy', ageMs: number): Promise<void> {
  const wanted = (await findAlarms(deployment)).filter(({ AlarmName = '' }) => alarmNames(deployment).includes(AlarmName));
  for (const alarm of wanted) {
    await deployment.clients.cloudWatch.send(new PutMetricDataCommand({
      Namespace: alarm.Namespace,
      MetricData: [{
        MetricName: alarm.MetricName,
        Dimensions: alarm.Dimensions,
        Timestamp: new Date(Date.now() - ageMs),
        Value: VALUES[alarm.MetricName ?? ''][kind],
      }],
    }));
  }
}

async function expectState(deployment: Deployment, listener: Listener, state: 'ALARM' | 'OK'): Promise<void> {
  const names = alarmNames(deployment);
  await until(`the four alarms of ${deployment.suffix} are ${state} and their messages arrive`, async () => {
    await receive(listener);
    const alarms = await findAlarms(deployment);
    const inState = (name: string) => alarms.find(({ AlarmName }: MetricAlarm) => AlarmName === name)?.StateValue === state;
    const told = [...names, summaryName(deployment)].every((name) => listener.received.has(`${name} ${state}`));
    return (names.every(inState) && told) || undefined;
  }, 20_000);
}

export async function receive({ deployment: { clients }, queueUrl, received }: Listener): Promise<void> {
  const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
  for (const { Body = '{}' } of Messages) {
    const { AlarmName, NewStateValue } = JSON.parse(JSON.parse(Body).Message);
    received.add(`${AlarmName} ${NewStateValue}`);
  }
}
