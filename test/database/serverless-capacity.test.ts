import { Match } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { ServerlessCapacity } from '../../src';
import { messageOf, synthPlatform } from '../support/synth';

describe('a serverless capacity', () => {
  test.each([[0.5, 1], [0.5, 256], [8, 8], [255.5, 256]])('can be %d to %d', (minimum, maximum) => {
    expect(ServerlessCapacity.between(minimum, maximum)).toMatchObject({ minimum, maximum });
  });

  test('reads as its range', () => {
    expect(`${ServerlessCapacity.between(0.5, 8)}`).toBe('0.5 to 8 ACU');
  });

  test.each([
    [0, 8, 'minimum must be 0.5 to 256 in steps of 0.5, got 0; one unit has about 2 GiB of memory'],
    [0.7, 8, 'minimum must be 0.5 to 256 in steps of 0.5, got 0.7; one unit has about 2 GiB of memory'],
    [NaN, 8, 'minimum must be 0.5 to 256 in steps of 0.5, got NaN; one unit has about 2 GiB of memory'],
    [0.5, 0.5, 'maximum must be 1 to 256 in steps of 0.5, got 0.5; one unit has about 2 GiB of memory'],
    [1, 256.5, 'maximum must be 1 to 256 in steps of 0.5, got 256.5; one unit has about 2 GiB of memory'],
    [8, 4, 'minimum must not be above maximum, got 8 and 4; exchange them'],
  ])('cannot be %d to %d', (minimum, maximum, message) => {
    expect(messageOf(() => ServerlessCapacity.between(minimum, maximum))).toBe(`ServerlessCapacity: ${message}`);
  });
});

describe('a database with it', () => {
  const { template } = synthPlatform({ database: { serverlessCapacity: ServerlessCapacity.between(1, 16) } });

  test('has serverless instances that scale as far as the writer, one in each zone', () => {
    template.resourcePropertiesCountIs('AWS::RDS::DBInstance', { DBInstanceClass: 'db.serverless', PromotionTier: Match.anyValue() }, 3);
    const tiers = Object.values(template.findResources('AWS::RDS::DBInstance')).map(({ Properties }) => Properties.PromotionTier);
    expect(tiers).toEqual([0, 1, 1]);
  });

  test('has the range on its cluster', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', { ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 16 } });
  });

  test('cannot have a class too', () => {
    const database = { serverlessCapacity: ServerlessCapacity.between(1, 16), instanceType: new InstanceType('r6g.large') };
    expect(messageOf(() => synthPlatform({ database }))).toBe([
      'Stack/Pay: 1 invalid setting',
      '  - database.serverlessCapacity must not be given together with instanceType, got "1 to 16 ACU"; choose one of the two: '
        + 'serverless instances have no class [database-serverless-capacity]',
    ].join('\n'));
  });
});
