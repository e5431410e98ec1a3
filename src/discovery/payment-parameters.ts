import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { PaymentNames } from '../config/payment-names';

/**
 * Properties of `PaymentParameters`.
 */
export interface PaymentParametersProps {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /** The values by path below `/payment/SUFFIX/`, for example `db/endpoint`. */
  readonly values: { [path: string]: string };
}

/**
 * SSM parameters by which other stacks and applications find the platform, also after a resource was replaced.
 */
export class PaymentParameters extends Construct {
  constructor(scope: Construct, id: string, props: PaymentParametersProps) {
    super(scope, id);
    const names = new PaymentNames(props.environmentSuffix);
    for (const [path, stringValue] of Object.entries(props.values)) {
      new ssm.StringParameter(this, path.replace('/', '-'), {
        parameterName: names.parameter(path),
        stringValue,
        // The name may hold a token, so whether it is a path cannot be seen from it.
        simpleName: false,
      });
    }
  }
}
