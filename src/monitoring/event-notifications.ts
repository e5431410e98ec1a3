import { Aws } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { EventRow } from './alarm-row';
import type { Observed } from './observed-metrics';

export interface EventNotification {
  readonly row: EventRow;
  readonly observed: Observed;
  readonly topic: sns.ITopic;
  readonly environmentSuffix: string;
  /** Where the row's section stands. */
  readonly runbookUrl: string;
}

/**
 * Sends an event of AWS to the topic as a sentence. EventBridge does it, not a subscription of RDS: only EventBridge lets the text
 * be ours, and it serves all sources alike.
 */
export function notifyOfEvent(scope: Construct, id: string, { row, observed, topic, environmentSuffix, runbookUrl }: EventNotification): events.Rule {
  const [what, where, time] = [row.what, row.where, '$.time'].map((path) => events.EventField.fromPath(path));
  const [page, fragment] = row.console(observed).split('#');
  const console = `https://console.aws.amazon.com/${page}?region=${Aws.REGION}${fragment ? `#${fragment}` : ''}`;
  const text = `${environmentSuffix}: ${what} (${where}, ${time}). ${row.meaning} Console: ${console} What to do: ${runbookUrl}`;
  return new events.Rule(scope, id, {
    description: row.title,
    eventPattern: row.pattern(observed),
    // The target of aws-cdk would admit every rule of every account to the topic.
    targets: [{ bind: () => ({ arn: topic.topicArn, input: events.RuleTargetInput.fromText(text) }) }],
  });
}
