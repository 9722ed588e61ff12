"""PaddleOCR on straightened pages, its boxes grouped into rows and columns by geometry (rows.py).

PaddleOCR runs on ONNX Runtime, offline, with the PP-OCRv6 small weights (the same as ocrkit's) out of the rapidocr
wheel, whose code is not used. PaddleOCR wants an ``inference.yml`` beside a model: it is written here with
PaddleOCR's own figures for these models. The page orientation, unwarping and line orientation models are not in that
wheel and are off. The detector sees 1500 pixels a side: of the lone digits of tables at 300 dpi it finds more than at
full resolution (PaddleOCR's default) or at 960.
"""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"  # read when paddleocr is imported

import cv2
import onnxruntime
import yaml
from paddleocr import PaddleOCR
from pages import each, line
from rows import Word, tables
from upright import straighten

FIND, READ = "PP-OCRv6_small_det", "PP-OCRv6_small_rec"


class System:
    """PaddleOCR, one page an image."""

    def __init__(self, threads: int) -> None:
        self.version = ", ".join(f"{name} {version(name)}" for name in ("paddleocr", "paddlex", "onnxruntime"))
        with tempfile.TemporaryDirectory() as folder:
            self._ocr = PaddleOCR(
                engine="onnxruntime",
                engine_config={"intra_op_num_threads": threads},
                text_detection_model_name=FIND,
                text_detection_model_dir=_model(Path(folder), FIND, "PP-OCRv6_det_small.onnx"),
                text_recognition_model_name=READ,
                text_recognition_model_dir=_model(Path(folder), READ, "PP-OCRv6_rec_small.onnx"),
                text_det_limit_side_len=1500,
                text_det_limit_type="max",
                use_doc_orientation_classify=False,
                use_doc_unwarping=False,
                use_textline_orientation=False,
            )
        cv2.setNumThreads(threads)

    def read(self, pages: list[Path]) -> dict:
        """All pages, one by one."""
        return {"pages": each(pages, self._read)}

    def _read(self, path: Path) -> tuple[list[dict], list[dict]]:
        page = straighten(cv2.imread(str(path), cv2.IMREAD_COLOR))
        (found,) = self._ocr.predict(page.image)
        words = [
            Word(text, (*(float(v) for v in poly.min(axis=0)), *(float(v) for v in poly.max(axis=0))))
            for text, poly in zip(found["rec_texts"], found["rec_polys"], strict=True)
            if text.strip()
        ]
        return tables(words, page.on_page), [line(word.text, page.on_page(word.box)) for word in words]


def _model(folder: Path, name: str, file: str) -> str:
    """A model folder as PaddleOCR wants it; returns its path."""
    weights = Path(str(distribution("rapidocr").locate_file(f"rapidocr/models/{file}")))
    place = folder / name
    place.mkdir()
    (place / "inference.onnx").write_bytes(weights.read_bytes())
    processing = _finding() if name == FIND else _reading(weights)
    content = {"Global": {"model_name": name}, **processing}
    (place / "inference.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return str(place)


def _finding() -> dict[str, Any]:
    normalise = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "scale": "1./255.", "order": "hwc"}
    steps = [
        {"DetResizeForTest": {"limit_side_len": 960, "limit_type": "max"}},
        {"NormalizeImage": normalise},
        {"ToCHWImage": None},
        {"KeepKeys": {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}},
    ]
    found = {"name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.6, "max_candidates": 1000, "unclip_ratio": 1.5}
    return {"PreProcess": {"transform_ops": steps}, "PostProcess": found}


def _reading(weights: Path) -> dict[str, Any]:
    """PaddleOCR adds the blank and the space to the list of characters itself."""
    session = onnxruntime.InferenceSession(str(weights), providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    steps = [{"RecResizeImg": {"image_shape": [3, 48, 320]}}]
    return {
        "PreProcess": {"transform_ops": steps},
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": characters},
    }
