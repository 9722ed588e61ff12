"""What every system's module does alike: one page after another, each timed, in the shape of a system's output."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def each(pages: list[Path], read: Callable[[Path], tuple[list[dict], list[dict]]]) -> list[dict]:
    """``read`` gives a page's tables and lines; seconds are from the file to these."""
    found = []
    for number, path in enumerate(pages, 1):
        start = time.perf_counter()
        tables, lines = read(path)
        seconds = time.perf_counter() - start
        tables = [{**table, "page": number} for table in tables]
        found.append({"page": number, "seconds": seconds, "tables": tables, "lines": lines})
    return found


def line(text: str, box: list[float]) -> dict:
    """A line of text; the box is (x0, y0, x1, y1) in pixels of the page as given."""
    return {"text": text, "box": [round(float(v), 1) for v in box]}


def cell(rows: tuple[int, int], cols: tuple[int, int], text: str, box: list[float] | None) -> dict:
    """A cell of a grid, half-open ranges."""
    at = None if box is None else [round(float(v), 1) for v in box]
    return {"rows": list(rows), "cols": list(cols), "text": text, "box": at}


def grid(n_rows: int, n_cols: int, cells: list[dict]) -> dict:
    """A table; its cells tile the grid."""
    return {"n_rows": n_rows, "n_cols": n_cols, "cells": cells}
