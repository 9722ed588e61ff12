"""A settings file (TOML) and the command's own options, as one ``ReadSettings``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from ocrkit.errors import UsageError
from ocrkit.files import read_text
from ocrkit.settings import ReadSettings

_LARGEST = 2**20
"""Bytes of a settings file."""


def read_settings(file: str | None, given: Mapping[str, Any]) -> ReadSettings:
    """The settings of a file (None: the defaults) with what was ``given`` on the command line over them.

    The file's sections are named as ``ReadSettings`` names them. Raises ``UsageError``, for a key that there is not
    with the one that is nearest.
    """
    content = {} if file is None else _content(file)
    try:
        ReadSettings.model_validate(content)
    except ValidationError as error:
        raise _wrong(error, file) from error
    try:
        return ReadSettings.model_validate(_over(content, _told(given)))
    except ValidationError as error:
        raise _wrong(error, None) from error


def _content(file: str) -> dict[str, Any]:
    text = read_text(file, _LARGEST, UsageError, "name a settings file in TOML")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        what = "too many levels" if isinstance(error, RecursionError) else str(error).split(";")[0]
        raise UsageError(
            f"is not TOML: {what}", file=file, remedy="for example: [load], then max_pages = 20"
        ) from error


def _told(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was really given: None leaves what is below it."""
    told = {key: _told(value) if isinstance(value, Mapping) else value for key, value in given.items()}
    return {key: value for key, value in told.items() if value is not None}


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, ``above`` where both have something."""
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        merged[key] = _over(known, value) if isinstance(known, Mapping) and isinstance(value, Mapping) else value
    return merged


def _wrong(error: ValidationError, file: str | None) -> UsageError:
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    name = ".".join(path)
    if first["type"] == "extra_forbidden":
        known = _known(path[:-1])
        near = get_close_matches(path[-1], known, n=1, cutoff=0.4)
        remedy = f"is {near[0]} meant? " if near else ""
        return UsageError(f"there is no setting {name}", file=file, remedy=f"{remedy}known here: {', '.join(known)}")
    name = name if file else f"settings.{name}"  # given as an option, and shown as one
    return UsageError(
        f"{name}: {first['msg'].removeprefix('Value error, ')}", file=file, remedy="see ocrkit read --help"
    )


def _known(path: list[str]) -> list[str]:
    """The names of the settings in a section."""
    model: type[BaseModel] = ReadSettings
    for part in path:
        inner = model.model_fields[part].annotation if part in model.model_fields else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return sorted(model.model_fields)
