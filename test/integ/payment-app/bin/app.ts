import { App, BootstraplessSynthesizer } from 'aws-cdk-lib';
import { PaymentAppStack } from '../lib/payment-app-stack';

const app = new App();

new PaymentAppStack(app, 'PaymentApp', {
  environmentSuffix: app.node.tryGetContext('suffix') ?? 'demo',
  // The account need not be bootstrapped: the app has no assets, and without metadata (see cdk.json) its template is small enough to be sent.
  synthesizer: new BootstraplessSynthesizer(),
});
