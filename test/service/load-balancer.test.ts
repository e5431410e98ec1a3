import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Teardown } from '../../src';
import { PaymentNames } from '../../src/config/payment-names';
import { createLoadBalancer } from '../../src/service/load-balancer';
import type { LoadBalancerSettings } from '../../src/service/load-balancer';
import { importedVpc, newStack } from '../support/synth';
import { only, readable, securityEdges } from '../support/template';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';

function synthFront(settings: Partial<LoadBalancerSettings> = {}, certified = false) {
  const stack = newStack();
  createLoadBalancer(stack, {
    vpc: importedVpc(stack),
    certificate: certified ? acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE) : undefined,
    ingressCidrs: ['0.0.0.0/0'],
    internetFacing: true,
    accessLogs: false,
    firewall: false,
    rateLimit: 2000,
    names: new PaymentNames('unit'),
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey: Key.fromKeyArn(stack, 'Key', KEY),
    containerPort: 8080,
    targetProtocol: ApplicationProtocol.HTTP,
    healthCheckPath: '/health',
    healthyHttpCodes: '200-204',
    healthCheckInterval: Duration.seconds(5),
    deregistrationDelay: Duration.seconds(30),
    loadBalancerName: 'alb',
    targetGroupName: 'tg',
    teardown: Teardown.DISPOSABLE,
    ...settings,
  });
  return readable(Template.fromStack(stack));
}

const template = synthFront();

describe('the load balancer', () => {
  test('faces the internet from the three public subnets', () => {
    expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties).toEqual({
      Name: 'alb',
      Type: 'application',
      Scheme: 'internet-facing',
      Subnets: ['subnet-public-us-east-1a', 'subnet-public-us-east-1b', 'subnet-public-us-east-1c'],
      SecurityGroups: [{ 'Fn::GetAtt': ['LoadBalancerSecurityGroup', 'GroupId'] }],
      LoadBalancerAttributes: [
        { Key: 'deletion_protection.enabled', Value: 'false' },
        { Key: 'load_balancing.cross_zone.enabled', Value: 'true' },
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        { Key: 'routing.http.desync_mitigation_mode', Value: 'strictest' },
        { Key: 'client_keep_alive.seconds', Value: '180' },
        { Key: 'zonal_shift.config.enabled', Value: 'true' },
      ],
    });
  });

  test('may be protected, and nameless', () => {
    synthFront({ teardown: Teardown.PROTECTED, loadBalancerName: undefined }).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Name: Match.absent(),
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]),
    });
  });

  test('lets everybody in on port 80 and nothing out before there is a target', () => {
    expect(securityEdges(template)).toEqual([
      'LoadBalancerSecurityGroup from 0.0.0.0/0 tcp 80-80',
      'LoadBalancerSecurityGroup to 255.255.255.255/32 icmp 252-86',
    ]);
  });

  test('lets only the given blocks in', () => {
    const front = synthFront({ ingressCidrs: ['203.0.113.0/24', '198.51.100.7/32'] }, true);
    expect(securityEdges(front).filter((edge) => edge.includes(' from '))).toEqual([
      'LoadBalancerSecurityGroup from 198.51.100.7/32 tcp 443-443',
      'LoadBalancerSecurityGroup from 203.0.113.0/24 tcp 443-443',
    ]);
  });
});

describe('the listener', () => {
  const forward = [{ Type: 'forward', TargetGroupArn: { Ref: 'TargetGroup' } }];

  test('speaks HTTP on port 80 without a certificate', () => {
    expect(only(template, 'AWS::ElasticLoadBalancingV2::Listener').Properties)
      .toEqual({ LoadBalancerArn: { Ref: 'LoadBalancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: forward });
  });

  test('speaks HTTPS on port 443 with TLS 1.2 and 1.3 and a certificate', () => {
    expect(only(synthFront({}, true), 'AWS::ElasticLoadBalancingV2::Listener').Properties).toEqual({
      LoadBalancerArn: { Ref: 'LoadBalancer' },
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
      Certificates: [{ CertificateArn: CERTIFICATE }],
      DefaultActions: forward,
    });
  });
});

describe('the target group', () => {
  test('has IP targets, takes a target out after two checks of 5 s, and lets it finish for 30 s', () => {
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toEqual({
      Name: 'tg',
      VpcId: 'vpc-1',
      TargetType: 'ip',
      Port: 8080,
      Protocol: 'HTTP',
      HealthCheckPath: '/health',
      HealthCheckProtocol: 'HTTP',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
      Matcher: { HttpCode: '200-204' },
      TargetGroupAttributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
        { Key: 'stickiness.enabled', Value: 'false' },
        { Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', Value: '50' },
      ],
    });
  });

  test.each([[5, 4], [6, 5], [7, 5], [300, 5]])('checks every %i s and waits %i s for the answer', (interval, timeout) => {
    const front = synthFront({ healthCheckInterval: Duration.seconds(interval) });
    front.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckIntervalSeconds: interval,
      HealthCheckTimeoutSeconds: timeout,
    });
  });

  test('may speak HTTPS, health checks included', () => {
    const front = synthFront({ targetProtocol: ApplicationProtocol.HTTPS, targetGroupName: undefined });
    front.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Protocol: 'HTTPS',
      HealthCheckProtocol: 'HTTPS',
      Name: Match.absent(),
    });
  });
});
