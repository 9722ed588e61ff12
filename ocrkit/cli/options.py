"""What the command calls the library's settings: errors name a setting as Python does, and are translated here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

OPTIONS: Mapping[str, str] = {
    "force=True": "--force",
    "settings.engine": "--engine",
    "settings.forms": "--form",
    "settings.layer.use": "--text-layer",
    "settings.limits.page_mebibytes": "--page-memory",
    "settings.limits.page_seconds": "--page-timeout",
    "settings.load.keep_order": "--keep-order",
    "settings.load.max_pages": "--max-pages",
    "settings.load.max_pixels": "--max-pixels",
    "settings.load.pages": "--pages",
    "settings.load.pdf_dpi": "--dpi",
    "settings.load.pdf_password": "--password",
    "settings.models": "--models",
}
"""The option for each setting that has one; every other is set with ``--settings``."""

_NAMED = re.compile(r"force=True|(?<![\w/\\.-])settings((?:\.[a-z_]+)+)")


def in_options(text: str) -> str:
    """A message with the names of settings as the command has them: --max-pixels for settings.load.max_pixels."""
    return _NAMED.sub(_option, text)


def _option(found: re.Match[str]) -> str:
    if found[0] in OPTIONS:
        return OPTIONS[found[0]]
    *section, key = found[1].removeprefix(".").split(".")
    if not _is_setting([*section, key]):
        return found[0]  # a file may be called settings.toml
    return f"{key} under [{'.'.join(section)}] in a --settings file" if section else f"{key} in a --settings file"


def _is_setting(path: list[str]) -> bool:
    from ocrkit.settings import ReadSettings  # only where a message names one: it takes long to import

    known: Any = ReadSettings
    for part in path:
        fields = getattr(known, "model_fields", {})
        if part not in fields:
            return False
        known = fields[part].annotation
    return True
