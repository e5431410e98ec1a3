import { COMPOSITE_ALARMS } from '../../src/monitoring/composite-alarms';

test('the rows that sum up call or inform, and need one member or all', () => {
  expect(COMPOSITE_ALARMS.map(({ key, severity, members }) => [key, severity, members])).toEqual([
    ['availability-burn-fast', 'PAGE', 'ALL'],
    ['availability-burn-slow', 'INFORM', 'ALL'],
    ['latency-burn-fast', 'PAGE', 'ALL'],
    ['latency-burn-slow', 'INFORM', 'ALL'],
    ['payments-impaired', 'PAGE', 'ANY'],
    ['degraded', 'INFORM', 'ANY'],
  ]);
});
