import { run } from './run';
import { PaymentPlatformStack, PlatformProfile } from '../../lib';

run((app, id) => new PaymentPlatformStack(app, id, { profile: PlatformProfile.PRODUCTION }));
