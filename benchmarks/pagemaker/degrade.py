"""Scans simulated on clean pages, in named levels from office to ruined archive, as image files.

All steps are the project's own. A maintained library was looked at: augraphy 8.2.6 draws from process-wide random
states, so that a page would depend on what its process made before; sizes its effects in pixels, so that one setting
means another sheet at each of five resolutions; and brings numba, scikit-learn and 16 more packages.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker import archive, everyday
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.scan import Scan, Truth
from benchmarks.pagemaker.warp import PointMap

LEVELS = everyday.LEVELS | archive.LEVELS
HELD_OUT_LEVEL = "microfilm"
"""Kept out of all development: pages are made with it on demand only, and its results only reported."""
ALL_LEVELS = LEVELS | archive.HELD_OUT


@dataclass(frozen=True)
class ScanFile:
    """A scan as a file: its bytes and ending, and the scan's ``points`` and ``holes``."""

    data: bytes
    ending: str
    done: Truth
    points: PointMap
    holes: NDArray[np.bool_] | None
    shape: tuple[int, ...]


def degrade(page: Image, name: str, seed: int, number: int, dpi: int | None = None) -> ScanFile:
    """Page ``number`` of a report, rasterised at ``dpi`` (the level's own by default), as a scan of a level."""
    level = ALL_LEVELS[name]
    dpi = dpi or level.dpi
    rng = np.random.default_rng([seed, number, 7])
    scan = level.apply(page, rng, dpi)
    done = {"level": name, **scan.done}
    if level.quality is None:
        return _file(scan, encode(scan.image, ".png"), ".png", done)
    quality = int(rng.integers(level.quality[0], level.quality[1] + 1))
    return _file(scan, encode(scan.image, ".jpg", quality, dpi), ".jpg", {**done, "jpeg_q": quality})


def _file(scan: Scan, data: bytes, ending: str, done: Truth) -> ScanFile:
    return ScanFile(data, ending, done, scan.points, scan.holes, scan.image.shape)


def encode(image: NDArray[np.uint8], ending: str, quality: int | None = None, dpi: int | None = None) -> bytes:
    """An image file's bytes; ``dpi`` is written into a JPEG's header, where scanners put it."""
    options = [] if quality is None else [cv2.IMWRITE_JPEG_QUALITY, quality]
    done, data = cv2.imencode(ending, image, options)
    if not done:
        raise ValueError(f"cannot write a {ending} of {image.shape}")
    file = bytearray(data.tobytes())
    if dpi and file[6:10] == b"JFIF":
        file[13:18] = bytes([1]) + dpi.to_bytes(2, "big") * 2  # units: dots an inch; across, down
    return bytes(file)
