"""How lines of text are found and read, whoever does it."""

from __future__ import annotations

from pydantic import Field

from ocrkit.recognise.engines.batches import BatchSettings
from ocrkit.recognise.engines.line_reader import LineTextSettings
from ocrkit.recognise.lines.plain import PlainSettings
from ocrkit.recognise.lines.text_map import TextMapSettings
from ocrkit.types.settings import Settings


class LineSettings(Settings):
    """How lines are found and read.

    ``plain``: lines that stand in plain rows are found without a network; ``find``: others are found by one.
    Recognition sees the full resolution, whatever detection works at. ``margin`` pixels of paper are put around the
    image, so that text at its edge is found. A line's time goes with its width, and Chinese characters are read as
    well at two thirds of it (477 lines of 24 documents: 3 errors in 11,501 characters at 1.0, 5 at 0.65, 13 at
    0.55). ``keep`` is the score below which a line is dropped: detection now and then frames a speck, which reads as
    nothing much.
    """

    plain: PlainSettings = PlainSettings()
    find: TextMapSettings = TextMapSettings()
    margin: int = Field(default=16, ge=0)
    text: LineTextSettings = LineTextSettings()
    batch: BatchSettings = BatchSettings(wide=64, min_width=320, tail=0)
    keep: float = Field(default=0.3, ge=0, le=1)
