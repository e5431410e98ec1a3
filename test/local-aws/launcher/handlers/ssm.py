"""Systems Manager: documents, which moto keeps."""

from __future__ import annotations

import json

from launcher.client import Properties, call
from launcher.resource import NewResource, Scope


class Document(NewResource):
    """Gap: neither type nor API exist; moto stores documents and runs none of them."""

    type = "AWS::SSM::Document"

    def create(self, properties: Properties, scope: Scope) -> str:
        name = scope.name(properties.get("Name"))
        call(
            "ssm",
            "CreateDocument",
            **{
                "DocumentType": "Command",
                **properties,
                "Name": name,
                **_content(properties),
            },
        )
        return name

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if scope.name(new.get("Name")) != physical_id:
            return self.create(new, scope)
        if old.get("Content") != new.get("Content"):
            values = {
                **new,
                "Name": physical_id,
                "DocumentVersion": "$LATEST",
                **_content(new),
            }
            updated = call("ssm", "UpdateDocument", **values)
            version = updated["DocumentDescription"]["DocumentVersion"]
            call(
                "ssm",
                "UpdateDocumentDefaultVersion",
                Name=physical_id,
                DocumentVersion=version,
            )
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("ssm", "DeleteDocument", Name=physical_id)


def _content(properties: Properties) -> dict[str, str]:
    content = properties["Content"]
    text = content if isinstance(content, str) else json.dumps(content)
    return {"Content": text, "DocumentFormat": properties.get("DocumentFormat", "JSON")}
