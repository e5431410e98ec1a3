/**
 * Tells CloudFormation how it went; a failure carries the message that the user reads in the stack's events.
 * The whole answer may have 4096 bytes: AWS CloudFormation User Guide, Custom resource response objects (2026-11).
 */
const ANSWER = `
exports.handler = async (event) => {
  let Status = 'SUCCESS';
  let Reason = '';
  try {
    await apply(event);
  } catch (error) {
    Status = 'FAILED';
    Reason = String(error.message).slice(0, 999);
  }
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = event;
  const body = JSON.stringify({ Status, Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId });
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body });
  if (!ok) throw new Error('The answer was refused: ' + status);
};
`.trim();

/** Takes the rules of a VPC's default security group away; with the VPC the group goes too, so deleting does nothing. */
export const RESTRICT_DEFAULT_SECURITY_GROUP = `
const { EC2Client, RevokeSecurityGroupIngressCommand, RevokeSecurityGroupEgressCommand } = require('@aws-sdk/client-ec2');
async function revoke(command) {
  try {
    await new EC2Client({}).send(command);
  } catch (error) {
    if (error.name !== 'InvalidPermission.NotFound') throw error;
  }
}
async function apply({ RequestType, ResourceProperties: { GroupId } }) {
  if (RequestType === 'Delete') return;
  const all = { IpProtocol: '-1' };
  await revoke(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [{ ...all, UserIdGroupPairs: [{ GroupId }] }] }));
  await revoke(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [{ ...all, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] }));
}
${ANSWER}`.trim();

/** Empties buckets, versions included, before CloudFormation deletes them; a bucket that is gone is empty enough. */
export const EMPTY_BUCKETS = `
const { S3Client, ListObjectVersionsCommand, DeleteObjectsCommand } = require('@aws-sdk/client-s3');
async function empty(Bucket) {
  const s3 = new S3Client({});
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors.length > 0) throw new Error(Bucket + ': ' + Errors[0].Key + ': ' + Errors[0].Message);
  }
}
async function apply({ RequestType, ResourceProperties: { Buckets } }) {
  if (RequestType !== 'Delete') return;
  for (const bucket of Buckets) {
    try {
      await empty(bucket);
    } catch (error) {
      if (error.name !== 'NoSuchBucket') throw error;
    }
  }
}
${ANSWER}`.trim();

/** Runs SQL through the RDS Data API; a user that exists already is no failure, and deleting the resource deletes no user. */
export const RUN_SQL = `
const { RDSDataClient, ExecuteStatementCommand } = require('@aws-sdk/client-rds-data');
async function apply({ RequestType, ResourceProperties: { ResourceArn, SecretArn, Database, Statements } }) {
  if (RequestType === 'Delete') return;
  const client = new RDSDataClient({});
  for (const sql of Statements) {
    try {
      await client.send(new ExecuteStatementCommand({ resourceArn: ResourceArn, secretArn: SecretArn, database: Database, sql }));
    } catch (error) {
      if (!/already exists/.test(error.message)) throw error;
    }
  }
}
${ANSWER}`.trim();
