"""Three wheels write one cv2 folder: they must be of one version, and that must be the one loaded."""

from __future__ import annotations

import shutil
from importlib import metadata

import cv2
import pytest

from ocrkit.cli import doctor
from ocrkit.recognise.engines.manifest import manifest
from ocrkit.recognise.engines.weights import load_weights

WHEELS = {"opencv-python", "opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless"}


def installed() -> dict[str, str]:
    found = {d.metadata["Name"].lower().replace("_", "-"): d.version for d in metadata.distributions()}
    return {name: version for name, version in found.items() if name in WHEELS}


def test_all_installed_opencv_wheels_are_the_version_that_is_loaded() -> None:
    wheels = installed()
    assert wheels, "no OpenCV distribution is installed"
    assert len(set(wheels.values())) == 1, wheels
    (version,) = set(wheels.values())
    assert version.split(".")[:3] == cv2.__version__.split(".")[:3]


def test_doctor_says_so() -> None:
    assert all(check.ok for check in doctor.opencv())


def test_doctor_notices_a_wheel_of_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    true_version = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: "5.0.0.1" if name == "opencv-python" else true_version(name))
    wrong = [check for check in doctor.opencv() if not check.ok]
    assert len(wrong) == 1
    assert "opencv-python 5.0.0.1" in wrong[0].found
    assert "opencv-python" in wrong[0].remedy


def test_doctor_finds_everything_here() -> None:
    checks = doctor.collect()
    assert [check for check in checks if not check.ok] == []
    assert "everything is in place" in doctor.render(checks)


def test_doctor_tells_wrong_weights_and_what_to_do(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for weight in manifest().weights:
        shutil.copy(load_weights(weight.role).path, tmp_path / weight.file)
    (tmp_path / manifest().of("read lines").file).write_bytes(b"no")
    checks = doctor.collect(str(tmp_path))
    wrong = [check for check in checks if not check.ok]
    assert [check.name for check in wrong] == ["weights to read lines"]
    text = doctor.render(checks)
    assert wrong[0].remedy in text
    assert f"1 of {len(checks)} checks failed" in text
