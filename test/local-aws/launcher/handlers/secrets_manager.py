"""Secrets Manager: what `Ref` of a secret means, and rotation schedules."""

from __future__ import annotations

from contextlib import suppress

from botocore.exceptions import ClientError

from launcher import records
from launcher.client import Properties, call
from launcher.resource import AmendedResource, NewResource, Scope


class Secret(AmendedResource):
    """Gap: `Ref` gives the name, on AWS it gives the ARN (generated values: see `patches`)."""

    type = "AWS::SecretsManager::Secret"

    def reference(self, native_id: str) -> str:
        return records.secrets[native_id]["ARN"]

    def native_id(self, reference: str) -> str:
        return next(
            (
                name
                for name, secret in records.secrets.items()
                if secret["ARN"] == reference
            ),
            reference,
        )


class RotationSchedule(NewResource):
    """Gap: the type is unknown, although RotateSecret works; rotation is switched on, the first one is not run."""

    type = "AWS::SecretsManager::RotationSchedule"

    def create(self, properties: Properties, scope: Scope) -> str:
        call(
            "secretsmanager",
            "RotateSecret",
            **{**properties, "RotateImmediately": False},
        )
        return properties["SecretId"]

    def delete(self, physical_id: str, properties: Properties) -> None:
        # The secret may be gone already, when both leave the stack.
        with suppress(ClientError):
            call("secretsmanager", "CancelRotateSecret", SecretId=physical_id)
