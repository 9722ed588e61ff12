"""The cv2 that is loaded must be whole, and run on a machine without libGL or X."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from importlib import metadata
from pathlib import Path

import cv2
import pytest

from ocrkit.cli import doctor

WHEEL = "opencv-python-headless"


def listed_hashes(wheel: str) -> dict[str, str]:
    """For every file of the cv2 folder that the wheel wrote its sha256, as the wheel's own record says."""
    return {
        str(file): file.hash.value for file in metadata.files(wheel) or () if file.parts[0] == "cv2" and file.hash
    }


def test_cv2_is_the_headless_wheels() -> None:
    """Three wheels write the folder; the library, its loader and its version are to be of one."""
    site = Path(cv2.__file__).parent.parent
    hashes = {name: wanted for name, wanted in listed_hashes(WHEEL).items() if not name.endswith((".pyi", ".pyc"))}
    assert any(name.endswith(".so") for name in hashes)
    for name, wanted in hashes.items():
        digest = hashlib.sha256((site / name).read_bytes()).digest()
        found = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert found == wanted, f"{name} is of another wheel: run make install, or reinstall {WHEEL} with --no-deps"


def test_cv2_needs_no_graphics_libraries() -> None:
    library = next((Path(cv2.__file__).parent).glob("cv2*.so"))
    try:
        needed = subprocess.run(["ldd", library], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("no ldd here")
    assert "libc.so" in needed
    assert not [name for name in ("libGL", "libglib", "libgthread", "libX11", "libSM", "not found") if name in needed]


def test_doctor_names_the_wheel_that_is_loaded() -> None:
    loaded = next(check for check in doctor.opencv() if check.name == "OpenCV loaded")
    assert f"of {WHEEL}," in loaded.found
    assert cv2.__file__ in loaded.found


def test_doctor_knows_what_to_do_where_opencv_lacks_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(doctor, "import_module", fail)
    (check,) = doctor.opencv()
    assert not check.ok
    assert "libGL.so.1" in check.found
    assert check.remedy.endswith(f"--no-deps -c constraints.txt {WHEEL}")
