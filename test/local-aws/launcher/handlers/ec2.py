"""EC2: addresses, NAT gateways, flow logs, security group rules; attributes of a VPC."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

from launcher import records
from launcher.client import Properties, call
from launcher.resource import (
    AmendedResource,
    Attributes,
    NewResource,
    Scope,
    only_tags_differ,
    tag_list,
)

_ALLOW_ALL = {
    "IpProtocol": "-1",
    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
    "Ipv6Ranges": [],
    "PrefixListIds": [],
    "UserIdGroupPairs": [],
}


def _tag_specifications(
    properties: Properties, resource_type: str
) -> list[dict[str, Any]]:
    tags = tag_list(properties)
    return [{"ResourceType": resource_type, "Tags": tags}] if tags else []


def _retag(resource_id: str, old: Properties, new: Properties) -> None:
    kept = {tag["Key"] for tag in tag_list(new)}
    dropped = [{"Key": tag["Key"]} for tag in tag_list(old) if tag["Key"] not in kept]
    if dropped:
        call("ec2", "DeleteTags", Resources=[resource_id], Tags=dropped)
    if kept:
        call("ec2", "CreateTags", Resources=[resource_id], Tags=tag_list(new))


class ElasticIp(NewResource):
    """Gap: the type is unknown, although AllocateAddress works."""

    type = "AWS::EC2::EIP"

    def create(self, properties: Properties, scope: Scope) -> str:
        tags = _tag_specifications(properties, "elastic-ip")
        return call("ec2", "AllocateAddress", Domain="vpc", TagSpecifications=tags)[
            "PublicIp"
        ]

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {
            "AllocationId": self._allocation_id(physical_id),
            "PublicIp": physical_id,
        }

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if not only_tags_differ(old, new):
            return self.create(new, scope)
        _retag(self._allocation_id(physical_id), old, new)
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("ec2", "ReleaseAddress", AllocationId=self._allocation_id(physical_id))

    def _allocation_id(self, public_ip: str) -> str:
        addresses = call("ec2", "DescribeAddresses", PublicIps=[public_ip])["Addresses"]
        return next(
            item["AllocationId"] for item in addresses if item["PublicIp"] == public_ip
        )


class NatGateway(NewResource):
    """Gap: the type is unknown, although CreateNatGateway works."""

    type = "AWS::EC2::NatGateway"

    def create(self, properties: Properties, scope: Scope) -> str:
        tags = _tag_specifications(properties, "natgateway")
        answer = call("ec2", "CreateNatGateway", **properties, TagSpecifications=tags)
        return answer["NatGateway"]["NatGatewayId"]

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"NatGatewayId": physical_id}

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if not only_tags_differ(old, new):
            return self.create(new, scope)
        _retag(physical_id, old, new)
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("ec2", "DeleteNatGateway", NatGatewayId=physical_id)


class FlowLog(NewResource):
    """Gap: the type is unknown, although CreateFlowLogs works; nothing is ever delivered."""

    type = "AWS::EC2::FlowLog"

    def create(self, properties: Properties, scope: Scope) -> str:
        resources = [properties["ResourceId"]]
        answer = call("ec2", "CreateFlowLogs", **properties, ResourceIds=resources)
        flow_log_id = answer["FlowLogIds"][0]
        # CreateFlowLogs drops its tag specifications.
        _retag(flow_log_id, {}, properties)
        return flow_log_id

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"Id": physical_id}

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if not only_tags_differ(old, new):
            return self.create(new, scope)
        _retag(physical_id, old, new)
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("ec2", "DeleteFlowLogs", FlowLogIds=[physical_id])


def _permission(rule: Properties) -> dict[str, Any]:
    described = {"Description": rule["Description"]} if rule.get("Description") else {}
    permission: dict[str, Any] = {
        key: rule[key] for key in ("IpProtocol", "FromPort", "ToPort") if key in rule
    }
    group = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    prefix_list = rule.get("SourcePrefixListId") or rule.get("DestinationPrefixListId")
    peers = (
        ("IpRanges", "CidrIp", rule.get("CidrIp")),
        ("Ipv6Ranges", "CidrIpv6", rule.get("CidrIpv6")),
        ("PrefixListIds", "PrefixListId", prefix_list),
        ("UserIdGroupPairs", "GroupId", group),
    )
    for member, key, value in peers:
        if value:
            permission[member] = [{key: value, **described}]
    return permission


class SecurityGroupIngress(NewResource):
    """Gap: the type is unknown, although AuthorizeSecurityGroupIngress works."""

    type = "AWS::EC2::SecurityGroupIngress"
    direction = "Ingress"

    def create(self, properties: Properties, scope: Scope) -> str:
        answer = call(
            "ec2",
            f"AuthorizeSecurityGroup{self.direction}",
            GroupId=properties["GroupId"],
            IpPermissions=[_permission(properties)],
        )
        return answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"Id": physical_id}

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if {**old, "Description": None} != {**new, "Description": None}:
            return self.create(new, scope)
        # As on AWS a description changes in place; a second, equal rule would be refused.
        self.delete(physical_id, old)
        self.create(new, scope)
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        # The group takes its rules with it, and a stack may delete it first.
        with suppress(ClientError):
            call(
                "ec2",
                f"RevokeSecurityGroup{self.direction}",
                GroupId=properties["GroupId"],
                IpPermissions=[_permission(properties)],
            )


class SecurityGroupEgress(SecurityGroupIngress):
    """Gap: the type is unknown; as on AWS the first such rule drops the group's default allow-all rule."""

    type = "AWS::EC2::SecurityGroupEgress"
    direction = "Egress"

    def create(self, properties: Properties, scope: Scope) -> str:
        group = records.security_groups.get(properties["GroupId"])
        if group and group["IpPermissionsEgress"] == [_ALLOW_ALL]:
            group["IpPermissionsEgress"] = []
        return super().create(properties, scope)


class Vpc(AmendedResource):
    """Gap: `Fn::GetAtt` knows neither CidrBlock nor CidrBlockAssociations."""

    type = "AWS::EC2::VPC"

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        attributes.update(
            CidrBlock=properties.get("CidrBlock"),
            CidrBlockAssociations=[],
            Ipv6CidrBlocks=[],
        )
