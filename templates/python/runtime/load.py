"""Imports all modules of the packages named by the arguments and reads every type that they mention."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import typing as t


def load(name: str) -> None:
    """Loads a package."""
    package: t.Any = importlib.import_module(name)
    rt: t.Any = importlib.import_module(f"{name}.runtime")
    services: t.Any = importlib.import_module(f"{name}.services")
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
    for model in package.models.__all__:
        found = getattr(package.models, model)
        if hasattr(found, "_codec"):
            found._codec()
        read(rt, getattr(found, "_parts", ()))
    for module in pkgutil.iter_modules(services.__path__, f"{name}.services."):
        for value in vars(sys.modules[module.name]).values():
            if isinstance(value, rt.Operation):
                read(rt, (*value.parameters, *value.bodies, *value.success, *value.errors))


def read(rt: t.Any, described: t.Iterable[t.Any]) -> None:
    """Reads the types of parameters, bodies, answers or parts."""
    for one in described:
        if one.type:
            rt.codec_of(one.type)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        load(argument)
