import type { AlarmRow } from './alarm-row';
import { BUDGET_ALARMS } from './budget-alarms';
import { COMPOSITE_ALARMS } from './composite-alarms';
import { DATABASE_ALARMS } from './database-alarms';
import { EVENT_ALARMS } from './event-alarms';
import { SERVICE_ALARMS } from './service-alarms';
import { TRAFFIC_ALARMS } from './traffic-alarms';

/** Every alarm there is: one row each, and a row that sums up after the rows it sums up. */
export const ALARM_ROWS: readonly AlarmRow[] = [
  ...TRAFFIC_ALARMS, ...SERVICE_ALARMS, ...DATABASE_ALARMS, ...BUDGET_ALARMS, ...EVENT_ALARMS, ...COMPOSITE_ALARMS,
];

/** The keys, in the order of the rows. */
export const ALARM_KEYS: readonly string[] = ALARM_ROWS.map(({ key }) => key);
