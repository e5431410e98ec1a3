"""Registers handlers with the emulator's CloudFormation engine (private state: `records` and `patches` hold the rest)."""

from __future__ import annotations

import copy
from typing import Any

from ministack.services.cloudformation import provisioners, stacks

from launcher.client import Properties
from launcher.resource import AmendedResource, NewResource, Scope

_handled: set[str] = set()
_native_handlers = provisioners._RESOURCE_HANDLERS
_runs_on_worker_thread = stacks._runs_on_worker_thread

# Our handlers call services over HTTP, which on the event loop would wait for itself.
stacks._runs_on_worker_thread = (
    lambda type_name: type_name in _handled or _runs_on_worker_thread(type_name)
)


def add(resource: NewResource) -> None:
    def create(
        logical_id: str, properties: Properties, stack_name: str
    ) -> tuple[str, dict]:
        physical_id = resource.create(properties, Scope(stack_name, logical_id))
        return physical_id, resource.attributes(physical_id, properties)

    def update(
        physical_id: str,
        old: Properties,
        new: Properties,
        stack_name: str,
        logical_id: str,
    ) -> tuple[str, dict]:
        updated_id = resource.change(
            physical_id, old, new, Scope(stack_name, logical_id)
        )
        return updated_id, resource.attributes(updated_id, new)

    _register(
        resource.type, {"create": create, "update": update, "delete": resource.delete}
    )


def amend(resource: AmendedResource) -> None:
    native = _native_handlers[resource.type]

    def complete(
        result: tuple[str, dict | None], properties: Properties
    ) -> tuple[str, dict]:
        native_id, attributes = result[0], dict(result[1] or {})
        resource.after(native_id, properties, attributes)
        return resource.reference(native_id), attributes

    def prepared(properties: Properties) -> Properties:
        return resource.before(copy.deepcopy(properties))

    def create(
        logical_id: str, properties: Properties, stack_name: str
    ) -> tuple[str, dict]:
        return complete(
            native["create"](logical_id, prepared(properties), stack_name), properties
        )

    def update(
        physical_id: str,
        old: Properties,
        new: Properties,
        stack_name: str,
        logical_id: str,
    ) -> tuple[str, dict]:
        arguments: list[Any] = [
            resource.native_id(physical_id),
            prepared(old),
            prepared(new),
            stack_name,
        ]
        if native.get("update_with_logical_id"):
            arguments.append(logical_id)
        return complete(native["update"](*arguments), new)

    def delete(physical_id: str, properties: Properties) -> None:
        native_id = resource.native_id(physical_id)
        resource.before_delete(native_id, properties)
        native["delete"](native_id, properties)

    _register(
        resource.type, {**native, "create": create, "update": update, "delete": delete}
    )


def _register(type_name: str, handler: dict[str, Any]) -> None:
    _handled.add(type_name)
    _native_handlers[type_name] = {**handler, "update_with_logical_id": True}
