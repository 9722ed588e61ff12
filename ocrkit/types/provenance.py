"""What a result was made with: enough to make it again, and to know whom to ask when it differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, JsonValue


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class UsedModel(_Model):
    """The weights of one role ("find lines", "read lines"), and what ran them ("openvino, bf16").

    ``sha256`` is of the weight file as it was loaded; ``listed`` tells that it is in ocrkit's manifest.
    """

    role: str
    name: str
    sha256: str
    listed: bool
    runtime: str


class UsedForm(_Model):
    """A form that tables were held against: its key, and the sha256 of its definition file."""

    key: str
    sha256: str


class Provenance(_Model):
    """ocrkit's version, the models, the forms, and the settings that are not the defaults (never a password).

    ``settings`` is nested as ``ReadSettings`` is. ``packages`` are versions of the libraries beneath.
    """

    ocrkit: str
    models: tuple[UsedModel, ...] = ()
    forms: tuple[UsedForm, ...] = ()
    settings: dict[str, JsonValue] = {}
    packages: dict[str, str] = {}

    def lines(self) -> Iterator[tuple[str, str]]:
        """The same to be read by people: what, and which."""
        yield "ocrkit", self.ocrkit
        for model in self.models:
            trust = "in the manifest" if model.listed else "not in the manifest"
            yield f"to {model.role}", f"{model.name}, by {model.runtime}\nsha256 {model.sha256} ({trust})"
        for form in self.forms:
            yield f"form {form.key}", f"sha256 {form.sha256}"
        yield "settings", "\n".join(_flat(self.settings)) or "all as by default"
        yield "packages", ", ".join(f"{name} {version}" for name, version in self.packages.items())


def _flat(settings: Mapping[str, JsonValue], before: str = "") -> Iterator[str]:
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key} = {value}"
