"""The emulator's private stores and functions that the handlers use, by the names used here."""

from __future__ import annotations

from typing import Any

from ministack.services import alb, cloudwatch, ec2, ecs, rds, secretsmanager
from ministack.services.cloudformation import provisioners

Record = dict[str, Any]

addresses = ec2._addresses
composite_alarms = cloudwatch._composite_alarms
db_clusters = rds._clusters
db_instances = rds._instances
db_subnet_groups = rds._subnet_groups
load_balancers = alb._lbs
metric_alarms = cloudwatch._alarms
nat_gateways = ec2._nat_gateways
secrets = secretsmanager._secrets
security_groups = ec2._security_groups
services = ecs._services
subnets = ec2._subnets
task_definitions = ecs._task_defs
tasks = ecs._tasks


def join_global_cluster(identifier: str, cluster: Record) -> None:
    """Makes a cluster a member of a global cluster, as CreateDBCluster does; the first one writes."""
    global_cluster = rds._resolve_global_cluster(identifier)
    if not global_cluster:
        raise ValueError(f"Global cluster {identifier} not found.")
    first = not global_cluster.get("GlobalClusterMembers")
    rds._attach_cluster_to_global(global_cluster, cluster, is_writer=first)


def physical_name(stack_name: str, logical_id: str, max_length: int) -> str:
    """The name of a resource for which the template has none."""
    return provisioners._physical_name(
        stack_name, logical_id, lowercase=True, max_len=max_length
    )
