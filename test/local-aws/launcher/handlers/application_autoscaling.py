"""Application Auto Scaling, which moto keeps: targets and policies exist, nothing ever scales."""

from __future__ import annotations

from launcher.client import Properties, call
from launcher.resource import Attributes, NewResource, Scope

_TARGET = ("ResourceId", "ScalableDimension", "ServiceNamespace")


class ScalableTarget(NewResource):
    """Gap: neither type nor API exist."""

    type = "AWS::ApplicationAutoScaling::ScalableTarget"

    def create(self, properties: Properties, scope: Scope) -> str:
        call("application-autoscaling", "RegisterScalableTarget", **properties)
        return "|".join(properties[key] for key in _TARGET)

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"Id": physical_id}

    def delete(self, physical_id: str, properties: Properties) -> None:
        call(
            "application-autoscaling",
            "DeregisterScalableTarget",
            **_target_of(physical_id),
        )


class ScalingPolicy(NewResource):
    """Gap: neither type nor API exist; the policy's alarms stay in moto, out of DescribeAlarms."""

    type = "AWS::ApplicationAutoScaling::ScalingPolicy"

    def create(self, properties: Properties, scope: Scope) -> str:
        answer = call(
            "application-autoscaling", "PutScalingPolicy", **_with_target(properties)
        )
        return answer["PolicyARN"]

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"Arn": physical_id}

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        identity = (*_TARGET, "PolicyName")
        updated_id = self.create(new, scope)
        before, after = _with_target(old), _with_target(new)
        # PutScalingPolicy keeps the policy of that name, but moto gives it a new ARN.
        return (
            physical_id
            if all(before[key] == after[key] for key in identity)
            else updated_id
        )

    def delete(self, physical_id: str, properties: Properties) -> None:
        call(
            "application-autoscaling", "DeleteScalingPolicy", **_with_target(properties)
        )


def _target_of(target_id: str) -> dict[str, str]:
    return dict(zip(_TARGET, target_id.split("|")))


def _with_target(properties: Properties) -> Properties:
    target_id = properties.get("ScalingTargetId")
    return {**properties, **_target_of(target_id)} if target_id else properties
