import { Stack } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { createFargateService, createTaskSecurityGroup } from './fargate';
import { createLoadBalancer } from './load-balancer';
import type { PaymentServiceProps } from './payment-service-props';
import { serviceRules, VOIDABLE_OPTIONS } from './service-rules';
import { createTask } from './task';
import type { TaskSize } from './task-size';
import { pinFeatureFlags } from '../config/feature-flags';
import { createLogGroup } from '../config/log-group';
import { KEY, partViolations, VPC } from '../config/part-rules';
import { PaymentNames } from '../config/payment-names';
import { chosenAmong, settle } from '../config/settings';
import { assertValid } from '../config/validation';
import { PhysicalNames } from '../physical-names';
import { defaultsOf } from '../platform-profile';
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
    const { service, teardown, physicalNames } = defaultsOf(props.profile);
    // Prefix lists are there to narrow who may come in.
    const ingressCidrs = props.ingressPrefixListIds ? [] : service.ingressCidrs;
    const settings: ServiceSettings = settle({ ...service, ingressCidrs, teardown, physicalNames }, props);
    const judged = { ...settings, region: Stack.of(this).region, chosen: chosenAmong(props, VOIDABLE_OPTIONS) };
    assertValid(this, partViolations(serviceRules, judged, { vpc: VPC, encryptionKey: KEY }));

    this.taskSize = settings.taskSize;
    this.containerPort = settings.containerPort;
    this.minCapacity = settings.minCapacity;
    this.maxCapacity = settings.maxCapacity;
    this.healthCheckInterval = settings.healthCheckInterval;
    this.names = new PaymentNames(settings.environmentSuffix);

    this.cluster = settings.cluster ?? this.createCluster(settings);
    this.logGroup = createLogGroup(this, 'LogGroup', this.names.serviceLogGroup, settings);
    const serviceName = nameFor(settings, this.names.service);
    const task = createTask(this, { ...settings, family: serviceName, stopTimeout: settings.deregistrationDelay, logGroup: this.logGroup });
    this.taskRole = task.taskRole;
    this.executionRole = task.executionRole;
    this.taskDefinition = task.definition;
    this.container = task.container;

    const front = createLoadBalancer(this, {
      ...settings,
      loadBalancerName: nameFor(settings, this.names.loadBalancer),
      targetGroupName: nameFor(settings, this.names.targetGroup),
      names: this.names,
    });
    this.loadBalancer = front.loadBalancer;
    this.listener = front.listener;
    this.targetGroup = front.targetGroup;

    const securityGroup = createTaskSecurityGroup(this, settings.vpc, 'Tasks of the payment platform');
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(settings.containerPort) });
    const fargate = { ...settings, serviceName, cluster: this.cluster, healthCheckGracePeriod: settings.startupTime };
    this.fargateService = createFargateService(this, task, securityGroup, fargate);
    const { containerName } = this.container;
    this.targetGroup.addTarget(this.fargateService.loadBalancerTarget({ containerName, containerPort: this.containerPort }));
    this.connections.allowDefaultPortFrom(this.loadBalancer, 'Load balancer to tasks');
  }

  private createCluster(settings: ServiceSettings): ecs.ICluster {
    const cluster = new ecs.Cluster(this, 'Cluster', {
      // Fixed in every profile, because the log group below has to carry the name before the cluster exists.
      clusterName: this.names.ecsCluster,
      vpc: settings.vpc,
      containerInsightsV2: settings.containerInsights,
      executeCommandConfiguration: settings.executeCommand ? this.auditedSessions(settings) : undefined,
    });
    // Container Insights would make the log group itself, unencrypted and kept for ever.
    const insights = createLogGroup(this, 'InsightsLogGroup', this.names.insightsLogGroup, settings);
    cluster.node.defaultChild!.node.addDependency(insights);
    return cluster;
  }

  /** Every session is encrypted with the platform's key and recorded. */
  private auditedSessions(settings: ServiceSettings): ecs.ExecuteCommandConfiguration {
    return {
      kmsKey: settings.encryptionKey,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: {
        cloudWatchLogGroup: createLogGroup(this, 'SessionLogGroup', this.names.path('ecs-exec'), settings),
        cloudWatchEncryptionEnabled: true,
      },
    };
  }
}

function nameFor({ physicalNames }: ServiceSettings, name: string): string | undefined {
  return physicalNames === PhysicalNames.FIXED ? name : undefined;
}
