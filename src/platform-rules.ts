import { ipv4Block } from './config/ipv4';
import { hasProfile, KEY, sharedRules } from './config/part-rules';
import { isRecordOf } from './config/predicates';
import { chosenAmong, settle } from './config/settings';
import { Severity, violations } from './config/validation';
import type { Rule, Violation } from './config/validation';
import { typeRules } from './config/value-types';
import type { ValueType } from './config/value-types';
import { databaseRules } from './database/database-rules';
import type { DatabaseSettings } from './database/database-rules';
import type { HighAvailabilityPaymentPlatformProps } from './high-availability-payment-platform';
import { monitoringRules } from './monitoring/monitoring-rules';
import { subnetMask } from './network/cidr-plan';
import { firstThreeZones, networkRules, VPC_OPTIONS } from './network/network-rules';
import type { NetworkSettings } from './network/network-rules';
import { ENDPOINT_ADDRESSES } from './network/vpc-endpoints';
import { defaultsOf } from './platform-profile';
import { serviceRules, VOIDABLE_OPTIONS } from './service/service-rules';
import type { ServiceSettings } from './service/service-rules';

/** What the rules look at that span parts. */
export interface PlatformSettings {
  readonly suffix: string;
  readonly discouraged?: RegExp;
  readonly isRepeated: boolean;
  readonly network: NetworkSettings;
  readonly database: DatabaseSettings;
  readonly service: ServiceSettings;
}

const GROUP: ValueType = {
  name: 'a group of options',
  accepts: (value) => isRecordOf(value, () => true),
  remedy: 'give an object with the options, or leave it out',
};

export const groupRules: ReadonlyArray<Rule<HighAvailabilityPaymentPlatformProps>> = typeRules<HighAvailabilityPaymentPlatformProps>('platform', {
  network: GROUP, database: GROUP, service: GROUP, monitoring: GROUP, encryptionKey: KEY,
});

/** AWS keeps five addresses of every subnet: Amazon VPC User Guide, Subnet CIDR blocks (2026-11). */
const RESERVED_ADDRESSES = 5;
/** What a load balancer needs in a subnet: User Guide for Application Load Balancers, Subnets for your load balancer (2026-11). */
const LOAD_BALANCER_ADDRESSES = 8;
/** A deployment runs the old tasks and the new ones: maxHealthyPercent 200. */
const TASKS_WHILE_DEPLOYING = 2;

export const platformRules: ReadonlyArray<Rule<PlatformSettings>> = [
  {
    id: 'profile-suffix',
    property: 'environmentSuffix',
    requirement: 'should not say prod with a profile that protects nothing',
    value: ({ suffix }) => suffix,
    holds: ({ suffix, discouraged }) => !discouraged?.test(suffix),
    remedy: 'leave profile out for production, or choose another suffix',
    source: 'API reference of this library, PlatformProfile.TEST: it deletes its database with the stack (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'environment-suffix-repeated',
    property: 'environmentSuffix',
    requirement: 'must not be that of another platform in the stack',
    value: ({ suffix }) => suffix,
    holds: ({ isRepeated }) => !isRepeated,
    remedy: 'choose another suffix: both would give the same names',
    source: 'Amazon RDS API Reference, CreateDBCluster, DBClusterIdentifier: unique within an account and region (2026-11)',
  },
  {
    id: 'network-egress',
    property: 'network.natStrategy',
    requirement: 'should let tasks reach AWS',
    value: ({ network }) => network.natStrategy.name,
    holds: ({ network }) => network.vpc !== undefined || network.natStrategy.name !== 'none' || network.vpcEndpoints,
    remedy: 'set vpcEndpoints to true, make endpoints of your own, or choose NatStrategy.perZone(): tasks cannot pull their image otherwise',
    source: 'Amazon ECS Developer Guide, Amazon ECS task networking options for Fargate (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'subnet-capacity',
    property: 'service.maxCapacity',
    requirement: 'must fit into the private subnets while a deployment doubles the tasks',
    value: (settings) => `${usedAddresses(settings)} addresses in a subnet that has ${freeAddresses(settings)}`,
    holds: (settings) => settings.network.vpc !== undefined || usedAddresses(settings) <= freeAddresses(settings),
    remedy: 'lower maxCapacity, or choose a larger network.cidr, which cannot be changed later',
    source: 'Amazon VPC User Guide, Subnet CIDR blocks; Amazon ECS Developer Guide, Fargate task networking: an interface for each task (2026-11)',
  },
];

/** What a platform finds in the stack around it. */
export interface Surroundings {
  /** The region, or a token where the stack has none. */
  readonly region?: string;
  readonly isRepeated?: boolean;
}

/**
 * Every rule of every part that the props break, before anything is made. Parts repeat their own warnings when they are made;
 * those that span parts are only here.
 */
export function platformViolations(props: HighAvailabilityPaymentPlatformProps, { region, isRepeated = false }: Surroundings = {}): Violation[] {
  const given = props ?? {};
  const shared = [...violations(sharedRules, given), ...violations(groupRules, given)];
  if (!hasProfile(given)) {
    return shared;
  }
  const { network, database, service, monitoring, discouragedSuffixes } = defaultsOf(given.profile);
  const settled = {
    network: {
      ...settle({ ...network, availabilityZones: firstThreeZones() }, { ...given.network }),
      chosen: chosenAmong({ ...given.network }, VPC_OPTIONS),
    },
    database: { ...settle(database, { ...given.database }), chosenInstanceType: given.database?.instanceType },
    service: { ...settle(service, { ...given.service }), region, chosen: chosenAmong({ ...given.service }, VOIDABLE_OPTIONS) },
  };
  const parts = {
    network: violations(networkRules, settled.network, 'network.'),
    database: violations(databaseRules, settled.database, 'database.'),
    service: violations(serviceRules, settled.service, 'service.'),
    monitoring: violations(monitoringRules, settle(monitoring, { ...given.monitoring }), 'monitoring.'),
  };
  const groups = Object.entries(parts).filter(([group]) => isGroup(given[group as keyof typeof parts]));
  const found = [...shared, ...groups.flatMap(([, broken]) => broken)].filter(({ severity }) => severity === Severity.ERROR);
  if (found.length > 0) {
    return found;
  }
  return violations(platformRules, { ...settled, suffix: given.environmentSuffix, discouraged: discouragedSuffixes, isRepeated });
}

function isGroup(value: unknown): boolean {
  return value === undefined || GROUP.accepts(value);
}

/** The most addresses that the platform takes in one private subnet. */
function usedAddresses({ network, database, service }: PlatformSettings): number {
  const zones = network.availabilityZones.length;
  return Math.ceil(service.maxCapacity * TASKS_WHILE_DEPLOYING / zones)
    + Math.ceil((1 + database.readers) / zones)
    + (network.vpcEndpoints ? ENDPOINT_ADDRESSES : 0)
    + (service.internetFacing ? 0 : LOAD_BALANCER_ADDRESSES);
}

function freeAddresses({ network }: PlatformSettings): number {
  return 2 ** (32 - subnetMask(ipv4Block(network.cidr)!.mask)) - RESERVED_ADDRESSES;
}
