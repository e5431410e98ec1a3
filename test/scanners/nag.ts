import { CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { NagPack } from 'cdk-nag';
import { version } from 'cdk-nag/package.json';
import type { Finding, Scan } from './scanners';
import { PRODUCTION, TEST, withoutSuppressions } from './subjects';
import type { Subject } from './subjects';
import { nagFindings, nagFindingsWithoutSuppressions } from '../nag/findings';

/** What the packs of cdk-nag say of the two profiles. They look at the apps, so that these have no suppressions afterwards. */
export function nag(subjects: Subject[]): Scan[] {
  const apps = subjects.flatMap(({ name, app }) => (app && [PRODUCTION, TEST].includes(name) ? [{ name, app }] : []));
  const found = [
    ...apps.flatMap(({ name, app }) => nagFindings(app).map((finding) => ({ template: name, ...finding }))),
    ...apps.flatMap(({ name, app }) => nagFindingsWithoutSuppressions(app).map((finding) => ({ template: withoutSuppressions(name), ...finding }))),
  ];
  const packs = { 'AwsSolutions': AwsSolutionsChecks, 'NIST.800.53.R5': NIST80053R5Checks, 'PCI.DSS.321': PCIDSS321Checks, 'HIPAA.Security': HIPAASecurityChecks };
  return Object.entries(packs).map(([name, Pack]) => {
    const findings = found.filter(({ pack }) => pack === name).map(({ template, rule, path }): Finding => ({ template, rule, resource: path }));
    return { tool: `cdk-nag, ${name}`, version, rules: countRules(new Pack()), findings };
  });
}

/** A pack shows every resource to every rule, so the rules can be counted at one resource. */
function countRules(pack: NagPack): number {
  let rules = 0;
  Object.assign(pack, { applyRule: () => rules++ });
  const stack = new Stack();
  new CfnWaitConditionHandle(stack, 'Resource');
  pack.validateScope(stack);
  return rules;
}
