"""Starts the emulator on a loopback address: ``python -m launcher [--host HOST] [--port PORT]``."""

from __future__ import annotations

import argparse
import ipaddress
import socket
import sys
from pathlib import Path

if not __package__:
    # Started as a folder: Python put the folder itself on the path, not its parent.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launcher import settings


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launcher", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", default=0, type=int, help="0 chooses a free one")
    return parser.parse_args()


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(
            "127.0.0.1" if host == "localhost" else host
        ).is_loopback
    except ValueError:
        return False


def fail(message: str, code: int) -> int:
    print(f"local AWS: {message}", file=sys.stderr)
    return code


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, held from here on: no other process can take the port in between."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen()
    return listener


def main() -> int:
    arguments = parse_arguments()
    if not is_loopback(arguments.host):
        return fail(f"--host must be a loopback address, not {arguments.host!r}", 2)
    mismatch = settings.pin_mismatch()
    if mismatch:
        return fail(mismatch, 3)
    try:
        listener = listen(arguments.host, arguments.port)
    except (OSError, OverflowError) as error:
        return fail(f"cannot listen on {arguments.host}:{arguments.port}: {error}", 4)
    settings.apply(arguments.host, listener.getsockname()[1])

    # Only now: the emulator reads its settings while it is imported.
    from launcher import server

    server.run(listener)
    return 0


if __name__ == "__main__":
    sys.exit(main())
