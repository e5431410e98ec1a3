import { synthProduction, synthTest } from './production';
import type { Resources } from './production';
import { reachability } from './reachability';
import { NatStrategy } from '../../src';
import { importedVpc } from '../support/synth';
import type { Resource } from '../support/template';

const production = synthProduction().resources;

/** The template with one resource changed. */
function changed(id: string, change: (properties: Resource['Properties']) => Resource['Properties']): Resources {
  const resource = production[id];
  return { ...production, [id]: { ...resource, Properties: { ...resource.Properties, ...change(resource.Properties) } } };
}

function added(before: Resources, after: Resources): string[] {
  const known = reachability(before);
  return reachability(after).filter((line) => !known.includes(line));
}

describe('who can talk to whom', () => {
  test('in PRODUCTION is this, and nothing else', () => {
    expect(reachability(production)).toEqual([
      'PayService -> PayDatabaseCluster tcp 5433',
      'PayService -> PayNetworkEcrApiEndpoint tcp 443',
      'PayService -> PayNetworkEcrDockerEndpoint tcp 443',
      'PayService -> PayNetworkKmsEndpoint tcp 443',
      'PayService -> PayNetworkLogsEndpoint tcp 443',
      'PayService -> PayNetworkS3Endpoint tcp 443',
      'PayService -> PayNetworkSecretsManagerEndpoint tcp 443',
      'PayService -> PayNetworkSsmEndpoint tcp 443',
      // The public address of the load balancer, like any other client.
      'PayService -> PayServiceLoadBalancer tcp 443',
      'PayService -> the internet tcp 443',
      'PayServiceLoadBalancer -> PayService tcp 8443',
      'the internet -> PayServiceLoadBalancer tcp 443',
    ]);
  });

  test('in TEST is this, and nothing else', () => {
    expect(reachability(synthTest().resources)).toEqual([
      'PayService -> PayDatabaseCluster tcp 5432',
      'PayService -> the internet tcp 443',
      'PayServiceLoadBalancer -> PayService tcp 80',
      'the internet -> PayServiceLoadBalancer tcp 80',
    ]);
  });

  test('without NAT gateways leaves out the internet', () => {
    const { resources } = synthProduction({ network: { natStrategy: NatStrategy.none() } });
    expect(reachability(resources).filter((line) => line.includes('the internet'))).toEqual(['the internet -> PayServiceLoadBalancer tcp 443']);
  });

  test('for some clients only is still from the internet, on the same port', () => {
    const { resources } = synthProduction({ service: { ingressCidrs: ['203.0.113.0/24'] } });
    expect(reachability(resources).filter((line) => line.startsWith('the internet'))).toEqual(['the internet -> PayServiceLoadBalancer tcp 443']);
  });

  test('in a given VPC is the same between our own resources', () => {
    const { resources } = synthProduction((stack) => ({ network: { vpc: importedVpc(stack) } }));
    expect(reachability(resources)).toEqual([
      'PayService -> PayDatabaseCluster tcp 5433',
      'PayService -> PayServiceLoadBalancer tcp 443',
      'PayServiceLoadBalancer -> PayService tcp 8443',
    ]);
  });

  test('says that only tasks reach the database', () => {
    for (const { resources } of [synthProduction(), synthTest(), synthProduction({ database: { createApplicationUser: true } })]) {
      const clients = reachability(resources).filter((line) => line.includes('-> PayDatabaseCluster')).map((line) => line.split(' -> ')[0]);
      expect(clients).toEqual(['PayService']);
    }
  });
});

describe('a change for the worse is seen', () => {
  const everybody = { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 5433, ToPort: 5433 };

  test('a database that is open, public and in public subnets', () => {
    const open = {
      ...changed('PayDatabaseSecurityGroup', () => ({ SecurityGroupIngress: [everybody] })),
      PayDatabaseClusterSubnets: changed('PayDatabaseClusterSubnets', () => ({ SubnetIds: [{ Ref: 'PayNetworkPublicSubnet1' }] })).PayDatabaseClusterSubnets,
    };
    expect(added(production, open)).toEqual([]);
    const { Properties: properties, ...rest } = production.PayDatabaseClusterInstance1;
    const exposed = { ...open, PayDatabaseClusterInstance1: { ...rest, Properties: { ...properties, PubliclyAccessible: true } } };
    expect(added(production, exposed)).toEqual(['the internet -> PayDatabaseCluster tcp 5433']);
  });

  test('tasks that may send anything to anybody', () => {
    const open = changed('PayServiceSecurityGroup', () => ({ SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }] }));
    expect(added(production, open)).toEqual(['PayService -> PayNetworkS3Endpoint -1 0-65535', 'PayService -> the internet -1 0-65535']);
  });

  test('a second listener port', () => {
    const open = changed('PayServiceLoadBalancerSecurityGroup', ({ SecurityGroupIngress: rules }) => ({
      SecurityGroupIngress: [...rules as unknown[], { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 81 }],
    }));
    expect(added(production, open)).toEqual(['the internet -> PayServiceLoadBalancer tcp 80-81']);
  });

  test('tasks with a public address that admit everybody', () => {
    const { PayService: { Properties: properties, ...rest } } = changed('PayService', () => ({}));
    const { AwsvpcConfiguration: vpc } = properties.NetworkConfiguration as { readonly AwsvpcConfiguration: object };
    const exposed = {
      ...changed('PayServiceSecurityGroup', () => ({ SecurityGroupIngress: [{ ...everybody, FromPort: 8443, ToPort: 8443 }] })),
      PayService: {
        ...rest,
        Properties: { NetworkConfiguration: { AwsvpcConfiguration: { ...vpc, AssignPublicIp: 'ENABLED', Subnets: [{ Ref: 'PayNetworkPublicSubnet1' }] } } },
      },
    };
    expect(added(production, exposed)).toEqual(['the internet -> PayService tcp 8443']);
  });
});
