import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmSeverity, PaymentMonitoring, PhysicalNames, PlatformProfile } from '../../src';
import type { PaymentAlarm, PaymentMonitoringProps } from '../../src';
import { messageOf, synthPart } from '../support/synth';
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
const RUNBOOK = 'https://github.com/cdk-payment-platform/cdk-payment-platform/blob/main/docs/operations.md';
const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:mine';

describe('the topic that is made', () => {
  const { template } = synthMonitoring(() => ({ service }));

  test('is encrypted with the given key', () => {
    expect(only(template, 'AWS::SNS::Topic').Properties)
      .toEqual({ DisplayName: 'Payment platform alerts', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } });
  });

  test('sends to the e-mail address', () => {
    expect(only(template, 'AWS::SNS::Subscription').Properties)
      .toEqual({ Endpoint: 'ops@example.com', Protocol: 'email', TopicArn: { Ref: 'MonTopic' } });
  });

  test('accepts events of this account where there are some', () => {
    const { template: withEvents } = synthMonitoring(() => ({ databaseCluster }));
    expect(only(withEvents, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument).toMatchObject({
      Statement: [{ Sid: 'AllowPublishThroughSSLOnly' }, { Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] } }],
    });
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
      'the policy of the given topic cannot be changed here; it has to let cloudwatch.amazonaws.com and events.amazonaws.com publish, and so has its key '
      + '[ack: cdk-payment-platform:alert-topic-policy]',
    ]]);
  });
});

describe('two topics', () => {
  const pageTopic = ({ stack }: Wiring) => sns.Topic.fromTopicArn(stack, 'Pager', `${TOPIC_ARN}-pager`);
  const { monitoring, template } = synthMonitoring((wiring) => ({ databaseCluster, service, pageTopic: pageTopic(wiring) }));
  const all = Object.values(resources(template));
  const actionsOf = (name: string) => all.find(({ Properties: { AlarmName } }) => AlarmName === name)?.Properties.AlarmActions;

  test('tell apart who is called and who is informed', () => {
    expect(monitoring.pageTopic.topicArn).toBe(`${TOPIC_ARN}-pager`);
    expect(actionsOf('payment-payments-impaired-unit')).toEqual([`${TOPIC_ARN}-pager`]);
    expect(actionsOf('payment-ecs-task-failure-unit')).toEqual([{ Ref: 'MonTopic' }]);
    expect(only(template, 'AWS::Events::Rule').Properties.Targets).toMatchObject([{ Arn: `${TOPIC_ARN}-pager` }]);
  });

  test('are one when none is given for calls', () => {
    const { monitoring: one } = synthMonitoring();
    expect(one.pageTopic).toBe(one.topic);
  });
});

describe('what is watched', () => {
  test('is nothing when nothing is given', () => {
    const { monitoring, template } = synthMonitoring();
    expect(monitoring.alarms).toEqual([]);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[]}' });
    template.resourceCountIs('AWS::Events::Rule', 0);
  });

  test('is the database when only that is given', () => {
    const { template } = synthMonitoring(() => ({ databaseCluster }));
    expect(Object.keys(resources(template)).filter((id) => id.startsWith('MonRds') || id.startsWith('MonPayments')))
      .toEqual(['MonRdsFailover', 'MonRdsFailoverEvents', 'MonPaymentsImpaired']);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });

  test('is the service, by default for its last task', () => {
    const { template } = synthMonitoring(() => ({ service }));
    expect(only(template, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({ AlarmName: 'payment-ecs-task-failure-unit', Threshold: 1 });
  });

  test('is the service for the given number of tasks', () => {
    synthMonitoring(() => ({ service, taskCount: 9 })).template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 9 });
  });

  test('is what is enabled, and not disabled', () => {
    const chosen = { enabledAlarms: ['rds-failover', 'rds-cpu'], disabledAlarms: ['rds-failover'] };
    const { monitoring } = synthMonitoring(() => ({ databaseCluster, ...chosen }));
    expect(monitoring.alarms.map(({ node }) => node.id)).toEqual(['RdsCpu']);
  });

  test('is everything that PRODUCTION has for a database alone', () => {
    const production = { profile: PlatformProfile.PRODUCTION, instanceType: new InstanceType('r6g.large') };
    const { monitoring, template } = synthMonitoring(() => ({ ...production, databaseCluster }));
    expect(monitoring.alarms.map(({ node }) => node.id)).toEqual([
      'RdsFailover', 'RdsWriterDown', 'RdsReplicaLag', 'RdsConnections', 'RdsCpu', 'RdsLocalStorage', 'RdsCommitLatency', 'RdsDeadlocks', 'PaymentsImpaired',
    ]);
    template.resourceCountIs('AWS::Events::Rule', 2);
  });
});

describe('an alarm', () => {
  const { monitoring, template } = synthMonitoring(() => ({ databaseCluster }));

  test('has everything of its row, and notifies the topic when it goes off and when it is over', () => {
    expect(only(template, 'AWS::CloudWatch::Alarm').Properties).toEqual({
      AlarmName: 'payment-rds-failover-unit',
      AlarmDescription: `Nobody is connected to the database: it is failing over, or the service has lost it. ${RUNBOOK}#rds-failover`,
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

  test('is found by its key', () => {
    expect(monitoring.findAlarm('rds-failover')).toBe(monitoring.alarms[0]);
    expect(monitoring.findAlarm('rds-failover-events')).toBeUndefined();
    expect([monitoring.paymentsImpaired, monitoring.degraded]).toEqual([monitoring.alarms[1], undefined]);
  });

  test('cannot be removed from the outside', () => {
    monitoring.alarms.pop();
    expect(monitoring.alarms).toHaveLength(2);
  });

  test('points to the runbook of the user', () => {
    const { template: own } = synthMonitoring(() => ({ databaseCluster, runbookUrl: 'https://wiki.example.com/payments' }));
    expect(only(own, 'AWS::CloudWatch::Alarm').Properties.AlarmDescription).toMatch(/ https:\/\/wiki\.example\.com\/payments#rds-failover$/);
  });
});

describe('an alarm of the user', () => {
  const metric = new cloudwatch.Metric({ namespace: 'Own', metricName: 'Refused' });
  const row: PaymentAlarm = {
    key: 'refused-payments',
    meaning: 'Banks refuse payments.',
    runbookUrl: 'https://wiki.example.com/refused',
    metric,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 3,
  };
  const added = (changes: Partial<PaymentAlarm>, choose?: Choice) => {
    const { monitoring, template } = synthMonitoring(choose, (part) => part.addAlarm({ ...row, ...changes }));
    return { monitoring, template, properties: resources(template).MonRefusedPayments.Properties };
  };
  const production: Choice = () => ({ profile: PlatformProfile.PRODUCTION, service, databaseCluster });
  const ruleOf = (template: Template, id: string) => JSON.stringify(resources(template)[id].Properties.AlarmRule);

  test('is one period of informing, unless it says otherwise', () => {
    const { monitoring, properties } = added({});
    expect(monitoring.findAlarm('refused-payments')).toBe(monitoring.alarms[0]);
    expect(properties).toEqual({
      AlarmName: 'payment-refused-payments-unit',
      AlarmDescription: 'Banks refuse payments. https://wiki.example.com/refused',
      AlarmActions: [{ Ref: 'MonTopic' }],
      OKActions: [{ Ref: 'MonTopic' }],
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      MetricName: 'Refused',
      Namespace: 'Own',
      Period: 300,
      Statistic: 'Average',
      Threshold: 3,
      TreatMissingData: 'notBreaching',
    });
  });

  test('has the periods and the silence it asks for', () => {
    const { properties } = added({ evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: cloudwatch.TreatMissingData.BREACHING });
    expect(properties).toMatchObject({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'breaching' });
  });

  test('that calls becomes part of what sums up users', () => {
    const { template, properties } = added({ severity: AlarmSeverity.PAGE }, production);
    expect(ruleOf(template, 'MonPaymentsImpaired')).toContain('MonRefusedPayments');
    expect(properties.AlarmActions).toBeUndefined();
  });

  test('that a deployment causes becomes part of what a deployment keeps quiet', () => {
    const { template, properties } = added({ causedByDeployment: true }, production);
    expect(ruleOf(template, 'MonDegraded')).toContain('MonRefusedPayments');
    expect(properties.AlarmActions).toBeUndefined();
  });

  test('that only informs speaks for itself', () => {
    const { template, properties } = added({}, production);
    expect(ruleOf(template, 'MonDegraded') + ruleOf(template, 'MonPaymentsImpaired')).not.toContain('MonRefusedPayments');
    expect(properties.AlarmActions).toEqual([{ Ref: 'MonTopic' }]);
  });

  test.each([{ severity: AlarmSeverity.PAGE }, { causedByDeployment: true }])('with %j speaks for itself when nobody sums up', (changes) => {
    expect(added(changes).properties.AlarmActions).toEqual([{ Ref: 'MonTopic' }]);
  });

  test('stands on the dashboard', () => {
    expect(JSON.stringify(only(added({}, production).template, 'AWS::CloudWatch::Dashboard'))).toContain('"MonRefusedPayments","Arn"');
  });

  test.each([['rds-cpu'], ['refused-payments']])('cannot have the key %j of another one', (key) => {
    const twice = () => synthMonitoring(undefined, (part) => {
      part.addAlarm(row);
      part.addAlarm({ ...row, key });
    });
    expect(messageOf(twice)).toBe([
      'Stack/Mon: 1 invalid setting',
      `  - addAlarm.key must be lower-case letters and digits with single inner hyphens, and not the key of another alarm, got "${key}"; `
      + 'choose one such as "settlement-late"; an alarm of the catalogue is changed with alarmOverrides [alarm-key]',
    ].join('\n'));
  });
});

describe('how long it takes until somebody is called', () => {
  test('can be read', () => {
    const { monitoring } = synthMonitoring(() => ({ databaseCluster }));
    expect(monitoring.detectionBudget.map(({ failureMode, alarm, duration }) => [failureMode, alarm, duration?.toSeconds()])).toEqual([
      ['writer-dies', 'rds-failover-events', 0], ['database-full', undefined, undefined],
    ]);
  });

  test('is refused when it is longer than the objective', () => {
    const slow = () => synthMonitoring((wiring) => ({
      service, targetGroup: targetGroup(wiring), healthCheckTime: Duration.seconds(10), enabledAlarms: ['alb-unhealthy-targets'],
    }));
    expect(messageOf(slow)).toBe([
      'Stack/Mon: 1 invalid setting',
      '  - detectionObjective must be at least the time that the fastest alarm takes to call somebody, got "zone-lost: alb-unhealthy-targets after 70 s"; '
      + 'shorten period or evaluationPeriods of that alarm in alarmOverrides, enable a faster one, or raise detectionObjective [monitoring-detection]',
    ].join('\n'));
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

  test('begins with the state of every alarm', () => {
    expect(JSON.stringify(only(template, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody))
      .toMatch(/^\{"Fn::Join":\["",\["\{\\"widgets\\":\[\{\\"type\\":\\"alarm\\".*"MonRdsFailover","Arn".*"MonPaymentsImpaired","Arn"/);
  });

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
  template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', { AlarmName: Match.absent() });
  template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: Match.absent() });
});
