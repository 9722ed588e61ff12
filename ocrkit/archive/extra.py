"""The libraries of the extra ``archive``, imported when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ocrkit.errors import InstallationError


def extra(module: str, what: str) -> Any:
    """A module of the extra; ``what`` is what needs it. Raises ``InstallationError`` that says what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.split(".")[0]
        raise InstallationError(
            f"{what} needs the package {package}, which is not installed", remedy="pip install 'ocrkit[archive]'"
        ) from error
