import * as fc from 'fast-check';
import { NatStrategy } from '../../src/network/nat-strategy';

const zoneCount = fc.integer({ min: 1, max: 4 });

test.each([
  [NatStrategy.single(), 'single', [0, 0, 0], 1],
  [NatStrategy.perZone(), 'per-zone', [0, 1, 2], 3],
  [NatStrategy.none(), 'none', [undefined, undefined, undefined], 0],
])('%s is called %s, serves three zones from %j, and makes %i gateways', (strategy, name, serving, gateways) => {
  expect(strategy.name).toBe(name);
  expect(`${strategy}`).toBe(name);
  expect([0, 1, 2].map((zone) => strategy.servingZone(zone))).toEqual(serving);
  expect(strategy.gatewayCount(3)).toBe(gateways);
});

test('no strategy makes a gateway for no zone', () => {
  expect([NatStrategy.single(), NatStrategy.perZone(), NatStrategy.none()].map((strategy) => strategy.gatewayCount(0))).toEqual([0, 0, 0]);
});

test('one gateway serves all zones with the single strategy', () => {
  fc.assert(fc.property(zoneCount, (zones) => {
    expect(NatStrategy.single().gatewayCount(zones)).toBe(1);
  }));
});

test('each zone serves itself with a gateway per zone', () => {
  fc.assert(fc.property(zoneCount, (zones) => {
    expect(NatStrategy.perZone().gatewayCount(zones)).toBe(zones);
    expect(NatStrategy.perZone().servingZone(zones - 1)).toBe(zones - 1);
  }));
});

test('a zone is served by a zone that has a gateway of its own', () => {
  fc.assert(fc.property(zoneCount, fc.constantFrom(NatStrategy.single(), NatStrategy.perZone()), (zones, strategy) => {
    const serving = Array.from({ length: zones }, (_, zone) => strategy.servingZone(zone) ?? -1);
    serving.forEach((zone) => expect(strategy.servingZone(zone)).toBe(zone));
  }));
});
