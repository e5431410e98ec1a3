"""Sends to moto, in this process, the services and actions that ministack lacks."""

from __future__ import annotations

import re
from typing import Any

import moto.applicationautoscaling.models as application_autoscaling
from hypercorn.middleware import AsyncioWSGIMiddleware
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    create_backend_app,
)

from launcher import stack_sets

_MAX_BODY_BYTES = 16 * 1024 * 1024

# By the name a request is signed for.
_SERVICES = {"application-autoscaling", "fis"}
_JSON_ACTIONS = {
    "ssm": re.compile(r"AmazonSSM\.\w*Document\w*"),
    "wafv2": re.compile(r"AWSWAF_20190729\.\w+LoggingConfigurations?"),
}
# UpdateStackSet and UpdateStackInstances stay out: moto would report success without touching a stack.
_QUERY_ACTIONS = {
    "rds": re.compile(rb"(?:^|&)Action=\w+EventSubscriptions?(?:&|$)"),
    "cloudformation": re.compile(
        rb"(?:^|&)Action=(?:Create|Delete|Describe|List)Stack(?:Sets?|Instances?|SetOperation\w*)(?:&|$)"
    ),
}
_SIGNED_FOR = re.compile(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/")


def in_front_of(emulator: Any) -> Any:
    """An ASGI application that asks moto or the emulator, and resets both."""
    # moto looks for the service among its own; ECS is the emulator's.
    application_autoscaling.ApplicationAutoscalingBackend._ecs_service_exists_for_target = (
        lambda *_: True
    )
    stack_sets.install()
    moto = AsyncioWSGIMiddleware(
        DomainDispatcherApplication(create_backend_app), _MAX_BODY_BYTES
    )

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return await emulator(scope, receive, send)
        if scope["path"] == "/_ministack/reset":
            moto_api_backend.reset()
            return await emulator(scope, receive, send)
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        signed_for = _SIGNED_FOR.search(headers.get("authorization", ""))
        service = signed_for[1] if signed_for else ""
        query_action = _QUERY_ACTIONS.get(service)
        if query_action:
            body = await _read(receive)
            answering = moto if query_action.search(body) else emulator
            return await answering(scope, _replay(body, receive), send)
        json_action = _JSON_ACTIONS.get(service)
        wanted = json_action and json_action.fullmatch(headers.get("x-amz-target", ""))
        answering = moto if wanted or service in _SERVICES else emulator
        return await answering(scope, receive, send)

    return application


async def _read(receive: Any) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes, receive: Any) -> Any:
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Any:
        return pending.pop() if pending else await receive()

    return replay
