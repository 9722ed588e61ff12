"""The base of every stage's settings."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """One stage's settings: frozen, validated, unknown keys are errors (``pydantic.ValidationError``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
