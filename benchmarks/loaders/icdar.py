"""The ICDAR 2013 table competition: PDFs with the structure of their tables in XML (Göbel et al., ICDAR 2013).

Only pages with tables are given, as images: the competition's truth says nothing about the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pypdfium2

from benchmarks.loaders.document import Document
from benchmarks.loaders.textboxes import Box, cell_boxes
from ocrkit.errors import TruthError
from ocrkit.score.truth import Truth, TruthPage, TruthTable, TruthTableCell
from ocrkit.score.truth_check import check_truth
from ocrkit.types.geometry import Box as PixelBox

ENDING = "-str.xml"
DPI = 200

Cell = tuple[tuple[int, int], tuple[int, int], str, Box | None]
"""Rows, columns, text, and the box of the text in points from the page's bottom left."""


def load(root: Path, rendered: Path) -> list[Document]:
    """The competition's documents under ``root``; their pages become images in ``rendered``."""
    return [_document(file, rendered) for file in sorted(root.rglob(f"*{ENDING}"))]


def _document(file: Path, rendered: Path) -> Document:
    name = file.name.removesuffix(ENDING)
    pdf = file.with_name(f"{name}.pdf")
    if not pdf.exists():
        raise TruthError("there is no PDF of this name", file=str(file), remedy=f"put {pdf.name} beside it")
    regions = list(_regions(file))
    numbers = sorted({page for page, _ in regions})
    document = pypdfium2.PdfDocument(pdf)
    try:
        folder = rendered / name
        images = tuple(_rendered(document, number, folder) for number in numbers)
        tables = tuple(_table(document, page, cells, numbers.index(page) + 1) for page, cells in regions)
    finally:
        document.close()
    pages = tuple(
        TruthPage.model_validate({"file": image.name, "pdf_page": n})
        for image, n in zip(images, numbers, strict=True)
    )
    truth = Truth(source="real", dpi=DPI, level="born digital", pages=pages, tables=tables)
    check_truth(truth, folder, str(file))
    return Document(name, images, truth)


def _regions(file: Path) -> Iterator[tuple[int, list[Cell]]]:
    """The page (from 1) and the cells of each region: a table, or the part of one on a page."""
    try:
        root = ElementTree.parse(file).getroot()
    except ElementTree.ParseError as error:
        raise TruthError(f"is not XML: {error}", file=str(file), remedy="fetch it again") from error
    for region in root.iter("region"):
        try:
            cells = [_cell(cell) for cell in region.iter("cell")]
            page = int(region.attrib["page"])
        except (KeyError, ValueError) as error:
            problem = f"region {region.get('id')}: {error} is missing or no number"
            raise TruthError(problem, file=str(file), remedy="fetch it again") from error
        if cells:
            yield page, cells


def _cell(cell: ElementTree.Element) -> Cell:
    """A cell; where it ends where it begins, the truth leaves the end out."""
    row, col = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
    rows = (row, int(cell.get("end-row", row)) + 1)
    cols = (col, int(cell.get("end-col", col)) + 1)
    place = cell.find("bounding-box")
    box = None if place is None else tuple(float(place.attrib[side]) for side in ("x1", "y1", "x2", "y2"))
    return rows, cols, (cell.findtext("content") or "").strip(), box  # type: ignore[return-value]


def _table(document: pypdfium2.PdfDocument, page: int, cells: list[Cell], number: int) -> TruthTable:
    """A region as a table on page ``number`` of the images. Squares that no cell covers are blank cells."""
    n_rows, n_cols = max(rows[1] for rows, *_ in cells), max(cols[1] for _, cols, *_ in cells)
    covered = np.zeros((n_rows, n_cols), bool)
    for rows, cols, *_ in cells:
        covered[slice(*rows), slice(*cols)] = True
    holes: list[Cell] = [((r, r + 1), (c, c + 1), "", None) for r, c in np.argwhere(~covered).tolist()]
    complete = sorted([*cells, *holes], key=lambda cell: (cell[0][0], cell[1][0]))
    boxes = cell_boxes([(rows, cols, box) for rows, cols, _, box in complete], n_rows, n_cols)
    found = tuple(
        TruthTableCell(rows=rows, cols=cols, text=text, box=_pixels(document, page, box), page=number)
        for (rows, cols, text, _), box in zip(complete, boxes, strict=True)
    )
    return TruthTable(page=number, n_rows=n_rows, n_cols=n_cols, cells=found)


def _pixels(document: pypdfium2.PdfDocument, page: int, box: Box) -> PixelBox:
    """A box in pixels of the page's image, from points that begin at the bottom left."""
    left, _, _, top = document[page - 1].get_cropbox()
    scale = DPI / 72
    x0, y0, x1, y1 = box
    return PixelBox((x0 - left) * scale, (top - y1) * scale, (x1 - left) * scale, (top - y0) * scale)


def _rendered(document: pypdfium2.PdfDocument, number: int, folder: Path) -> Path:
    """The image of a page, made where it is not there yet."""
    target = folder / f"page{number}.png"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        image = np.ascontiguousarray(document[number - 1].render(scale=DPI / 72).to_numpy()[..., :3])
        done, data = cv2.imencode(".png", image)
        assert done
        part = target.with_suffix(".part")  # a half-written page must not be taken for a whole one
        part.write_bytes(data.tobytes())
        part.replace(target)
    return target
