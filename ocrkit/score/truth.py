"""Truth folders: ``truth.json`` beside the pages it speaks of. Reading refuses what does not fit."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import ValidationError

from ocrkit.errors import TruthError
from ocrkit.files import read_text
from ocrkit.score.truth_check import check_truth
from ocrkit.score.truth_models import (
    FORM_KEYS,
    Truth,
    TruthCell,
    TruthForm,
    TruthPage,
    TruthSection,
    TruthTable,
    TruthTableCell,
)

__all__ = [
    "FILE",
    "FORM_KEYS",
    "Truth",
    "TruthCell",
    "TruthForm",
    "TruthPage",
    "TruthSection",
    "TruthTable",
    "TruthTableCell",
    "documents",
    "read_truth",
    "truth_text",
    "write_truth",
]

FILE = "truth.json"
_LARGEST = 64 * 2**20
"""Bytes of a truth file; a page of 5,000 values with its places has one million."""


def documents(root: Path) -> list[Path]:
    """The folders at and under ``root`` that hold a truth file, in natural order (doc-2 before doc-10)."""
    return sorted((path.parent for path in root.rglob(FILE)), key=lambda folder: _natural(folder.relative_to(root)))


def read_truth(folder: Path) -> Truth:
    """The truth of the document in ``folder``, checked against the schema, the forms and the pages.

    Raises ``TruthError``, which names the file, the key and what to do.
    """
    file = folder / FILE
    text = read_text(file, _LARGEST, TruthError, _SEE)
    try:
        truth = Truth.model_validate_json(text)
    except ValidationError as error:
        raise _misfit(error, file) from error
    check_truth(truth, folder, str(file))
    return truth


def write_truth(folder: Path, truth: Truth) -> Path:
    """Write ``truth.json`` into ``folder``, which holds the pages; returns the file.

    Raises ``TruthError`` where the truth does not fit the forms or the pages there: what is written can be read.
    """
    file = folder / FILE
    check_truth(truth, folder, str(file))
    file.write_text(truth_text(truth), encoding="utf-8")
    return file


def truth_text(truth: Truth) -> str:
    """The truth as JSON text; what is not known is left out."""
    content = truth.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


_SEE = "ocrkit benchmark --help shows one"


def _misfit(error: ValidationError, file: Path) -> TruthError:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return TruthError(f"is not JSON: {first['msg'].removeprefix('Invalid JSON: ')}", file=str(file), remedy=_SEE)
    key = ".".join(map(str, first["loc"])) or "the file"
    more = f", and {error.error_count() - 1} more" if error.error_count() > 1 else ""
    return TruthError(f"{key}: {first['msg'].removeprefix('Value error, ')}{more}", file=str(file), remedy=_SEE)


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """A key that puts numbers in the order of their values."""
    return [
        (0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in re.split(r"(\d+|/)", path.as_posix())
    ]
