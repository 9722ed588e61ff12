"""Lone signs that touch a rule: whole where they are as high and as wide as those of the table that touch none.

A slash is longer than digits are high, and in a low row it ends on the rule; a nought set right ends on the rule
beside it. What a rule hides of a sign it lacks in height or width; print is the same every time. Of 无 nothing may
lack that would make it another value: where all rows are so low that none stands free, reading it is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.across import Cut
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.second_look import mass
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import folded

_NOTHING = "无"

_SIGNS = ("/", _NOTHING, "0")
"""Other digits are not asked: a 7 without its bar is a 1."""


class WholeSettings(Settings):
    """When a sign is whole. ``least``: so many others of the table stand free, and tell how high and wide one is.

    ``part``: it has at least this share of both, for what a rule's edge takes is less than the thickness of any
    stroke. What is larger than they by as much goes on beyond its cell. ``read``: 无 on a level rule is whole where
    it is read with this probability.
    """

    least: int = Field(default=12, ge=2)
    part: float = Field(default=0.94, gt=0, le=1)
    read: float = Field(default=0.95, gt=0, le=1)


def whole_signs(
    cuts: Sequence[Cut], lines: Sequence[Sequence[InkLine]], readings: Sequence[Reading], settings: WholeSettings
) -> set[int]:
    """Which of the cells of a table hold a lone sign that touches a rule, and is whole.

    Of each cell: whether a rule may hide some of its print, the pictures of its lines, and its reading.
    """
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for i, (own, reading) in enumerate(zip(lines, readings, strict=True)):
        if len(own) == 1 and folded(reading.text or "") in _SIGNS:
            alike[folded(reading.text or "")].append(i)
    whole = {i for i in alike[_NOTHING] if cuts[i] == Cut.LEVEL and mass(readings[i], _NOTHING) >= settings.read}
    for signs in alike.values():
        sizes = {i: np.array([lines[i][0].ink.height, lines[i][0].ink.width]) for i in signs}
        free = [sizes[i] for i in signs if not cuts[i]]
        if len(free) >= settings.least:
            usual = np.median(free, axis=0)
            least, most = settings.part * usual, usual / settings.part + 1  # the one is a pixel
            asked = (i for i in signs if cuts[i] in (Cut.LEVEL, Cut.SIDE))
            whole |= {i for i in asked if (sizes[i] >= least).all() and (sizes[i] <= most).all()}
    return whole
