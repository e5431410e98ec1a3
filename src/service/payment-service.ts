import type { Duration } from 'aws-cdk-lib';
import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { pullStatements } from './image-access';
import { createLoadBalancer } from './load-balancer';
import type { PaymentServiceProps } from './payment-service-props';
import { PolicyRole } from './policy-role';
import { serviceRules } from './service-rules';
import type { TaskSize } from './task-size';
import { suffixRules } from '../config/environment-suffix';
import { pinFeatureFlags } from '../config/feature-flags';
import { PaymentNames } from '../config/payment-names';
import { deletionProtection, removalPolicy } from '../config/removal';
import { settle } from '../config/settings';
import { assertValid, violations } from '../config/validation';
import { PhysicalNames } from '../physical-names';
import type { ServiceDefaults } from '../profile-defaults';
import type { Teardown } from '../teardown';

type ServiceSettings = Readonly<PaymentServiceProps & ServiceDefaults & { readonly teardown: Teardown; readonly physicalNames: PhysicalNames }>;

/**
 * A Fargate service behind an application load balancer, its tasks spread over the private subnets of all zones.
 */
export class PaymentService extends Construct implements ec2.IConnectable {
  /** The ECS cluster, made or given. */
  public readonly cluster: ecs.ICluster;

  /** The Fargate service. */
  public readonly fargateService: ecs.FargateService;

  /** The task definition. */
  public readonly taskDefinition: ecs.FargateTaskDefinition;

  /** The container of the payment application. */
  public readonly container: ecs.ContainerDefinition;

  /** The role of the application; whatever is granted to it reaches the template. */
  public readonly taskRole: iam.IRole;

  /** The role that pulls the image, reads the secrets and writes the log. */
  public readonly executionRole: iam.IRole;

  /** The load balancer. */
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /** The listener. */
  public readonly listener: elbv2.ApplicationListener;

  /** The target group with the tasks. */
  public readonly targetGroup: elbv2.ApplicationTargetGroup;

  /** The log group of the container. */
  public readonly logGroup: logs.LogGroup;

  /** What the tasks may connect to, and who may connect to them: at first only the load balancer. */
  public readonly connections: ec2.Connections;

  /** CPU and memory of a task. */
  public readonly taskSize: TaskSize;

  /** The port the container listens on. */
  public readonly containerPort: number;

  /** The smallest number of tasks. */
  public readonly minCapacity: number;

  /** The largest number of tasks. */
  public readonly maxCapacity: number;

  /** The time between two health checks. */
  public readonly healthCheckInterval: Duration;

  private readonly names: PaymentNames;

  /**
   * @throws if any property is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentServiceProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const { service, teardown, physicalNames } = props.profile._defaults;
    const settings: ServiceSettings = settle({ ...service, teardown, physicalNames }, props);
    assertValid(this, [...violations(suffixRules, settings), ...violations(serviceRules, settings)]);

    this.taskSize = settings.taskSize;
    this.containerPort = settings.containerPort;
    this.minCapacity = settings.minCapacity;
    this.maxCapacity = settings.maxCapacity;
    this.healthCheckInterval = settings.healthCheckInterval;
    this.names = new PaymentNames(settings.environmentSuffix);

    this.cluster = settings.cluster ?? this.createCluster(settings);
    this.logGroup = this.createLogGroup('LogGroup', this.names.serviceLogGroup, settings);
    this.taskRole = this.createRole('TaskRole');
    this.executionRole = this.createRole('ExecutionRole');
    this.taskDefinition = this.createTaskDefinition(settings);
    this.container = this.addContainer(settings);

    const front = createLoadBalancer(this, {
      ...settings,
      loadBalancerName: nameFor(settings, this.names.loadBalancer),
      targetGroupName: nameFor(settings, this.names.targetGroup),
      deletionProtection: deletionProtection(settings.teardown),
    });
    this.loadBalancer = front.loadBalancer;
    this.listener = front.listener;
    this.targetGroup = front.targetGroup;

    const securityGroup = this.createSecurityGroup(settings.vpc);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(settings.containerPort) });
    this.fargateService = this.createService(settings, securityGroup);
    this.connections.allowDefaultPortFrom(this.loadBalancer, 'Load balancer to tasks');
  }

  private createCluster(settings: ServiceSettings): ecs.ICluster {
    const cluster = new ecs.Cluster(this, 'Cluster', {
      clusterName: nameFor(settings, this.names.ecsCluster),
      vpc: settings.vpc,
      containerInsightsV2: settings.containerInsights,
    });
    // Container Insights would make the log group itself, unencrypted and kept for ever.
    const insights = this.createLogGroup('InsightsLogGroup', this.names.insightsLogGroup, settings);
    cluster.node.defaultChild!.node.addDependency(insights);
    return cluster;
  }

  private createLogGroup(id: string, logGroupName: string, { logRetention, encryptionKey, teardown }: ServiceSettings): logs.LogGroup {
    return new logs.LogGroup(this, id, { logGroupName, retention: logRetention, encryptionKey, removalPolicy: removalPolicy(teardown) });
  }

  private createRole(id: string): PolicyRole {
    return new PolicyRole(this, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  }

  private createTaskDefinition(settings: ServiceSettings): ecs.FargateTaskDefinition {
    return new ecs.FargateTaskDefinition(this, 'TaskDefinition', {
      family: nameFor(settings, this.names.service),
      cpu: settings.taskSize.cpu,
      memoryLimitMiB: settings.taskSize.memoryMiB,
      taskRole: this.taskRole,
      executionRole: this.executionRole,
    });
  }

  private addContainer(settings: ServiceSettings): ecs.ContainerDefinition {
    const image = settings.image!;
    const container = this.taskDefinition.addContainer('app', {
      image,
      portMappings: [{ containerPort: settings.containerPort }],
      environment: settings.environment,
      secrets: settings.secrets,
      user: settings.containerUser,
      readonlyRootFilesystem: settings.readonlyRootFilesystem,
      memoryLimitMiB: settings.taskSize.memoryMiB,
      stopTimeout: settings.deregistrationDelay.toSeconds() <= MAX_STOP_TIMEOUT ? settings.deregistrationDelay : undefined,
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: this.logGroup }),
    });
    if (image instanceof ecs.RepositoryImage) {
      pullStatements(container.imageName).forEach((statement) => this.executionRole.addToPrincipalPolicy(statement));
    }
    return container;
  }

  private createSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Tasks of the payment platform',
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'Image registry, AWS services and payment networks');
    return securityGroup;
  }

  private createService(settings: ServiceSettings, securityGroup: ec2.SecurityGroup): ecs.FargateService {
    const service = new ecs.FargateService(this, 'Service', {
      serviceName: nameFor(settings, this.names.service),
      cluster: this.cluster,
      taskDefinition: this.taskDefinition,
      // Written only when the number is fixed: otherwise every deployment would undo a scale-out.
      desiredCount: settings.minCapacity === settings.maxCapacity ? settings.minCapacity : undefined,
      securityGroups: [securityGroup],
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      assignPublicIp: false,
      circuitBreaker: { enable: true, rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      healthCheckGracePeriod: settings.startupTime,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      enableExecuteCommand: false,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
    });
    // aws-cdk waits for the policy of the task role only; without the other's, the first tasks cannot read their secrets.
    service.node.defaultChild!.node.addDependency(this.executionRole);
    this.targetGroup.addTarget(service.loadBalancerTarget({ containerName: this.container.containerName, containerPort: settings.containerPort }));
    this.addScaling(service, settings);
    return service;
  }

  private addScaling(service: ecs.FargateService, settings: ServiceSettings): void {
    service.autoScaleTaskCount({ minCapacity: settings.minCapacity, maxCapacity: settings.maxCapacity }).scaleOnCpuUtilization('Cpu', {
      targetUtilizationPercent: settings.cpuTargetPercent,
      scaleInCooldown: settings.scalingCooldown,
      scaleOutCooldown: settings.scalingCooldown,
    });
    // Application Auto Scaling takes its service-linked role by itself; naming it would only repeat account and partition.
    const target = service.node.findAll().find((child) => child instanceof CfnScalableTarget) as CfnScalableTarget;
    target.addDeletionOverride('Properties.RoleARN');
  }
}

/** Fargate waits at most this many seconds after SIGTERM: Amazon ECS API Reference, ContainerDefinition, stopTimeout (2026-11). */
const MAX_STOP_TIMEOUT = 120;

function nameFor({ physicalNames }: ServiceSettings, name: string): string | undefined {
  return physicalNames === PhysicalNames.FIXED ? name : undefined;
}
