"""RapidOCR on OpenVINO, the fastest way its users have on a CPU; else as ``adapter_rapidocr_rows``.

OpenVINO is given as many threads as every system, and its own choice of precision (bfloat16 where the processor
computes in it).
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import cv2
from pages import each, line
from rapidocr import EngineType, RapidOCR
from rows import Word, tables
from upright import straighten


class System:
    """RapidOCR, one page an image."""

    def __init__(self, threads: int) -> None:
        engines = {f"{part}.engine_type": EngineType.OPENVINO for part in ("Det", "Cls", "Rec")}
        settings = {"EngineConfig.openvino.inference_num_threads": threads, "Global.log_level": "error"}
        self.version = ", ".join(f"{name} {version(name)}" for name in ("rapidocr", "openvino"))
        self._ocr = RapidOCR(params=engines | settings)
        cv2.setNumThreads(threads)

    def read(self, pages: list[Path]) -> dict:
        """All pages, one by one."""
        return {"pages": each(pages, self._read)}

    def _read(self, path: Path) -> tuple[list[dict], list[dict]]:
        page = straighten(cv2.imread(str(path), cv2.IMREAD_COLOR))
        read = self._ocr(page.image)
        words = [
            Word(text, (*map(float, box.min(axis=0)), *map(float, box.max(axis=0))))
            for text, box in zip(read.txts or (), () if read.boxes is None else read.boxes, strict=True)
        ]
        return tables(words, page.on_page), [line(word.text, page.on_page(word.box)) for word in words]
