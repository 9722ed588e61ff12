"""What the native decoders print.

libjpeg and libtiff report damaged data only as a line on the process's standard error and hand over what they
could decode, mid-grey or garbage from the damage on. Catching the lines keeps the terminal clean and is the
only way to learn of the damage.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator

_STDERR = 2
_lock = threading.Lock()  # the descriptor belongs to the whole process: one decoder at a time

_FROM_DECODERS = re.compile(
    r"JPEG|RST|SOS|JFIF|Adobe|progression|arithmetic|libpng|TIFF|tempfile\.tif|samples per pixel|OpenCV"
    r"|^\w*(Decode|Setup|Fill|Counts)\w*:"
)


@contextlib.contextmanager
def caught_messages() -> Iterator[list[str]]:
    """Collect what decoders print to standard error inside the block; the list is filled when the block ends.

    Lines of other origin (another thread may print meanwhile) are printed after the block. Python warnings are
    ignored inside. Where standard error is closed nothing is caught.
    """
    lines: list[str] = []
    with _lock, warnings.catch_warnings(), tempfile.TemporaryFile() as sink:
        warnings.simplefilter("ignore")
        if sys.stderr is not None:
            sys.stderr.flush()
        try:
            saved = os.dup(_STDERR)
        except OSError:
            yield lines
            return
        try:
            os.dup2(sink.fileno(), _STDERR)
            yield lines
        finally:
            os.dup2(saved, _STDERR)
            os.close(saved)
            sink.seek(0)
            for line in sink.read().splitlines(keepends=True):
                _sort(line, lines)


def _sort(line: bytes, lines: list[str]) -> None:
    text = line.decode("utf-8", "replace").rstrip()
    if _FROM_DECODERS.search(text):
        lines.append(text)
    else:
        os.write(_STDERR, line)
