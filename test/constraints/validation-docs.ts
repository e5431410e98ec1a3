/** Writes docs/validation.md from the tables of rules and from what AWS refuses late. */
import { writeFileSync } from 'fs';
import { AWS_CONSTRAINTS } from './aws-constraints';
import type { AwsConstraint } from './aws-constraints';
import { sharedRules } from '../../src/config/part-rules';
import { Severity } from '../../src/config/validation';
import type { Rule } from '../../src/config/validation';
import { databaseRules } from '../../src/database/database-rules';
import { parameterRules } from '../../src/discovery/parameter-rules';
import { detectionRules } from '../../src/monitoring/detection-rules';
import { monitoringRules } from '../../src/monitoring/monitoring-rules';
import { paymentAlarmRules } from '../../src/monitoring/payment-alarm-rules';
import { networkRules } from '../../src/network/network-rules';
import { groupRules, platformRules } from '../../src/platform-rules';
import { serviceRules } from '../../src/service/service-rules';
import { workerRules } from '../../src/service/worker-rules';

const TABLES: Record<string, ReadonlyArray<Rule<never>>> = {
  'The platform': [...sharedRules, ...groupRules, ...platformRules],
  'Network': networkRules,
  'Database': databaseRules,
  'Service and load balancer': serviceRules,
  'Further services': workerRules,
  'Monitoring': [...monitoringRules, ...detectionRules],
  'Alarms that are added': paymentAlarmRules,
  'Parameters that are published': parameterRules,
};

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;').replaceAll('\n', ' ');

function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

function ruleTable(rules: ReadonlyArray<Rule<never>>): string {
  const others = rules.filter(({ isType, id }) => !isType || !id.endsWith('-type'));
  const types = rules.filter((rule) => !others.includes(rule));
  return [
    table(['Rule', 'Property', 'Requirement', 'Why, or what to do', 'Source'], others.map((rule) => [
      rule.severity === Severity.WARNING ? `\`${rule.id}\`, a warning` : `\`${rule.id}\``, `\`${rule.property}\``, rule.requirement, rule.remedy, rule.source,
    ])),
    types.length === 0 ? '' : `Types, as \`…-type\`: ${types.map(({ property, requirement }) => `\`${property}\` ${requirement}`).join('; ')}.`,
  ].filter(Boolean).join('\n\n');
}

/** The line about the violated property, without the path and the id, which stand in other columns. */
function shown({ rule, message }: AwsConstraint): string {
  const lines = message!().split('\n').filter((line) => line.includes(rule!) || !rule!.includes('-'));
  const [line] = lines.length > 0 ? lines : message!().split('\n');
  return line.trim().replace(/^- /, '').replace(/ \[[^\]]*\]$/, '').replace(/x{40,}|a{40,}/, (long) => `${long[0]}…`);
}

const refused = AWS_CONSTRAINTS.filter(({ rule }) => rule !== undefined);
const never = AWS_CONSTRAINTS.filter(({ rule }) => rule === undefined);

const sections = Object.entries(TABLES).map(([title, rules]) => `## ${title}\n\n${ruleTable(rules)}`);

writeFileSync('docs/validation.md', `# What is refused, and why

Generated from the tables of rules by \`test/constraints/validation-docs.ts\`; change the rules, not this page. The errors of a platform come
at once, before anything is made, each with its property, what is required, what was given and what to change. What spans parts is asked once each
part is right. A warning can be acknowledged by its id, which begins with \`cdk-payment-platform:\`. Values that are known only at deployment are left to it,
or refused where other values follow from them. \`undefined\` means "not given", also as Python's \`None\`, Java's \`null\` and Go's \`nil\`; a \`null\` of JavaScript is refused.
No text may hold \`{{\`: CloudFormation would resolve \`{{resolve:…}}\`, and lay a secret open.

${sections.join('\n\n')}

## What AWS refuses late

112 constraints that AWS enforces minutes into a deployment, or that hurt without an error: ${refused.length} are refused or warned of at synthesis,
${never.length} cannot be violated through the properties of the library, 0 are accepted silently. "From practice" marks a source that names the operation but not
the words of the constraint, "judgement" what is legal and harmful. Each message is that of a value that violates the constraint.

${table(['#', 'Constraint', 'Source', 'Rule', 'Our message'], refused.map((row) => [String(row.row), row.constraint, row.source, row.rule!, shown(row)]))}

## What cannot be said

${table(['#', 'Constraint', 'Source', 'Why it cannot be violated'], never.map((row) => [String(row.row), row.constraint, row.source, row.never!]))}
`);
console.log(`docs/validation.md: ${Object.values(TABLES).flat().length} rules, ${refused.length} of ${AWS_CONSTRAINTS.length} constraints refused, ${never.length} cannot be expressed`);
