"""What libtiff warns of in a page's pixel data.

Pillow switches libtiff's warnings off, and libtiff does not look at zlib's checksums. OpenCV prints the warnings
when its log level is that of debugging, so pages of the codings that can be in error are decoded by it as well.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import cv2
import numpy as np

from ocrkit.load.deflate import deflated_fault
from ocrkit.load.directories import Directory, beginning_with
from ocrkit.load.messages import caught_messages
from ocrkit.types.page import Flaw

_WATCHED = frozenset({2, 3, 4, 7})
"""Compressions that libtiff warns of: fax of three kinds, JPEG."""
_DEFLATE = frozenset({8, 32946})
_DEBUG = 5
_WARNING = re.compile(r"^OpenCV TIFF: (?=.*(Fax|JPEGLib|Decode))")


def tiff_flaws(data: bytes, page: Directory) -> tuple[Flaw, ...]:
    """What is wrong with the pixel data of a page that could be decoded; ``data`` is the whole file."""
    if page.compression in _DEFLATE:
        faults = [deflated_fault(data[start:end]) for start, end in page.data]
        return tuple(Flaw(f"the TIFF is damaged: its data are {fault}") for fault in dict.fromkeys(faults) if fault)
    if page.compression not in _WATCHED:
        return ()
    with caught_messages() as messages, _talking(), contextlib.suppress(cv2.error):
        flags = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
        cv2.imdecode(np.frombuffer(beginning_with(data, page), np.uint8), flags)
    told = [_WARNING.sub("", message) for message in messages if _WARNING.match(message)]
    return tuple(Flaw(f"the TIFF decoder warns: {message}") for message in told[:1])


@contextlib.contextmanager
def _talking() -> Iterator[None]:
    """OpenCV's log level at debugging in the block; it is the whole process's, and is put back."""
    before = cv2.getLogLevel()
    cv2.setLogLevel(_DEBUG)
    try:
        yield
    finally:
        cv2.setLogLevel(before)
