/** A resource as it stands in a template. */
export interface CfnTemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Record<string, unknown>;
}

/** A CloudFormation template. */
export interface CfnTemplate {
  readonly Resources: Record<string, CfnTemplateResource>;
  readonly Parameters?: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
  readonly Outputs?: Record<string, unknown>;
}

/** The text between `${` and `}` of a `Fn::Sub`, without literals. */
const SUBSTITUTION = /\$\{([^!][^}]*)\}/g;

/** The names that a value refers to, by `Ref`, `Fn::GetAtt`, `Fn::Sub` or a condition. */
export function referencesOf(value: unknown): Set<string> {
  const found = new Set<string>();
  visit(value, found);
  return found;
}

/** What a resource waits for, by `DependsOn` alone. */
export function explicitDependencies({ DependsOn: dependencies = [] }: CfnTemplateResource): string[] {
  return [dependencies].flat();
}

/** What each resource waits for: the resources that its properties refer to, and those it names. */
export function dependencyGraph({ Resources: resources }: CfnTemplate): Map<string, Set<string>> {
  return new Map(Object.entries(resources).map(([name, resource]) => {
    const all = [...referencesOf(resource.Properties), ...explicitDependencies(resource)];
    return [name, new Set(all.filter((other) => other !== name && other in resources))];
  }));
}

function visit(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((item) => visit(item, found));
  } else if (value !== null && typeof value === 'object') {
    Object.entries(value).forEach(([key, item]) => {
      intrinsic(key, item).forEach((name) => found.add(name));
      visit(item, found);
    });
  }
}

function intrinsic(key: string, value: unknown): string[] {
  switch (key) {
    case 'Ref':
      return [String(value)];
    case 'Condition':
      return typeof value === 'string' ? [value] : [];
    case 'Fn::GetAtt':
      return [Array.isArray(value) ? String(value[0]) : String(value).split('.')[0]];
    case 'Fn::If':
      return [String((value as unknown[])[0])];
    case 'Fn::Sub':
      return [...String([value].flat()[0]).matchAll(SUBSTITUTION)].map(([, name]) => name.split('.')[0]);
    default:
      return [];
  }
}
