"""The two kinds of handler: a resource type the emulator lacks, and one it keeps incompletely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from launcher import records
from launcher.client import Properties

Attributes = dict[str, Any]


@dataclass(frozen=True)
class Scope:
    """Where in which stack a resource stands; enough to give it a name."""

    stack_name: str
    logical_id: str

    def name(self, declared: str | None, max_length: int = 60) -> str:
        return declared or records.physical_name(
            self.stack_name, self.logical_id, max_length
        )


class NewResource:
    """A type that the emulator lacks; a change replaces it unless `change` says otherwise."""

    type: ClassVar[str]

    def create(self, properties: Properties, scope: Scope) -> str:
        raise NotImplementedError

    def delete(self, physical_id: str, properties: Properties) -> None:
        raise NotImplementedError

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        return {}

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        """Returns the physical id; a new one makes CloudFormation delete the old resource."""
        return self.create(new, scope)


class AmendedResource:
    """A type that the emulator knows, with a gap that is closed around its own handler."""

    type: ClassVar[str]

    def before(self, properties: Properties) -> Properties:
        """The properties as the emulator's handler can take them."""
        return properties

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        """Completes the stored resource, and the attributes that `Fn::GetAtt` can read."""

    def before_delete(self, physical_id: str, properties: Properties) -> None:
        """What has to go with the resource."""

    def reference(self, native_id: str) -> str:
        """What `Ref` returns for the id of the emulator's handler."""
        return native_id

    def native_id(self, reference: str) -> str:
        """The inverse of `reference`."""
        return reference


def tag_list(properties: Properties) -> list[dict[str, str]]:
    return [
        {"Key": tag["Key"], "Value": str(tag["Value"])}
        for tag in properties.get("Tags") or []
    ]


def only_tags_differ(old: Properties, new: Properties) -> bool:
    return {**old, "Tags": None} == {**new, "Tags": None}
