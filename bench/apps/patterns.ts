// What one assembles from ready-made constructs: fewer features than the platform has.
import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { MonitoringFacade, SnsAlarmActionStrategy } from 'cdk-monitoring-constructs';
import { run } from './run';

run((app, id) => {
  const stack = new Stack(app, id);
  const availabilityZones = [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
  const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones, natGateways: 1 });
  const pattern = new ApplicationLoadBalancedFargateService(stack, 'Service', {
    vpc,
    desiredCount: 6,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    taskImageOptions: { image: ContainerImage.fromRegistry('nginx:latest') },
  });
  pattern.service.autoScaleTaskCount({ minCapacity: 6, maxCapacity: 6 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 75 });
  const cluster = new rds.DatabaseCluster(stack, 'Database', {
    vpc,
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_15_17 }),
    storageEncrypted: true,
    writer: rds.ClusterInstance.provisioned('Writer'),
    readers: [rds.ClusterInstance.provisioned('Reader1'), rds.ClusterInstance.provisioned('Reader2')],
  });
  cluster.connections.allowDefaultPortFrom(pattern.service);
  const monitoring = new MonitoringFacade(stack, 'Monitoring', {
    alarmFactoryDefaults: {
      actionsEnabled: true,
      alarmNamePrefix: id,
      action: new SnsAlarmActionStrategy({ onAlarmTopic: new sns.Topic(stack, 'Alerts') }),
    },
  });
  monitoring.monitorRdsCluster({ cluster, addCpuUsageAlarm: { Warning: { maxUsagePercent: 80 } } });
  monitoring.monitorFargateService({
    fargateService: pattern,
    addCpuUsageAlarm: { Warning: { maxUsagePercent: 80 } },
    addRunningTaskCountAlarm: { Warning: { maxRunningTasks: 6 } },
    addUnhealthyTaskCountAlarm: { Warning: { maxUnhealthyTasks: 0 } },
  });
});
