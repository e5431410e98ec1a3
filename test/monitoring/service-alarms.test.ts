import { evaluations, INPUTS, metricSpecs } from './specs';
import { SERVICE_ALARMS } from '../../src/monitoring/service-alarms';

test('tasks are compared with what the configuration and ECS want, and silence is a breach', () => {
  expect(evaluations(...SERVICE_ALARMS.map(({ key }) => key))).toEqual({
    'ecs-task-failure': 'RunningTaskCount Minimum < 6, 1 of 1 x 60 s, BREACHING',
    'alb-unhealthy-targets': 'UnHealthyHostCount Maximum > 0, 1 of 1 x 60 s, NOT_BREACHING',
    'ecs-tasks-missing': 'desired - running of DesiredTaskCount Maximum, RunningTaskCount Minimum > 0, 3 of 3 x 60 s, BREACHING',
    'alb-target-connections': 'TargetConnectionErrorCount Sum > 0, 3 of 3 x 60 s, NOT_BREACHING',
    'ecs-cpu': 'CPUUtilization Average > 80, 5 of 5 x 60 s, NOT_BREACHING',
    'ecs-memory': 'MemoryUtilization Average > 80, 5 of 5 x 60 s, NOT_BREACHING',
    'ecs-deployment': 'DeploymentCount Maximum > 1, 1 of 1 x 60 s, NOT_BREACHING',
    'alb-zone-without-target': 'MIN([FILL(zone1, 0), FILL(zone2, 0), FILL(zone3, 0)]) of '
      + 'HealthyHostCount Minimum a, HealthyHostCount Minimum b, HealthyHostCount Minimum c < 1, 1 of 1 x 60 s, BREACHING',
  });
});

test('a rolling deployment may set off five of them', () => {
  expect(SERVICE_ALARMS.filter(({ causedByDeployment }) => causedByDeployment).map(({ key }) => key))
    .toEqual(['ecs-task-failure', 'alb-unhealthy-targets', 'ecs-tasks-missing', 'alb-target-connections', 'ecs-deployment']);
});

test.each<[string, typeof INPUTS]>([
  ['no zones', { ...INPUTS, zones: [] }],
  ['fewer tasks than zones', { ...INPUTS, taskCount: 2 }],
])('zones are not watched with %s', (_, inputs) => {
  expect(metricSpecs({ enabledAlarms: ['alb-zone-without-target'], inputs })).toEqual([]);
});

test('zones are watched with a task in each', () => {
  expect(metricSpecs({ enabledAlarms: ['alb-zone-without-target'], inputs: { ...INPUTS, taskCount: 3 } })).toHaveLength(1);
});
