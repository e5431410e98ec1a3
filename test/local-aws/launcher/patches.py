"""Functions of the emulator that are replaced, each because no handler can reach what it leaves out."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from contextvars import ContextVar
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import alb, cloudwatch, ec2, ecs, rds
from ministack.services.cloudformation import provisioners

from launcher import records
from launcher.client import Properties, call

XmlOf = Callable[..., str]

# AWS reserves the first addresses of a subnet; load balancers and endpoints take some more.
_FIRST_TASK_HOST = 20


def install() -> None:
    provisioners._sm_secret_string = _secret_string
    alb._lb_xml = _with_zones(alb._lb_xml)
    cloudwatch._metrics.__class__ = _Metrics
    cloudwatch._evaluate_alarm = _with_dimensions(cloudwatch._evaluate_alarm)
    cloudwatch._dispatch_alarm_actions = _unless_suppressed(
        cloudwatch._dispatch_alarm_actions
    )
    ec2._vpce_fields_xml = _with_interface_fields(ec2._vpce_fields_xml)
    ec2._ACTION_MAP["DescribeNatGateways"] = _with_addresses(ec2._describe_nat_gateways)
    ecs._task_ip = _with_address(ecs._task_ip)
    rds._cluster_xml = _with_log_exports(rds._cluster_xml)


def _secret_string(properties: Properties) -> str:
    """Gap: GenerateSecretString obeys a length and excluded characters only."""
    generate = properties.get("GenerateSecretString")
    if properties.get("SecretString") or not generate:
        return properties.get("SecretString", "")
    generated = call("secretsmanager", "GetRandomPassword", **generate)[
        "RandomPassword"
    ]
    if "GenerateStringKey" not in generate:
        return generated
    return json.dumps(
        {
            **json.loads(generate["SecretStringTemplate"]),
            generate["GenerateStringKey"]: generated,
        }
    )


def _with_zones(native: XmlOf) -> XmlOf:
    """Gap: every subnet of a load balancer is listed in the first zone of the region."""

    def member(found: re.Match[str]) -> str:
        subnet = records.subnets.get(found["subnet"])
        zone = subnet["AvailabilityZone"] if subnet else found["zone"]
        return f"<ZoneName>{zone}</ZoneName><SubnetId>{found['subnet']}</SubnetId>"

    pattern = re.compile(
        r"<ZoneName>(?P<zone>[^<]*)</ZoneName><SubnetId>(?P<subnet>[^<]*)</SubnetId>"
    )
    return lambda balancer: pattern.sub(member, native(balancer))


_evaluated_dimensions: ContextVar[str | None] = ContextVar(
    "evaluated_dimensions", default=None
)


def _with_dimensions(
    native: Callable[[records.Record], None],
) -> Callable[[records.Record], None]:
    """Gap: an alarm is fed with every metric of its name, whatever the dimensions."""

    def evaluate(alarm: records.Record) -> None:
        dimensions = cloudwatch._dims_from_list(alarm.get("Dimensions") or [])
        token = _evaluated_dimensions.set(cloudwatch._dims_key(dimensions))
        try:
            native(alarm)
        finally:
            _evaluated_dimensions.reset(token)

    return evaluate


def _unless_suppressed(native: Callable[..., None]) -> Callable[..., None]:
    """Gap: a composite alarm acts although its suppressor is in ALARM.

    Not simulated: the periods in which AWS waits for the suppressor, and after it.
    """

    def dispatch(alarm: records.Record, *state: str) -> None:
        suppressor = str(alarm.get("ActionsSuppressor", "")).rsplit(":", 1)[-1]
        if records.metric_alarms.get(suppressor, {}).get("StateValue") != "ALARM":
            native(alarm, *state)

    return dispatch


class _Metrics(AccountRegionScopedDict):
    """The metrics as an evaluation sees them: those of the alarm's dimensions; outside of one, all."""

    __slots__ = ()

    def items(self) -> list:
        wanted = _evaluated_dimensions.get()
        return [
            (key, points) for key, points in super().items() if wanted in (None, key[2])
        ]


def _with_interface_fields(native: XmlOf) -> XmlOf:
    """Gap: security groups, private DNS and policy of a VPC endpoint are stored but not described."""

    def described(endpoint: records.Record, tag: str = "item") -> str:
        groups = "".join(
            f"<item><groupId>{group}</groupId></item>"
            for group in endpoint.get("SecurityGroupIds", [])
        )
        private_dns = str(endpoint.get("PrivateDnsEnabled", False)).lower()
        fields = f"<groupSet>{groups}</groupSet><privateDnsEnabled>{private_dns}</privateDnsEnabled>"
        if endpoint.get("PolicyDocument"):
            fields += f"<policyDocument>{escape(json.dumps(endpoint['PolicyDocument']))}</policyDocument>"
        return native(endpoint, tag).replace(
            "</subnetIdSet>", f"</subnetIdSet>{fields}"
        )

    return described


def _with_addresses(
    native: Callable[..., tuple[int, dict, bytes]],
) -> Callable[..., tuple[int, dict, bytes]]:
    """Gap: a NAT gateway is described without the elastic IP address it was given."""

    def address_set(found: re.Match[str]) -> str:
        allocation = records.nat_gateways[found["id"]].get("AllocationId")
        address = records.addresses.get(allocation)
        if not address:
            return found[0]
        item = f"<item><allocationId>{allocation}</allocationId><publicIp>{address['PublicIp']}</publicIp></item>"
        return f"{found['rest']}<natGatewayAddressSet>{item}</natGatewayAddressSet>"

    pattern = re.compile(
        r"(?P<rest><natGatewayId>(?P<id>[^<]*)</natGatewayId>(?:(?!<natGatewayId>).)*?)<natGatewayAddressSet/>",
        re.S,
    )

    def described(request: dict[str, Any]) -> tuple[int, dict, bytes]:
        status, headers, body = native(request)
        return status, headers, pattern.sub(address_set, body.decode()).encode()

    return described


def _with_address(native: Callable[..., str | None]) -> Callable[..., str | None]:
    """Gap: without Docker a task has no address, so that no target is ever registered.

    Ours: one free address of the subnet that the emulator notes for the task, which is the first of the service.
    The emulator's: which tasks are registered and when they leave, and that every registered target is healthy.
    """

    def address_of(task: records.Record) -> str | None:
        subnet = records.subnets.get(task.get("_subnet"))
        if not native(task) and subnet and task.get("_network_mode") == "awsvpc":
            task["_container_ip"] = _free_address(subnet["CidrBlock"])
        return native(task)

    return address_of


def _free_address(cidr: str) -> str:
    taken = {
        task.get("_container_ip")
        for task in records.tasks.values()
        if task.get("lastStatus") != "STOPPED"
    }
    hosts = (
        str(host)
        for host in islice(ipaddress.ip_network(cidr).hosts(), _FIRST_TASK_HOST, None)
    )
    return next(host for host in hosts if host not in taken)


def _with_log_exports(native: XmlOf) -> XmlOf:
    """Gap: the logs that a cluster exports are not described."""

    def described(cluster: records.Record) -> str:
        exports = "".join(
            f"<member>{name}</member>"
            for name in cluster.get("EnabledCloudwatchLogsExports") or []
        )
        return f"{native(cluster)}<EnabledCloudwatchLogsExports>{exports}</EnabledCloudwatchLogsExports>"

    return described
