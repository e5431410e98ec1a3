/** A name that AWS limits, and what the limit leaves for the suffix. */
export interface NameBudget {
  readonly name: string;
  readonly limit: number;
  readonly left: number;
}

/**
 * Every name the platform gives, derived from the environment suffix. The literal `payment-` stands in no other source file.
 */
export class PaymentNames {
  public readonly vpc: string;
  public readonly auroraCluster: string;
  public readonly databaseLogGroup: string;
  public readonly ecsCluster: string;
  public readonly service: string;
  public readonly loadBalancer: string;
  public readonly targetGroup: string;
  public readonly serviceLogGroup: string;
  public readonly insightsLogGroup: string;
  public readonly dashboard: string;
  public readonly firewallLogGroup: string;

  constructor(private readonly suffix: string) {
    this.vpc = this.named('vpc');
    this.auroraCluster = this.named('aurora-cluster');
    this.databaseLogGroup = `/aws/rds/cluster/${this.auroraCluster}/postgresql`;
    this.ecsCluster = this.named('cluster');
    this.service = this.named('service');
    this.loadBalancer = this.named('alb');
    this.targetGroup = this.named('tg');
    this.serviceLogGroup = `/ecs/payment-app-${suffix}`;
    this.insightsLogGroup = `/aws/ecs/containerinsights/${this.ecsCluster}/performance`;
    this.dashboard = this.named('failover');
    // WAF delivers only to log groups whose name begins so: AWS WAF API Reference, PutLoggingConfiguration (2026-11).
    this.firewallLogGroup = `aws-waf-logs-payment-${suffix}`;
  }

  /** What every log group of the platform begins with; the key's policy is bound to these. */
  public get logGroupPrefixes(): string[] {
    return [`/aws/rds/cluster/${this.auroraCluster}/`, this.serviceLogGroup, `/aws/ecs/containerinsights/${this.ecsCluster}/`,
      this.path(''), this.firewallLogGroup];
  }

  /** Every name with the most characters that AWS allows it, the tightest first, and how many of them are left. */
  public get budgets(): NameBudget[] {
    const limits: Array<[name: string, limit: number]> = [
      // Elastic Load Balancing API Reference, CreateLoadBalancer and CreateTargetGroup, Name (2026-11).
      [this.loadBalancer, 32],
      [this.targetGroup, 32],
      // Amazon RDS API Reference, CreateDBCluster, DBClusterIdentifier (2026-11).
      [this.auroraCluster, 63],
      // Amazon ECS API Reference, CreateCluster and CreateService (2026-11).
      [this.ecsCluster, 255],
      [this.service, 255],
      // Amazon CloudWatch API Reference, PutDashboard and PutMetricAlarm (2026-11).
      [this.dashboard, 255],
      // Amazon CloudWatch Logs API Reference, CreateLogGroup (2026-11).
      [this.databaseLogGroup, 512],
      [this.insightsLogGroup, 512],
    ];
    return limits.map(([name, limit]) => ({ name, limit, left: limit - name.length })).sort((a, b) => a.left - b.left);
  }

  /** Whether a further service of this name would have a name, or stand beside one, that the platform gives already. */
  public isTaken(worker: string): boolean {
    const own = [this.vpc, this.auroraCluster, this.ecsCluster, this.service, this.loadBalancer, this.targetGroup, this.dashboard, this.named('app')];
    return own.includes(this.worker(worker));
  }

  /** The name of a further service. */
  public worker(name: string): string {
    return this.named(name);
  }

  /** The log group of a further service; its prefix is that of the payment service, which the key's policy admits. */
  public workerLogGroup(name: string): string {
    return `${this.serviceLogGroup}/${name}`;
  }

  /** The name of an alarm, from the key of its row in the catalogue. */
  public alarm(key: string): string {
    return this.named(key);
  }

  /** The name of a subnet, for people who read the console. */
  public subnet(tier: string, zone: number): string {
    return this.named(`${tier}-${zone + 1}`);
  }

  /** The path of an SSM parameter or a log group, for example `/payment/prod/db/endpoint`. */
  public path(path: string): string {
    return `/payment/${this.suffix}/${path}`;
  }

  private named(noun: string): string {
    return `payment-${noun}-${this.suffix}`;
  }
}
