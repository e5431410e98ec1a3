import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ALARM_ROWS } from '../../src/monitoring/alarm-catalog';
import { EVENT_ALARMS } from '../../src/monitoring/event-alarms';
import type { Observed } from '../../src/monitoring/observed-metrics';
import { newStack } from '../support/synth';

const CERTIFICATE_ARN = 'arn:aws:acm:us-east-1:111122223333:certificate/1';
const SERVICE_ARN = 'arn:aws:ecs:us-east-1:111122223333:service/ecs-1/service-1';
const CLUSTER_ARN = 'arn:aws:ecs:us-east-1:111122223333:cluster/ecs-1';
const observed: Observed = {
  databaseCluster: { clusterIdentifier: 'cluster-1', instanceIdentifiers: ['one', 'two'] } as unknown as Observed['databaseCluster'],
  service: { serviceArn: SERVICE_ARN, serviceName: 'service-1', cluster: { clusterName: 'ecs-1', clusterArn: CLUSTER_ARN } } as Observed['service'],
  certificate: acm.Certificate.fromCertificateArn(newStack(), 'Certificate', CERTIFICATE_ARN),
};

// Whether they match what AWS sends is shown with AWS's own matcher in test/integ/event-patterns.test.ts.
test('each pattern names the one resource that is watched', () => {
  expect(Object.fromEntries(EVENT_ALARMS.map(({ key, pattern }) => [key, pattern(observed)]))).toEqual({
    'rds-failover-events': {
      source: ['aws.rds'], detailType: ['RDS DB Cluster Event'], detail: { EventCategories: ['failover'], SourceIdentifier: ['cluster-1'] },
    },
    'rds-health-events': {
      source: ['aws.rds'],
      detailType: ['RDS DB Cluster Event', 'RDS DB Instance Event'],
      detail: { EventCategories: ['availability', 'failure', 'low storage'], SourceIdentifier: ['cluster-1', 'one', 'two'] },
    },
    'ecs-deployment-events': {
      source: ['aws.ecs'], detailType: ['ECS Deployment State Change'], resources: [SERVICE_ARN], detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    },
    'ecs-service-events': {
      source: ['aws.ecs'], detailType: ['ECS Service Action'], resources: [SERVICE_ARN], detail: { eventType: ['WARN', 'ERROR'] },
    },
    'ecs-task-events': {
      source: ['aws.ecs'],
      detailType: ['ECS Task State Change'],
      detail: {
        clusterArn: [CLUSTER_ARN], group: ['service:service-1'], lastStatus: ['STOPPED'], stopCode: ['TaskFailedToStart', 'EssentialContainerExited'],
      },
    },
    'certificate-expiring': {
      source: ['aws.acm'],
      detailType: ['ACM Certificate Approaching Expiration', 'ACM Certificate Expired', 'ACM Certificate Renewal Action Required'],
      resources: [CERTIFICATE_ARN],
    },
  });
});

test('the console shows the one resource that is watched', () => {
  expect(EVENT_ALARMS.map((row) => row.console(observed))).toEqual([
    'rds/home#database:id=cluster-1;is-cluster=true',
    'rds/home#database:id=cluster-1;is-cluster=true',
    'ecs/v2/clusters/ecs-1/services/service-1',
    'ecs/v2/clusters/ecs-1/services/service-1',
    'ecs/v2/clusters/ecs-1/services/service-1',
    'acm/home',
  ]);
});

test('only a failover calls somebody', () => {
  expect(ALARM_ROWS.filter(({ kind, severity }) => kind === 'event' && severity === 'PAGE').map(({ key }) => key)).toEqual(['rds-failover-events']);
});
