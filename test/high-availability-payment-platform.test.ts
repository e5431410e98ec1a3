import { RECOMMENDED_FLAGS, synthPlatform } from './support/synth';

describe('the template', () => {
  test.each([
    ['without environment', undefined],
    ['with a region', { region: 'us-west-2' }],
    ['with an account and a region', { account: '111122223333', region: 'eu-west-1' }],
  ])('is the same byte for byte without feature flags and with the recommended ones, %s', (_, env) => {
    const plain = synthPlatform({}, { env });
    const flagged = synthPlatform({}, { env, flags: RECOMMENDED_FLAGS });
    expect(JSON.stringify(flagged.template.toJSON(), undefined, 1)).toEqual(JSON.stringify(plain.template.toJSON(), undefined, 1));
  });
});
