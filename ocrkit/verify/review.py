"""What arithmetic says about single readings: a cell that breaks its row and its column is looked at by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ocrkit.types.report import CellRef, FormTable

DOUBT = "its row and its column do not add up with it: misread, or printed wrong"


def send_to_review(forms: Mapping[str, FormTable], cells: Iterable[CellRef]) -> dict[str, FormTable]:
    """The forms with status "review" for ``cells``; values stay as they were read."""
    found = dict(forms)
    for ref in cells:
        table = found[ref.form]
        cell = table.cells[ref.row][ref.column]
        marked = cell.model_copy(update={"status": "review", "doubts": (*cell.doubts, DOUBT)})
        rows = table.cells | {ref.row: table.cells[ref.row] | {ref.column: marked}}
        found[ref.form] = table.model_copy(update={"cells": rows})
    return found
