import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlarmSubject } from './alarm-row';
import { connectionLimit } from './connection-limit';
import { detectionBudget } from './detection-budget';
import type { DetectionTime } from './detection-time';
import type { AlarmOverride } from './payment-alarm';
import { selectAlarms } from './selected-alarms';
import type { SelectedAlarm } from './selected-alarms';
import { secondsOf } from '../config/predicates';

/** What decides which alarms there are. */
export interface PlanSettings {
  readonly enabledAlarms: readonly string[];
  readonly disabledAlarms?: readonly string[];
  readonly alarmOverrides?: Readonly<Record<string, AlarmOverride>>;
  readonly responseTimeThreshold: Duration;
  readonly availabilityObjective: number;
  readonly latencyObjective: number;
  readonly taskCount?: number;
  readonly zones?: readonly string[];
  readonly instanceType?: ec2.InstanceType;
  readonly healthCheckTime?: Duration;
  readonly topic?: sns.ITopic;
  readonly pageTopic?: sns.ITopic;
  readonly pageActions?: readonly cloudwatch.IAlarmAction[];
  readonly subjects: ReadonlySet<AlarmSubject>;
}

/** The alarms, and how long they take. */
export interface MonitoringPlan {
  readonly selected: SelectedAlarm[];
  readonly budget: DetectionTime[];
}

/** Interval of 30 s, 2 failed checks: User Guide for Application Load Balancers, Health checks (2026-11). */
const DEFAULT_HEALTH_CHECK_SECONDS = 60;

/** The alarms of valid settings, before anything is made. */
export function monitoringPlan(settings: PlanSettings): MonitoringPlan {
  const { subjects, enabledAlarms, disabledAlarms = [], alarmOverrides = {}, healthCheckTime, topic, pageTopic, pageActions = [] } = settings;
  const selected = selectAlarms({ enabledAlarms, disabledAlarms, alarmOverrides, subjects, inputs: inputsOf(settings) });
  const healthCheckSeconds = healthCheckTime ? Number(secondsOf(healthCheckTime)) : DEFAULT_HEALTH_CHECK_SECONDS;
  const oneChannel = (pageTopic === undefined || pageTopic === topic) && pageActions.length === 0;
  return { selected, budget: detectionBudget({ selected, subjects, healthCheckSeconds, oneChannel }) };
}

function inputsOf(settings: PlanSettings) {
  const { responseTimeThreshold, taskCount = 1, zones = [], instanceType, availabilityObjective, latencyObjective } = settings;
  return {
    responseTimeSeconds: Number(secondsOf(responseTimeThreshold)),
    taskCount,
    zones,
    maxConnections: instanceType && connectionLimit(instanceType.toString()),
    availabilityObjective,
    latencyObjective,
  };
}
