import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricLine } from './alarm-row';
import { observedMetric } from './observed-metrics';
import type { Observed } from './observed-metrics';
import type { AlarmSpec } from './selected-alarms';

type Line = Omit<MetricLine, 'id'> & { readonly label?: string };

/** One graph: its title, its lines, and the alarm whose threshold is drawn across it. */
interface Graph {
  readonly title: string;
  readonly lines: Line[];
  readonly alarm?: string;
}

const COLUMNS = 2;
const WIDTH = 24 / COLUMNS;
const PERIOD_SECONDS = 60;

/** The six graphs of the reference system, in its order. */
const GRAPHS: Graph[] = [
  {
    title: 'Aurora connections',
    lines: [{ subject: 'database', namespace: 'AWS/RDS', metricName: 'DatabaseConnections', statistic: 'Maximum' }],
    alarm: 'rds-failover',
  },
  {
    title: 'ECS running tasks',
    lines: [{ subject: 'service', namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount', statistic: 'Minimum' }],
    alarm: 'ecs-task-failure',
  },
  {
    title: 'Healthy and unhealthy targets',
    lines: [
      { subject: 'target-group', namespace: 'AWS/ApplicationELB', metricName: 'HealthyHostCount', statistic: 'Minimum', label: 'healthy' },
      { subject: 'target-group', namespace: 'AWS/ApplicationELB', metricName: 'UnHealthyHostCount', statistic: 'Maximum', label: 'unhealthy' },
    ],
  },
  {
    title: 'Response time',
    lines: [{ subject: 'target-group', namespace: 'AWS/ApplicationELB', metricName: 'TargetResponseTime', statistic: 'Average' }],
    alarm: 'alb-high-response-time',
  },
  {
    title: 'Request count',
    lines: [{ subject: 'target-group', namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', statistic: 'Sum' }],
  },
  {
    title: 'Aurora CPU',
    lines: [{ subject: 'database', namespace: 'AWS/RDS', metricName: 'CPUUtilization', statistic: 'Average' }],
  },
];

/** The rows that these graphs already show. */
export const SHOWN_ALARMS: readonly string[] = [...GRAPHS.flatMap(({ alarm }) => alarm ?? []), 'alb-unhealthy-targets'];

/** The graphs of what is observed, two in a row. */
export function failoverGraphs(observed: Observed, specs: readonly AlarmSpec[]): cloudwatch.IWidget[][] {
  const widgets = GRAPHS.flatMap((graph) => {
    const left = graph.lines.flatMap(({ label, ...line }) => {
      const metric = observedMetric(observed, { ...line, periodSeconds: PERIOD_SECONDS });
      return metric ? [label ? metric.with({ label }) : metric] : [];
    });
    const leftAnnotations = threshold(graph, specs);
    return left.length > 0 ? [new cloudwatch.GraphWidget({ title: graph.title, width: WIDTH, left, leftAnnotations })] : [];
  });
  return Array.from({ length: Math.ceil(widgets.length / COLUMNS) }, (_, row) => widgets.slice(row * COLUMNS, (row + 1) * COLUMNS));
}

function threshold({ alarm }: Graph, specs: readonly AlarmSpec[]): cloudwatch.HorizontalAnnotation[] {
  return specs.flatMap((spec) => (spec.key === alarm && spec.kind === 'metric' ? [{ value: spec.threshold, label: 'alarm' }] : []));
}
