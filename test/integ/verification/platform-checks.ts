import type { CheckGroup } from './check';
import { DATABASE_CHECKS } from './database-checks';
import { ENCRYPTION_CHECKS } from './encryption-checks';
import { LOAD_BALANCER_CHECKS } from './load-balancer-checks';
import { MONITORING_CHECKS } from './monitoring-checks';
import { NETWORK_CHECKS } from './network-checks';
import { OUTPUT_CHECKS } from './output-checks';
import { SCALING_CHECKS } from './scaling-checks';
import { SERVICE_CHECKS } from './service-checks';

/** Everything the reference system promises, part by part. */
export const PLATFORM_CHECKS: CheckGroup[] = [
  NETWORK_CHECKS,
  DATABASE_CHECKS,
  SERVICE_CHECKS,
  SCALING_CHECKS,
  LOAD_BALANCER_CHECKS,
  ENCRYPTION_CHECKS,
  MONITORING_CHECKS,
  OUTPUT_CHECKS,
];
