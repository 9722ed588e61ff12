"""What to run where a library that ocrkit stands on is missing or cannot be loaded."""

from __future__ import annotations

from importlib import metadata

from ocrkit.errors import InstallationError

_OPENCV = ("opencv-python-headless", "opencv-python", "opencv-contrib-python")
_BARE = _OPENCV[0]


def explained(error: ImportError) -> InstallationError:
    """The error for a user, with what to run; an import that is ocrkit's own fault is raised again as it is."""
    missing = (error.name or "").split(".")[0]
    if missing == "ocrkit":
        raise error
    if missing == "cv2" or "cannot open shared object file" in str(error):
        return InstallationError(f"OpenCV cannot be loaded: {error}", remedy=opencv_remedy())
    remedy = "pip install --force-reinstall ocrkit; ocrkit doctor shows what is there"
    return InstallationError(f"a library cannot be imported: {error}", remedy=remedy)


def opencv_remedy() -> str:
    """How to make cv2 load: of the wheels that write its folder, only one needs no system libraries."""
    return f"{reinstall(_BARE)}, or apt-get install libgl1 libglib2.0-0"


def reinstall(*distributions: str) -> str:
    """The pip command that brings distributions again, all OpenCV wheels in the one version that they must be of."""
    agreed = next((found for name in _OPENCV if (found := _version(name)) is not None), None)
    named = [f"{name}=={agreed}" if agreed and name in _OPENCV else name for name in distributions]
    return f"pip install --force-reinstall --no-deps {' '.join(named)}"


def requirement(distribution: str) -> str:
    """What ocrkit asks of a distribution, as pip takes it (``'numpy<3,>=2'``); its name where it asks nothing."""
    for line in metadata.requires("ocrkit") or ():
        wanted = line.split(";")[0].strip()
        if wanted.startswith(distribution) and not wanted[len(distribution) :][:1].isalnum():
            return f"'{wanted}'"
    return distribution


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
