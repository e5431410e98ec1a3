import { Match } from 'aws-cdk-lib/assertions';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { messageOf, synthPlatform } from '../support/synth';

const image = ContainerImage.fromRegistry('nginx:latest');

describe('prefix lists', () => {
  test('alone may reach the load balancer when no block is given', () => {
    const { template } = synthPlatform({ service: { image, ingressPrefixListIds: ['pl-0123456789abcdef0'] } });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourcePrefixListId: 'pl-0123456789abcdef0', FromPort: 80, ToPort: 80 });
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroup'))).not.toContain('SecurityGroupIngress');
  });

  test('stand beside blocks that are given', () => {
    const { template } = synthPlatform({ service: { image, ingressPrefixListIds: ['pl-01234567'], ingressCidrs: ['198.51.100.0/24'] } });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ CidrIp: '198.51.100.0/24' })] });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourcePrefixListId: 'pl-01234567' });
  });

  test('have ids', () => {
    expect(messageOf(() => synthPlatform({ service: { image, ingressPrefixListIds: ['cloudfront'] } }))).toBe([
      'Stack/Pay: 1 invalid setting',
      '  - service.ingressPrefixListIds must be ids of prefix lists, got ["cloudfront"]; give ids such as "pl-0123456789abcdef0" [service-prefix-lists]',
    ].join('\n'));
  });
});

describe('an internal load balancer', () => {
  const { template } = synthPlatform({ service: { image, internetFacing: false } });

  test('stands in the private subnets', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internal',
      Subnets: [1, 2, 3].map((zone) => ({ Ref: Match.stringLikeRegexp(`PayNetworkPrivateSubnet${zone}`) })),
    });
  });
});

describe('ECS Exec', () => {
  test('is off', () => {
    const { template } = synthPlatform();
    template.hasResourceProperties('AWS::ECS::Service', { EnableExecuteCommand: false });
    template.hasResourceProperties('AWS::ECS::Cluster', { Configuration: Match.absent() });
  });

  test('records every session in an encrypted log group', () => {
    const { template } = synthPlatform({ service: { image, executeCommand: true } });
    template.hasResourceProperties('AWS::ECS::Service', { EnableExecuteCommand: true });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/payment/unit/ecs-exec', KmsKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::ECS::Cluster', {
      Configuration: {
        ExecuteCommandConfiguration: {
          KmsKeyId: Match.anyValue(),
          Logging: 'OVERRIDE',
          LogConfiguration: { CloudWatchEncryptionEnabled: true, CloudWatchLogGroupName: Match.anyValue() },
        },
      },
    });
  });

  test('does not go with a read-only root file system', () => {
    expect(messageOf(() => synthPlatform({ service: { image, executeCommand: true, readonlyRootFilesystem: true } }))).toBe([
      'Stack/Pay: 1 invalid setting',
      '  - service.executeCommand must not go with a given cluster or a read-only root file system, got "a read-only root file system"; '
        + 'set readonlyRootFilesystem to false and let the cluster be made here, so that its sessions are recorded [service-execute-command]',
    ].join('\n'));
  });
});
