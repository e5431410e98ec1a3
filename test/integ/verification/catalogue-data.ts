import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Clients } from '../support/clients';

type Kind = 'breach' | 'healthy';

/** The state of every alarm of an environment, by name. */
export async function stateOfAlarms({ cloudWatch }: Clients, suffix: string): Promise<Record<string, string | undefined>> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({
    AlarmNamePrefix: 'payment-', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100,
  }));
  const own = [...MetricAlarms, ...CompositeAlarms].filter(({ AlarmName }) => AlarmName?.endsWith(`-${suffix}`));
  return Object.fromEntries(own.map(({ AlarmName = '', StateValue }) => [AlarmName, StateValue]));
}

/** Publishes one value for each alarm, or for those named: on the wrong side of its threshold, or on the right one. */
export async function publishAll({ cloudWatch }: Clients, suffix: string, kind: Kind, names?: string[]): Promise<void> {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'payment-', MaxRecords: 100 }));
  const wanted = MetricAlarms.filter(({ AlarmName = '' }) => (names ? names.includes(AlarmName) : AlarmName.endsWith(`-${suffix}`)));
  for (const alarm of wanted) {
    await cloudWatch.send(new PutMetricDataCommand({
      Namespace: alarm.Namespace,
      MetricData: [{ MetricName: alarm.MetricName, Dimensions: alarm.Dimensions, Value: valueOf(alarm, kind) }],
    }));
  }
}

function valueOf({ Threshold = 0, ComparisonOperator }: MetricAlarm, kind: Kind): number {
  const breachesAbove = ComparisonOperator?.startsWith('Greater');
  if (kind === 'breach') {
    return breachesAbove ? Threshold + 1 : Math.max(0, Threshold - 1);
  }
  return breachesAbove ? Threshold / 2 : Threshold + 1;
}
