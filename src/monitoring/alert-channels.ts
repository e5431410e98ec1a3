import { Annotations } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AlarmSeverity } from './alarm-severity';
import { fromThisAccount } from '../config/conditions';

/** Who is told, by severity. */
interface Channel {
  readonly topic: sns.ITopic;
  readonly actions: readonly cloudwatch.IAlarmAction[];
}

export interface AlertChannelsProps {
  readonly topic: sns.ITopic;
  readonly pageTopic?: sns.ITopic;
  readonly pageActions?: readonly cloudwatch.IAlarmAction[];
  readonly informActions?: readonly cloudwatch.IAlarmAction[];
}

/** The ways to the people who are called, and to those who are informed. */
export class AlertChannels {
  private readonly channels: Record<AlarmSeverity, Channel>;

  constructor(private readonly scope: Construct, { topic, pageTopic, pageActions = [], informActions = [] }: AlertChannelsProps) {
    this.channels = {
      [AlarmSeverity.PAGE]: { topic: pageTopic ?? topic, actions: pageActions },
      [AlarmSeverity.INFORM]: { topic, actions: informActions },
    };
  }

  /** The topic of a severity. */
  public topicOf(severity: AlarmSeverity): sns.ITopic {
    return this.channels[severity].topic;
  }

  /** An alarm says when it goes off, and when it is over. */
  public speak(alarm: cloudwatch.AlarmBase, severity: AlarmSeverity): void {
    const { topic, actions } = this.channels[severity];
    const all = [new SnsAction(topic), ...actions];
    alarm.addAlarmAction(...all);
    alarm.addOkAction(...all);
  }

  /** Enforcing TLS replaces the default policy of a topic, which is what lets AWS services publish; a given topic may lack it too. */
  public admit(principals: string[]): void {
    const topics = new Set(Object.values(this.channels).map(({ topic }) => topic));
    const added = [...topics].map((topic) => topic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'CloudWatchAlarms',
      principals: principals.map((principal) => new iam.ServicePrincipal(principal)),
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: fromThisAccount(),
    })));
    if (added.some(({ statementAdded }) => !statementAdded)) {
      Annotations.of(this.scope).addWarningV2(
        'cdk-payment-platform:alert-topic-policy',
        `the policy of the given topic cannot be changed here; it has to let ${principals.join(' and ')} publish, and so has its key`,
      );
    }
  }
}
