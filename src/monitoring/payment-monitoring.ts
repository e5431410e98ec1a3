import { Aws } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmBoard } from './alarm-board';
import { KeyOf } from './alarm-row';
import { AlertChannels } from './alert-channels';
import { detectionRules } from './detection-rules';
import type { DetectionTime } from './detection-time';
import { failoverGraphs, SHOWN_ALARMS } from './failover-dashboard';
import { monitoringPlan } from './monitoring-plan';
import type { MonitoringPlan } from './monitoring-plan';
import { monitoringRules } from './monitoring-rules';
import { observedSubjects } from './observed-metrics';
import type { PaymentAlarm } from './payment-alarm';
import { paymentAlarmRules } from './payment-alarm-rules';
import type { PaymentMonitoringProps } from './payment-monitoring-props';
import { questionRows } from './question-rows';
import { pinFeatureFlags } from '../config/feature-flags';
import { KEY, partViolations } from '../config/part-rules';
import { PaymentNames } from '../config/payment-names';
import { settle } from '../config/settings';
import { assertValid, violations } from '../config/validation';
import { PhysicalNames } from '../physical-names';
import { defaultsOf } from '../platform-profile';
import type { MonitoringDefaults } from '../profile-defaults';

type MonitoringSettings = Readonly<PaymentMonitoringProps & MonitoringDefaults & { readonly physicalNames: PhysicalNames }>;

/**
 * Alarms, the topic they notify, events of AWS as messages to it, and a dashboard.
 */
export class PaymentMonitoring extends Construct {
  /** The topic that every alarm notifies, unless there is another one for what somebody is called for. */
  public readonly topic: sns.ITopic;

  /** The topic for what somebody is called for. */
  public readonly pageTopic: sns.ITopic;

  /** The dashboard. */
  public readonly dashboard: cloudwatch.Dashboard;

  /** The address of the dashboard in the console. */
  public readonly dashboardUrl: string;

  /** The average response time above which the platform is too slow. */
  public readonly responseTimeThreshold: Duration;

  /** How long every kind of failure takes to be told, at worst. */
  public readonly detectionBudget: DetectionTime[];

  private readonly board: AlarmBoard;

  /**
   * @throws if any property is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentMonitoringProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const { monitoring, physicalNames } = defaultsOf(props.profile);
    const settings: MonitoringSettings = settle({ ...monitoring, physicalNames }, props);
    const subjects = observedSubjects(settings);
    assertValid(this, [
      ...partViolations(monitoringRules, settings, { encryptionKey: KEY }),
      ...violations(detectionRules, { ...settings, subjects }),
    ]);

    const plan = monitoringPlan({ ...settings, subjects });
    this.detectionBudget = plan.budget;
    this.responseTimeThreshold = settings.responseTimeThreshold;
    this.topic = settings.topic ?? this.createTopic(settings.encryptionKey);
    this.pageTopic = settings.pageTopic ?? this.topic;
    if (settings.alertEmail) {
      new sns.Subscription(this, 'AlertEmail', { topic: this.topic, protocol: sns.SubscriptionProtocol.EMAIL, endpoint: settings.alertEmail });
    }
    this.board = this.createBoard(settings, plan);
    plan.selected.forEach((selected) => this.board.create(selected));
    this.dashboard = this.createDashboard(settings, plan);
    this.dashboardUrl = `https://console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${this.dashboard.dashboardName}`;
  }

  /** The alarms, those of the catalogue and those added; an alarm that sums up others stands after them. */
  public get alarms(): cloudwatch.AlarmBase[] {
    return [...this.board.alarms];
  }

  /** Users are hurt. Nothing is there when no alarm that it sums up is on. */
  public get paymentsImpaired(): cloudwatch.AlarmBase | undefined {
    return this.board.find(KeyOf.PAYMENTS_IMPAIRED);
  }

  /** There is less in reserve than there should be. Nothing is there when no alarm that it sums up is on. */
  public get degraded(): cloudwatch.AlarmBase | undefined {
    return this.board.find(KeyOf.DEGRADED);
  }

  /**
   * The alarm of a row of the catalogue, or one that was added. An event has no alarm.
   *
   * @param key the key of the row
   */
  public findAlarm(key: string): cloudwatch.AlarmBase | undefined {
    return this.board.find(key);
  }

  /**
   * Adds an alarm. What somebody is called for becomes part of `paymentsImpaired`, and what a deployment causes part of `degraded`,
   * when these are on; any other alarm tells its topic itself.
   *
   * @param row the alarm
   * @throws if the row is not usable; all problems are named in one error
   */
  public addAlarm(row: PaymentAlarm): cloudwatch.Alarm {
    assertValid(this, violations(paymentAlarmRules, { ...row, taken: this.findAlarm(row.key) !== undefined }, 'addAlarm.'));
    return this.board.add(row);
  }

  private createBoard(settings: MonitoringSettings, { selected }: MonitoringPlan): AlarmBoard {
    const channels = new AlertChannels(this, { ...settings, topic: this.topic });
    const hasEvents = selected.some(({ spec }) => spec.kind === 'event');
    channels.admit(['cloudwatch.amazonaws.com', ...hasEvents ? ['events.amazonaws.com'] : []]);
    return new AlarmBoard(this, {
      ...settings,
      names: new PaymentNames(settings.environmentSuffix),
      fixedNames: settings.physicalNames === PhysicalNames.FIXED,
      channels,
      observed: settings,
    });
  }

  private createDashboard(settings: MonitoringSettings, { selected }: MonitoringPlan): cloudwatch.Dashboard {
    const specs = selected.map(({ spec }) => spec);
    const further = specs.filter(({ key }) => !SHOWN_ALARMS.includes(key));
    // The array grows with the alarms that are added.
    const status = this.board.alarms.length > 0 ? [[new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: this.board.alarms })]] : [];
    return new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: settings.physicalNames === PhysicalNames.FIXED ? new PaymentNames(settings.environmentSuffix).dashboard : undefined,
      widgets: [...status, ...failoverGraphs(settings, specs), ...questionRows(settings, further, settings.availabilityObjective)],
    });
  }

  private createTopic(masterKey: kms.IKey): sns.Topic {
    return new sns.Topic(this, 'Topic', { masterKey, enforceSSL: true, displayName: 'Payment platform alerts' });
  }
}

