"""Pieces of text to visual lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ocrkit.regions.model import Line, PageText
from ocrkit.regions.settings import RegionSettings
from ocrkit.regions.text import is_half
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Leaf
from ocrkit.types.text import TextLine, same_print

_SPECK = 0.55  # of the typical height of a piece: seal strokes and dirt that were read as 口 or a digit
_SAME = 0.8  # of the smaller piece's area: found twice


def visual_lines(page: PageText, settings: RegionSettings) -> list[Line]:
    """The page's lines from top to bottom, the pieces of each joined from left to right.

    Pieces are chained from left to right, each to the line whose last piece it overlaps most in height, so
    that a line that still rises or sinks a little is followed. Print of the back that shows through beside a line is
    none of it: it is far paler. Pieces in tables, specks, pieces found twice and
    single characters in a seal are left out.
    """
    lines: list[list[TextLine]] = []
    for piece in sorted(_pieces(page, settings), key=lambda p: p.box.x0):
        fitting = [
            (share, chain)
            for chain in lines
            if (share := _side_by_side(chain[-1].box, piece.box)) >= 0.5 and same_print(chain[-1].dark, piece.dark)
        ]
        if fitting:
            max(fitting, key=lambda f: f[0])[1].append(piece)
        else:
            lines.append([piece])
    joined = (_joined(page.leaf, chain) for chain in lines)
    kept = [
        line for line in joined if len(line.text) > 1 or not any(s.contains(*line.box.centre) for s in page.seals)
    ]
    return sorted(kept, key=lambda line: line.box.centre[1])


def _pieces(page: PageText, settings: RegionSettings) -> list[TextLine]:
    heights = sorted(p.box.height for p in page.lines if len(p.text) > 4)
    typical = heights[len(heights) // 2] if heights else 0.0
    kept: list[TextLine] = []
    for piece in sorted(page.lines, key=lambda p: -p.box.area):
        if not piece.text.strip() or any(t.contains(*piece.box.centre) for t in page.tables):
            continue
        if len(piece.text) <= 3 and piece.box.height < _SPECK * typical:
            continue
        in_seal = any(s.grown(typical).contains(*piece.box.centre) for s in page.seals)
        if in_seal and (piece.confidence < settings.seal_confidence or re.fullmatch("[口□〇○]+", piece.text)):
            continue
        if any(k.box.overlap(piece.box) > _SAME * piece.box.area for k in kept):
            continue
        kept.append(piece)
    return kept


def _side_by_side(left: UprightBox, right: UprightBox) -> float:
    """Shared height as a share of the lower box's height, 0 where ``right`` does not lie to the right."""
    lower = min(left.height, right.height)
    if lower <= 0 or right.x0 < left.x1 - 1.5 * lower:
        return 0.0
    return (min(left.y1, right.y1) - max(left.y0, right.y0)) / lower


def _joined(leaf: Leaf, pieces: Sequence[TextLine]) -> Line:
    text = pieces[0].text.strip()
    for before, piece in pairwise(pieces):
        text = _join(text, piece.text.strip(), piece.box.x0 - before.box.x1, piece.box.height)
    length = sum(len(p.text) for p in pieces)
    confidence = sum(p.confidence * len(p.text) for p in pieces) / length
    dark = max((piece.dark for piece in pieces if piece.dark is not None), default=None)
    return Line(leaf, text, UprightBox.around(p.box for p in pieces), confidence, dark)


def _join(left: str, right: str, gap: float, height: float) -> str:
    if left and right and gap < 0 and left[-1] == right[0] and -gap > 0.4 * height:
        return left + right[1:]  # the character on the seam was read in both
    spaced = gap > 0.25 * height and left and right and is_half(left[-1]) and is_half(right[0])
    return f"{left} {right}" if spaced else left + right
