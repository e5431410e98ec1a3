import { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { FargateServiceProps } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

const NOT_ASKED = 'not-asked';

/**
 * A Fargate service without deployment alarms, until somebody enables them. Without any, aws-cdk loads its tables of all
 * regions to learn whether the region has such alarms, which takes a tenth of a synthesis and changes nothing here.
 */
export class RollingService extends FargateService {
  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id, { ...props, deploymentAlarms: { alarmNames: [NOT_ASKED] } });
    this.deploymentAlarms = undefined;
  }
}
