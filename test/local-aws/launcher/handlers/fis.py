"""Fault Injection Service, which moto keeps: templates exist, an experiment has no effect."""

from __future__ import annotations

from uuid import uuid4

from launcher.client import Properties, call
from launcher.resource import Attributes, NewResource, Scope


class ExperimentTemplate(NewResource):
    """Gap: neither type nor API exist."""

    type = "AWS::FIS::ExperimentTemplate"

    def create(self, properties: Properties, scope: Scope) -> str:
        answer = call(
            "fis", "CreateExperimentTemplate", clientToken=str(uuid4()), **properties
        )
        return answer["experimentTemplate"]["id"]

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {"Id": physical_id}

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("fis", "DeleteExperimentTemplate", id=physical_id)
