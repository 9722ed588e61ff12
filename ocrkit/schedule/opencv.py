"""OpenCV's own threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def opencv_threads(count: int | None) -> Iterator[None]:
    """Let OpenCV use ``count`` threads in the block (None: as many as it does); the setting is the process's own."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(before if count is None else count)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
