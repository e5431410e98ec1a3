import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { createLogGroup, logGroupArn } from '../config/log-group';
import type { LogGroupSettings } from '../config/log-group';
import type { PaymentNames } from '../config/payment-names';

/** What the web ACL is made from. */
export interface FirewallSettings extends LogGroupSettings {
  readonly firewall: boolean;
  readonly webAclArn?: string;
  /** Requests a client address may make in five minutes. */
  readonly rateLimit: number;
  readonly names: PaymentNames;
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
    const logGroup = createLogGroup(this, 'LogGroup', props.names.firewallLogGroup, props);
    const logging = new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      // WAF refuses the ARN with the `:*` that the log group returns.
      logDestinationConfigs: [logGroupArn(this, props.names.firewallLogGroup)],
      redactedFields: REDACTED_HEADERS.map((header) => ({ singleHeader: { Name: header } })),
    });
    logging.node.addDependency(logGroup);
  }
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
