import { isObjectWith } from './config/predicates';
import { settle } from './config/settings';
import { display } from './config/validation';
import type { PaymentDatabaseOptions } from './database/payment-database-props';
import type { PaymentMonitoringOptions } from './monitoring/payment-monitoring-props';
import type { PaymentNetworkOptions } from './network/payment-network-props';
import type { PhysicalNames } from './physical-names';
import type { ProfileDefaults } from './profile-defaults';
import { PRODUCTION_DEFAULTS } from './profiles/production-profile';
import { TEST_DEFAULTS } from './profiles/test-profile';
import type { PaymentServiceOptions } from './service/payment-service-props';
import type { Teardown } from './teardown';

/**
 * What a profile of your own changes about the profile it starts from.
 */
export interface PlatformProfileOverrides {
  /**
   * Values for the network.
   *
   * @default - those of the profile it starts from
   */
  readonly network?: PaymentNetworkOptions;

  /**
   * Values for the database.
   *
   * @default - those of the profile it starts from
   */
  readonly database?: PaymentDatabaseOptions;

  /**
   * Values for the service and its load balancer.
   *
   * @default - those of the profile it starts from
   */
  readonly service?: PaymentServiceOptions;

  /**
   * Values for the monitoring.
   *
   * @default - those of the profile it starts from
   */
  readonly monitoring?: PaymentMonitoringOptions;

  /**
   * What happens to data when the stack is deleted.
   *
   * @default - that of the profile it starts from
   */
  readonly teardown?: Teardown;

  /**
   * Who names the resources that can be replaced.
   *
   * @default - that of the profile it starts from
   */
  readonly physicalNames?: PhysicalNames;
}

/**
 * A row of values: what every part does where the user chose nothing. Parts never ask which profile they have.
 */
export class PlatformProfile {
  /**
   * The reference system: small, cheap, three zones, deleted in one pass. Not for real payments.
   */
  public static readonly TEST = new PlatformProfile('TEST', TEST_DEFAULTS);

  /**
   * What a payment company runs: every protection on, nothing lost by a default. The default profile.
   */
  public static readonly PRODUCTION = new PlatformProfile('PRODUCTION', PRODUCTION_DEFAULTS);

  /**
   * A profile of your own: another profile with some values changed. The values are checked where they are used.
   * Made from TEST, it still warns of a suffix that says prod: what it does not change protects as little as before.
   *
   * @param name a name for messages, for example `STAGING`
   * @param original the profile to start from; it is not changed
   * @param overrides the values that differ
   * @throws if there is no profile to start from
   */
  public static custom(name: string, original: PlatformProfile, overrides: PlatformProfileOverrides): PlatformProfile {
    const { teardown, physicalNames, ...groups } = overrides;
    if (!isObjectWith(original, '_defaults')) {
      throw new Error(`PlatformProfile: original must be a PlatformProfile, got ${display(original)}; start from PlatformProfile.PRODUCTION or PlatformProfile.TEST`);
    }
    const defaults = original._defaults;
    return new PlatformProfile(name, {
      ...defaults,
      teardown: teardown ?? defaults.teardown,
      physicalNames: physicalNames ?? defaults.physicalNames,
      network: settle(defaults.network, groups.network ?? {}),
      database: settle(defaults.database, groups.database ?? {}),
      service: settle(defaults.service, groups.service ?? {}),
      monitoring: settle(defaults.monitoring, groups.monitoring ?? {}),
    });
  }

  /** @internal */
  public readonly _defaults: ProfileDefaults;

  private constructor(
    /** The name of the profile. */
    public readonly name: string,
    defaults: ProfileDefaults,
  ) {
    this._defaults = Object.freeze(defaults);
  }

  /** The name of the profile. */
  public toString(): string {
    return this.name;
  }
}

/**
 * The values of a profile, or of the default one. What is no profile has none; the rules then refuse it.
 *
 * @internal
 */
export function defaultsOf(profile?: PlatformProfile): ProfileDefaults {
  return isObjectWith(profile, '_defaults') ? profile!._defaults : PlatformProfile.PRODUCTION._defaults;
}
