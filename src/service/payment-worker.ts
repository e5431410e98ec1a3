import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CLUSTER } from './container-rules';
import { createFargateService, createTaskSecurityGroup } from './fargate';
import type { PaymentWorkerProps } from './payment-worker-props';
import { createTask } from './task';
import { workerRules } from './worker-rules';
import { pinFeatureFlags } from '../config/feature-flags';
import { createLogGroup } from '../config/log-group';
import { KEY, partViolations, VPC } from '../config/part-rules';
import { PaymentNames } from '../config/payment-names';
import { settle } from '../config/settings';
import { assertValid } from '../config/validation';
import { PhysicalNames } from '../physical-names';
import { defaultsOf } from '../platform-profile';

const TASKS = 3;

/**
 * A further Fargate service of the platform, without a load balancer and with roles of its own: settlement, reconciliation, a queue's consumer.
 */
export class PaymentWorker extends Construct implements ec2.IConnectable {
  /** The Fargate service. */
  public readonly fargateService: ecs.FargateService;

  /** The task definition. */
  public readonly taskDefinition: ecs.FargateTaskDefinition;

  /** The container. */
  public readonly container: ecs.ContainerDefinition;

  /** The role of the worker; whatever is granted to it reaches the template. */
  public readonly taskRole: iam.IRole;

  /** The role that pulls the image, reads the secrets and writes the log. */
  public readonly executionRole: iam.IRole;

  /** The log group of the container. */
  public readonly logGroup: logs.LogGroup;

  /** What the tasks may connect to; nobody connects to them. */
  public readonly connections: ec2.Connections;

  /**
   * @throws if any property is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentWorkerProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const { service, teardown, physicalNames } = defaultsOf(props.profile);
    const minCapacity = props.minCapacity ?? TASKS;
    const settings = settle({ ...service, teardown, minCapacity, maxCapacity: minCapacity }, props);
    assertValid(this, partViolations(workerRules, settings, { vpc: VPC, cluster: CLUSTER, encryptionKey: KEY }));

    const names = new PaymentNames(settings.environmentSuffix);
    const fixed = (name: string) => (physicalNames === PhysicalNames.FIXED ? name : undefined);
    const serviceName = fixed(names.worker(settings.workerName));
    this.logGroup = createLogGroup(this, 'LogGroup', names.workerLogGroup(settings.workerName), settings);
    const task = createTask(this, {
      ...settings,
      containerPort: undefined,
      family: serviceName,
      stopTimeout: settings.deregistrationDelay,
      logGroup: this.logGroup,
    });
    this.taskDefinition = task.definition;
    this.container = task.container;
    this.taskRole = task.taskRole;
    this.executionRole = task.executionRole;

    const securityGroup = createTaskSecurityGroup(this, settings.vpc, `Worker ${settings.workerName} of the payment platform`);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup] });
    this.fargateService = createFargateService(this, task, securityGroup, { ...settings, serviceName });
  }
}
