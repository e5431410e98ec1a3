"""Route 53: health checks."""

from __future__ import annotations

from uuid import uuid4

from launcher.client import Properties, call
from launcher.resource import Attributes, NewResource, Scope

# What UpdateHealthCheck cannot change, so that CloudFormation replaces the health check.
_FIXED = ("Type", "RequestInterval", "MeasureLatency", "RoutingControlArn")


class HealthCheck(NewResource):
    """Gap: the type is unknown, although CreateHealthCheck works; no check is ever made."""

    type = "AWS::Route53::HealthCheck"

    def create(self, properties: Properties, scope: Scope) -> str:
        answer = call(
            "route53", "CreateHealthCheck", CallerReference=str(uuid4()), **properties
        )
        health_check_id = answer["HealthCheck"]["Id"]
        _tag(health_check_id, {}, properties)
        return health_check_id

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"HealthCheckId": physical_id}

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        before, after = old["HealthCheckConfig"], new["HealthCheckConfig"]
        if any(before.get(key) != after.get(key) for key in _FIXED):
            return self.create(new, scope)
        call("route53", "UpdateHealthCheck", HealthCheckId=physical_id, **after)
        _tag(physical_id, old, new)
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("route53", "DeleteHealthCheck", HealthCheckId=physical_id)


def _tag(health_check_id: str, old: Properties, new: Properties) -> None:
    tags = new.get("HealthCheckTags") or []
    kept = {tag["Key"] for tag in tags}
    dropped = [
        tag["Key"] for tag in old.get("HealthCheckTags") or [] if tag["Key"] not in kept
    ]
    changes = {
        key: value
        for key, value in (("AddTags", tags), ("RemoveTagKeys", dropped))
        if value
    }
    if changes:
        call(
            "route53",
            "ChangeTagsForResource",
            ResourceType="healthcheck",
            ResourceId=health_check_id,
            **changes,
        )
