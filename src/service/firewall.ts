import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { aws_wafv2 as wafv2Interfaces } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import type { PaymentNames } from '../config/payment-names';
import { removalPolicy } from '../config/removal';
import type { Teardown } from '../teardown';

/** What the web ACL is made from. */
export interface FirewallSettings {
  readonly firewall: boolean;
  readonly webAcl?: wafv2Interfaces.IWebACLRef;
  /** Requests a client address may make in five minutes. */
  readonly rateLimit: number;
  readonly names: PaymentNames;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey: kms.IKey;
  readonly teardown: Teardown;
}

/** Source: AWS WAF Developer Guide, AWS Managed Rules rule groups list (2026-11). */
const MANAGED_RULE_GROUPS = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
];
const REDACTED_HEADERS = ['authorization', 'cookie'];

/**
 * A web ACL with managed rule groups that block, a limit on the requests of a client, and a log without credentials.
 */
export class Firewall extends Construct {
  public readonly webAcl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: FirewallSettings) {
    super(scope, id);
    this.webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('payments'),
      rules: [rateLimitRule(props.rateLimit), ...MANAGED_RULE_GROUPS.map((name, index) => managedRule(name, index + 1))],
    });
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      logGroupName: props.names.firewallLogGroup,
      retention: props.logRetention,
      encryptionKey: props.encryptionKey,
      removalPolicy: removalPolicy(props.teardown),
    });
    const logging = new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      logDestinationConfigs: [logDestination(this, props.names.firewallLogGroup)],
      redactedFields: REDACTED_HEADERS.map((header) => ({ singleHeader: { Name: header } })),
    });
    logging.node.addDependency(logGroup);
  }
}

/** WAF wants the ARN of the log group without the `:*` that CloudFormation returns. */
function logDestination(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({
    partition: Aws.PARTITION,
    region: Aws.REGION,
    account: Aws.ACCOUNT_ID,
    service: 'logs',
    resource: 'log-group',
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function rateLimitRule(limit: number): wafv2.CfnWebACL.RuleProperty {
  return {
    name: 'RateLimit',
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP' } },
    visibilityConfig: visibility('RateLimit'),
  };
}

function managedRule(name: string, priority: number): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
