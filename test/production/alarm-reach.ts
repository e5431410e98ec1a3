import type { Resources } from './production';

/** Whether an alarm tells a topic: itself, or by one that sums it up or is kept quiet by it, which then has to tell one itself. */
export function reachesTopic(resources: Resources, id: string): boolean {
  const idsOf = (type: string) => Object.keys(resources).filter((other) => resources[other].Type === type);
  const names = (value: unknown, other: string) => JSON.stringify(value ?? '').includes(`"${other}"`);
  return idsOf('AWS::SNS::Topic').some((topic) => names(resources[id].Properties.AlarmActions, topic))
    || idsOf('AWS::CloudWatch::CompositeAlarm').some((other) => {
      const { AlarmRule: rule, ActionsSuppressor: suppressor } = resources[other].Properties;
      return names([rule, suppressor], id) && reachesTopic(resources, other);
    });
}
