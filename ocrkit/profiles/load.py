"""A profile's folder to a ``Profile``: profile.yaml, forms/*.yaml and, where the text gives figures, figures.yaml."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ocrkit.errors import ProfileError
from ocrkit.files import read_text
from ocrkit.forms.definition import parse_definition
from ocrkit.forms.yaml_file import compose, construct
from ocrkit.types.profile import Profile

_FILLER = "[^,;:#]{0,16}?"
"""What ~ stands for in a pattern of figures.yaml."""
_LARGEST = 2**20
"""Bytes of a file of a profile."""
_REMEDY = "a profile holds what ocrkit's own, profiles/annual_report, does"


@cache
def load_profile(name: str) -> Profile:
    """The profile that the package has under ``name``, or that of a folder of the user's.

    Raises ``ProfileError`` for what is missing or wrong in it, ``FormDefinitionError`` for one of its forms.
    """
    folder = _folder(name)
    content = _mapping(folder / "profile.yaml")
    forms = content.get("forms", [])
    if not isinstance(forms, list):
        raise _wrong(folder / "profile.yaml", "forms: not a list of the names of its files")
    content["forms"] = [
        parse_definition(_text(file := folder / "forms" / f"{form}.yaml"), str(file)) for form in forms
    ]
    figures = folder / "figures.yaml"
    if figures.is_file():
        content["narrative"] = _narrative(figures)
    try:
        profile = Profile.model_validate(content)
        return profile.model_copy(update={"forms": profile.all_forms()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        file = figures if where.startswith("narrative") else folder / "profile.yaml"
        raise _wrong(file, f"{where.removeprefix('narrative.')}: {first['msg']}") from error


def annual_report() -> Profile:
    """The profile of the annual reports on information disclosure."""
    return load_profile("annual_report")


def _folder(name: str) -> Traversable:
    built_in = resources.files("ocrkit.profiles")
    names = sorted(entry.name for entry in built_in.iterdir() if (entry / "profile.yaml").is_file())
    if name in names:
        return built_in / name
    if (own := Path(name)).is_dir():
        return own
    raise ProfileError(
        f"no profile {name}", remedy=f"give one of {', '.join(names)}, or a folder with a profile.yaml"
    )


def _narrative(file: Traversable) -> dict[str, Any]:
    """The file's content with words put in place; ``units`` is there for YAML anchors to point to."""
    content = _mapping(file)
    words = {str(name): str(pattern) for name, pattern in content.pop("words", {}).items()}
    content.pop("units", None)
    try:
        return {key: _filled(value, words) for key, value in content.items()}
    except KeyError as error:
        raise _wrong(file, f"<{error.args[0]}> is not among its words") from error


def _filled(value: Any, words: dict[str, str]) -> Any:
    """``value`` with <NAME> in every text replaced by that word, ~ by filler, @ by words that lead up to a count."""
    match value:
        case str():
            named = re.sub("<([A-Z_]{2,})>", lambda name: words[name.group(1)], value)
            return named.replace("~", _FILLER).replace("@", words.get("LEAD_UP", "@"))
        case list():
            return [_filled(item, words) for item in value]
        case dict():
            return {key: _filled(item, words) for key, item in value.items()}
        case _:
            return value


def _mapping(file: Traversable) -> dict[str, Any]:
    try:
        root = compose(_text(file))
        content = None if root is None else construct(root)
    except yaml.YAMLError as error:
        raise _wrong(file, f"not YAML: {error}") from error
    if not isinstance(content, dict):
        raise _wrong(file, "not a mapping of keys to values")
    return content


def _text(file: Traversable) -> str:
    if isinstance(file, Path):  # of the user's
        return read_text(file, _LARGEST, ProfileError, _REMEDY)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(file, f"cannot be read: {error}") from error


def _wrong(file: Traversable, message: str) -> ProfileError:
    return ProfileError(message, file=str(file), remedy=_REMEDY)
