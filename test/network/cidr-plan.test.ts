import * as fc from 'fast-check';
import { planCidrs, subnetMask, ZONE_SLOTS } from '../../src/network/cidr-plan';

interface Block {
  readonly first: number;
  readonly last: number;
  readonly mask: number;
}

function blockOf(cidr: string): Block {
  const [address, mask] = cidr.split('/');
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(mask)) - 1, mask: Number(mask) };
}

function cidrOf(first: number, mask: number): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${mask}`;
}

const vpcCidr = fc.tuple(fc.integer({ min: 16, max: 23 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([mask, address]) => cidrOf(address - (address % 2 ** (32 - mask)), mask));
const zoneCount = fc.integer({ min: 3, max: 4 });

test('10.0.0.0/16 has the subnets of the reference system', () => {
  expect(planCidrs('10.0.0.0/16', 3)).toEqual([
    { public: '10.0.1.0/24', private: '10.0.11.0/24' },
    { public: '10.0.2.0/24', private: '10.0.12.0/24' },
    { public: '10.0.3.0/24', private: '10.0.13.0/24' },
  ]);
});

test('a fourth zone takes the next slots', () => {
  expect(planCidrs('10.0.0.0/16', 4)[3]).toEqual({ public: '10.0.4.0/24', private: '10.0.14.0/24' });
});

test.each([
  ['172.20.0.0/17', { public: '172.20.1.0/24', private: '172.20.11.0/24' }],
  ['192.168.16.0/20', { public: '192.168.17.0/24', private: '192.168.27.0/24' }],
  ['10.1.8.0/21', { public: '10.1.8.128/25', private: '10.1.13.128/25' }],
  ['10.0.0.0/23', { public: '10.0.0.32/27', private: '10.0.1.96/27' }],
])('the first zone of %s', (cidr, blocks) => {
  expect(planCidrs(cidr, 3)[0]).toEqual(blocks);
});

test.each([
  [16, 24], [17, 24], [18, 24], [19, 24], [20, 24], [21, 25], [22, 26], [23, 27],
])('a VPC of /%i has subnets of /%i', (vpcMask, mask) => {
  expect(subnetMask(vpcMask)).toBe(mask);
});

test('there is room for four zones', () => {
  expect(ZONE_SLOTS).toBe(4);
});

describe('in every VPC from /16 to /23', () => {
  test('every zone has one public and one private block', () => {
    fc.assert(fc.property(vpcCidr, zoneCount, (cidr, zones) => {
      const plan = planCidrs(cidr, zones);
      expect(plan).toHaveLength(zones);
      plan.forEach((zone) => expect(Object.keys(zone).sort()).toEqual(['private', 'public']));
    }));
  });

  test('every block lies inside the VPC and starts at its own network address', () => {
    fc.assert(fc.property(vpcCidr, zoneCount, (cidr, zones) => {
      const vpc = blockOf(cidr);
      for (const block of planCidrs(cidr, zones).flatMap((zone) => [zone.public, zone.private]).map(blockOf)) {
        expect(block.first).toBeGreaterThanOrEqual(vpc.first);
        expect(block.last).toBeLessThanOrEqual(vpc.last);
        expect(block.first % 2 ** (32 - block.mask)).toBe(0);
      }
    }));
  });

  test('no block overlaps another', () => {
    fc.assert(fc.property(vpcCidr, zoneCount, (cidr, zones) => {
      const blocks = planCidrs(cidr, zones).flatMap((zone) => [zone.public, zone.private]).map(blockOf).sort((a, b) => a.first - b.first);
      blocks.slice(1).forEach((block, index) => expect(block.first).toBeGreaterThan(blocks[index].last));
    }));
  });

  test('a fourth zone changes no earlier block', () => {
    fc.assert(fc.property(vpcCidr, (cidr) => {
      expect(planCidrs(cidr, 4).slice(0, 3)).toEqual(planCidrs(cidr, 3));
    }));
  });

  test('a load balancer finds 8 free addresses in every block, beside the 5 that AWS keeps', () => {
    fc.assert(fc.property(vpcCidr, zoneCount, (cidr, zones) => {
      for (const { first, last } of planCidrs(cidr, zones).map((zone) => blockOf(zone.public))) {
        expect(last - first + 1 - 5).toBeGreaterThanOrEqual(8);
      }
    }));
  });
});
