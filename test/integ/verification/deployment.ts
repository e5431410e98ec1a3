import type { Outputs } from '../support/cdk-cli';
import type { Clients } from '../support/clients';

/** What an application put beside the platform into the same stack. */
export interface Additions {
  /** Environment variables of the payment container. */
  readonly environment: string[];
  /** Statements of the task role, beside none of the platform. */
  readonly taskRoleActions: string[];
  /** Descriptions of security groups that may reach the database. */
  readonly databaseClients: string[];
  readonly alarms: string[];
  readonly graphs: string[];
  readonly logGroups: string[];
}

export const NO_ADDITIONS: Additions = { environment: [], taskRoleActions: [], databaseClients: [], alarms: [], graphs: [], logGroups: [] };

/** A deployed platform: what is known about it before a service is asked. */
export interface Deployment {
  readonly stackName: string;
  readonly suffix: string;
  readonly region: string;
  readonly accountId: string;
  readonly alertEmail: string;
  readonly image: string;
  readonly masterUsername: string;
  readonly clients: Clients;
  readonly outputs: Outputs;
  readonly additions: Additions;
}

export function zonesOf(region: string): string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}
