"""Truth folders, and what published reports have beside theirs: the tables of each page as HTML."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.loaders.document import Document
from benchmarks.loaders.html_tables import tables_in
from ocrkit.score.truth import TruthTable, documents, read_truth

MADE_UP = ("style", "spec", "seed")
"""Facts that only an invented report has, about how it was made."""


def load(root: Path) -> list[Document]:
    """The truth folders at and under ``root``, in natural order."""
    return [_document(folder, root) for folder in documents(root)]


def _document(folder: Path, root: Path) -> Document:
    """A truth folder. Where no truth names its source, one whose values nobody made up is of a real document."""
    truth = read_truth(folder)
    added: dict[str, object] = {}
    if "source" not in truth.model_fields_set and not set(MADE_UP) & set(truth.model_extra or {}):
        added["source"] = "real"
    if not truth.tables and (tables := _cells_beside(folder)):
        added["tables"] = tables
    relative = folder.relative_to(root)
    name = "-".join(relative.parts) or folder.resolve().name
    images = tuple(folder / page.file for page in truth.pages)
    return Document(name, images, truth.model_copy(update=added))


def _cells_beside(folder: Path) -> tuple[TruthTable, ...]:
    """The tables of a report ``NAME-LEVEL`` from ``NAME-cells/NAME-pN.tables.html``, N being the page's number."""
    name, _, _ = folder.name.rpartition("-")
    found: list[TruthTable] = []
    for file in sorted(folder.parent.glob(f"{name}-cells/*.tables.html") if name else ()):
        if number := re.search(r"-p(\d+)\.tables$", file.stem):
            found += tables_in(file.read_text(encoding="utf-8"), page=int(number[1]))
    return tuple(sorted(found, key=lambda table: table.page))
