import { Template } from 'aws-cdk-lib/assertions';

/** A resource as it stands in a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Record<string, unknown>;
}

interface SecurityRule {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly CidrIp?: string;
  readonly GroupId?: unknown;
  readonly SourceSecurityGroupId?: unknown;
  readonly DestinationSecurityGroupId?: unknown;
}

/** The template with logical ids that can be read: without the hash that aws-cdk puts behind them. */
export function readable(template: Template): Template {
  const json = template.toJSON();
  const ids = [...Object.keys(json.Resources), ...Object.keys(json.Conditions ?? {})];
  const short = new Map(ids.map((id) => [id, id.replace(/[0-9A-F]{8}$/, '')]));
  if (new Set(short.values()).size !== ids.length) {
    throw new Error('two logical ids differ by their hash only');
  }
  const text = JSON.stringify(json).replace(/"([A-Za-z0-9]+)"/g, (_, word: string) => `"${short.get(word) ?? word}"`);
  return Template.fromJSON(JSON.parse(text));
}

/** The resources of a type, or of every type, by logical id. */
export function resources(template: Template, type?: string): Record<string, Resource> {
  const all: Record<string, Resource> = template.toJSON().Resources;
  return Object.fromEntries(Object.entries(all).filter(([, resource]) => type === undefined || resource.Type === type));
}

/** The one resource of a type; an error when there is none or more. */
export function only(template: Template, type: string): Resource {
  const found = Object.values(resources(template, type));
  if (found.length !== 1) {
    throw new Error(`expected one ${type}, found ${found.length}`);
  }
  return found[0];
}

/** Every rule of every security group, inline and separate, as `GROUP from|to PEER PROTOCOL PORTS`, sorted. */
export function securityEdges(template: Template): string[] {
  const inline = Object.entries(resources(template, 'AWS::EC2::SecurityGroup')).flatMap(([id, { Properties: properties }]) => [
    ...rules(properties.SecurityGroupIngress).map((rule) => edge(id, 'from', rule)),
    ...rules(properties.SecurityGroupEgress).map((rule) => edge(id, 'to', rule)),
  ]);
  const separate = (type: string, direction: string) => Object.values(resources(template, type))
    .map(({ Properties: properties }) => properties as unknown as SecurityRule)
    .map((rule) => edge(groupOf(rule.GroupId), direction, rule));
  return [...inline, ...separate('AWS::EC2::SecurityGroupIngress', 'from'), ...separate('AWS::EC2::SecurityGroupEgress', 'to')].sort();
}

function rules(value: unknown): SecurityRule[] {
  return (value ?? []) as SecurityRule[];
}

function edge(group: string, direction: string, rule: SecurityRule): string {
  const peer = rule.CidrIp ?? groupOf(rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId);
  return `${group} ${direction} ${peer} ${rule.IpProtocol} ${rule.FromPort}-${rule.ToPort}`;
}

function groupOf(value: unknown): string {
  const attribute = (value as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt'];
  return attribute ? attribute[0] : JSON.stringify(value);
}
