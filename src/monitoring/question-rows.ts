import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Question } from './alarm-row';
import { AVAILABILITY_METRICS, budgetPercent, FAILED_PERCENT } from './budget-alarms';
import { observedMetric, observedValue } from './observed-metrics';
import type { Observed } from './observed-metrics';
import type { AlarmSpec, MetricSpec } from './selected-alarms';

const QUESTIONS: Record<Question, string> = {
  users: 'Are users served?',
  zone: 'Is a zone out?',
  service: 'Is the service well?',
  database: 'Is the database well?',
  budget: 'Is the budget burning?',
};

const COLUMNS = 3;
const WIDTH = 24 / COLUMNS;

/** A heading and the graphs of its rows, for every question that a row asks. */
export function questionRows(observed: Observed, specs: readonly AlarmSpec[], availabilityObjective: number): cloudwatch.IWidget[][] {
  const metricSpecs = specs.filter((spec): spec is MetricSpec => spec.kind === 'metric' && spec.withoutGraph !== true);
  return (Object.keys(QUESTIONS) as Question[]).flatMap((question) => {
    const asked = metricSpecs.filter((spec) => spec.question === question);
    const first = question === 'budget' && asked.length > 0 ? [budgetLeft(observed, availabilityObjective)] : [];
    const widgets = [...first, ...asked.map((spec) => graph(observed, spec))];
    const heading = new cloudwatch.TextWidget({ markdown: `## ${QUESTIONS[question]}`, width: 24, height: 1 });
    return widgets.length > 0 ? [[heading], ...inRows(widgets)] : [];
  });
}

function graph(observed: Observed, spec: MetricSpec): cloudwatch.IWidget {
  const { title, threshold, causedByDeployment } = spec;
  const deployments = causedByDeployment ? deploymentsOf(observed, spec) : undefined;
  return new cloudwatch.GraphWidget({
    title,
    width: WIDTH,
    left: [observedValue(observed, spec)!],
    leftAnnotations: [{ value: threshold, label: 'alarm' }],
    ...deployments && { right: [deployments] },
  });
}

/** A vertical line needs a time that is known beforehand; this line rises while there is a deployment. */
function deploymentsOf(observed: Observed, { periodSeconds }: MetricSpec): cloudwatch.Metric | undefined {
  const line = { subject: 'service', namespace: 'ECS/ContainerInsights', metricName: 'DeploymentCount', statistic: 'Maximum', periodSeconds } as const;
  return observedMetric(observed, line)?.with({ label: 'deployments' });
}

/** Over the time that the dashboard shows; choose 30 days for the budget of a month. */
function budgetLeft(observed: Observed, objective: number): cloudwatch.IWidget {
  const expression = `100 - 100 * (${FAILED_PERCENT}) / ${budgetPercent(objective)}`;
  const periodSeconds = Duration.hours(1).toSeconds();
  return new cloudwatch.SingleValueWidget({
    title: `Error budget left (%) of ${objective} % availability`,
    width: WIDTH,
    height: 6,
    metrics: [observedValue(observed, { metrics: AVAILABILITY_METRICS, expression, periodSeconds, title: 'left' })!],
    setPeriodToTimeRange: true,
  });
}

function inRows(widgets: cloudwatch.IWidget[]): cloudwatch.IWidget[][] {
  return Array.from({ length: Math.ceil(widgets.length / COLUMNS) }, (_, row) => widgets.slice(row * COLUMNS, (row + 1) * COLUMNS));
}
