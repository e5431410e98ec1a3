"""StackSets: moto keeps the set and its operations, every instance is a stack of the emulator."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import moto.cloudformation.models as models
from botocore.client import BaseClient
from botocore.exceptions import ClientError, WaiterError

from launcher.client import client_for

_CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
_POLL = {"Delay": 1, "MaxAttempts": 120}


class EmulatedInstance(models.StackInstance):
    """Gap: moto would build the stack itself, where most types of the platform do nothing or fail."""

    def __init__(
        self,
        account_id: str,
        region_name: str,
        name: str,
        template: str,
        parameters: Any,
        **rest: Any,
    ) -> None:
        self.account_id = account_id
        self.region_name = region_name
        self.stackset_id = rest["stackset_id"]
        self.name = name
        self.parameters = _parameter_list(parameters)
        self.reason = ""
        stack_name = f"StackSet-{name}-{uuid4()}"
        try:
            self.stack_id = self._client().create_stack(
                StackName=stack_name,
                TemplateBody=template,
                Parameters=self.parameters,
                Capabilities=_CAPABILITIES,
            )["StackId"]
            self._client().get_waiter("stack_create_complete").wait(
                StackName=self.stack_id, WaiterConfig=_POLL
            )
        except (ClientError, WaiterError) as error:
            self.reason = str(error)

    stack_id = ""

    def delete(self) -> None:
        if self.stack_id:
            self._client().delete_stack(StackName=self.stack_id)
            self._client().get_waiter("stack_delete_complete").wait(
                StackName=self.stack_id, WaiterConfig=_POLL
            )

    def to_dict(self) -> dict[str, Any]:
        return {
            "StackId": self.stack_id,
            "StackSetId": self.stackset_id,
            "Region": self.region_name,
            "Account": self.account_id,
            "Status": "OUTDATED" if self.reason else "CURRENT",
            "StatusReason": self.reason,
            "ParameterOverrides": self.parameters,
            "StackInstanceStatus": {
                "DetailedStatus": "FAILED" if self.reason else "SUCCEEDED"
            },
        }

    def _client(self) -> BaseClient:
        return client_for("cloudformation", self.account_id, self.region_name)


class EmulatedSet(models.StackSet):
    """Gap: moto reports every operation as succeeded, and lists sets without their names."""

    @property
    def stack_set_name(self) -> str:
        return self.name

    @property
    def stack_set_id(self) -> str:
        return self.id

    def _create_operation(
        self, operation_id: str, action: str, status: str, **targets: Any
    ) -> dict[str, Any]:
        failed = any(instance.reason for instance in self.instances.stack_instances)
        if action == "CREATE" and failed:
            status = "FAILED"
        return super()._create_operation(operation_id, action, status, **targets)


def install() -> None:
    models.StackInstance = EmulatedInstance
    models.StackSet = EmulatedSet


def _parameter_list(parameters: Any) -> list[dict[str, str]]:
    """moto hands over a mapping from the set, or a list from the instances."""
    if isinstance(parameters, dict):
        return [
            {"ParameterKey": key, "ParameterValue": value}
            for key, value in parameters.items()
        ]
    return [
        {key: item[key] for key in ("ParameterKey", "ParameterValue")}
        for item in parameters or []
    ]
