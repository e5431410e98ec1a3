import { IpAddresses, SubnetType } from 'aws-cdk-lib/aws-ec2';

/** Zones that the plan has room for: three in use and one in reserve, so that adding a zone moves no subnet. */
export const ZONE_SLOTS = 4;

const FIRST_SLOT = { public: 1, private: 11 };
const SLOT_COUNT = FIRST_SLOT.private + ZONE_SLOTS;

/** The address blocks of one zone. */
export interface ZoneCidrs {
  readonly public: string;
  readonly private: string;
}

/**
 * The subnet blocks of each zone, by zone index: in 10.0.0.0/16 public 10.0.1.0/24 onwards and private 10.0.11.0/24 onwards.
 * A smaller VPC is cut into sixteen slots in the same order; a larger one keeps /24 subnets.
 */
export function planCidrs(vpcCidr: string, zoneCount: number): ZoneCidrs[] {
  const slots = slotCidrs(vpcCidr);
  return Array.from({ length: zoneCount }, (_, zone) => ({
    public: slots[FIRST_SLOT.public + zone],
    private: slots[FIRST_SLOT.private + zone],
  }));
}

/** The prefix length of every subnet of a VPC with the given prefix length. */
export function subnetMask(vpcMask: number): number {
  return Math.max(24, vpcMask + Math.log2(16));
}

function slotCidrs(vpcCidr: string): string[] {
  const cidrMask = subnetMask(Number(vpcCidr.split('/')[1]));
  const requestedSubnets = Array.from({ length: SLOT_COUNT }, (_, slot) => ({
    configuration: { name: 'slot', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask },
    availabilityZone: '',
    subnetConstructId: `${slot}`,
  }));
  return IpAddresses.cidr(vpcCidr).allocateSubnetsCidr({ vpcCidr, requestedSubnets }).allocatedSubnets.map(({ cidr }) => cidr);
}
