import { evaluations, metricSpecs, INPUTS } from './specs';
import { DATABASE_ALARMS } from '../../src/monitoring/database-alarms';

test('the writer is watched by its role, because it is another instance after a failover', () => {
  expect(evaluations(...DATABASE_ALARMS.map(({ key }) => key))).toEqual({
    'rds-failover': 'DatabaseConnections Maximum <= 0, 1 of 1 x 60 s, BREACHING',
    'rds-writer-down': 'EngineUptime Average WRITER <= 0, 2 of 2 x 60 s, BREACHING',
    'rds-replica-lag': 'AuroraReplicaLag Maximum READER > 1000, 5 of 5 x 60 s, NOT_BREACHING',
    'rds-connections': '100 * value / 1678 of DatabaseConnections Maximum WRITER > 80, 5 of 5 x 60 s, NOT_BREACHING',
    'rds-cpu': 'CPUUtilization Average WRITER > 90, 5 of 5 x 60 s, NOT_BREACHING',
    'rds-local-storage': 'FreeLocalStorage Minimum WRITER < 3000000000, 5 of 5 x 60 s, NOT_BREACHING',
    'rds-commit-latency': 'CommitLatency Average WRITER > 100, 5 of 5 x 60 s, NOT_BREACHING',
    'rds-deadlocks': 'Deadlocks Average WRITER > 0, 3 of 5 x 60 s, NOT_BREACHING',
  });
});

test('connections are not compared with a maximum that is not known', () => {
  const specs = metricSpecs({ enabledAlarms: ['rds-connections'], inputs: { ...INPUTS, maxConnections: undefined } });
  expect(specs).toEqual([]);
});

test('only the loss of the writer or of all connections calls somebody', () => {
  expect(DATABASE_ALARMS.filter(({ severity }) => severity === 'PAGE').map(({ key }) => key)).toEqual(['rds-failover', 'rds-writer-down']);
});
