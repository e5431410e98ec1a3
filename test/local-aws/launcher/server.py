"""Serves the emulator until it is told to stop or the process that started it is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import urllib.request

import ministack.app
from hypercorn.asyncio import serve
from hypercorn.config import Config

from launcher import handlers, moto_bridge, patches, settings

_PARENT_CHECK_SECONDS = 0.5


def run(listener: socket.socket) -> None:
    handlers.install()
    patches.install()
    asyncio.run(_serve(listener))


async def _serve(listener: socket.socket) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.loglevel = "WARNING"
    config.graceful_timeout = 1
    # Kept in variables: the event loop itself holds tasks weakly.
    parent_watch = asyncio.create_task(_stop_with_parent(stop))
    announcement = asyncio.create_task(_announce())
    application = moto_bridge.in_front_of(ministack.app.app)
    await serve(application, config, shutdown_trigger=stop.wait)
    parent_watch.cancel()
    announcement.cancel()
    _stop_children()
    # Without waiting for threads: one may wait an hour for a custom resource.
    os._exit(0)


async def _stop_with_parent(stop: asyncio.Event) -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(_PARENT_CHECK_SECONDS)
    stop.set()


async def _announce() -> None:
    endpoint = settings.own_endpoint()
    while not await asyncio.to_thread(_is_healthy, endpoint):
        await asyncio.sleep(0.05)
    print(f"ready {endpoint}", flush=True)


def _is_healthy(endpoint: str) -> bool:
    try:
        with urllib.request.urlopen(
            f"{endpoint}/_ministack/health", timeout=5
        ) as answer:
            return answer.status == 200
    except OSError:
        return False


def _stop_children() -> None:
    """Lambda functions run as processes of the launcher's own group: they go with it."""
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)
