"""The manifest of every weight file ocrkit uses (``manifest.json`` beside this file)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["find lines", "read lines", "read lines first", "read values"]

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class WeightFile(BaseModel):
    """One weight file: what it is for, where it comes from, and the bytes it must have.

    ``path`` is inside the installed ``distribution``; ``size`` is in bytes, ``sha256`` hexadecimal. ``config`` is the
    path of the model's ``inference.yml``, which lists its characters where the file itself does not.
    """

    model_config = _FROZEN

    name: str
    role: Role
    file: str
    distribution: str
    path: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(gt=0)
    licence: str
    origin: str
    config: str | None = None
    config_sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """All weight files, one for each role."""

    model_config = _FROZEN

    schema_version: Literal["1"]
    weights: tuple[WeightFile, ...]

    def of(self, role: Role) -> WeightFile:
        """The file for a role; raises ``KeyError``."""
        for weight in self.weights:
            if weight.role == role:
                return weight
        raise KeyError(role)


@cache
def manifest() -> Manifest:
    """The manifest that came with this ocrkit."""
    text = resources.files("ocrkit.recognise.engines").joinpath("manifest.json").read_text(encoding="utf-8")
    return Manifest.model_validate_json(text)
