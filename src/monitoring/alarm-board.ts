import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { KeyOf } from './alarm-row';
import type { CompositeRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import type { AlertChannels } from './alert-channels';
import { DEPLOYMENT_WAIT_SECONDS } from './detection-budget';
import { notifyOfEvent } from './event-notifications';
import { observedValue } from './observed-metrics';
import type { Observed } from './observed-metrics';
import type { PaymentAlarm } from './payment-alarm';
import { isSuppressor } from './selected-alarms';
import type { MetricSpec, SelectedAlarm } from './selected-alarms';
import type { PaymentNames } from '../config/payment-names';
import { suppress } from '../config/suppressions';

/** The metrics of a service calm down some minutes after a deployment. */
const AFTER_DEPLOYMENT = Duration.minutes(3);

const SPOKEN_FOR = 'Another alarm speaks for it, so that one failure is one message.';
const SUPPRESSOR = 'It tells nobody: it keeps another alarm quiet during a deployment.';

export interface AlarmBoardProps {
  readonly names: PaymentNames;
  readonly fixedNames: boolean;
  readonly environmentSuffix: string;
  readonly channels: AlertChannels;
  readonly observed: Observed;
  readonly runbookUrl: string;
  /** Also an alarm for which another one speaks. */
  readonly notifyEachAlarm: boolean;
}

/** Makes the alarms of the catalogue and of the user, and knows who speaks for whom. */
export class AlarmBoard {
  /** In the order in which they were made. */
  public readonly alarms: cloudwatch.AlarmBase[] = [];

  private readonly byKey = new Map<string, cloudwatch.AlarmBase>();
  private readonly members = new Map<string, cloudwatch.AlarmBase[]>();

  constructor(private readonly scope: Construct, private readonly props: AlarmBoardProps) {}

  public find(key: string): cloudwatch.AlarmBase | undefined {
    return this.byKey.get(key);
  }

  /** Makes what a row of the catalogue says. */
  public create({ spec, through }: SelectedAlarm): void {
    const runbookUrl = `${this.props.runbookUrl}#${spec.key}`;
    switch (spec.kind) {
      case 'event':
        notifyOfEvent(this.scope, pascalCase(spec.key), { ...this.props, row: spec, topic: this.props.channels.topicOf(spec.severity), runbookUrl });
        break;
      case 'composite':
        this.deliver(spec, this.createComposite(spec, runbookUrl), through);
        break;
      default:
        this.deliver(spec, this.createMetricAlarm(spec, runbookUrl), through);
    }
  }

  /** Makes an alarm of the user. */
  public add(row: PaymentAlarm): cloudwatch.Alarm {
    const { key, meaning, runbookUrl, severity = AlarmSeverity.INFORM, causedByDeployment, evaluationPeriods = 1, ...alarm } = row;
    const made = new cloudwatch.Alarm(this.scope, pascalCase(key), {
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      ...alarm,
      ...this.described(key, meaning, runbookUrl),
      evaluationPeriods,
    });
    this.deliver({ key, severity }, made, this.speakerFor(severity, causedByDeployment));
    return made;
  }

  private speakerFor(severity: AlarmSeverity, causedByDeployment = false): string | undefined {
    const deployment = causedByDeployment ? KeyOf.DEGRADED : undefined;
    const speaker = severity === AlarmSeverity.PAGE ? KeyOf.PAYMENTS_IMPAIRED : deployment;
    return speaker !== undefined && this.byKey.has(speaker) ? speaker : undefined;
  }

  private createMetricAlarm(spec: MetricSpec, runbookUrl: string): cloudwatch.Alarm {
    return new cloudwatch.Alarm(this.scope, pascalCase(spec.key), {
      ...this.described(spec.key, spec.meaning, runbookUrl),
      metric: observedValue(this.props.observed, spec)!,
      threshold: spec.threshold,
      comparisonOperator: cloudwatch.ComparisonOperator[spec.comparison],
      evaluationPeriods: spec.evaluationPeriods,
      datapointsToAlarm: spec.datapointsToAlarm === spec.evaluationPeriods ? undefined : spec.datapointsToAlarm,
      treatMissingData: cloudwatch.TreatMissingData[spec.missingData],
    });
  }

  private createComposite({ key, meaning, members }: CompositeRow, runbookUrl: string): cloudwatch.CompositeAlarm {
    const { alarmName, alarmDescription } = this.described(key, meaning, runbookUrl);
    const actionsSuppressor = key === KeyOf.DEGRADED ? this.find(KeyOf.DEPLOYMENT) : undefined;
    const alarm = new cloudwatch.CompositeAlarm(this.scope, pascalCase(key), {
      alarmDescription,
      // Alarms of the user join later.
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: () => this.ruleOf(key, members) }) },
      ...actionsSuppressor && {
        actionsSuppressor,
        actionsSuppressorWaitPeriod: Duration.seconds(DEPLOYMENT_WAIT_SECONDS),
        actionsSuppressorExtensionPeriod: AFTER_DEPLOYMENT,
      },
    });
    // aws-cdk would write a name into the template, which then could not be deployed twice.
    (alarm.node.defaultChild as cloudwatch.CfnCompositeAlarm).alarmName = alarmName;
    return alarm;
  }

  private ruleOf(key: string, members: CompositeRow['members']): string {
    const children = (this.members.get(key) ?? []).map((alarm) => `ALARM("${alarm.alarmArn}")`);
    return children.join(members === 'ALL' ? ' AND ' : ' OR ');
  }

  private deliver({ key, severity }: { key: string; severity: AlarmSeverity }, alarm: cloudwatch.AlarmBase, through?: string): void {
    this.alarms.push(alarm);
    this.byKey.set(key, alarm);
    const suppressor = isSuppressor({ key });
    if (through !== undefined && !suppressor) {
      this.members.set(through, [...this.members.get(through) ?? [], alarm]);
    }
    if (through === undefined || (this.props.notifyEachAlarm && !suppressor)) {
      this.props.channels.speak(alarm, severity);
    } else {
      this.explainSilence(alarm, suppressor ? SUPPRESSOR : SPOKEN_FOR);
    }
  }

  private explainSilence({ node: { defaultChild } }: cloudwatch.AlarmBase, reason: string): void {
    if (defaultChild instanceof cloudwatch.CfnAlarm) {
      suppress(defaultChild, reason, { nag: ['HIPAA.Security-CloudWatchAlarmAction', 'NIST.800.53.R5-CloudWatchAlarmAction'] });
    }
  }

  private described(key: string, meaning: string, runbookUrl: string): { alarmName?: string; alarmDescription: string } {
    return { alarmName: this.props.fixedNames ? this.props.names.alarm(key) : undefined, alarmDescription: `${meaning} ${runbookUrl}` };
  }
}

function pascalCase(key: string): string {
  return key.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}
