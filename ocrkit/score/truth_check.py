"""Whether a truth fits the forms it names and the pages it speaks of; asked before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from ocrkit.errors import TableError, TruthError
from ocrkit.profiles import annual_report
from ocrkit.score.truth_models import Truth, TruthForm, TruthTable
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.geometry import Box
from ocrkit.types.table import tiling

_SLACK = 1.0  # pixels that a box may lie outside its page: boxes are rounded


def check_truth(truth: Truth, folder: Path, file: str) -> None:
    """Raise ``TruthError`` for the first thing in ``truth`` that does not fit; ``file`` is the name it is given."""
    for key, problem, remedy in _problems(truth, folder):
        raise TruthError(f"{key}: {problem}", file=file, remedy=remedy)


def _problems(truth: Truth, folder: Path) -> Iterator[tuple[str, str, str]]:
    """What does not fit: the key, what is wrong with it, and what to do."""
    yield from _unknown_keys(truth)
    yield from _page_problems(truth, folder)
    for key, form in truth.forms().items():
        yield from _form_problems(key, form)
    for i, table in enumerate(truth.tables):
        yield from _table_problems(f"tables.{i}", table)
    yield from _place_problems(truth, folder)
    if not (truth.forms() or truth.tables or truth.sections):
        yield "the file", "says nothing that could be scored", "give requests, proactive, sections or tables"


def _unknown_keys(truth: Truth) -> Iterator[tuple[str, str, str]]:
    """Facts of the maker's own are welcome, but not a known key with a slip of the pen in it."""
    for key in truth.model_extra or {}:
        for known in get_close_matches(key, type(truth).model_fields, n=1, cutoff=0.8):
            yield key, "no such key", f"is {known} meant? a fact of your own needs a name less alike"


def _page_problems(truth: Truth, folder: Path) -> Iterator[tuple[str, str, str]]:
    for i, page in enumerate(truth.pages):
        key = f"pages.{i}.file"
        if Path(page.file).name != page.file:
            yield key, f"{page.file!r} is a path", "give the name of a file beside truth.json"
        elif not os.path.isfile(folder / page.file):
            yield key, f"there is no file {page.file!r}", f"put the page into {folder.name}/, or correct its name"


def _form_problems(key: str, form: TruthForm) -> Iterator[tuple[str, str, str]]:
    definition = _definitions()[key]
    try:
        edition = definition.edition(form.edition)
    except KeyError:
        names = ", ".join(str(e.name) for e in definition.editions)
        yield f"{key}.edition", f"the form has no edition {form.edition!r}", f"it is one of: {names}"
        return
    places = edition.places()
    yield from _unknown_places(key, form, edition)
    given = sum(1 for _ in form)
    missing = [place for place in places if place[1] not in form.cells.get(place[0], {})]
    if missing and not form.partial:
        row, column = missing[0]
        yield (
            f"{key}.cells.{row}.{column}",
            f"is missing: {given} values are given where edition {edition.name} of the form has {len(places)}",
            'add what is missing, or say "partial": true if only some values are to be scored',
        )


def _unknown_places(key: str, form: TruthForm, edition: Edition) -> Iterator[tuple[str, str, str]]:
    columns: dict[str, list[str]] = {}
    for row, column in edition.places():
        columns.setdefault(row, []).append(column)
    for row, line in form.cells.items():
        if row not in columns:
            yield f"{key}.cells.{row}", f"edition {edition.name} has no row of this key", _guess(row, columns)
            continue
        for column in line:
            if column not in columns[row]:
                problem = f"edition {edition.name} has no column of this key in this row"
                yield f"{key}.cells.{row}.{column}", problem, _guess(column, columns[row])


def _guess(wrong: str, known: dict[str, list[str]] | list[str]) -> str:
    near = get_close_matches(wrong, known, n=1)
    return f"is {near[0]} meant?" if near else "the keys are: " + ", ".join(known)


def _table_problems(key: str, table: TruthTable) -> Iterator[tuple[str, str, str]]:
    try:
        tiling(table.n_rows, table.n_cols, [(cell.rows, cell.cols) for cell in table.cells])
    except TableError as error:
        yield f"{key}.cells", error.message, "cells cover the grid exactly; ranges are half-open, counted from 0"


def _place_problems(truth: Truth, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Pages that do not exist, and boxes that are not on their page."""
    sizes: dict[str, tuple[int, int] | None] = {}
    for key, number, box in _places(truth):
        if number is None:
            yield f"{key}.page", "is missing", "a box needs the number of its page, from 1"
            continue
        if number > len(truth.pages):
            yield f"{key}.page", f"there is no page {number}", f"the document has {len(truth.pages)} pages"
            continue
        if box is None:
            continue
        name = truth.pages[number - 1].file
        size = sizes[name] if name in sizes else sizes.setdefault(name, _size(folder / name))
        if size is not None and not _inside(box, size):
            problem = f"{box.as_tuple()} lies outside page {number} of {size[0]} x {size[1]} pixels"
            yield f"{key}.box", problem, "boxes are x0, y0, x1, y1 in pixels of the page as given"


def _places(truth: Truth) -> Iterator[tuple[str, int | None, Box | None]]:
    """Every key that names a page or has a box."""
    for key, form in truth.forms().items():
        for row, column, value in form:
            if value.page is not None or value.box is not None:
                yield f"{key}.cells.{row}.{column}", value.page, value.box
    for i, table in enumerate(truth.tables):
        yield f"tables.{i}", table.page, None
        for j, cell in enumerate(table.cells):
            yield f"tables.{i}.cells.{j}", cell.page or table.page, cell.box


def _size(file: Path) -> tuple[int, int] | None:
    """(width, height) of an image; None for a document whose pages have no size of their own (a PDF)."""
    try:
        with Image.open(file) as image:
            return image.size if getattr(image, "n_frames", 1) == 1 else None
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None  # whether it can be read at all is for the reader to say


def _inside(box: Box, size: tuple[int, int]) -> bool:
    return min(box.x0, box.y0) >= -_SLACK and box.x1 <= size[0] + _SLACK and box.y1 <= size[1] + _SLACK


@cache
def _definitions() -> dict[str, FormDefinition]:
    return {definition.key: definition for definition in annual_report().forms}
