"""Each installed peer reads a small ruled table; one that is not there is skipped with what is missing."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.systems import SYSTEMS, available, run_system
from ocrkit.score import Grid

NUMBERS = (("17", "204", "35"), ("81", "93", "640"), ("26", "48", "572"))
SKEW = 1.5

LEAST_RIGHT = {"tesseract-rows": 6}
"""Of nine numbers, where not all: Tesseract, handed a clean page, still reads some of OpenCV's drawn digits wrong."""


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A skewed page with a ruled table of three rows and columns, its first cell at (200, 300)."""
    page = np.full((1400, 1200, 3), 235, np.uint8)
    for i in range(4):
        cv2.line(page, (200, 300 + i * 110), (950, 300 + i * 110), (30, 30, 30), 3)
        cv2.line(page, (200 + i * 250, 300), (200 + i * 250, 630), (30, 30, 30), 3)
    for r, row in enumerate(NUMBERS):
        for c, text in enumerate(row):
            at = (280 + c * 250, 372 + r * 110)
            cv2.putText(page, text, at, cv2.FONT_HERSHEY_DUPLEX, 1.6, (20, 20, 20), 3, cv2.LINE_AA)
    turned = cv2.warpAffine(page, turn(), (1200, 1400), borderValue=(235, 235, 235))
    path = tmp_path_factory.mktemp("scan") / "scan.png"
    assert cv2.imwrite(str(path), turned)
    return path


def turn() -> np.ndarray:
    return cv2.getRotationMatrix2D((600, 700), SKEW, 1.0)


def squares(grid: Grid) -> tuple[tuple[str, ...], ...]:
    texts = {(cell.rows[0], cell.cols[0]): (cell.text or "").strip() for cell in grid.cells}
    return tuple(tuple(texts[r, c] for c in range(grid.n_cols)) for r in range(grid.n_rows))


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_ruled_table_is_read_and_found_on_the_page_as_given(name: str, scan: Path) -> None:
    if reason := available(name):
        pytest.skip(reason)
    output = run_system(name, [scan], threads=2)
    (grid,) = output.grids()
    found = squares(grid)
    assert [len(row) for row in found] == [3, 3, 3]
    pairs = [pair for rows in zip(found, NUMBERS, strict=True) for pair in zip(*rows, strict=True)]
    assert sum(read == printed for read, printed in pairs) >= LEAST_RIGHT.get(name, len(pairs)), found
    (middle,) = (cell.box for cell in grid.cells if (cell.rows, cell.cols) == ((1, 2), (1, 2)))
    assert middle is not None
    x, y = turn() @ (575, 465, 1)
    assert middle.x0 < x < middle.x1
    assert middle.y0 < y < middle.y1
    assert middle.width < 500
    assert output.pages[0].seconds > 0
    assert output.version
