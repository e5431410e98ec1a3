/** How long a resource takes to be made, and where that was published. */
export interface CreationTime {
  readonly seconds: number;
  readonly source: string;
}

/**
 * AWS publishes no such times. These are the medians of what people published: output of `terraform apply`, which like
 * CloudFormation waits until the service says that the resource is there (all read 2026-11). They order chains; they promise nothing.
 */
export const CREATION_TIMES: Record<string, CreationTime> = {
  'AWS::EC2::NatGateway': {
    seconds: 105,
    source: 'aws_nat_gateway, 7 logs in public repositories: 85, 88, 94, 105, 107, 124 and 125 s',
  },
  'AWS::EC2::VPC': {
    seconds: 14,
    source: 'aws_vpc with DNS host names, 5 logs in public repositories: 12, 12, 14, 15 and 22 s (the last in github.com/DevopsArtFactory/terraform-provisioning/pull/7)',
  },
  'AWS::ECS::Service': {
    seconds: 75,
    source: 'aws_ecs_service with wait_for_steady_state, 2 logs in public repositories: 74 and 75 s',
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    seconds: 152,
    source: 'aws_lb, 6 logs in public repositories: 135, 141, 148, 156, 176 and 187 s',
  },
  'AWS::KMS::Key': {
    seconds: 22,
    source: 'aws_kms_key, 10 logs in public repositories: 12 to 29 s, median 21.5 s',
  },
  'AWS::RDS::DBCluster': {
    seconds: 43,
    source: 'aws_rds_cluster, 1 log: README of github.com/anpavlovsk/Terraform-AWS-Secrets-Manager',
  },
  'AWS::RDS::DBInstance': {
    seconds: 381,
    source: 'aws_rds_cluster_instance, first of two made together, 1 log: README of github.com/anpavlovsk/Terraform-AWS-Secrets-Manager',
  },
};

/** What has no published time counts 0 s: most such resources are there within seconds. */
export function creationSeconds(type: string): number {
  return CREATION_TIMES[type]?.seconds ?? 0;
}
