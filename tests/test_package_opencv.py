"""The cv2 that is loaded must be whole, and run on a machine without libGL or X."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import cv2
import pytest

from ocrkit.cli import doctor
from ocrkit.installation import requirement

ROOT = Path(__file__).parent.parent
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
    version = metadata.version(WHEEL)
    assert f"--no-deps {WHEEL}=={version}, or apt-get install libgl1" in check.remedy


@pytest.fixture
def without_libgl(tmp_path: Path) -> dict[str, str]:
    """An environment where the cv2 that is found wants a system library that is not there."""
    (tmp_path / "cv2").mkdir()
    message = "libGL.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / "cv2" / "__init__.py").write_text(f"raise ImportError({message!r})", encoding="utf-8")
    return os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}


@pytest.mark.parametrize("command", ["read", "table", "benchmark"])
def test_a_command_says_in_one_line_what_to_run(command: str, without_libgl: dict[str, str], tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "ocrkit.cli.main", command, str(ROOT / "tests/data/sample"), "-o", str(tmp_path)]
    run = subprocess.run(asked, env=without_libgl, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert "libGL.so.1" in line
    assert "pip install --force-reinstall --no-deps opencv-python-headless==" in line


def test_the_library_raises_an_error_of_its_own(without_libgl: dict[str, str]) -> None:
    script = "import ocrkit\ntry:\n    ocrkit.read_report('x')\nexcept ocrkit.OcrkitError as e:\n    print(e)"
    run = subprocess.run(
        [sys.executable, "-c", script], env=without_libgl, capture_output=True, text=True, check=False
    )
    assert "libGL.so.1" in run.stdout, run.stderr


def test_doctor_goes_on_without_opencv(without_libgl: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "ocrkit.cli.main", "doctor"],
        env=without_libgl, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "libGL.so.1" in run.stdout
    assert not run.stderr


def test_remedies_name_what_a_user_of_the_wheel_has() -> None:
    assert requirement("numpy") == "'numpy<3,>=2'"
    assert requirement("paddlex") == "paddlex"
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "ocrkit").rglob("*.py")]
    assert not [text for text in texts if "constraints.txt" in text]
