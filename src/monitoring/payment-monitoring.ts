import { Annotations, Aws } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmCatalog } from './alarm-catalog';
import type { AlarmSpec } from './alarm-catalog';
import { failoverGraphs } from './failover-dashboard';
import { monitoringRules } from './monitoring-rules';
import { observedMetric } from './observed-metrics';
import type { PaymentMonitoringProps } from './payment-monitoring-props';
import { fromThisAccount } from '../config/conditions';
import { suffixRules } from '../config/environment-suffix';
import { pinFeatureFlags } from '../config/feature-flags';
import { PaymentNames } from '../config/payment-names';
import { settle } from '../config/settings';
import { assertValid, violations } from '../config/validation';
import { PhysicalNames } from '../physical-names';
import { defaultsOf } from '../platform-profile';
import type { MonitoringDefaults } from '../profile-defaults';

type Settled = MonitoringDefaults & { readonly physicalNames: PhysicalNames; readonly taskCount: number };
type MonitoringSettings = Readonly<PaymentMonitoringProps & Settled>;

/**
 * Alarms that evaluate within 60 seconds, the topic they notify, and a dashboard.
 */
export class PaymentMonitoring extends Construct {
  /** The topic that every alarm notifies. */
  public readonly topic: sns.ITopic;

  /** The dashboard. */
  public readonly dashboard: cloudwatch.Dashboard;

  /** The address of the dashboard in the console. */
  public readonly dashboardUrl: string;

  /** The average response time above which the platform is too slow. */
  public readonly responseTimeThreshold: Duration;

  private readonly names: PaymentNames;
  private readonly allAlarms: cloudwatch.Alarm[] = [];

  /**
   * @throws if any property is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentMonitoringProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const { monitoring, physicalNames } = defaultsOf(props.profile);
    const settings: MonitoringSettings = settle({ ...monitoring, physicalNames, taskCount: 1 }, props);
    assertValid(this, [...violations(suffixRules, settings), ...violations(monitoringRules, settings)]);

    this.names = new PaymentNames(settings.environmentSuffix);
    this.responseTimeThreshold = settings.responseTimeThreshold;
    this.topic = settings.topic ?? this.createTopic(settings.encryptionKey);
    this.admitCloudWatch();
    if (settings.alertEmail) {
      new sns.Subscription(this, 'AlertEmail', {
        topic: this.topic,
        protocol: sns.SubscriptionProtocol.EMAIL,
        endpoint: settings.alertEmail,
      });
    }

    const catalog = alarmCatalog({ taskCount: settings.taskCount, responseTimeSeconds: this.responseTimeThreshold.toSeconds({ integral: false }) });
    catalog.forEach((spec) => this.createAlarm(spec, settings));
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: settings.physicalNames === PhysicalNames.FIXED ? this.names.dashboard : undefined,
      widgets: failoverGraphs(settings, catalog),
    });
    this.dashboardUrl = `https://console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${this.dashboard.dashboardName}`;
  }

  /** The alarms, those of the catalogue and those added. */
  public get alarms(): cloudwatch.Alarm[] {
    return [...this.allAlarms];
  }

  /**
   * Adds an alarm that notifies the topic.
   *
   * @param id the construct id of the alarm
   * @param props the alarm
   */
  public addAlarm(id: string, props: cloudwatch.AlarmProps): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, id, props);
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.allAlarms.push(alarm);
    return alarm;
  }

  private createAlarm(spec: AlarmSpec, settings: MonitoringSettings): void {
    const metric = observedMetric(settings, spec);
    if (metric) {
      this.addAlarm(pascalCase(spec.key), {
        alarmName: settings.physicalNames === PhysicalNames.FIXED ? this.names.alarm(spec.key) : undefined,
        alarmDescription: `${spec.meaning} ${spec.firstAction}`,
        metric,
        threshold: spec.threshold,
        comparisonOperator: cloudwatch.ComparisonOperator[spec.comparison],
        evaluationPeriods: spec.evaluationPeriods,
        treatMissingData: cloudwatch.TreatMissingData[spec.missingData],
      });
    }
  }

  private createTopic(masterKey: kms.IKey): sns.Topic {
    return new sns.Topic(this, 'Topic', { masterKey, enforceSSL: true, displayName: 'Payment platform alerts' });
  }

  /** Enforcing TLS replaces the default policy, which is what lets CloudWatch publish; a given topic may lack it too. */
  private admitCloudWatch(): void {
    const { statementAdded } = this.topic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'CloudWatchAlarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [this.topic.topicArn],
      conditions: fromThisAccount(),
    }));
    if (!statementAdded) {
      Annotations.of(this).addWarningV2(
        'cdk-payment-platform:alert-topic-policy',
        'the policy of the given topic cannot be changed here; it has to let cloudwatch.amazonaws.com publish, and so has its key',
      );
    }
  }
}

function pascalCase(key: string): string {
  return key.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}
