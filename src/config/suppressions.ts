import type { CfnResource } from 'aws-cdk-lib';

/** Ids of scanner rules, by scanner. */
export interface SuppressedRules {
  /** cdk-nag, 2 and 3. */
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
  const { nag = [], checkov = [], guard = [], cfnLint = [] } = rules;
  extend(resource, 'cdk_nag', 'rules_to_suppress', nag.map((id) => ({ id, reason })));
  extend(resource, 'checkov', 'skip', checkov.map((id) => ({ id, comment: reason })));
  extend(resource, 'guard', 'SuppressedRules', guard);
  if (cfnLint.length > 0) {
    resource.addMetadata('cfn-lint', { config: { ignore_checks: cfnLint } });
  }
  if (nag.length > 0) {
    // cdk-nag 3 reads acknowledgements from the construct tree instead of the template.
    resource.node.addMetadata('aws:cdk:acknowledged-rules', Object.fromEntries(nag.map((id) => [id, reason])));
  }
}

function extend(resource: CfnResource, key: string, list: string, items: unknown[]): void {
  if (items.length > 0) {
    const existing = (resource.getMetadata(key) ?? {}) as Record<string, unknown[]>;
    resource.addMetadata(key, { ...existing, [list]: [...(existing[list] ?? []), ...items] });
  }
}
