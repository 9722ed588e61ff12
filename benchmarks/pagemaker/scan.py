"""What a scan is: a picture, what was done to it, and where the page's points went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.warp import STILL, PointMap

Truth = dict[str, Any]


@dataclass(frozen=True)
class Scan:
    """A scanned page, what was done to it, where its points went, and where its paper is gone.

    ``holes`` is bool (H, W) on the page before it was moved, None where the sheet is whole.
    """

    image: Image
    done: Truth = field(default_factory=dict)
    points: PointMap = STILL
    holes: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Level:
    """A kind of scan: its usual resolution, what it does to a page, its JPEG qualities (None: PNG).

    ``dpis`` are the resolutions the benchmark's corpus has it at.
    """

    dpi: int
    apply: Callable[[Image, np.random.Generator, int], Scan]
    quality: tuple[int, int] | None
    dpis: tuple[int, ...] = (100, 150, 200, 300, 400)
