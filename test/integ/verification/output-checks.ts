import { check } from './check';
import type { CheckGroup } from './check';
import { findCluster } from './database-checks';
import type { Deployment } from './deployment';
import { findKey } from './encryption-checks';
import { findBalancer } from './load-balancer-checks';
import { findAlarms } from './monitoring-checks';
import { findVpc } from './network-checks';
import { readParameter } from './parameters';
import { findService } from './service-checks';

const OUTPUTS = [
  'VPCId', 'AuroraClusterEndpoint', 'AuroraReaderEndpoint', 'LoadBalancerDNS', 'ECSClusterName', 'ECSServiceName', 'CloudWatchDashboard', 'KMSKeyId',
  'SNSTopicArn',
];

export const OUTPUT_CHECKS: CheckGroup = {
  title: 'Outputs and parameters',
  checks: [
    check('nine outputs that name what was deployed', expectedOutputs, async ({ outputs }) =>
      Object.fromEntries(OUTPUTS.map((name) => [name, outputs[name]]))),
    check('SSM parameters with the endpoints and the secret', async (deployment) => {
      const { Endpoint, ReaderEndpoint } = await findCluster(deployment);
      return { writer: Endpoint, reader: ReaderEndpoint, secret: true };
    }, readParameters),
  ],
};

async function expectedOutputs(deployment: Deployment) {
  const { region, suffix } = deployment;
  const { Endpoint, ReaderEndpoint } = await findCluster(deployment);
  const { clusterArn = '', serviceName } = await findService(deployment);
  return {
    VPCId: (await findVpc(deployment)).VpcId,
    AuroraClusterEndpoint: Endpoint,
    AuroraReaderEndpoint: ReaderEndpoint,
    LoadBalancerDNS: (await findBalancer(deployment)).DNSName,
    ECSClusterName: clusterArn.split('/').pop(),
    ECSServiceName: serviceName,
    CloudWatchDashboard: `https://console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards:name=payment-failover-${suffix}`,
    KMSKeyId: (await findKey(deployment)).KeyId,
    SNSTopicArn: (await findAlarms(deployment))[0]?.AlarmActions?.[0],
  };
}

async function readParameters(deployment: Deployment) {
  return {
    writer: await readParameter(deployment, 'db/endpoint'),
    reader: await readParameter(deployment, 'db/reader-endpoint'),
    secret: (await readParameter(deployment, 'db/secret-arn')).startsWith(`arn:aws:secretsmanager:${deployment.region}:`),
  };
}
