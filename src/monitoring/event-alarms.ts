import type { EventRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { CERTIFICATE_EVENT_DELAY, DEPLOYMENT_EVENT_DELAY, ECS_EVENT_DELAY, RDS_EVENT_DELAY } from './aws-delays';
import type { Observed } from './observed-metrics';

const RDS = 'Amazon Aurora User Guide, Amazon RDS event categories and event messages for Aurora';

const EVENT = { kind: 'event', severity: AlarmSeverity.INFORM, causedByDeployment: false } as const;

const RDS_EVENT = {
  ...EVENT,
  question: 'database',
  awsDelay: RDS_EVENT_DELAY,
  subject: 'database',
  what: '$.detail.Message',
  where: '$.detail.SourceIdentifier',
  console: ({ databaseCluster }: Observed) => `rds/home#database:id=${databaseCluster?.clusterIdentifier};is-cluster=true`,
} as const;

const ECS_EVENT = {
  ...EVENT,
  question: 'service',
  awsDelay: ECS_EVENT_DELAY,
  subject: 'service',
  where: '$.resources[0]',
  console: ({ service }: Observed) => `ecs/v2/clusters/${service?.cluster.clusterName}/services/${service?.serviceName}`,
} as const;

/** What AWS itself says; no metric says it sooner, or at all. */
export const EVENT_ALARMS: readonly EventRow[] = [
  {
    ...RDS_EVENT,
    key: 'rds-failover-events',
    title: 'Failover of the database',
    meaning: 'Another instance becomes the writer; connections break until the application connects again.',
    firstAction: 'Wait for the event that it has completed; then see whether connections come back.',
    severity: AlarmSeverity.PAGE,
    pattern: ({ databaseCluster }) => ({
      source: ['aws.rds'],
      detailType: ['RDS DB Cluster Event'],
      // Started in the same zone or in another one, completed, failed, and the former writer promoted again: RDS-EVENT-0069 to 0073.
      detail: { EventCategories: ['failover'], SourceIdentifier: [databaseCluster?.clusterIdentifier] },
    }),
    source: `${RDS}, DB cluster events, failover (2026-11)`,
  },
  {
    ...RDS_EVENT,
    key: 'rds-health-events',
    title: 'Health of the database',
    meaning: 'An instance of the database stopped, restarted, failed, or has little storage.',
    firstAction: 'Read the event; was it maintenance, or a parameter that was changed?',
    pattern: ({ databaseCluster }) => ({
      source: ['aws.rds'],
      detailType: ['RDS DB Cluster Event', 'RDS DB Instance Event'],
      detail: {
        EventCategories: ['availability', 'failure', 'low storage'],
        SourceIdentifier: [databaseCluster?.clusterIdentifier, ...databaseCluster?.instanceIdentifiers ?? []],
      },
    }),
    source: `${RDS}, DB instance events, availability, failure and low storage (2026-11)`,
  },
  {
    ...ECS_EVENT,
    key: 'ecs-deployment-events',
    awsDelay: DEPLOYMENT_EVENT_DELAY,
    title: 'Failed deployment',
    meaning: 'A deployment failed, and ECS takes it back, although CloudFormation may call the update complete.',
    firstAction: 'Read the reason, and the log of a task of the new version.',
    what: '$.detail.reason',
    pattern: ({ service }) => ({
      source: ['aws.ecs'],
      detailType: ['ECS Deployment State Change'],
      resources: [service?.serviceArn ?? ''],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    }),
    source: 'Amazon ECS Developer Guide, Amazon ECS service deployment state change events (2026-11)',
  },
  {
    ...ECS_EVENT,
    key: 'ecs-service-events',
    title: 'Tasks without a place',
    meaning: 'The service cannot place or start its tasks.',
    firstAction: 'Read the service events; is it capacity in a zone, the image, or a right?',
    what: '$.detail.eventName',
    pattern: ({ service }) => ({
      source: ['aws.ecs'],
      detailType: ['ECS Service Action'],
      resources: [service?.serviceArn ?? ''],
      detail: { eventType: ['WARN', 'ERROR'] },
    }),
    source: 'Amazon ECS Developer Guide, Amazon ECS service action events, WARN and ERROR (2026-11)',
  },
  {
    ...ECS_EVENT,
    key: 'ecs-task-events',
    title: 'Stopped task',
    meaning: 'A task failed to start, or its container ended.',
    firstAction: 'Read the reason, and the log of the task.',
    what: '$.detail.stoppedReason',
    // A task that the scheduler stops, to deploy or to scale in, has another code.
    pattern: ({ service }) => ({
      source: ['aws.ecs'],
      detailType: ['ECS Task State Change'],
      detail: {
        clusterArn: [service?.cluster.clusterArn],
        group: [`service:${service?.serviceName}`],
        lastStatus: ['STOPPED'],
        stopCode: ['TaskFailedToStart', 'EssentialContainerExited'],
      },
    }),
    source: 'Amazon ECS Developer Guide, Amazon ECS task state change events; Amazon ECS API Reference, Task, stopCode (2026-11)',
  },
  {
    ...EVENT,
    key: 'certificate-expiring',
    title: 'Certificate of the load balancer',
    meaning: 'The certificate of the load balancer expires, and was not renewed.',
    firstAction: 'Look in ACM why it is not renewed: a DNS record that is missing, or an imported certificate.',
    question: 'users',
    awsDelay: CERTIFICATE_EVENT_DELAY,
    subject: 'certificate',
    what: '$.detail-type',
    where: '$.resources[0]',
    console: () => 'acm/home',
    pattern: ({ certificate }) => ({
      source: ['aws.acm'],
      detailType: ['ACM Certificate Approaching Expiration', 'ACM Certificate Expired', 'ACM Certificate Renewal Action Required'],
      resources: [certificate?.certificateArn ?? ''],
    }),
    source: 'AWS Certificate Manager User Guide, Amazon EventBridge support for ACM (2026-11)',
  },
];
