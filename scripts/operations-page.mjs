// Writes the alarm sections of docs/operations.md from the catalogue; what people wrote under a section stays.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const lib = (name) => require(`../lib/${name}`);
const { ALARM_KEYS } = lib('monitoring/alarm-catalog');
const { selectAlarms } = lib('monitoring/selected-alarms');
const { detectionBudget } = lib('monitoring/detection-budget');
const { TEST_DEFAULTS } = lib('profiles/test-profile');

const page = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'operations.md');
const BEGIN = (name) => `<!-- generated: ${name} -->`;
const END = '<!-- end -->';

/** The figures of PRODUCTION, over three zones. */
const inputs = { taskCount: 6, responseTimeSeconds: 1, zones: ['1', '2', '3'], maxConnections: 1678, availabilityObjective: 99.99, latencyObjective: 99 };
const subjects = new Set(['database', 'service', 'target-group', 'load-balancer', 'certificate']);
const select = (enabledAlarms) => selectAlarms({ enabledAlarms, disabledAlarms: [], alarmOverrides: {}, inputs, subjects });
const selected = select(ALARM_KEYS);

const OPERATORS = { LESS_THAN_THRESHOLD: '<', LESS_THAN_OR_EQUAL_TO_THRESHOLD: '≤', GREATER_THAN_THRESHOLD: '>' };
const SILENCE = { BREACHING: 'silence counts as a breach', NOT_BREACHING: 'silence is no breach' };

function evaluated({ metrics, expression, comparison, threshold, periodSeconds, datapointsToAlarm, evaluationPeriods, missingData }) {
  const unique = [...new Map(metrics.map((metric) => [`${metric.metricName} ${metric.statistic}`, metric])).values()];
  const names = unique.map(({ namespace, metricName, statistic, dimensions = {} }) => (
    `\`${namespace}\` \`${metricName}\`, ${statistic}${dimensions.Role ? ` of the ${dimensions.Role.toLowerCase()}` : ''}${dimensions.AvailabilityZone ? ' by zone' : ''}`
  ));
  const value = expression ? `\`${expression}\` of ${names.join(', ')}` : names[0];
  const periods = evaluationPeriods === 1 ? `1 period of ${periodSeconds} s` : `${datapointsToAlarm} of ${evaluationPeriods} periods of ${periodSeconds} s`;
  return `${value}: ${OPERATORS[comparison]} ${threshold} in ${periods}; ${SILENCE[missingData]}.`;
}

function trigger(spec) {
  if (spec.kind === 'metric') {
    return evaluated(spec);
  }
  if (spec.kind === 'event') {
    const { source, detailType } = spec.pattern({});
    return `Events of \`${source}\`: ${detailType.map((type) => `\`${type}\``).join(', ')}.`;
  }
  const members = selected.filter(({ spec: member, through }) => through === spec.key && member.key !== 'ecs-deployment').map(({ spec: { key } }) => `[${key}](#${key})`);
  return `${spec.members === 'ALL' ? 'All' : 'One'} of ${members.join(', ')}.`;
}

function told({ spec, through }) {
  const who = spec.severity === 'PAGE' ? 'Calls somebody' : 'Informs';
  if (spec.key === 'ecs-deployment') {
    return 'Tells nobody.';
  }
  return through ? `${who}, through [${through}](#${through}).` : `${who}.`;
}

function section(row) {
  const { spec } = row;
  return [
    trigger(spec),
    '',
    `**Means.** ${spec.meaning} ${told(row)}${TEST_DEFAULTS.monitoring.enabledAlarms.includes(spec.key) ? ' Also in TEST.' : ''}`,
    '',
    `**First.** ${spec.firstAction}`,
    '',
    `<sub>${spec.source}</sub>`,
  ].join('\n');
}

function budgetTable() {
  const production = detectionBudget({ selected, subjects, healthCheckSeconds: 10, oneChannel: true });
  const test = detectionBudget({ selected: select(TEST_DEFAULTS.monitoring.enabledAlarms), subjects, healthCheckSeconds: 10, oneChannel: true });
  const cell = ({ alarm, seconds }) => (alarm ? `[${alarm}](#${alarm}), ${seconds} s` : 'nobody is told');
  const aws = ({ awsDelay }) => (awsDelay === undefined ? 'no figure published' : `${awsDelay.toSeconds()} s`);
  return [
    '| What fails | Users are hurt | PRODUCTION | AWS adds | TEST |',
    '|---|---|---|---|---|',
    ...production.map((time, index) => `| ${time.failureMode} | ${time.hurtsUsers ? 'yes' : 'no'} | ${cell(time)} | ${aws(time)} | ${cell(test[index])} |`),
  ].join('\n');
}

/** The text between the marks of a name, which are added at the end of the page when they are not there. */
function withBlock(text, name, heading, content) {
  const block = `${BEGIN(name)}\n${content}\n${END}`;
  const start = text.indexOf(BEGIN(name));
  if (start < 0) {
    return `${text.trimEnd()}\n\n${heading}\n\n${block}\n`;
  }
  return text.slice(0, start) + block + text.slice(text.indexOf(END, start) + END.length);
}

const withBudget = withBlock(readFileSync(page, 'utf8'), 'detection', '## How long detection takes', budgetTable());
const text = selected.reduce((before, row) => withBlock(before, row.spec.key, `## ${row.spec.key}`, section(row)), withBudget);
writeFileSync(page, text);
console.log(`docs/operations.md: ${selected.length} alarms`);
