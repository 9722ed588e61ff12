"""RapidOCR on straightened pages, its boxes grouped into rows and columns by geometry (rows.py).

Settings are RapidOCR's own: the wheel's PP-OCRv6 small weights (the same as ocrkit's), its 180 degree line classifier
on. Its limit of 2000 pixels a side stays: at the full 300 dpi the detector misses most lone digits of a table.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import cv2
from pages import each, line
from rapidocr import RapidOCR
from rows import Word, tables
from upright import straighten


class System:
    """RapidOCR, one page an image."""

    def __init__(self, threads: int) -> None:
        self.version = ", ".join(f"{name} {version(name)}" for name in ("rapidocr", "onnxruntime"))
        self._ocr = RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "Global.log_level": "error",
            }
        )
        cv2.setNumThreads(threads)

    def read(self, pages: list[Path]) -> dict:
        """All pages, one by one."""
        return {"pages": each(pages, self._read)}

    def _read(self, path: Path) -> tuple[list[dict], list[dict]]:
        page = straighten(cv2.imread(str(path), cv2.IMREAD_COLOR))
        found = self._ocr(page.image)
        if found.txts is None or found.boxes is None:
            return [], []
        words = [
            Word(text, (*(float(v) for v in box.min(axis=0)), *(float(v) for v in box.max(axis=0))))
            for text, box in zip(found.txts, found.boxes, strict=True)
        ]
        return tables(words, page.on_page), [line(word.text, page.on_page(word.box)) for word in words]
