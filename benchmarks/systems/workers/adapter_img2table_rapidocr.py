"""img2table with RapidOCR, as its documentation shows it, with what helps it on scans switched on.

- ``detect_rotation=True``: without it skewed pages lose their tables.
- The recogniser is RapidOCR's Chinese one (img2table would ask for the English one): the wheel's PP-OCRv6 small
  weights, the same as ocrkit's.
- ``borderless_tables=True``: where it misses a ruled table (pages that are not quite flat), most of it is found this
  way; where it finds the rules, nothing changes. Costs about twice the time.
- Implicit rows and columns are off: on ruled tables they split cells at white space.
- img2table repeats a merged cell's content in every square it covers, with the same box: here that is one cell again.
- A page whose text RapidOCR finds none of makes img2table 2.0.0 raise ``KeyError``; it gets an empty result instead.

img2table recognises text only on pages with a table, and only what lies in its cells: it hands over no lines.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
from img2table.document import Image, rotation
from img2table.ocr import RapidOCR
from pages import cell, each, grid
from rapidocr import LangRec


class TolerantRapidOCR(RapidOCR):
    """img2table's RapidOCR, which takes a page without text for what it is."""

    def of(self, document):
        """See ``RapidOCR.of``."""
        try:
            return super().of(document)
        except KeyError:
            return None


class System:
    """img2table, one page an image."""

    def __init__(self, threads: int) -> None:
        params = {
            "Rec.lang_type": LangRec.CH,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "Global.log_level": "error",
        }
        self.version = ", ".join(f"{name} {version(name)}" for name in ("img2table", "rapidocr", "onnxruntime"))
        self._ocr = TolerantRapidOCR(params=params)
        self._back: np.ndarray | None = None
        _tell_rotation(self)
        cv2.setNumThreads(threads)

    def read(self, pages: list[Path]) -> dict:
        """All pages, one by one."""
        return {"pages": each(pages, self._read)}

    def _read(self, path: Path) -> tuple[list[dict], list[dict]]:
        self._back = None
        tables = Image(str(path), detect_rotation=True).extract_tables(
            ocr=self._ocr, implicit_rows=False, implicit_columns=False, borderless_tables=True
        )
        return [self._grid(table) for table in tables], []

    def _grid(self, table) -> dict:
        rows = list(table.content.values())
        squares: dict[tuple, list[tuple[int, int]]] = {}
        for r, row in enumerate(rows):
            for c, found in enumerate(row):
                box = found.bbox
                squares.setdefault((box.x1, box.y1, box.x2, box.y2, found.value), []).append((r, c))
        cells = [
            cell(
                (min(r for r, _ in at), max(r for r, _ in at) + 1),
                (min(c for _, c in at), max(c for _, c in at) + 1),
                value or "",
                self._on_page(box),
            )
            for (*box, value), at in squares.items()
        ]
        return grid(len(rows), len(rows[0]), cells)

    def _on_page(self, box: list[float]) -> list[float]:
        """From the rotated image back to the page as given."""
        if self._back is None:
            return box
        x0, y0, x1, y1 = box
        corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]]) @ self._back.T
        return [*corners.min(axis=0), *corners.max(axis=0)]


def _tell_rotation(system: System) -> None:
    """Have img2table tell how it rotated a page: its boxes are those of the rotated image."""
    turn = rotation.rotate_img_with_border

    def turned(img, angle, *args, **kwargs):
        found = turn(img, angle, *args, **kwargs)
        height, width = img.shape[:2]
        centre = (width // 2, height // 2)
        matrix = cv2.getRotationMatrix2D(centre, angle, 1.0)
        matrix[:, 2] += found.shape[1] / 2 - centre[0], found.shape[0] / 2 - centre[1]
        system._back = cv2.invertAffineTransform(matrix)
        return found

    rotation.rotate_img_with_border = turned
