import { suffixRules } from './config/environment-suffix';
import { settle } from './config/settings';
import { violations } from './config/validation';
import type { Violation } from './config/validation';
import { databaseRules } from './database/database-rules';
import type { HighAvailabilityPaymentPlatformProps } from './high-availability-payment-platform';
import { monitoringRules } from './monitoring/monitoring-rules';
import { firstThreeZones, networkRules } from './network/network-rules';
import { serviceRules } from './service/service-rules';

/**
 * Every rule of every part that the props break, before anything is made.
 */
export function platformViolations(props: HighAvailabilityPaymentPlatformProps): Violation[] {
  const { network, database, service, monitoring } = props.profile._defaults;
  return [
    ...violations(suffixRules, props),
    ...violations(networkRules, settle({ ...network, availabilityZones: firstThreeZones() }, { ...props.network }), 'network.'),
    ...violations(databaseRules, settle(database, { ...props.database }), 'database.'),
    ...violations(serviceRules, settle(service, { ...props.service }), 'service.'),
    ...violations(monitoringRules, settle(monitoring, { ...props.monitoring }), 'monitoring.'),
  ];
}
