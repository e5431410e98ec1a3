import type { CfnParameterProps } from 'aws-cdk-lib';
import { SUFFIX_CONSTRAINT, SUFFIX_MAX_LENGTH, SUFFIX_PATTERN } from './config/environment-suffix';
import { PASSWORD_CONSTRAINT, PASSWORD_PATTERN } from './database/credentials-binding';
import { MASTER_USERNAME_CONSTRAINT, MASTER_USERNAME_PATTERN } from './database/database-rules';
import { EMAIL_CONSTRAINT, EMAIL_PATTERN } from './monitoring/monitoring-rules';
import type { ProfileDefaults } from './profile-defaults';
import { IMAGE_CONSTRAINT, IMAGE_MAX_LENGTH, IMAGE_PATTERN } from './service/container-rules';
import { CERTIFICATE_CONSTRAINT, CERTIFICATE_PATTERN } from './service/load-balancer-rules';

/** Parameters by name. */
export type Parameters = Record<string, CfnParameterProps>;

/**
 * The parameters of the ready-made template, by the group the console shows. CloudFormation itself refuses what AWS would
 * refuse late; what a profile has no use for is not asked.
 */
export function templateParameters(defaults: ProfileDefaults): Record<string, Parameters> {
  return {
    Environment: environmentParameters(defaults),
    Database: databaseParameters(defaults),
    Service: serviceParameters(defaults),
  };
}

function environmentParameters({ templateDefaults }: ProfileDefaults): Parameters {
  return {
    EnvironmentSuffix: {
      description: 'Stands in the name of every resource, for example "prod"',
      minLength: 1,
      maxLength: SUFFIX_MAX_LENGTH,
      allowedPattern: SUFFIX_PATTERN,
      constraintDescription: SUFFIX_CONSTRAINT,
    },
    AlertEmail: {
      description: 'Receives the alarms; the subscription has to be confirmed by mail',
      default: templateDefaults.alertEmail,
      allowedPattern: EMAIL_PATTERN,
      constraintDescription: EMAIL_CONSTRAINT,
    },
  };
}

function databaseParameters({ database }: ProfileDefaults): Parameters {
  const user: Parameters = {
    DBMasterUsername: {
      description: 'Master user of the database; it cannot be changed later',
      default: database.masterUsername,
      allowedPattern: MASTER_USERNAME_PATTERN,
      constraintDescription: MASTER_USERNAME_CONSTRAINT,
    },
  };
  const password: Parameters = {
    DBMasterPassword: {
      description: 'Password of the master user; leave it empty to have one generated in Secrets Manager',
      noEcho: true,
      default: '',
      allowedPattern: PASSWORD_PATTERN,
      constraintDescription: PASSWORD_CONSTRAINT,
    },
  };
  return database.masterCredentials.managedByRds ? user : { ...user, ...password };
}

function serviceParameters({ service, templateDefaults }: ProfileDefaults): Parameters {
  const image: Parameters = {
    ContainerImage: {
      description: 'Any image that listens on the container port, public or in ECR of this account and region',
      default: templateDefaults.image,
      minLength: 1,
      maxLength: IMAGE_MAX_LENGTH,
      allowedPattern: IMAGE_PATTERN,
      constraintDescription: IMAGE_CONSTRAINT,
    },
  };
  const certificate: Parameters = {
    CertificateArn: {
      description: 'ACM certificate of the load balancer, in the region of the stack',
      allowedPattern: CERTIFICATE_PATTERN,
      constraintDescription: CERTIFICATE_CONSTRAINT,
    },
  };
  return service.requireTls ? { ...image, ...certificate } : image;
}
