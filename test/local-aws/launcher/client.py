"""Calls a service of the emulator with CloudFormation properties as the parameters."""

from __future__ import annotations

import json
import threading
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.client import BaseClient
from botocore.config import Config
from botocore.model import Shape
from ministack.core.responses import get_account_id, get_region

from launcher.settings import own_endpoint

Properties = dict[str, Any]

_session = botocore.session.Session()
_clients: dict[tuple[str, str, str], BaseClient] = {}
_lock = threading.Lock()


def client(service: str) -> BaseClient:
    """A client for the account and the region of the stack that is being worked on."""
    return client_for(service, get_account_id(), get_region())


def client_for(service: str, account_id: str, region: str) -> BaseClient:
    key = (service, account_id, region)
    with _lock:
        if key not in _clients:
            _clients[key] = _session.create_client(
                service,
                region_name=region,
                endpoint_url=own_endpoint(),
                # The emulator takes a key of twelve digits for the account.
                aws_access_key_id=account_id,
                aws_secret_access_key="local",
                config=Config(retries={"total_max_attempts": 1}),
            )
        return _clients[key]


def call(service: str, operation: str, **properties: Any) -> dict[str, Any]:
    """Calls an operation; properties it has no parameter for are left out."""
    method = getattr(client(service), xform_name(operation))
    return method(**parameters(service, operation, properties))


def parameters(service: str, operation: str, properties: Properties) -> dict[str, Any]:
    """The operation's parameters: API spelling, and the scalar types of the service model."""
    shape = client(service).meta.service_model.operation_model(operation).input_shape
    return _convert(properties, shape)


def _convert(value: Any, shape: Shape) -> Any:
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        members = {name.lower(): name for name in shape.members}
        return {
            members[key.lower()]: _convert(item, shape.members[members[key.lower()]])
            for key, item in value.items()
            if key.lower() in members and item is not None
        }
    if kind == "list" and isinstance(value, list):
        return [_convert(item, shape.member) for item in value]
    if kind == "map" and isinstance(value, dict):
        return {key: _convert(item, shape.value) for key, item in value.items()}
    return _convert_scalar(value, kind)


def _convert_scalar(value: Any, kind: str) -> Any:
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("double", "float"):
        return float(value)
    if kind == "boolean":
        return is_true(value)
    if kind == "string" and not isinstance(value, str):
        return json.dumps(value) if isinstance(value, (dict, list)) else str(value)
    return value


def is_true(value: Any) -> bool:
    """A template boolean, which can arrive as a string."""
    return str(value).lower() == "true"
