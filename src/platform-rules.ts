import { suffixRules } from './config/environment-suffix';
import { settle } from './config/settings';
import { Severity, violations } from './config/validation';
import type { Rule, Violation } from './config/validation';
import { databaseRules } from './database/database-rules';
import type { HighAvailabilityPaymentPlatformProps } from './high-availability-payment-platform';
import { monitoringRules } from './monitoring/monitoring-rules';
import { firstThreeZones, networkRules } from './network/network-rules';
import { defaultsOf } from './platform-profile';
import { serviceRules } from './service/service-rules';

const profileRules: ReadonlyArray<Rule<{ readonly suffix: string; readonly discouraged?: RegExp }>> = [
  {
    id: 'profile-suffix',
    property: 'environmentSuffix',
    requirement: 'should not say prod with a profile that protects nothing',
    value: ({ suffix }) => suffix,
    holds: ({ suffix, discouraged }) => !discouraged?.test(suffix),
    remedy: 'leave profile out for production, or choose another suffix',
    source: 'the TEST profile deletes its database with the stack',
    severity: Severity.WARNING,
  },
];

/**
 * Every rule of every part that the props break, before anything is made.
 */
export function platformViolations(props: HighAvailabilityPaymentPlatformProps): Violation[] {
  const { network, database, service, monitoring, discouragedSuffixes } = defaultsOf(props.profile);
  return [
    ...violations(suffixRules, props),
    ...violations(profileRules, { suffix: props.environmentSuffix, discouraged: discouragedSuffixes }),
    ...violations(networkRules, settle({ ...network, availabilityZones: firstThreeZones() }, { ...props.network }), 'network.'),
    ...violations(databaseRules, { ...settle(database, { ...props.database }), chosenInstanceType: props.database?.instanceType }, 'database.'),
    ...violations(serviceRules, settle(service, { ...props.service }), 'service.'),
    ...violations(monitoringRules, settle(monitoring, { ...props.monitoring }), 'monitoring.'),
  ];
}
