import type { AwsDelay } from './alarm-row';

/** What AWS adds to what we configure. It publishes no upper bound; these are its intervals. */
export const LOAD_BALANCER_DELAY: AwsDelay = {
  seconds: 60,
  source: 'User Guide for Application Load Balancers, CloudWatch metrics: measured and sent in 60-second intervals (2026-11)',
};

export const CONNECTION_DELAY: AwsDelay = {
  seconds: 70,
  source: 'User Guide for Application Load Balancers, CloudWatch metrics: 60-second intervals; Troubleshoot, HTTP 504: connection timeout of 10 s (2026-11)',
};

export const DATABASE_DELAY: AwsDelay = {
  seconds: 60,
  source: 'Amazon Aurora User Guide, Monitoring with CloudWatch: metrics are sent every minute (2026-11)',
};

export const SERVICE_DELAY: AwsDelay = {
  seconds: 60,
  source: 'Amazon ECS Developer Guide, Monitor Amazon ECS using CloudWatch: 1-minute periods (2026-11)',
};

export const RDS_EVENT_DELAY: AwsDelay = {
  source: 'Amazon Aurora User Guide, Monitoring Amazon Aurora events: near real time, on a best effort basis (2026-11)',
};

export const ECS_EVENT_DELAY: AwsDelay = {
  source: 'Amazon ECS Developer Guide, Automate responses to Amazon ECS errors using EventBridge: near real time (2026-11)',
};

export const DEPLOYMENT_EVENT_DELAY: AwsDelay = {
  source: 'Amazon ECS Developer Guide, Deployment circuit breaker: after at least 3 tasks that failed, near real time (2026-11)',
};

export const CERTIFICATE_EVENT_DELAY: AwsDelay = {
  seconds: 86_400,
  source: 'AWS Certificate Manager API Reference, ExpiryEventsConfiguration: one event a day, from 45 days before the end (2026-11)',
};

export const COMPOSITE_DELAY: AwsDelay = {
  source: 'Amazon CloudWatch User Guide, Create a composite alarm: evaluated when a child changes its state (2026-11)',
};
