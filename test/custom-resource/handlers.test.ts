import { createContext, runInContext } from 'vm';
import { EMPTY_BUCKETS, RESTRICT_DEFAULT_SECURITY_GROUP, RUN_SQL } from '../../src/custom-resource/handlers';

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly marker?: boolean;
}

/** A command with those of its fields that a fake API looks at. */
interface Call {
  readonly command: string;
  readonly input: { readonly Bucket: string; readonly Delete: { readonly Objects: Version[] }; readonly sql: string };
}

interface Answer {
  readonly Status: string;
  readonly Reason: string;
  readonly PhysicalResourceId: string;
}

type Api = (call: Call) => unknown;

/** An error as the SDK throws it. */
function sdkError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** A module of the SDK: a client that hands every command to the API, and the named commands. */
function fakeSdk(client: string, commands: string[], send: (call: Call) => Promise<unknown>): Record<string, unknown> {
  const command = (name: string) => class {
    public readonly call: Call;
    constructor(input: unknown) {
      this.call = { command: name, input: JSON.parse(JSON.stringify(input)) };
    }
  };
  return {
    [client]: class {
      public send({ call }: { call: Call }) {
        return send(call);
      }
    },
    ...Object.fromEntries(commands.map((name) => [`${name}Command`, command(name)])),
  };
}

/** Runs a handler as Lambda would, with the fake API behind its SDK. */
async function run(
  code: string,
  event: { RequestType: string; ResourceProperties: object; PhysicalResourceId?: string },
  api: Api = () => ({}),
  status = 200,
) {
  const calls: Call[] = [];
  const puts: { url: string; init: { method: string; headers: object; body: string } }[] = [];
  const send = async (call: Call) => {
    calls.push(call);
    return api(call);
  };
  const modules: Record<string, unknown> = {
    '@aws-sdk/client-ec2': fakeSdk('EC2Client', ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'], send),
    '@aws-sdk/client-s3': fakeSdk('S3Client', ['ListObjectVersions', 'DeleteObjects'], send),
    '@aws-sdk/client-rds-data': fakeSdk('RDSDataClient', ['ExecuteStatement'], send),
  };
  const exported: { handler?: (event: unknown) => Promise<void> } = {};
  const fetched = async (url: string, init: typeof puts[number]['init']) => {
    puts.push({ url, init });
    return { ok: status < 300, status };
  };
  runInContext(code, createContext({ require: (name: string) => modules[name], exports: exported, fetch: fetched }));
  await exported.handler!({ ResponseURL: 'https://answers.example.com/1', StackId: 'stack-1', RequestId: 'request-1', LogicalResourceId: 'Thing', ...event });
  expect(puts).toHaveLength(1);
  return { calls, put: puts[0], answer: JSON.parse(puts[0].init.body) as Answer };
}

const SUCCESS = { Status: 'SUCCESS', Reason: '', StackId: 'stack-1', RequestId: 'request-1', LogicalResourceId: 'Thing', PhysicalResourceId: 'Thing' };

function failed(reason: string) {
  return { ...SUCCESS, Status: 'FAILED', Reason: reason };
}

const HANDLERS: [string, string, object][] = [
  ['RESTRICT_DEFAULT_SECURITY_GROUP', RESTRICT_DEFAULT_SECURITY_GROUP, { GroupId: 'sg-1' }],
  ['EMPTY_BUCKETS', EMPTY_BUCKETS, { Buckets: ['logs'] }],
  ['RUN_SQL', RUN_SQL, { ResourceArn: 'cluster', SecretArn: 'secret', Database: 'payments', Statements: [] }],
];

describe.each(HANDLERS)('%s', (_, code, properties) => {
  test('fits the 4096 characters that a function in a template may have', () => {
    expect(code.length).toBeLessThanOrEqual(4096);
  });

  test('answers a creation to the URL of the event, under the logical id', async () => {
    const { put, answer } = await run(code, { RequestType: 'Create', ResourceProperties: properties });
    expect(put).toMatchObject({ url: 'https://answers.example.com/1', init: { method: 'PUT', headers: { 'content-type': '' } } });
    expect(answer).toEqual(SUCCESS);
  });

  test.each(['Update', 'Delete'])('answers %s under the physical id that it had', async (RequestType) => {
    const { answer } = await run(code, { RequestType, ResourceProperties: properties, PhysicalResourceId: 'physical-1' });
    expect(answer).toEqual({ ...SUCCESS, PhysicalResourceId: 'physical-1' });
  });

  test('fails, so that Lambda calls it again, when its answer is refused', async () => {
    await expect(run(code, { RequestType: 'Delete', ResourceProperties: { ...properties, Buckets: [] } }, () => ({}), 403))
      .rejects.toThrow(new Error('The answer was refused: 403'));
  });

  test('means the same without its indentation', async () => {
    const { answer } = await run(code.replace(/^ +/gm, ''), { RequestType: 'Delete', ResourceProperties: properties });
    expect(answer).toEqual(SUCCESS);
  });
});

describe('the default security group', () => {
  const ResourceProperties = { GroupId: 'sg-1' };
  const revocations = [
    { command: 'RevokeSecurityGroupIngress', input: { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1' }] }] } },
    { command: 'RevokeSecurityGroupEgress', input: { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] } },
  ];

  test.each(['Create', 'Update'])('loses both rules on %s', async (RequestType) => {
    const { calls, answer } = await run(RESTRICT_DEFAULT_SECURITY_GROUP, { RequestType, ResourceProperties });
    expect(calls).toEqual(revocations);
    expect(answer).toEqual(SUCCESS);
  });

  test('is left alone on Delete', async () => {
    const { calls, answer } = await run(RESTRICT_DEFAULT_SECURITY_GROUP, { RequestType: 'Delete', ResourceProperties });
    expect(calls).toEqual([]);
    expect(answer).toEqual(SUCCESS);
  });

  test.each([
    ['ingress rule is', ['RevokeSecurityGroupIngress']],
    ['egress rule is', ['RevokeSecurityGroupEgress']],
    ['rules are', ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress']],
  ])('is fine when its %s gone already', async (_, gone) => {
    const { calls, answer } = await run(RESTRICT_DEFAULT_SECURITY_GROUP, { RequestType: 'Create', ResourceProperties }, ({ command }) => {
      if (gone.includes(command)) {
        throw sdkError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
      }
      return {};
    });
    expect(calls).toEqual(revocations);
    expect(answer).toEqual(SUCCESS);
  });

  test.each([['RevokeSecurityGroupIngress', 1], ['RevokeSecurityGroupEgress', 2]])('fails with the message of %s', async (failing, callCount) => {
    const { calls, answer } = await run(RESTRICT_DEFAULT_SECURITY_GROUP, { RequestType: 'Create', ResourceProperties }, ({ command }) => {
      if (command === failing) {
        throw sdkError('UnauthorizedOperation', 'You are not authorized to perform this operation.');
      }
      return {};
    });
    expect(calls).toHaveLength(callCount);
    expect(answer).toEqual(failed('You are not authorized to perform this operation.'));
  });

  test('answers within 4096 bytes, however long the message is', async () => {
    const { put, answer } = await run(RESTRICT_DEFAULT_SECURITY_GROUP, { RequestType: 'Create', ResourceProperties }, () => {
      throw sdkError('UnauthorizedOperation', 'é'.repeat(5000));
    });
    expect(answer).toEqual(failed('é'.repeat(999)));
    expect(Buffer.byteLength(put.init.body)).toBeLessThanOrEqual(4096);
  });
});

describe('the buckets', () => {
  /** S3 with two entries a page. */
  function fakeS3(buckets: Record<string, Version[]>): Api {
    const entry = ({ Key, VersionId }: Version) => ({ Key, VersionId, IsLatest: true });
    return ({ command, input }) => {
      if (command === 'ListObjectVersions') {
        const page = buckets[input.Bucket].slice(0, 2);
        const [versions, markers] = [page.filter(({ marker }) => !marker), page.filter(({ marker }) => marker)];
        return { ...versions.length > 0 && { Versions: versions.map(entry) }, ...markers.length > 0 && { DeleteMarkers: markers.map(entry) } };
      }
      const deleted = (version: Version) => input.Delete.Objects.some(({ Key, VersionId }) => Key === version.Key && VersionId === version.VersionId);
      buckets[input.Bucket] = buckets[input.Bucket].filter((version) => !deleted(version));
      return {};
    };
  }

  test.each(['Create', 'Update'])('stay as they are on %s', async (RequestType) => {
    const { calls, answer } = await run(EMPTY_BUCKETS, { RequestType, ResourceProperties: { Buckets: ['logs'] } });
    expect(calls).toEqual([]);
    expect(answer).toEqual(SUCCESS);
  });

  test('are emptied one after the other, over several pages, with versions and delete markers', async () => {
    const buckets = {
      logs: [{ Key: 'a', VersionId: '1' }, { Key: 'a', VersionId: '2', marker: true }, { Key: 'b', VersionId: '1' }, { Key: 'c', VersionId: '1' },
        { Key: 'c', VersionId: '2', marker: true }],
      audit: [{ Key: 'd', VersionId: '1', marker: true }],
      empty: [],
    };
    const event = { RequestType: 'Delete', ResourceProperties: { Buckets: ['logs', 'audit', 'empty'] } };
    const { calls, answer } = await run(EMPTY_BUCKETS, event, fakeS3(buckets));
    const list = (Bucket: string) => ({ command: 'ListObjectVersions', input: { Bucket } });
    const remove = (Bucket: string, Objects: Version[]) => ({ command: 'DeleteObjects', input: { Bucket, Delete: { Objects, Quiet: true } } });
    expect(calls).toEqual([
      list('logs'), remove('logs', [{ Key: 'a', VersionId: '1' }, { Key: 'a', VersionId: '2' }]),
      list('logs'), remove('logs', [{ Key: 'b', VersionId: '1' }, { Key: 'c', VersionId: '1' }]),
      list('logs'), remove('logs', [{ Key: 'c', VersionId: '2' }]),
      list('logs'),
      list('audit'), remove('audit', [{ Key: 'd', VersionId: '1' }]),
      list('audit'),
      list('empty'),
    ]);
    expect(buckets).toEqual({ logs: [], audit: [], empty: [] });
    expect(answer).toEqual(SUCCESS);
  });

  test('fail with the first object that S3 reports it could not delete, instead of trying for ever', async () => {
    const { calls, answer } = await run(EMPTY_BUCKETS, { RequestType: 'Delete', ResourceProperties: { Buckets: ['logs', 'audit'] } }, ({ command }) => {
      return command === 'ListObjectVersions'
        ? { Versions: [{ Key: 'a', VersionId: '1' }, { Key: 'b', VersionId: '1' }] }
        : { Errors: [{ Key: 'a', Code: 'AccessDenied', Message: 'Access Denied' }, { Key: 'b', Code: 'InternalError', Message: 'Internal' }] };
    });
    expect(calls.map(({ command }) => command)).toEqual(['ListObjectVersions', 'DeleteObjects']);
    expect(answer).toEqual(failed('logs: a: Access Denied'));
  });

  test('do not mind that one is gone, and empty the next', async () => {
    const event = { RequestType: 'Delete', ResourceProperties: { Buckets: ['logs', 'audit'] } };
    const { calls, answer } = await run(EMPTY_BUCKETS, event, ({ input }) => {
      if (input.Bucket === 'logs') {
        throw sdkError('NoSuchBucket', 'The specified bucket does not exist');
      }
      return {};
    });
    expect(calls.map(({ input }) => input.Bucket)).toEqual(['logs', 'audit']);
    expect(answer).toEqual(SUCCESS);
  });

  test.each([['ListObjectVersions', 1], ['DeleteObjects', 2]])('fail with the message of %s', async (failing, callCount) => {
    const { calls, answer } = await run(EMPTY_BUCKETS, { RequestType: 'Delete', ResourceProperties: { Buckets: ['logs', 'audit'] } }, ({ command }) => {
      if (command === failing) {
        throw sdkError('AccessDenied', 'User is not authorized to do this.');
      }
      return { Versions: [{ Key: 'a', VersionId: '1' }] };
    });
    expect(calls).toHaveLength(callCount);
    expect(answer).toEqual(failed('User is not authorized to do this.'));
  });
});

describe('the statements', () => {
  const ResourceProperties = {
    ResourceArn: 'arn:aws:rds:us-east-1:111122223333:cluster:pay',
    SecretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:pay',
    Database: 'payments',
    Statements: ['CREATE USER "app"', 'GRANT one', 'GRANT two'],
  };
  const executed = (sql: string) => ({
    command: 'ExecuteStatement',
    input: {
      resourceArn: 'arn:aws:rds:us-east-1:111122223333:cluster:pay',
      secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:pay',
      database: 'payments',
      sql,
    },
  });

  test.each(['Create', 'Update'])('run in their order on %s', async (RequestType) => {
    const { calls, answer } = await run(RUN_SQL, { RequestType, ResourceProperties });
    expect(calls).toEqual([executed('CREATE USER "app"'), executed('GRANT one'), executed('GRANT two')]);
    expect(answer).toEqual(SUCCESS);
  });

  test('do not run on Delete', async () => {
    const { calls, answer } = await run(RUN_SQL, { RequestType: 'Delete', ResourceProperties });
    expect(calls).toEqual([]);
    expect(answer).toEqual(SUCCESS);
  });

  test('go on when the user already exists', async () => {
    const { calls, answer } = await run(RUN_SQL, { RequestType: 'Create', ResourceProperties }, ({ input }) => {
      if (input.sql === 'CREATE USER "app"') {
        throw sdkError('DatabaseErrorException', 'ERROR: role "app" already exists; SQLState: 42710');
      }
      return {};
    });
    expect(calls).toEqual([executed('CREATE USER "app"'), executed('GRANT one'), executed('GRANT two')]);
    expect(answer).toEqual(SUCCESS);
  });

  test('stop at the first that fails, with its message', async () => {
    const { calls, answer } = await run(RUN_SQL, { RequestType: 'Create', ResourceProperties }, ({ input }) => {
      if (input.sql === 'GRANT one') {
        throw sdkError('DatabaseErrorException', 'ERROR: role "rds_iam" does not exist; SQLState: 42704');
      }
      return {};
    });
    expect(calls).toEqual([executed('CREATE USER "app"'), executed('GRANT one')]);
    expect(answer).toEqual(failed('ERROR: role "rds_iam" does not exist; SQLState: 42704'));
  });
});
