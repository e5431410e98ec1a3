import type { CfnResource } from 'aws-cdk-lib';

/** Ids of scanner rules, by scanner. */
export interface SuppressedRules {
  /** cdk-nag, 2 and 3; one finding of a rule that has several as `Rule[Finding]`. */
  readonly nag?: string[];
  readonly checkov?: string[];
  /** cfn-guard. */
  readonly guard?: string[];
  readonly cfnLint?: string[];
}

/**
 * Tells scanners that a finding does not apply to this one resource, and why. The reason travels as metadata that each
 * scanner reads by itself, so that the library depends on none of them.
 */
export function suppress(resource: CfnResource, reason: string, rules: SuppressedRules): void {
  extend(resource, 'cdk_nag', 'rules_to_suppress', rules.nag?.map((id) => nagSuppression(id, reason)));
  extend(resource, 'checkov', 'skip', rules.checkov?.map((id) => ({ id, comment: reason })));
  extend(resource, 'guard', 'SuppressedRules', rules.guard);
  ignoreChecks(resource, rules.cfnLint);
  acknowledge(resource, reason, [...rules.nag ?? [], ...rules.guard ?? [], ...rules.cfnLint ?? []]);
}

function ignoreChecks(resource: CfnResource, checks: string[] = []): void {
  if (checks.length > 0) {
    const { config } = (resource.getMetadata('cfn-lint') ?? {}) as { config?: { ignore_checks?: string[] } };
    resource.addMetadata('cfn-lint', { config: { ...config, ignore_checks: [...(config?.ignore_checks ?? []), ...checks] } });
  }
}

/** cdk-nag 3 reads acknowledgements from the construct tree instead of the template; cfn-guard and cfn-lint have no other place for a reason. */
function acknowledge(resource: CfnResource, reason: string, ids: string[]): void {
  if (ids.length > 0) {
    resource.node.addMetadata('aws:cdk:acknowledged-rules', Object.fromEntries(ids.map((id) => [id, reason])));
  }
}

/** cdk-nag 2 reads the finding apart from the rule, cdk-nag 3 both in one. */
function nagSuppression(ruleAndFinding: string, reason: string): Record<string, unknown> {
  const [, id, finding] = /^([^[]+)(?:\[(.+)\])?$/.exec(ruleAndFinding)!;
  return finding === undefined ? { id, reason } : { id, reason, applies_to: [finding] };
}

function extend(resource: CfnResource, key: string, list: string, items: unknown[] = []): void {
  if (items.length > 0) {
    const existing = (resource.getMetadata(key) ?? {}) as Record<string, unknown[]>;
    resource.addMetadata(key, { ...existing, [list]: [...(existing[list] ?? []), ...items] });
  }
}
