"""One module a service, one class a CloudFormation resource type; each class says which gap it closes."""

from __future__ import annotations

from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import iter_modules

from launcher import emulator
from launcher.resource import AmendedResource, NewResource


def install() -> None:
    """Registers every handler class that names a resource type."""
    for module_info in iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for _, handler in getmembers(module, isclass):
            if handler.__module__ != module.__name__ or not hasattr(handler, "type"):
                continue
            if issubclass(handler, NewResource):
                emulator.add(handler())
            elif issubclass(handler, AmendedResource):
                emulator.amend(handler())
