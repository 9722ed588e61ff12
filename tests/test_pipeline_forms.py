"""A form made up for this test, in English, read with a definition file alone; and what is sent to review."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pytest
from installed import crop_reader

from ocrkit.engines import Engines
from ocrkit.pipeline import Reader
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.settings import ReadSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef
from ocrkit.types.page import Image
from ocrkit.types.report import Cell, FormTable, Report
from ocrkit.types.text import TextLine
from ocrkit.verify.review import send_to_review

FAINT, ODD = Doubt(DoubtCode.FAINT_INK), Doubt(DoubtCode.SUMS_BROKEN)

DEFINITION = """
form: library
section: Library visits
editions:
  - blocks:
      - columns:
          - visits: Visits
          - Loans:
              - adults: Adults
              - children: Children
          - fines: Fines
        rows:
          - main: Main library
          - harbour: Harbour branch
          - school: School branch
          - all: Total
rules:
  - {name: by_branch, for_each: column, equals: all, sum_of: [main, harbour, school]}
"""

VALUES = {
    "main": ("48213", "1907", "2264", "318.50"),
    "harbour": ("5178", "836", "", "41.25"),
    "school": ("9640", "75", "6302", "-"),
    "all": ("63031", "2818", "8566", "359.75"),
}
LABELS = {"main": "Main library", "harbour": "Harbour branch", "school": "School branch", "all": "Total"}
KEYS = ("visits", "adults", "children", "fines")
XS, YS = (150, 500, 720, 940, 1160, 1380), (300, 380, 460, 550, 640, 730, 820)


class NoLines:
    """A ``LineFinder`` for pages whose text does not matter."""

    def lines(self, image: Image) -> list[TextLine]:
        return []


def write(image: Image, text: str, left: int, top: int) -> None:
    cv2.putText(image, text, (left + 24, top + 52), cv2.FONT_HERSHEY_DUPLEX, 1.1, 30, 2, cv2.LINE_AA)


def drawn(values: Mapping[str, tuple[str, ...]] = VALUES, order: tuple[int, ...] = (0, 1, 2, 3)) -> Image:
    """The form as a ruled table with two heading rows; ``order`` puts its rows in another order."""
    image = np.full((2100, 1500), 250, np.uint8)
    boxes = [("", 0, 2, 0, 1), ("Visits", 0, 2, 1, 2), ("Loans", 0, 1, 2, 4), ("Fines", 0, 2, 4, 5)]
    boxes += [("Adults", 1, 2, 2, 3), ("Children", 1, 2, 3, 4)]
    rows = [list(values)[i] for i in order]
    for r, key in enumerate(rows, start=2):
        boxes.append((LABELS[key], r, r + 1, 0, 1))
        boxes += [(text, r, r + 1, c, c + 1) for c, text in enumerate(values[key], start=1)]
    for text, r0, r1, c0, c1 in boxes:
        cv2.rectangle(image, (XS[c0], YS[r0]), (XS[c1], YS[r1]), 30, 3)
        write(image, text, XS[c0], YS[r0] + (40 if r1 - r0 == 2 else 0))
    return image


@pytest.fixture(scope="module")
def engine() -> CropReader:
    return crop_reader()


def read(image: Image, engine: CropReader, folder: Path) -> Report:
    (folder / "form.yaml").write_text(DEFINITION, encoding="utf-8")
    cv2.imwrite(str(folder / "page.png"), image)
    settings = ReadSettings(forms=(str(folder / "form.yaml"),))
    result = Reader(settings, Engines(engine, NoLines())).read_report(folder / "page.png")
    assert result.failures == ()
    return result.report


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 3, 1, 0)])
def test_a_form_of_the_users_is_read_by_its_definition_alone(
    engine: CropReader, tmp_path: Path, order: tuple[int, ...]
) -> None:
    report = read(drawn(order=order), engine, tmp_path)
    form = report.forms["library"]
    printed = {(row, key): text for row, texts in VALUES.items() for key, text in zip(KEYS, texts, strict=True)}
    found = {(row, column): "-" if cell.kind == "dash" else cell.text for row, column, cell in form}
    assert found == printed
    assert form["main"]["fines"].value == Decimal("318.50")
    assert form["harbour"]["children"].kind == "blank"
    assert form["school"]["fines"].kind == "dash"
    assert form["school"]["children"].value == 6302
    assert form.row_labels["harbour"] == "Harbour branch"
    assert [table.form for table in report.tables] == ["library"]
    assert report.findings == ()
    frame = form.to_frame(labels=True)
    assert frame.loc["School branch", "Visits"] == 9640
    box = form["all"]["visits"].box
    assert box is not None
    row = 2 + order.index(3)
    assert box.as_tuple() == pytest.approx((XS[1], YS[row], XS[2], YS[row + 1]), abs=4)


def test_its_sums_are_checked_and_never_corrected(engine: CropReader, tmp_path: Path) -> None:
    wrong = {**VALUES, "all": ("63031", "2819", "8566", "359.75")}
    report = read(drawn(wrong), engine, tmp_path)
    (finding,) = report.findings
    assert (finding.kind, finding.rule) == ("arithmetic", "by_branch")
    assert {(ref.form, ref.column) for ref in finding.cells} == {("library", "adults")}
    assert report.forms["library"]["all"]["adults"].value == 2819


def test_a_form_that_is_not_there_is_a_finding(engine: CropReader, tmp_path: Path) -> None:
    report = read(np.full((2000, 1400), 250, np.uint8), engine, tmp_path)
    (finding,) = report.findings
    assert finding.kind == "missing_table"
    assert "library" in finding.message


def test_doubted_cells_get_status_review_and_keep_their_value() -> None:
    cell = Cell(value=Decimal(7), text="7", kind="number", doubts=(FAINT,), confidence=0.9)
    other = Cell(value=Decimal(1), text="1", kind="number")
    forms = {
        "a": FormTable(cells={"r": {"x": cell, "y": other}, "s": {"x": other}}),
        "b": FormTable(cells={"r": {"x": other}}),
    }
    ref = CellRef(form="a", row="r", column="x")
    marked = send_to_review(forms, [(ref, ODD), (CellRef(form="a", row="s", column="x"), ODD)])
    found = marked["a"]["r"]["x"]
    assert (found.status, found.value, found.text, found.confidence) == ("review", Decimal(7), "7", 0.9)
    assert found.doubts == (FAINT, ODD)
    assert marked["a"]["s"]["x"].status == "review"
    assert marked["a"]["r"]["y"] == other
    assert marked["b"] == forms["b"]
    assert forms["a"]["r"]["x"] == cell
    assert Report(forms=marked).doubtful()[0] == (ref, found)
    assert send_to_review(forms, []) == forms
