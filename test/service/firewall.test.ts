import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { PaymentNames } from '../../src/config/payment-names';
import { Firewall } from '../../src/service/firewall';
import { Teardown } from '../../src/teardown';
import { newStack } from '../support/synth';
import { only, readable } from '../support/template';

function synthFirewall(rateLimit = 2000, teardown = Teardown.PROTECTED) {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  new Firewall(stack, 'Firewall', { firewall: true, rateLimit, names: new PaymentNames('unit'), logRetention: 400, encryptionKey, teardown });
  return readable(Template.fromStack(stack));
}

function visibility(name: string) {
  return { CloudWatchMetricsEnabled: true, MetricName: name, SampledRequestsEnabled: true };
}

function managedRule(name: string, priority: number) {
  return {
    Name: name,
    Priority: priority,
    OverrideAction: { None: {} },
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: name } },
    VisibilityConfig: visibility(name),
  };
}

test('a request passes unless the rate limit or a managed rule group blocks it', () => {
  expect(only(synthFirewall(300), 'AWS::WAFv2::WebACL').Properties).toEqual({
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    VisibilityConfig: visibility('payments'),
    Rules: [
      {
        Name: 'RateLimit',
        Priority: 0,
        Action: { Block: {} },
        Statement: { RateBasedStatement: { Limit: 300, AggregateKeyType: 'IP' } },
        VisibilityConfig: visibility('RateLimit'),
      },
      managedRule('AWSManagedRulesAmazonIpReputationList', 1),
      managedRule('AWSManagedRulesCommonRuleSet', 2),
      managedRule('AWSManagedRulesKnownBadInputsRuleSet', 3),
      managedRule('AWSManagedRulesSQLiRuleSet', 4),
    ],
  });
});

test('requests are logged without credentials, once the log is there', () => {
  expect(only(synthFirewall(), 'AWS::WAFv2::LoggingConfiguration')).toEqual({
    Type: 'AWS::WAFv2::LoggingConfiguration',
    Properties: {
      ResourceArn: { 'Fn::GetAtt': ['FirewallWebAcl', 'Arn'] },
      LogDestinationConfigs: [{
        'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:aws-waf-logs-payment-unit',
        ]],
      }],
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
    },
    DependsOn: ['FirewallLogGroup'],
  });
});

test.each([
  [Teardown.PROTECTED, 'RetainExceptOnCreate', 'Retain'],
  [Teardown.DISPOSABLE, 'Delete', 'Delete'],
])('%s: the log is encrypted, and follows the stack', (teardown, DeletionPolicy, UpdateReplacePolicy) => {
  expect(only(synthFirewall(2000, teardown), 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: 'aws-waf-logs-payment-unit', RetentionInDays: 400, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    DeletionPolicy,
    UpdateReplacePolicy,
  });
});
