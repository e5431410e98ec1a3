"""Elastic Load Balancing: the VPC of a load balancer (its zones: see `patches`)."""

from __future__ import annotations

from launcher import records
from launcher.client import Properties
from launcher.resource import AmendedResource, Attributes


class LoadBalancer(AmendedResource):
    """Gap: the VPC is a constant; it is that of the subnets."""

    type = "AWS::ElasticLoadBalancingV2::LoadBalancer"

    def before(self, properties: Properties) -> Properties:
        mapped = [
            mapping["SubnetId"] for mapping in properties.get("SubnetMappings") or []
        ]
        return {**properties, "Subnets": properties.get("Subnets") or mapped}

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        balancer = records.load_balancers[physical_id]
        found = (records.subnets.get(subnet_id) for subnet_id in balancer["Subnets"])
        balancer["VpcId"] = next(
            (subnet["VpcId"] for subnet in found if subnet), balancer["VpcId"]
        )
