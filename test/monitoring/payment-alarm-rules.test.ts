import { paymentAlarmRules } from '../../src/monitoring/payment-alarm-rules';

// That each rule holds and does not hold, and what it says, is shown in test/rules.test.ts.
test('there is a rule for everything that a row of the user may say', () => {
  expect(paymentAlarmRules.map(({ property }) => property)).toEqual([
    'key', 'meaning', 'runbookUrl', 'metric', 'metric', 'metric', 'comparisonOperator', 'threshold', 'evaluationPeriods', 'datapointsToAlarm', 'treatMissingData', 'severity',
    'causedByDeployment',
  ]);
});
