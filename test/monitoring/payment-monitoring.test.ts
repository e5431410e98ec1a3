import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as sns from 'aws-cdk-lib/aws-sns';
import { PaymentMonitoring, PhysicalNames, PlatformProfile } from '../../src';
import type { PaymentMonitoringProps } from '../../src';
import { synthPart } from '../support/synth';
import type { Wiring } from '../support/synth';
import { only, readable, resources } from '../support/template';

type Choice = (wiring: Wiring) => Partial<PaymentMonitoringProps>;

function synthMonitoring(choose: Choice = () => ({}), use: (monitoring: PaymentMonitoring) => void = () => undefined) {
  const { part, stack, template } = synthPart((wiring) => {
    const { stack: scope, ...rest } = wiring;
    const monitoring = new PaymentMonitoring(scope, 'Mon', { ...rest, alertEmail: 'ops@example.com', ...choose(wiring) });
    use(monitoring);
    return monitoring;
  });
  return { stack, monitoring: part, template: readable(template) };
}

const databaseCluster = { clusterIdentifier: 'cluster-1' } as PaymentMonitoringProps['databaseCluster'];
const service = { serviceName: 'service-1', cluster: { clusterName: 'ecs-1' } } as PaymentMonitoringProps['service'];
const targetGroup = ({ stack }: Wiring) => elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Imported', {
  targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/tg/1',
  loadBalancerArns: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/alb/2',
});
const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:mine';

describe('the topic that is made', () => {
  const { template } = synthMonitoring();

  test('is encrypted with the given key', () => {
    expect(only(template, 'AWS::SNS::Topic').Properties)
      .toEqual({ DisplayName: 'Payment platform alerts', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } });
  });

  test('sends to the e-mail address', () => {
    expect(only(template, 'AWS::SNS::Subscription').Properties)
      .toEqual({ Endpoint: 'ops@example.com', Protocol: 'email', TopicArn: { Ref: 'MonTopic' } });
  });

  test('accepts alarms of this account, and nothing without TLS', () => {
    expect(only(template, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowPublishThroughSSLOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: { Ref: 'MonTopic' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Sid: 'CloudWatchAlarms',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: { Ref: 'MonTopic' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });
});

describe('a given topic', () => {
  const choose: Choice = ({ stack }) => ({ topic: sns.Topic.fromTopicArn(stack, 'Mine', TOPIC_ARN), alertEmail: undefined, databaseCluster });

  test('is used as it is, and none is made', () => {
    const { monitoring, template } = synthMonitoring(choose);
    expect(monitoring.topic.topicArn).toBe(TOPIC_ARN);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.resourceCountIs('AWS::SNS::TopicPolicy', 0);
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [TOPIC_ARN], OKActions: [TOPIC_ARN] });
  });

  test('gets the e-mail address when one is given too', () => {
    const { template } = synthMonitoring((wiring) => ({ ...choose(wiring), alertEmail: 'ops@example.com' }));
    template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'ops@example.com', TopicArn: TOPIC_ARN });
  });

  test('that is imported gives a warning that says what it needs', () => {
    const { monitoring } = synthMonitoring(choose);
    expect(monitoring.node.metadata.map(({ type, data }) => [type, data])).toEqual([[
      'aws:cdk:warning',
      'the policy of the given topic cannot be changed here; it has to let cloudwatch.amazonaws.com publish, and so has its key '
      + '[ack: cdk-payment-platform:alert-topic-policy]',
    ]]);
  });
});

describe('what is watched', () => {
  test('is nothing when nothing is given', () => {
    const { monitoring, template } = synthMonitoring();
    expect(monitoring.alarms).toEqual([]);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[]}' });
  });

  test('is the database when only that is given', () => {
    const { template } = synthMonitoring(() => ({ databaseCluster }));
    expect(Object.keys(resources(template, 'AWS::CloudWatch::Alarm'))).toEqual(['MonRdsFailover']);
  });

  test('is the service, by default for its last task', () => {
    const { template } = synthMonitoring(() => ({ service }));
    expect(only(template, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({ AlarmName: 'payment-ecs-task-failure-unit', Threshold: 1 });
  });

  test('is the service for the given number of tasks', () => {
    synthMonitoring(() => ({ service, taskCount: 9 })).template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 9 });
  });
});

describe('an alarm', () => {
  test('has everything of its row, and notifies the topic when it goes off and when it is over', () => {
    const { template } = synthMonitoring(() => ({ databaseCluster }));
    expect(only(template, 'AWS::CloudWatch::Alarm').Properties).toEqual({
      AlarmName: 'payment-rds-failover-unit',
      AlarmDescription: 'Nobody is connected to the database: it is failing over, or the service has lost it. '
        + 'Look for a failover event of the cluster, then at the log of the service.',
      AlarmActions: [{ Ref: 'MonTopic' }],
      OKActions: [{ Ref: 'MonTopic' }],
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'cluster-1' }],
      EvaluationPeriods: 1,
      MetricName: 'DatabaseConnections',
      Namespace: 'AWS/RDS',
      Period: 60,
      Statistic: 'Maximum',
      Threshold: 0,
      TreatMissingData: 'breaching',
    });
  });

  test('of the user notifies the topic too', () => {
    const { monitoring, template } = synthMonitoring(undefined, (part) => {
      const metric = new cloudwatch.Metric({ namespace: 'Own', metricName: 'Refused' });
      part.addAlarm('Mine', { metric, threshold: 3, evaluationPeriods: 2 });
    });
    expect(monitoring.alarms).toHaveLength(1);
    expect(resources(template, 'AWS::CloudWatch::Alarm')).toEqual({
      MonMine: expect.objectContaining({
        Properties: expect.objectContaining({
          Namespace: 'Own',
          MetricName: 'Refused',
          Threshold: 3,
          EvaluationPeriods: 2,
          AlarmActions: [{ Ref: 'MonTopic' }],
          OKActions: [{ Ref: 'MonTopic' }],
        }),
      }),
    });
  });

  test('cannot be removed from the outside', () => {
    const { monitoring } = synthMonitoring(() => ({ databaseCluster }));
    monitoring.alarms.pop();
    expect(monitoring.alarms).toHaveLength(1);
  });
});

describe('the response time', () => {
  test.each([[Duration.millis(1), 0.001], [Duration.millis(250), 0.25], [Duration.seconds(1), 1], [Duration.hours(1), 3600]])(
    '%s is %d seconds in the alarm', (responseTimeThreshold, seconds) => {
      const { monitoring, template } = synthMonitoring((wiring) => ({ responseTimeThreshold, targetGroup: targetGroup(wiring) }));
      expect(monitoring.responseTimeThreshold).toBe(responseTimeThreshold);
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'TargetResponseTime', Threshold: seconds });
    });

  test('is 1 second by default', () => {
    expect(synthMonitoring().monitoring.responseTimeThreshold.toSeconds()).toBe(1);
  });
});

describe('the dashboard', () => {
  const { stack, monitoring, template } = synthMonitoring(() => ({ databaseCluster }));

  test('has the name of the reference system', () => {
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'payment-failover-unit' });
  });

  test('has an address in the console of its region', () => {
    expect(stack.resolve(monitoring.dashboardUrl)).toEqual({
      'Fn::Join': ['', [
        'https://console.aws.amazon.com/cloudwatch/home?region=', { Ref: 'AWS::Region' },
        '#dashboards:name=', { Ref: expect.stringMatching(/^MonDashboard/) },
      ]],
    });
  });

  test('takes graphs of the user', () => {
    const { template: extended } = synthMonitoring(undefined, (part) => part.dashboard.addWidgets(new cloudwatch.TextWidget({ markdown: 'Mine' })));
    extended.hasResourceProperties('AWS::CloudWatch::Dashboard', {
      DashboardBody: Match.serializedJson({ widgets: [Match.objectLike({ type: 'text' })] }),
    });
  });
});

test('generated names leave alarms and dashboard to CloudFormation', () => {
  const profile = PlatformProfile.custom('GENERATED', PlatformProfile.TEST, { physicalNames: PhysicalNames.GENERATED });
  const { template } = synthMonitoring(() => ({ profile, databaseCluster }));
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: Match.absent() });
  template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: Match.absent() });
});
