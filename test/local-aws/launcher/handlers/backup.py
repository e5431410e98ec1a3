"""AWS Backup: what a plan covers."""

from __future__ import annotations

from launcher.client import Properties, call
from launcher.resource import Attributes, NewResource, Scope


class BackupSelection(NewResource):
    """Gap: the type is unknown, although CreateBackupSelection works; no backup is ever made."""

    type = "AWS::Backup::BackupSelection"

    def create(self, properties: Properties, scope: Scope) -> str:
        answer = call("backup", "CreateBackupSelection", **properties)
        return f"{answer['SelectionId']}_{properties['BackupPlanId']}"

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        selection_id, plan_id = physical_id.split("_", 1)
        return {"Id": physical_id, "SelectionId": selection_id, "BackupPlanId": plan_id}

    def delete(self, physical_id: str, properties: Properties) -> None:
        selection_id, plan_id = physical_id.split("_", 1)
        call(
            "backup",
            "DeleteBackupSelection",
            BackupPlanId=plan_id,
            SelectionId=selection_id,
        )
