import { Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AuroraPostgresEngine } from '../../src/database/aurora-postgres-engine';

describe.each(['15.17', '17.9'])('version %s', (version) => {
  const engine = new AuroraPostgresEngine(version);
  const own = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.of(version, version.split('.')[0]) });

  test.each([
    'engineType', 'engineFamily', 'engineVersion', 'parameterGroupFamily', 'supportedLogTypes', 'singleUserRotationApplication', 'multiUserRotationApplication',
  ] as const)('says the same as the engine of aws-cdk about %s', (property) => {
    expect(engine[property]).toEqual(own[property]);
  });

  test('hands the parameter group on', () => {
    const stack = new Stack();
    const parameterGroup = rds.ParameterGroup.fromParameterGroupName(stack, 'Group', 'mine');
    expect(engine.bindToCluster(stack, { parameterGroup })).toEqual({ parameterGroup });
  });
});
