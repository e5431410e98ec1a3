import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EVENT_ALARMS } from '../../src/monitoring/event-alarms';
import { notifyOfEvent } from '../../src/monitoring/event-notifications';
import type { Observed } from '../../src/monitoring/observed-metrics';
import { newStack } from '../support/synth';
import { only } from '../support/template';

const service = { serviceArn: 'arn:service', serviceName: 's', cluster: { clusterName: 'c', clusterArn: 'arn:cluster' } } as Observed['service'];
const databaseCluster = { clusterIdentifier: 'db', instanceIdentifiers: [] } as unknown as Observed['databaseCluster'];

function ruleOf(key: string) {
  const stack = newStack();
  const row = EVENT_ALARMS.find((candidate) => candidate.key === key)!;
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:mine');
  notifyOfEvent(stack, 'Rule', { row, observed: { service, databaseCluster }, topic, environmentSuffix: 'unit', runbookUrl: `https://runbook#${key}` });
  return only(Template.fromStack(stack), 'AWS::Events::Rule').Properties;
}

test('an event becomes a sentence: what, where, when, in which environment, what it means, and where to look', () => {
  expect(ruleOf('rds-failover-events')).toEqual({
    Description: 'Failover of the database',
    EventPattern: { 'source': ['aws.rds'], 'detail-type': ['RDS DB Cluster Event'], 'detail': { EventCategories: ['failover'], SourceIdentifier: ['db'] } },
    State: 'ENABLED',
    Targets: [{
      Arn: 'arn:aws:sns:us-east-1:111122223333:mine',
      Id: 'Target0',
      InputTransformer: {
        InputPathsMap: { 'detail-Message': '$.detail.Message', 'detail-SourceIdentifier': '$.detail.SourceIdentifier', 'time': '$.time' },
        InputTemplate: {
          'Fn::Join': ['', [
            '"unit: <detail-Message> (<detail-SourceIdentifier>, <time>). '
          + 'Another instance becomes the writer; connections break until the application connects again. '
          + 'Console: https://console.aws.amazon.com/rds/home?region=', { Ref: 'AWS::Region' }, '#database:id=db;is-cluster=true '
          + 'What to do: https://runbook#rds-failover-events"',
          ]],
        },
      },
    }],
  });
});

test('an address without fragment ends with the region', () => {
  const [{ InputTransformer: { InputTemplate: template } }] = ruleOf('ecs-task-events').Targets as Array<{ InputTransformer: { InputTemplate: unknown } }>;
  expect(JSON.stringify(template)).toContain('https://console.aws.amazon.com/ecs/v2/clusters/c/services/s?region=",{"Ref":"AWS::Region"}," What to do: ');
});
