"""Systems made up for the tests, run by the tests' own interpreter."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from benchmarks.systems import System

ADAPTERS = Path(__file__).parent / "data" / "systems"


def fake(name: str) -> System:
    """The system whose adapter is ``data/systems/adapter_NAME.py``."""
    return System(name, name, None, workers=ADAPTERS)


def page(folder: Path, name: str = "scan.png") -> Path:
    """A page image; its grey tells one from another."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    assert cv2.imwrite(str(path), np.full((40, 60), sum(name.encode()) % 200, np.uint8))
    return path
