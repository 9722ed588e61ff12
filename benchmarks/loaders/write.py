"""Truth folders of people's own pages: from a report that a person corrected, or from tables as HTML."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.loaders.html_tables import tables_in
from ocrkit.errors import OutputExistsError, TruthError
from ocrkit.score.truth import FILE, FORM_KEYS, Truth, TruthForm, TruthPage, TruthSection, TruthTable, write_truth

KINDS = ("number", "blank", "dash", "text", "unreadable")


def from_report(report: Path, pages: Sequence[Path], out: Path, **facts: Any) -> Path:
    """A truth folder from a report's JSON, corrected by hand, and the pages it was read from; gives truth.json.

    Values, texts and places are taken as they stand; how sure the reader was is left out. ``facts`` are the truth's
    own (level="worn", dpi=200, ...). Raises ``TruthError`` where the file is no report or does not fit its form.
    """
    try:
        content = json.loads(report.read_text(encoding="utf-8"))
        known = _known(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:  # ValueError: no JSON, no such kind
        problem = f"is no report: {type(error).__name__}: {error}"
        raise TruthError(problem, file=str(report), remedy="give the report.json that a run wrote") from error
    return _write(out, pages, {**known, **facts})


def _known(content: dict[str, Any]) -> dict[str, Any]:
    """What a report says that a truth keeps."""
    forms = {key: _form(content[key]) for key in FORM_KEYS if content.get(key)}
    sections = tuple(
        TruthSection(key=s.get("key"), heading=s.get("heading") or "", paragraphs=tuple(s.get("paragraphs") or ()))
        for s in content.get("sections") or ()
    )
    names = ("title", "agency", "year")
    return {"sections": sections, **forms, **{key: content[key] for key in names if content.get(key) is not None}}


def from_html(markup: Path, pages: Sequence[Path], out: Path, page: int = 1, **facts: Any) -> Path:
    """A truth folder from a file with a page's tables as HTML, and the pages; gives truth.json."""
    tables: tuple[TruthTable, ...] = tuple(tables_in(markup.read_text(encoding="utf-8"), page))
    if not tables:
        raise TruthError("holds no table", file=str(markup), remedy="write each as <table><tr><td>…")
    return _write(out, pages, {"tables": tables, **facts})


def _write(out: Path, pages: Sequence[Path], content: Mapping[str, Any]) -> Path:
    """Copy the pages and write their truth; a truth that is already there is left alone."""
    if (out / FILE).exists():
        raise OutputExistsError("there is a truth already", file=str(out / FILE), remedy="choose another folder")
    out.mkdir(parents=True, exist_ok=True)
    for page in pages:
        if page.resolve() != (out / page.name).resolve():
            shutil.copyfile(page, out / page.name)
    listed = tuple(TruthPage(file=page.name) for page in pages)
    return write_truth(out, Truth.model_validate({"pages": listed, **content}))


def _form(table: Mapping[str, Any]) -> TruthForm:
    cells = {
        row: {column: _cell(cell) for column, cell in columns.items()} for row, columns in table["cells"].items()
    }
    return TruthForm.model_validate({"edition": table.get("edition"), "cells": cells})


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    """A value as a person left it: the kind follows the value where the two no longer agree."""
    kind = cell.get("kind")
    value = cell.get("value")
    if value is not None:
        kind = "number"
    elif kind not in KINDS or kind == "number":
        kind = "text" if cell.get("text") else "blank"
    kept = {key: cell[key] for key in ("text", "note", "unit", "page", "box") if cell.get(key) is not None}
    return {"value": value, "kind": kind, **kept}
