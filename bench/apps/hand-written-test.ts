// The TEST platform by hand: the same resources, with aws-cdk alone. `test/footprint.test.ts` proves that they are the same.
import { Aws, BootstraplessSynthesizer, CfnCondition, Duration, Fn, RemovalPolicy, SecretValue, Stack, Tags } from 'aws-cdk-lib';
import type { CfnParameter } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { COMMON_PARAMETERS, createOutputs, createParameters } from './hand-written-interface';
import { createAlarms, createCompositeAlarm, createDashboard, metricsOf, notifyOfFailover } from './hand-written-monitoring';
import { createNetwork, logGroups } from './hand-written-network';
import {
  createDatabaseSecurityGroup, createKey, createLoadBalancer, createService, createTargetGroup, createTaskRole,
  createTopic, publish, pullStatements, TAGGED_TYPES,
} from './hand-written-parts';
import { run } from './run';

run((app, id) => {
  const stack = new Stack(app, id, {
    synthesizer: new BootstraplessSynthesizer(),
    description: 'Payment platform over three availability zones: Aurora PostgreSQL, Fargate behind a load balancer, alarms',
  });
  const parameters = createParameters(stack, {
    ...COMMON_PARAMETERS,
    AlertEmail: { ...COMMON_PARAMETERS.AlertEmail, default: 'ops@example.com' },
    DBMasterUsername: { ...COMMON_PARAMETERS.DBMasterUsername, default: 'dbadmin' },
    ContainerImage: { ...COMMON_PARAMETERS.ContainerImage, default: 'nginx:latest' },
    DBMasterPassword: {
      description: 'Password of the master user; leave it empty to have one generated in Secrets Manager',
      noEcho: true,
      default: '',
      allowedPattern: '^$|^[!#-.0-?A-Z\\[\\]-~]{8,41}$',
      constraintDescription: 'must be empty, or 8 to 41 printable ASCII characters without space, slash, backslash, @ and double quotation mark',
    },
  });
  const suffix = parameters.EnvironmentSuffix.valueAsString;
  const username = parameters.DBMasterUsername.valueAsString;

  const encryptionKey = createKey(stack, suffix, RemovalPolicy.DESTROY);
  const logGroup = logGroups(stack, encryptionKey, RetentionDays.ONE_WEEK, RemovalPolicy.DESTROY);
  const { vpc, publicRoute } = createNetwork(stack, suffix, [0, 0, 0]);

  const { secret, masterPassword } = createSecret(stack, encryptionKey, username, parameters.DBMasterPassword);
  const databaseLog = logGroup('DatabaseLogGroup', `/aws/rds/cluster/payment-aurora-cluster-${suffix}/postgresql`);
  const instance = (zone: number) => rds.ClusterInstance.provisioned(`Instance${zone + 1}`, {
    availabilityZone: vpc.availabilityZones[zone],
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MEDIUM),
    promotionTier: zone < 2 ? 0 : 1,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
  });
  const cluster = new rds.DatabaseCluster(stack, 'Cluster', {
    clusterIdentifier: `payment-aurora-cluster-${suffix}`,
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_15_17 }),
    credentials: rds.Credentials.fromPassword(username, masterPassword),
    defaultDatabaseName: 'payments',
    writer: instance(0),
    readers: [instance(1), instance(2)],
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [createDatabaseSecurityGroup(stack, vpc)],
    port: 5432,
    parameters: { 'rds.force_ssl': '1' },
    storageEncrypted: true,
    storageEncryptionKey: encryptionKey,
    backup: { retention: Duration.days(1) },
    copyTagsToSnapshot: true,
    iamAuthentication: true,
    cloudwatchLogsExports: ['postgresql'],
    deletionProtection: false,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  cluster.node.addDependency(databaseLog);

  publish(stack, suffix, {
    'db/endpoint': cluster.clusterEndpoint.hostname,
    'db/reader-endpoint': cluster.clusterReadEndpoint.hostname,
    'db/secret-arn': secret.secretArn,
  });

  const ecsCluster = new ecs.Cluster(stack, 'EcsCluster', {
    clusterName: `payment-cluster-${suffix}`,
    vpc,
    containerInsightsV2: ecs.ContainerInsights.ENABLED,
  });
  ecsCluster.node.addDependency(logGroup('InsightsLogGroup', `/aws/ecs/containerinsights/payment-cluster-${suffix}/performance`));
  const taskLog = logGroup('LogGroup', `/ecs/payment-app-${suffix}`);
  const executionRole = createTaskRole(stack, 'ExecutionRole', [
    new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [taskLog.logGroupArn] }),
    new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com` } },
    }),
    new iam.PolicyStatement({ actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
    ...pullStatements(),
  ]);
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition', {
    family: `payment-service-${suffix}`,
    cpu: 256,
    memoryLimitMiB: 512,
    taskRole: createTaskRole(stack, 'TaskRole', []),
    executionRole: executionRole.withoutPolicyUpdates(),
  });
  taskDefinition.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(parameters.ContainerImage.valueAsString),
    memoryLimitMiB: 512,
    portMappings: [{ containerPort: 80 }],
    readonlyRootFilesystem: false,
    stopTimeout: Duration.seconds(30),
    environment: {
      PGHOST: cluster.clusterEndpoint.hostname,
      PGHOST_READER: cluster.clusterReadEndpoint.hostname,
      PGPORT: '5432',
      PGDATABASE: 'payments',
      PGSSLMODE: 'require',
    },
    secrets: { PGUSER: ecs.Secret.fromSecretsManager(secret, 'username'), PGPASSWORD: ecs.Secret.fromSecretsManager(secret, 'password') },
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: taskLog }),
  });

  const loadBalancer = createLoadBalancer(stack, { vpc, loadBalancerName: `payment-alb-${suffix}`, deletionProtection: false, port: 80 });
  loadBalancer.node.addDependency(publicRoute);
  const targetGroup = createTargetGroup(stack, { vpc, targetGroupName: `payment-tg-${suffix}`, port: 80, protocol: ApplicationProtocol.HTTP, path: '/' });
  loadBalancer.addListener('Listener', { port: 80, open: false, defaultTargetGroups: [targetGroup] });
  const service = createService(stack, vpc, {
    cluster: ecsCluster,
    taskDefinition,
    serviceName: `payment-service-${suffix}`,
    desiredCount: 6,
    maxCapacity: 6,
    cpuTargetPercent: 75,
  });
  targetGroup.addTarget(service);
  service.connections.allowTo(cluster, ec2.Port.tcp(5432), 'Tasks to database');

  const topic = createTopic(stack, encryptionKey, parameters.AlertEmail.valueAsString, ['cloudwatch.amazonaws.com', 'events.amazonaws.com']);
  const metrics = metricsOf({ cluster, service, loadBalancer, targetGroup });
  const alarms = createAlarms(stack, topic, metrics, (noun) => `payment-${noun}-${suffix}`);
  const impaired = createCompositeAlarm(stack, topic, alarms, `payment-payments-impaired-${suffix}`);
  notifyOfFailover(stack, topic, cluster, suffix);
  const dashboard = createDashboard(stack, metrics, [...Object.values(alarms), impaired], `payment-failover-${suffix}`);
  createOutputs(stack, { vpc, encryptionKey, cluster, service, loadBalancer, dashboard, topic });
  Tags.of(stack).add('profile', 'test', { includeResourceTypes: TAGGED_TYPES });
});

/** A given password is used, and an empty one generated. */
function createSecret(stack: Stack, encryptionKey: kms.IKey, username: string, { valueAsString: password }: CfnParameter) {
  const given = new CfnCondition(stack, 'PasswordGiven', { expression: Fn.conditionNot(Fn.conditionEquals(password, '')) });
  const noValue = { Ref: 'AWS::NoValue' };
  const content = { engine: 'postgres', dbname: 'payments', port: 5432, username };
  const resource = new secretsmanager.CfnSecret(stack, 'Secret', {
    description: 'Master user of the payment database',
    kmsKeyId: encryptionKey.keyArn,
    secretString: Fn.conditionIf(given.logicalId, JSON.stringify({ ...content, password }), noValue).toString(),
    generateSecretString: Fn.conditionIf(given.logicalId, noValue, {
      SecretStringTemplate: JSON.stringify(content),
      GenerateStringKey: 'password',
      PasswordLength: 32,
      ExcludeCharacters: ' /@"\'\\',
    }),
  });
  resource.applyRemovalPolicy(RemovalPolicy.DESTROY);
  const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'MasterSecret', resource.ref);
  const value = Fn.conditionIf(given.logicalId, password, secret.secretValueFromJson('password').unsafeUnwrap());
  return { secret, masterPassword: SecretValue.unsafePlainText(value.toString()) };
}
