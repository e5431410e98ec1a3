"""What the emulator is told through its environment, and the one version of it that the launcher fits."""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import PackageNotFoundError, version

ACCOUNT_ID = "123456789012"
# The handlers rely on private state of exactly this release.
MINISTACK_VERSION = "1.5.33"

# Switches of the emulator that would change what a test sees, and proxies between the launcher and itself.
_FOREIGN_SWITCHES = (
    "ALL_PROXY",
    "AUTH",
    "EDGE_PORT",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LAMBDA_EXECUTOR",
    "LOCALSTACK_PERSISTENCE",
    "PERSIST_STATE",
    "S3_PERSIST",
    "SERVICES",
    "USE_SSL",
)


def pin_mismatch() -> str | None:
    """Why this installation cannot be used, or nothing."""
    try:
        installed = version("ministack")
    except PackageNotFoundError:
        return f"ministack {MINISTACK_VERSION} is not installed"
    if installed != MINISTACK_VERSION:
        return f"ministack {MINISTACK_VERSION} is required, {installed} is installed"
    return None


def apply(host: str, port: int) -> None:
    """Sets the environment; must run before the first import of the emulator."""
    for name in list(os.environ):
        if name.upper() in _FOREIGN_SWITCHES or name.startswith("AWS_"):
            del os.environ[name]
    os.environ.update(
        AWS_CONFIG_FILE=os.devnull,
        BIND_HOST=host,
        GATEWAY_PORT=str(port),
        MINISTACK_ACCOUNT_ID=ACCOUNT_ID,
        MOTO_ACCOUNT_ID=ACCOUNT_ID,
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        # With a Docker daemon in reach ECS tasks would become real containers.
        DOCKER_HOST="unix:///nonexistent/docker.sock",
        # By default these are fixed folders that all instances share.
        STATE_DIR=os.path.join(tempfile.gettempdir(), "state"),
        S3_DATA_DIR=os.path.join(tempfile.gettempdir(), "s3"),
    )
    os.environ.setdefault("LOG_LEVEL", "WARNING")


def own_endpoint() -> str:
    host = os.environ["BIND_HOST"]
    return f"http://{f'[{host}]' if ':' in host else host}:{os.environ['GATEWAY_PORT']}"
