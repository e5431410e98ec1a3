import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { fromThisAccount } from '../config/conditions';
import { createLogGroup } from '../config/log-group';
import type { LogGroupSettings } from '../config/log-group';
import { createManagedPolicy } from '../config/managed-policy';

/** What a flow log is made from. */
export interface FlowLogSettings extends LogGroupSettings {
  readonly vpcId: string;
  readonly logGroupName: string;
}

/** Records accepted and rejected connections of the VPC, a record a minute. */
export function createFlowLog(scope: Construct, settings: FlowLogSettings): logs.LogGroup {
  const logGroup = createLogGroup(scope, 'FlowLogGroup', settings.logGroupName, settings);
  const policy = createManagedPolicy(scope, 'FlowLogPolicy', {
    document: new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      })],
    }),
  });
  const role = new iam.Role(scope, 'FlowLogRole', {
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', { conditions: fromThisAccount() }),
    managedPolicies: [policy],
  });
  new ec2.CfnFlowLog(scope, 'FlowLog', {
    resourceId: settings.vpcId,
    resourceType: 'VPC',
    trafficType: 'ALL',
    logGroupName: logGroup.logGroupName,
    deliverLogsPermissionArn: role.roleArn,
    maxAggregationInterval: 60,
  });
  return logGroup;
}
