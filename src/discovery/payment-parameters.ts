import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { parameterRules } from './parameter-rules';
import { suffixRules } from '../config/environment-suffix';
import { PaymentNames } from '../config/payment-names';
import { assertValid, violations } from '../config/validation';

/**
 * Properties of `PaymentParameters`.
 */
export interface PaymentParametersProps {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;
}

/**
 * SSM parameters by which other stacks and applications find the platform, also after a resource was replaced.
 */
export class PaymentParameters extends Construct {
  private readonly names: PaymentNames;

  /**
   * @throws if `environmentSuffix` is not usable
   */
  constructor(scope: Construct, id: string, props: PaymentParametersProps) {
    super(scope, id);
    assertValid(this, violations(suffixRules, props));
    this.names = new PaymentNames(props.environmentSuffix);
  }

  /**
   * Publishes a value.
   *
   * @param path the path below `/payment/SUFFIX/`, for example `db/endpoint`
   * @param value the value, not a secret
   * @throws if Systems Manager would refuse the path or the value
   */
  public publish(path: string, value: string): ssm.StringParameter {
    assertValid(this, violations(parameterRules, { path, value }));
    return new ssm.StringParameter(this, path.replaceAll('/', '-'), {
      parameterName: this.names.path(path),
      stringValue: value,
      // The name may hold a token, so whether it is a path cannot be seen from it.
      simpleName: false,
    });
  }
}
