import { awsModules, ownModules, unusedServices } from '../../bench/modules';

const MODULES = [
  '/app/lib/index.js',
  '/app/.cache/bench/platform-test.js',
  '/app/node_modules/constructs/lib/index.js',
  '/app/node_modules/aws-cdk-lib/aws-s3/index.js',
  '/app/node_modules/aws-cdk-lib/aws-s3/lib/s3.generated.js',
  '/app/node_modules/aws-cdk-lib/aws-s3/lib/s3-grants.generated.js',
];

test('modules are told apart by where they lie', () => {
  expect(awsModules(MODULES)).toEqual(['aws-s3/index.js', 'aws-s3/lib/s3.generated.js', 'aws-s3/lib/s3-grants.generated.js']);
  expect(ownModules(MODULES)).toEqual(['/app/lib/index.js']);
});

test('a service is loaded in vain when no resource of it stands in the template', () => {
  expect(unusedServices(MODULES, { Resources: {} })).toEqual(['s3']);
  expect(unusedServices(MODULES, { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } })).toEqual([]);
});
