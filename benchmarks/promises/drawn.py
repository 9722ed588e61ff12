"""Ruled tables drawn cell by cell, with what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from benchmarks.promises.inputs import document

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_FACE, _SIZE, _LINE = 2, 26, 36
Texts = Sequence[Sequence[str]]


def table(folder: Path, texts: Texts, heights: Sequence[int], width: int = 240, upwards: str = "") -> Path:
    """A document of one page with a table: lines of a cell are parted by a line break.

    A text that begins with "|" is set from top to bottom; ``upwards`` is one that is set from below to above.
    """
    folder.mkdir(parents=True, exist_ok=True)
    picture = Pil.new("L", (2 * 80 + width * len(texts[0]), 2 * 100 + sum(heights)), 255)
    pen = ImageDraw.Draw(picture)
    y = 100
    for row, height in zip(texts, heights, strict=True):
        for n, text in enumerate(row):
            x = 80 + width * n
            pen.rectangle((x, y, x + width, y + height), outline=0, width=2)
            if text == upwards and text:
                _upwards(picture, text, (x, y, width, height))
            else:
                _write(pen, "\n".join(text[1:]) if text.startswith("|") else text, (x, y, width, height))
        y += height
    picture.save(folder / "table.png", dpi=(200, 200))
    cells = [
        {"rows": [r, r + 1], "cols": [c, c + 1], "text": text.removeprefix("|")}
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    ]
    truth: dict[str, Any] = {"tables": [{"page": 1, "n_rows": len(texts), "n_cols": len(texts[0]), "cells": cells}]}
    return document(folder, ["table.png"], truth)


def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, _SIZE, index=_FACE)


def _write(pen: ImageDraw.ImageDraw, text: str, box: tuple[int, int, int, int]) -> None:
    x, y, width, height = box
    lines = text.split("\n")
    top = y + (height - _LINE * len(lines)) / 2
    for n, line in enumerate(lines):
        left = x + (width - pen.textlength(line, _font())) / 2
        pen.text((left, top + _LINE * n), line, 0, _font())


def _upwards(picture: Pil.Image, text: str, box: tuple[int, int, int, int]) -> None:
    x, y, width, height = box
    strip = Pil.new("L", (int(ImageDraw.Draw(picture).textlength(text, _font())), _LINE), 255)
    ImageDraw.Draw(strip).text((0, 0), text, 0, _font())
    strip = strip.rotate(90, expand=True)
    picture.paste(strip, (x + (width - strip.width) // 2, y + (height - strip.height) // 2))
