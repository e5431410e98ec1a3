import {
  CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand, ListStackResourcesCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Parameter, Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Outputs } from './cdk-cli';
import type { Clients } from './clients';
import { until } from './until';

export type Parameters = Readonly<Record<string, string>>;

/** A stack as a CloudFormation user handles it: template body and parameters in, status and outputs out. */
export class StackDriver {
  constructor(private readonly clients: Clients, public readonly name: string) {}

  public async create(templateBody: string, parameters: Parameters): Promise<Outputs> {
    await this.clients.cloudFormation.send(new CreateStackCommand({
      StackName: this.name,
      TemplateBody: templateBody,
      Parameters: parameterList(parameters),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }));
    return outputsOf(await this.settled('CREATE_COMPLETE'));
  }

  /** For a template that is too large to be sent: CloudFormation reads it from a bucket, as the CDK CLI lets it. */
  public async createFromBucket(templateBody: string): Promise<Outputs> {
    const { cloudFormation, s3 } = this.clients;
    const [Bucket, Key] = ['stack-templates', `${this.name}.template.json`];
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: templateBody }));
    const { href } = new URL(`/${Bucket}/${Key}`, await endpointOf(s3));
    await cloudFormation.send(new CreateStackCommand({ StackName: this.name, TemplateURL: href, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    const outputs = outputsOf(await this.settled('CREATE_COMPLETE'));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
    return outputs;
  }

  /** Changes the given parameters and keeps the others; `templateBody` replaces the template. */
  public async update(parameters: Parameters, templateBody?: string, outcome = 'UPDATE_COMPLETE'): Promise<Outputs> {
    const { Parameters: previous = [] } = await this.describe();
    const kept = previous.map(({ ParameterKey }) => ParameterKey ?? '').filter((key) => !(key in parameters));
    await this.clients.cloudFormation.send(new UpdateStackCommand({
      StackName: this.name,
      ...(templateBody ? { TemplateBody: templateBody } : { UsePreviousTemplate: true }),
      Parameters: [...parameterList(parameters), ...kept.map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }))],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }));
    return outputsOf(await this.settled(outcome));
  }

  public async delete(): Promise<void> {
    // A deleted stack is found by its id alone.
    const { StackId } = await this.describe();
    await this.clients.cloudFormation.send(new DeleteStackCommand({ StackName: this.name }));
    await this.settled('DELETE_COMPLETE', StackId);
  }

  public async describe(name = this.name): Promise<Stack> {
    const { Stacks = [] } = await this.clients.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  }

  /** Every resource with its identity, sorted. */
  public async identities(): Promise<string[]> {
    return (await this.summaries()).map(({ LogicalResourceId, PhysicalResourceId }) => `${LogicalResourceId} ${PhysicalResourceId}`).sort();
  }

  /** Every resource with its identity and the time of its last change. */
  public async resources(): Promise<string[]> {
    return (await this.summaries()).map(({ LogicalResourceId, PhysicalResourceId, LastUpdatedTimestamp }) =>
      `${LogicalResourceId} ${PhysicalResourceId} ${LastUpdatedTimestamp?.toISOString()}`);
  }

  /** Why resources failed, newest first. */
  public async failures(name = this.name): Promise<string[]> {
    const { StackEvents = [] } = await this.clients.cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
    return StackEvents
      .filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'))
      .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`);
  }

  private async summaries(): Promise<StackResourceSummary[]> {
    const { StackResourceSummaries = [] } = await this.clients.cloudFormation.send(new ListStackResourcesCommand({ StackName: this.name }));
    return StackResourceSummaries;
  }

  private async settled(outcome: string, name = this.name): Promise<Stack> {
    const stack = await until(`${this.name} settles`, async () => {
      const found = await this.describe(name);
      return found.StackStatus?.endsWith('_IN_PROGRESS') ? undefined : found;
    });
    if (stack.StackStatus !== outcome) {
      throw new Error([`${this.name} is ${stack.StackStatus}, expected ${outcome}`, ...(await this.failures(name))].join('\n  '));
    }
    return stack;
  }
}

async function endpointOf(s3: S3Client): Promise<string> {
  const { protocol, hostname, port } = await s3.config.endpoint!();
  return `${protocol}//${hostname}:${port}`;
}

function parameterList(parameters: Parameters): Parameter[] {
  return Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}

function outputsOf({ Outputs: outputs = [] }: Stack): Outputs {
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']));
}
