import * as fc from 'fast-check';
import { anyField, brokenField, validProps, withField } from './support/arbitrary-props';
import { answerOf, checkValid } from './support/fuzz';

// `npm run fuzz` runs the same properties more often, with another seed each time.
const options = (numRuns: number) => ({ numRuns, seed: 2026_11_23 });

test('valid props always give a template, the same every time, that keeps the promises of the platform', () => {
  fc.assert(fc.property(validProps, (props) => void checkValid(props)), options(20));
});

test('one broken property is always refused, with our message', () => {
  fc.assert(fc.property(validProps, brokenField, (props, [path, value]) => {
    expect(answerOf(withField(props, path, value))).toMatch(new RegExp(`^Stack/Pay: \\d+ invalid settings?\\n(  - .*\\n)*  - ${path.replace('.', '\\.')}(\\.\\w+)? must `));
  }), options(150));
});

test('whatever one property holds, the answer is a template or our message', () => {
  fc.assert(fc.property(validProps, anyField, (props, [path, value]) => {
    expect(answerOf(withField(props, path, value))).toMatch(/^template$|^Stack\/Pay: \d+ invalid settings?\n {2}- /);
  }), options(30));
});
