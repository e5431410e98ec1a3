import type { Duration } from 'aws-cdk-lib';
import type { AlarmSubject } from './alarm-row';
import { monitoringPlan } from './monitoring-plan';
import type { PlanSettings } from './monitoring-plan';
import { monitoringRules } from './monitoring-rules';
import type { MonitoringSettings } from './monitoring-rules';
import { secondsOf } from '../config/predicates';
import { violations } from '../config/validation';
import type { Rule } from '../config/validation';

/** The settings, and what there is to watch. */
export type DetectionSettings = MonitoringSettings & { readonly subjects: ReadonlySet<AlarmSubject> };

/** What only the settings together show: how long it takes until somebody is called. */
export const detectionRules: ReadonlyArray<Rule<DetectionSettings>> = [
  {
    id: 'monitoring-detection',
    property: 'detectionObjective',
    requirement: 'must be at least the time that the fastest alarm takes to call somebody',
    value: (settings) => breaches(settings).join(', '),
    holds: (settings) => breaches(settings).length === 0,
    remedy: 'shorten period or evaluationPeriods of that alarm in alarmOverrides, enable a faster one, or raise detectionObjective',
    source: 'the promise of this library that an alarm is raised within 60 seconds (2026-11)',
  },
];

function breaches(settings: DetectionSettings): string[] {
  if (violations(monitoringRules, settings).length > 0) {
    return [];
  }
  const objective = Number(secondsOf(settings.detectionObjective as Duration));
  return monitoringPlan(settings as PlanSettings).budget
    .filter(({ hurtsUsers, duration }) => hurtsUsers && duration !== undefined && duration.toSeconds() > objective)
    .map(({ failureMode, alarm, duration }) => `${failureMode}: ${alarm} after ${duration!.toSeconds()} s`);
}
