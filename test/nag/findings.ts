import { CfnResource } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { sorted } from './golden';

const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

/** A rule that a resource breaks, by its path in the app. */
export interface Finding extends Record<string, string> {
  readonly pack: string;
  readonly rule: string;
  readonly path: string;
}

/** A rule that does not apply to a resource, and why. */
export interface Suppression extends Record<string, string> {
  readonly tool: string;
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

/** What the four rule packs of cdk-nag find in an app. */
export function nagFindings(app: App): Finding[] {
  const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new PCIDSS321Checks(), new HIPAASecurityChecks()];
  return sorted(packs.flatMap((pack) => pack.validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ pack: pack.readPackName, rule: ruleName, path: constructPath ?? '' })))));
}

/** What the packs would find if nothing were suppressed. */
export function nagFindingsWithoutSuppressions(app: App): Finding[] {
  app.node.findAll().forEach(({ node }) => Object.defineProperty(node, 'metadata', { value: [] }));
  return nagFindings(app);
}

/** Every suppression in an app, for cdk-nag 3, cdk-nag 2, checkov, cfn-guard and cfn-lint. */
export function suppressionsOf(app: App): Suppression[] {
  return sorted(app.node.findAll().flatMap((construct) => [...acknowledgements(construct), ...metadataSuppressions(construct)]));
}

/** The reasons in the construct tree, by rule: cdk-nag 3 reads them there, cfn-guard and cfn-lint have no other place for one. */
function reasonsOf({ node }: IConstruct): Record<string, string> {
  return Object.assign({}, ...node.metadata.filter(({ type }) => type === ACKNOWLEDGED).map(({ data }) => data as Record<string, string>));
}

function acknowledgements(construct: IConstruct): Suppression[] {
  const { guard, 'cfn-lint': lint } = metadataOf(construct);
  const others = [...guard.SuppressedRules, ...lint.config.ignore_checks];
  return Object.entries(reasonsOf(construct)).filter(([rule]) => !others.includes(rule))
    .map(([rule, reason]) => ({ tool: 'cdk-nag', rule, path: construct.node.path, reason }));
}

interface Metadata {
  readonly 'cdk_nag'?: { readonly rules_to_suppress: Array<{ readonly id: string; readonly applies_to?: string[]; readonly reason: string }> };
  readonly 'checkov'?: { readonly skip: Array<{ readonly id: string; readonly comment: string }> };
  readonly 'guard'?: { readonly SuppressedRules: string[] };
  readonly 'cfn-lint'?: { readonly config: { readonly ignore_checks: string[] } };
}

function metadataSuppressions(construct: IConstruct): Suppression[] {
  const { cdk_nag: nag, checkov, guard, 'cfn-lint': lint } = metadataOf(construct);
  const reasons = reasonsOf(construct);
  const row = (tool: string) => (rule: string, reason = reasons[rule] ?? '') => ({ tool, rule, path: construct.node.path, reason });
  return [
    ...nag.rules_to_suppress.map(({ id, applies_to: applies, reason }) => row('cdk-nag 2')(applies ? `${id}[${applies.join()}]` : id, reason)),
    ...checkov.skip.map(({ id, comment }) => row('checkov')(id, comment)),
    ...guard.SuppressedRules.map((rule) => row('cfn-guard')(rule)),
    ...lint.config.ignore_checks.map((rule) => row('cfn-lint')(rule)),
  ];
}

function metadataOf(construct: IConstruct): Required<Metadata> {
  const given = CfnResource.isCfnResource(construct) ? construct.cfnOptions.metadata as Metadata : {};
  return {
    'cdk_nag': { rules_to_suppress: [] },
    'checkov': { skip: [] },
    'guard': { SuppressedRules: [] },
    'cfn-lint': { config: { ignore_checks: [] } },
    ...given,
  };
}
