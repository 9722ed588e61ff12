"""PaddleOCR's own text detection and recognition classes, built offline on checked weights.

Importing paddleocr takes seconds, so it happens here, when the first models are built, and not before.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.recogniser import characters_of
from ocrkit.recognise.engines.silent import import_paddleocr
from ocrkit.recognise.engines.weights import Weights


def build_models(find: Weights, read: Weights, threads: int) -> tuple[Any, Any]:
    """PaddleOCR's TextDetection and TextRecognition on ONNX Runtime; raises ``EngineError``.

    The classes want a folder with ``inference.onnx`` and ``inference.yml`` each. It is written to a temporary
    folder from the bytes that were checked, and is gone once the models are in memory.
    """
    engine_config = {"intra_op_num_threads": threads, "log_severity_level": 3}
    with tempfile.TemporaryDirectory(prefix="ocrkit-") as temporary:
        try:
            paddleocr = import_paddleocr(str(Path(temporary) / "cache"))
            models = [
                kind(
                    engine="onnxruntime",
                    engine_config=engine_config,
                    model_name=weights.name,
                    model_dir=str(_model_folder(Path(temporary), weights)),
                )
                for kind, weights in ((paddleocr.TextDetection, find), (paddleocr.TextRecognition, read))
            ]
        except (ImportError, RuntimeError, ValueError, OSError) as error:
            raise EngineError(f"PaddleOCR cannot be started: {error}", remedy="run ocrkit doctor") from error
        finally:
            for name in ("paddlex", "paddleocr"):
                logging.getLogger(name).setLevel(logging.ERROR)
    return models[0], models[1]


def _model_folder(parent: Path, weights: Weights) -> Path:
    folder = parent / weights.name
    folder.mkdir()
    (folder / "inference.onnx").write_bytes(weights.data)
    (folder / "inference.yml").write_text(weights.config or _config(weights), encoding="utf-8")
    return folder


def _config(weights: Weights) -> str:
    """The description PaddleOCR wants beside weights that come without one (its own figures for PP-OCRv6)."""
    processing = _finder_processing() if weights.role == "find lines" else _reader_processing(weights)
    content = {"Global": {"model_name": weights.name}, **processing}
    return yaml.safe_dump(content, allow_unicode=True, width=sys.maxsize)


def _finder_processing() -> dict[str, Any]:
    normalise = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "scale": "1./255.", "order": "hwc"}
    steps = [
        {"DetResizeForTest": {"limit_side_len": 960, "limit_type": "max"}},
        {"NormalizeImage": normalise},
        {"ToCHWImage": None},
        {"KeepKeys": {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}},
    ]
    found = {"name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.6, "max_candidates": 1000, "unclip_ratio": 1.5}
    return {"PreProcess": {"transform_ops": steps}, "PostProcess": found}


def _reader_processing(weights: Weights) -> dict[str, Any]:
    from ocrkit.recognise.engines.onnx_network import OnnxNetwork

    characters = characters_of(weights, OnnxNetwork(weights, optimise=False))
    own = characters[:-1]  # PaddleOCR adds the space itself
    steps = [{"RecResizeImg": {"image_shape": [3, 48, 320]}}]
    # one string of 18,708 characters is parsed in a twentieth of the time of a list of them, and read alike
    given = "".join(own) if all(len(character) == 1 for character in own) else list(own)
    decode = {"name": "CTCLabelDecode", "character_dict": given}
    return {"PreProcess": {"transform_ops": steps}, "PostProcess": decode}
