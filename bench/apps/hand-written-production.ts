// The PRODUCTION platform by hand: the same resources, with aws-cdk alone. `test/footprint.test.ts` proves that they are the same.
import { Aws, BootstraplessSynthesizer, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { createFirewall, deliverLogs } from './hand-written-edge';
import { COMMON_PARAMETERS, createOutputs, createParameters } from './hand-written-interface';
import { createAlarms, createDashboard, metricsOf } from './hand-written-monitoring';
import { createEndpoints, createFlowLog, createNetwork, FROM_THIS_ACCOUNT, logGroups, restrictDefaultSecurityGroup } from './hand-written-network';
import {
  createDatabaseSecurityGroup, createKey, createLoadBalancer, createService, createTargetGroup, createTaskRole,
  createTopic, publish, pullStatements,
} from './hand-written-parts';
import { run } from './run';
import { RESTRICT_DEFAULT_SECURITY_GROUP } from '../../lib/custom-resource/handlers';

/** ECS finds a parameter of its region by name; aws-cdk writes the whole ARN. */
class ParameterByName extends ecs.Secret {
  public readonly arn: string;
  public readonly hasField = false;

  constructor(private readonly parameter: ssm.IStringParameter) {
    super();
    this.arn = parameter.parameterName;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.parameter.grantRead(grantee);
  }
}

const RETAIN = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

run((app, id) => {
  const stack = new Stack(app, id, {
    synthesizer: new BootstraplessSynthesizer(),
    description: 'Payment platform over three availability zones: Aurora PostgreSQL, Fargate behind a load balancer, alarms',
  });
  const parameters = createParameters(stack, {
    ...COMMON_PARAMETERS,
    DBMasterUsername: { ...COMMON_PARAMETERS.DBMasterUsername, default: 'paymentsowner' },
    CertificateArn: {
      description: 'ACM certificate of the load balancer, in the region of the stack',
      allowedPattern: '^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$',
      constraintDescription: 'must be the ARN of an ACM certificate',
    },
  });
  const suffix = parameters.EnvironmentSuffix.valueAsString;

  const encryptionKey = createKey(stack, suffix, RETAIN);
  const logGroup = logGroups(stack, encryptionKey, RetentionDays.THIRTEEN_MONTHS, RETAIN);
  const { resource, vpc, publicRoute } = createNetwork(stack, suffix, [0, 1, 2]);
  createFlowLog(stack, vpc.vpcId, logGroup('FlowLogGroup', `/payment/${suffix}/flow-log`));
  const restriction = RESTRICT_DEFAULT_SECURITY_GROUP.replace(/^ +/gm, '');
  restrictDefaultSecurityGroup(stack, resource, logGroup('RestrictLogGroup', `/payment/${suffix}/default-security-group`), restriction);
  const endpoints = createEndpoints(stack, vpc);

  const databaseLog = logGroup('DatabaseLogGroup', `/aws/rds/cluster/payment-aurora-cluster-${suffix}/postgresql`);
  const instance = (zone: number) => rds.ClusterInstance.provisioned(`Instance${zone + 1}`, {
    availabilityZone: vpc.availabilityZones[zone],
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
    promotionTier: zone < 2 ? 0 : 1,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    enablePerformanceInsights: true,
    performanceInsightEncryptionKey: encryptionKey,
    performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
  });
  const monitoringPolicy = `arn:${Aws.PARTITION}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`;
  const cluster = new rds.DatabaseCluster(stack, 'Cluster', {
    clusterIdentifier: `payment-aurora-cluster-${suffix}`,
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_9 }),
    credentials: rds.Credentials.fromUsername(parameters.DBMasterUsername.valueAsString, { encryptionKey }),
    manageMasterUserPassword: true,
    defaultDatabaseName: 'payments',
    writer: instance(0),
    readers: [instance(1), instance(2)],
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [createDatabaseSecurityGroup(stack, vpc)],
    port: 5433,
    parameters: {
      'apg_ccm_enabled': '1',
      'log_connections': '1',
      'log_disconnections': '1',
      'log_min_duration_statement': '1000',
      'log_statement': 'ddl',
      'pgaudit.log': 'ddl,role',
      'pgaudit.role': 'rds_pgaudit',
      'rds.force_ssl': '1',
      'shared_preload_libraries': 'pg_stat_statements,pgaudit',
    },
    storageEncrypted: true,
    storageEncryptionKey: encryptionKey,
    backup: { retention: Duration.days(35) },
    copyTagsToSnapshot: true,
    iamAuthentication: true,
    cloudwatchLogsExports: ['postgresql'],
    monitoringInterval: Duration.minutes(1),
    monitoringRole: new iam.Role(stack, 'MonitoringRole', {
      assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', { conditions: FROM_THIS_ACCOUNT }),
      managedPolicies: [iam.ManagedPolicy.fromManagedPolicyArn(stack, 'MonitoringPolicy', monitoringPolicy)],
    }),
    deletionProtection: true,
    removalPolicy: RETAIN,
  });
  cluster.node.addDependency(databaseLog);
  for (const child of cluster.node.findAll()) {
    if (child instanceof rds.CfnDBInstance) {
      child.applyRemovalPolicy(RETAIN);
    }
  }

  const settings = {
    PGHOST: ['db/endpoint', cluster.clusterEndpoint.hostname],
    PGHOST_READER: ['db/reader-endpoint', cluster.clusterReadEndpoint.hostname],
    PGPORT: ['db/port', '5433'],
    PGDATABASE: ['db/name', 'payments'],
    PGSSLMODE: ['db/ssl-mode', 'require'],
    PGUSER: ['db/user', 'payments_app'],
  };
  const secrets = Object.fromEntries(Object.entries(settings).map(([variable, [path, stringValue]]) => {
    const parameterName = `/payment/${suffix}/${path}`;
    return [variable, new ssm.StringParameter(stack, variable, { parameterName, stringValue, simpleName: false })];
  }));

  const ecsCluster = new ecs.Cluster(stack, 'EcsCluster', {
    clusterName: `payment-cluster-${suffix}`,
    vpc,
    containerInsightsV2: ecs.ContainerInsights.ENHANCED,
  });
  ecsCluster.node.addDependency(logGroup('InsightsLogGroup', `/aws/ecs/containerinsights/payment-cluster-${suffix}/performance`));
  const taskLog = logGroup('LogGroup', `/ecs/payment-app-${suffix}`);
  const executionRole = createTaskRole(stack, 'ExecutionRole', [
    new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [taskLog.logGroupArn] }),
    new iam.PolicyStatement({ actions: ['ssm:GetParameters'], resources: Object.values(secrets).map(({ parameterArn }) => parameterArn) }),
    ...pullStatements(),
  ]);
  const user = `arn:${Aws.PARTITION}:rds-db:${Aws.REGION}:${Aws.ACCOUNT_ID}:dbuser:${cluster.clusterResourceIdentifier}/payments_app`;
  const taskRole = createTaskRole(stack, 'TaskRole', [new iam.PolicyStatement({ actions: ['rds-db:connect'], resources: [user] })]);
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition', {
    cpu: 512,
    memoryLimitMiB: 1024,
    taskRole,
    executionRole: executionRole.withoutPolicyUpdates(),
  });
  taskDefinition.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(parameters.ContainerImage.valueAsString),
    memoryLimitMiB: 1024,
    portMappings: [{ containerPort: 8443 }],
    readonlyRootFilesystem: true,
    user: '10001:10001',
    stopTimeout: Duration.seconds(30),
    secrets: Object.fromEntries(Object.entries(secrets).map(([variable, parameter]) => [variable, new ParameterByName(parameter)])),
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: taskLog }),
  });

  const loadBalancer = createLoadBalancer(stack, { vpc, deletionProtection: true, port: 443 });
  loadBalancer.node.addDependency(publicRoute);
  deliverLogs(stack, loadBalancer);
  createFirewall(stack, loadBalancer, suffix, logGroup);
  const targetGroup = createTargetGroup(stack, { vpc, port: 8443, protocol: ApplicationProtocol.HTTPS, path: '/health' });
  loadBalancer.addListener('Listener', {
    port: 443,
    open: false,
    certificates: [Certificate.fromCertificateArn(stack, 'Certificate', parameters.CertificateArn.valueAsString)],
    sslPolicy: SslPolicy.TLS13_RES,
    defaultTargetGroups: [targetGroup],
  });
  const service = createService(stack, vpc, { cluster: ecsCluster, taskDefinition, maxCapacity: 30, cpuTargetPercent: 60 });
  targetGroup.addTarget(service);
  service.connections.allowTo(cluster, ec2.Port.tcp(5433), 'Tasks to database');
  service.connections.allowTo(endpoints, ec2.Port.tcp(443), 'Tasks to AWS services');

  const topic = createTopic(stack, encryptionKey, parameters.AlertEmail.valueAsString, ['cloudwatch.amazonaws.com']);
  const metrics = metricsOf({ cluster, service, loadBalancer, targetGroup });
  const alarms = createAlarms(stack, topic, metrics, () => undefined);
  const dashboard = createDashboard(stack, metrics, Object.values(alarms));
  publish(stack, suffix, {
    'db/secret-arn': cluster.secret!.secretArn,
    'alerts/topic-arn': topic.topicArn,
    'dashboard/name': dashboard.dashboardName,
    'ecs/cluster-name': ecsCluster.clusterName,
    'ecs/service-name': service.serviceName,
    'kms/key-arn': encryptionKey.keyArn,
    'load-balancer/dns-name': loadBalancer.loadBalancerDnsName,
  });
  createOutputs(stack, { vpc, encryptionKey, cluster, service, loadBalancer, dashboard, topic });
  new CfnOutput(stack, 'ApplicationUserSql', {
    description: 'To be run once as the master user, before the first task starts',
    value: [
      'CREATE USER "payments_app" WITH LOGIN;',
      'GRANT rds_iam TO "payments_app";',
      'GRANT CONNECT ON DATABASE "payments" TO "payments_app";',
      'GRANT USAGE ON SCHEMA public TO "payments_app";',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "payments_app";',
    ].join('\n'),
  });
});
