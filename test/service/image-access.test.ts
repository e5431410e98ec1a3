import { Token } from 'aws-cdk-lib';
import { pullStatements } from '../../src/service/image-access';
import { newStack } from '../support/synth';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const TOKEN_STATEMENT = { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' };

function statementsOf(imageName: string): unknown[] {
  return newStack().resolve(pullStatements(imageName).map((statement) => statement.toStatementJson()));
}

test.each([
  'nginx', 'nginx:latest', 'docker.io/library/nginx:1.29', 'public.ecr.aws/nginx/nginx:1.29', 'ghcr.io/owner/app@sha256:0123',
  '11112222333.dkr.ecr.us-east-1.amazonaws.com/app', 'evil.example.com/111122223333.dkr.ecr.us-east-1.amazonaws.com/app',
])('%s needs no right at all', (imageName) => {
  expect(statementsOf(imageName)).toEqual([]);
});

test.each([
  ['111122223333.dkr.ecr.us-east-1.amazonaws.com/app', 'us-east-1', 'app'],
  ['111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1.2', 'us-east-1', 'app'],
  ['111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app@sha256:0123', 'eu-central-1', 'team/app'],
  ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app:1', 'cn-north-1', 'team/app'],
])('%s needs its own repository only', (imageName, region, repository) => {
  expect(statementsOf(imageName)).toEqual([
    {
      Effect: 'Allow',
      Action: PULL,
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${region}:111122223333:repository/${repository}`]] },
    },
    TOKEN_STATEMENT,
  ]);
});

test('a name that is known only at deployment needs the repositories of account and region', () => {
  expect(statementsOf(Token.asString({ Ref: 'Image' }))).toEqual([
    {
      Effect: 'Allow',
      Action: PULL,
      Resource: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':repository/*']],
      },
    },
    TOKEN_STATEMENT,
  ]);
});
