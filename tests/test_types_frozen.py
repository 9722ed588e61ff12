"""What stages hand on cannot be changed by whoever gets it: every value of theirs is frozen."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

STAGES = ("types", "text", "prepare", "tables", "recognise", "layer", "regions", "forms", "verify", "export")


def classes(folder: str) -> Iterator[type]:
    """The classes that the modules of a folder define."""
    package = importlib.import_module(f"ocrkit.{folder}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        yield from (c for c in vars(module).values() if inspect.isclass(c) and c.__module__ == module.__name__)


def is_loose(kind: type) -> bool:
    """Whether values of a class can be changed by assigning to their fields."""
    if dataclasses.is_dataclass(kind):
        return not kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    return issubclass(kind, BaseModel) and not kind.model_config.get("frozen", False)


@pytest.mark.parametrize("folder", STAGES)
def test_values_of_the_stages_are_frozen(folder: str) -> None:
    assert [kind.__qualname__ for kind in classes(folder) if is_loose(kind)] == []
