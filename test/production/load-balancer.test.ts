import * as route53 from 'aws-cdk-lib/aws-route53';
import { arn, CERTIFICATE_ARN, joined, KEY_ARN, only, ofType, propertiesOf, synthProduction } from './production';
import type { Resource } from '../support/template';

const { resources } = synthProduction();

function attributesOf({ Properties: { LoadBalancerAttributes: attributes } }: Resource): Record<string, unknown> {
  return Object.fromEntries((attributes as Array<{ Key: string; Value: unknown }>).map(({ Key: key, Value: value }) => [key, value]));
}

describe('the listener', () => {
  test('speaks TLS 1.2 and 1.3 on 443, with the certificate', () => {
    expect(only(resources, 'AWS::ElasticLoadBalancingV2::Listener')).toEqual({
      Certificates: [{ CertificateArn: CERTIFICATE_ARN }],
      DefaultActions: [{ TargetGroupArn: { Ref: 'PayServiceTargetGroup' }, Type: 'forward' }],
      LoadBalancerArn: { Ref: 'PayServiceLoadBalancer' },
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    });
  });

  test('is the only one, and nothing is open but 443', () => {
    expect(resources.PayServiceLoadBalancerSecurityGroup.Properties.SecurityGroupIngress).toEqual([
      { CidrIp: '0.0.0.0/0', Description: 'Clients', FromPort: 443, IpProtocol: 'tcp', ToPort: 443 },
    ]);
    expect(JSON.stringify(resources)).not.toMatch(/"(Port|FromPort|ToPort)":80\b/);
  });

  test('has a certificate made for a domain name', () => {
    const { resources: chosen } = synthProduction((stack) => ({
      service: {
        domainName: 'pay.example.com',
        hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' }),
      },
    }));
    expect(only(chosen, 'AWS::CertificateManager::Certificate')).toEqual({
      DomainName: 'pay.example.com',
      DomainValidationOptions: [{ DomainName: 'pay.example.com', HostedZoneId: 'Z0123456789' }],
      Tags: [{ Key: 'Name', Value: 'Stack/Pay/Service/Certificate' }],
      ValidationMethod: 'DNS',
    });
    expect(only(chosen, 'AWS::ElasticLoadBalancingV2::Listener').Certificates).toEqual([{ CertificateArn: { Ref: 'PayServiceCertificate' } }]);
  });

  test('can be narrowed to some clients', () => {
    const { resources: chosen } = synthProduction({ service: { ingressCidrs: ['203.0.113.0/24', '198.51.100.7/32'] } });
    expect(chosen.PayServiceLoadBalancerSecurityGroup.Properties.SecurityGroupIngress).toEqual(['203.0.113.0/24', '198.51.100.7/32'].map((CidrIp) => (
      { CidrIp, Description: 'Clients', FromPort: 443, IpProtocol: 'tcp', ToPort: 443 })));
  });
});

describe('the targets', () => {
  test('are spoken to, and checked, in HTTPS on 8443', () => {
    expect(only(resources, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toEqual({
      HealthCheckIntervalSeconds: 5,
      HealthCheckPath: '/health',
      HealthCheckProtocol: 'HTTPS',
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: 2,
      Matcher: { HttpCode: '200' },
      Port: 8443,
      Protocol: 'HTTPS',
      TargetGroupAttributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
        { Key: 'stickiness.enabled', Value: 'false' },
        { Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', Value: '50' },
      ],
      TargetType: 'ip',
      UnhealthyThresholdCount: 2,
      VpcId: { Ref: 'PayNetworkVpc' },
    });
  });
});

describe('the web ACL', () => {
  test('limits the rate, and blocks with four managed rule groups', () => {
    const { Rules: rules, ...acl } = only<{ Rules: Array<Record<string, unknown>> }>(resources, 'AWS::WAFv2::WebACL');
    expect(acl).toEqual({
      DefaultAction: { Allow: {} },
      Scope: 'REGIONAL',
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'payments', SampledRequestsEnabled: true },
    });
    const groups = ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'].map((group) => `AWSManagedRules${group}`);
    const metrics = (MetricName: string) => ({ VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName, SampledRequestsEnabled: true } });
    expect(rules).toEqual([
      { Action: { Block: {} }, Name: 'RateLimit', Priority: 0, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2000 } }, ...metrics('RateLimit') },
      ...groups.map((Name, index) => ({
        Name,
        OverrideAction: { None: {} },
        Priority: index + 1,
        Statement: { ManagedRuleGroupStatement: { Name, VendorName: 'AWS' } },
        ...metrics(Name),
      })),
    ]);
  });

  test('stands before the load balancer', () => {
    expect(only(resources, 'AWS::WAFv2::WebACLAssociation')).toEqual({
      ResourceArn: { Ref: 'PayServiceLoadBalancer' },
      WebACLArn: { 'Fn::GetAtt': ['PayServiceFirewallWebAcl', 'Arn'] },
    });
  });

  test('logs without credentials, to a log group that exists before', () => {
    expect(resources.PayServiceFirewallLogging).toEqual({
      Type: 'AWS::WAFv2::LoggingConfiguration',
      Properties: {
        LogDestinationConfigs: [arn('logs', 'log-group:aws-waf-logs-payment-unit')],
        RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
        ResourceArn: { 'Fn::GetAtt': ['PayServiceFirewallWebAcl', 'Arn'] },
      },
      DependsOn: ['PayServiceFirewallLogGroup'],
    });
    expect(resources.PayServiceFirewallLogGroup.Properties).toMatchObject({ KmsKeyId: KEY_ARN, LogGroupName: 'aws-waf-logs-payment-unit' });
  });

  test('takes another rate, and can be left out', () => {
    expect(JSON.stringify(only(synthProduction({ service: { rateLimit: 50 } }).resources, 'AWS::WAFv2::WebACL'))).toContain('"Limit":50}');
    const { resources: without } = synthProduction({ service: { firewall: false } });
    expect(Object.values(without).filter(({ Type: type }) => type.startsWith('AWS::WAFv2::'))).toEqual([]);
  });
});

describe('the logs of the load balancer', () => {
  const logs = { 'Fn::GetAtt': ['PayServiceAccessLogsBucket', 'Arn'] };
  const audit = { 'Fn::GetAtt': ['PayServiceAccessLogsAudit', 'Arn'] };
  const tlsOnly = (bucket: unknown) => ({
    Action: 's3:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Resource: [bucket, joined(bucket, '/*')],
  });

  test('are switched on in a stack that knows no region', () => {
    const { DependsOn: dependsOn } = resources.PayServiceLoadBalancer;
    expect(attributesOf(resources.PayServiceLoadBalancer)).toEqual({
      'deletion_protection.enabled': 'true',
      'load_balancing.cross_zone.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
      'client_keep_alive.seconds': '180',
      'zonal_shift.config.enabled': 'true',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': { Ref: 'PayServiceAccessLogsBucket' },
      'access_logs.s3.prefix': 'access',
      'connection_logs.s3.enabled': 'true',
      'connection_logs.s3.bucket': { Ref: 'PayServiceAccessLogsBucket' },
      'connection_logs.s3.prefix': 'connection',
    });
    expect(dependsOn).toEqual(['PayNetworkPublicRoute', 'PayServiceAccessLogsBucketPolicy']);
  });

  test('are admitted by the bucket, from load balancers of this account and region only', () => {
    expect(resources.PayServiceAccessLogsBucketPolicy.Properties).toEqual({
      Bucket: { Ref: 'PayServiceAccessLogsBucket' },
      PolicyDocument: {
        Statement: [tlsOnly(logs), {
          Action: 's3:PutObject',
          Condition: { ArnLike: { 'aws:SourceArn': arn('elasticloadbalancing', 'loadbalancer/*') } },
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Resource: ['access', 'connection'].map((prefix) => joined(logs, `/${prefix}/AWSLogs/`, { Ref: 'AWS::AccountId' }, '/*')),
          Sid: 'LoadBalancerLogs',
        }],
        Version: '2012-10-17',
      },
    });
  });

  test('have their readers recorded in a second bucket', () => {
    expect(resources.PayServiceAccessLogsBucket.Properties.LoggingConfiguration).toEqual({
      DestinationBucketName: { Ref: 'PayServiceAccessLogsAudit' }, LogFilePrefix: 'access-logs/',
    });
    expect(resources.PayServiceAccessLogsAuditPolicy.Properties).toEqual({
      Bucket: { Ref: 'PayServiceAccessLogsAudit' },
      PolicyDocument: {
        Statement: [tlsOnly(audit), {
          Action: 's3:PutObject',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Resource: joined(audit, '/access-logs/*'),
        }],
        Version: '2012-10-17',
      },
    });
  });

  test.each(['Bucket', 'Audit'])('are in a bucket (%s) that is private, versioned and kept 400 days', (id) => {
    const { Properties: { LoggingConfiguration: _, ...properties }, ...bucket } = resources[`PayServiceAccessLogs${id}`];
    expect(properties).toEqual({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      LifecycleConfiguration: {
        Rules: [{
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          ExpirationInDays: 400,
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          Status: 'Enabled',
        }],
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('can be left out', () => {
    const { resources: without } = synthProduction({ service: { accessLogs: false } });
    expect(propertiesOf(without, 'AWS::S3::Bucket')).toEqual([]);
    expect(Object.keys(attributesOf(Object.values(ofType(without, 'AWS::ElasticLoadBalancingV2::LoadBalancer'))[0])).filter((key) => /logs/.test(key))).toEqual([]);
  });
});
