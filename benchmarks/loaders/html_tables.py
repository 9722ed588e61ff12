"""Images whose tables are written as HTML beside them: ``NAME.gt.html`` beside ``NAME.jpg``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from lxml import html as lxml_html

from benchmarks.loaders.document import Document
from ocrkit.errors import TruthError
from ocrkit.score.truth import Truth, TruthPage, TruthTable, TruthTableCell
from ocrkit.score.truth_check import check_truth

ENDING = ".gt.html"
IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
ILLEGIBLE = "###"
"""A cell with these signs cannot be read on the page, and is not scored."""

FIRST_ROWS_ONLY = ("stamped-settlement-scan",)
"""Images whose table goes on below the rows that its HTML has: its truth is marked ``partial``."""


def load(root: Path) -> list[Document]:
    """The images under ``root`` that have tables as HTML."""
    return [_document(file) for file in sorted(root.rglob(f"*{ENDING}"))]


def _document(file: Path) -> Document:
    name = file.name.removesuffix(ENDING)
    image = next((file.with_name(name + ending) for ending in IMAGES if file.with_name(name + ending).exists()), None)
    if image is None:
        raise TruthError("there is no image of this name", file=str(file), remedy=f"put {name}.jpg beside it")
    tables = tuple(tables_in(file.read_text(encoding="utf-8")))
    if name in FIRST_ROWS_ONLY:
        tables = tuple(table.model_copy(update={"partial": True}) for table in tables)
    truth = Truth(source="real", pages=(TruthPage(file=image.name),), tables=tables)
    check_truth(truth, file.parent, str(file))
    return Document(name, (image,), truth)


def tables_in(markup: str, page: int = 1) -> Iterator[TruthTable]:
    """The tables of HTML, their cells placed as a browser places them; ``page`` is the one they stand on."""
    for table in lxml_html.fragment_fromstring(markup, create_parent=True).iter("table"):
        cells = tuple(_cells(table))
        if not cells:
            continue
        n_rows, n_cols = max(c.rows[1] for c in cells), max(c.cols[1] for c in cells)
        yield TruthTable(page=page, n_rows=n_rows, n_cols=n_cols, cells=cells)


def _cells(table: lxml_html.HtmlElement) -> Iterator[TruthTableCell]:
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.iter("tr")):
        for cell in row.iterchildren("td", "th"):
            c = next(c for c in count() if (r, c) not in taken)
            rows, cols = (r, r + int(cell.get("rowspan", "1"))), (c, c + int(cell.get("colspan", "1")))
            taken |= {(i, j) for i in range(*rows) for j in range(*cols)}
            text = cell.text_content().strip()
            yield TruthTableCell(rows=rows, cols=cols, text=None if ILLEGIBLE in text else text)
