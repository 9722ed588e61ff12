"""A small report with its two drawn pages, for the tests of the export stage and the command."""

from __future__ import annotations

from decimal import Decimal

import cv2
import numpy as np

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.geometry import Box
from ocrkit.types.page import Image
from ocrkit.types.report import (
    Cell,
    Figure,
    FormTable,
    Guess,
    PageStep,
    Report,
    Section,
    Source,
    SourceFile,
    SourcePage,
)
from ocrkit.types.table import Place, Table, TableCell

COLUMNS = {"natural_person": "自然人", "other_organization": "其他", "total": "总计"}
ROWS = {
    "new_received": "一、本年新收政府信息公开申请数量",
    "denied_state_secret": "1.属于国家秘密",
    "denied_by_law": "2.其他法律行政法规禁止公开",
}
GROUPS = dict.fromkeys(("denied_state_secret", "denied_by_law"), ("三、本年度办理结果", "（三）不予公开"))
HOSTILE = "<script>alert('x')</script> | =cmd|' /C calc'!A0 \x07& \"quoted\""
PAGE = (1240, 1754)  # width, height
_X = (100, 260, 500, 700, 900, 1140)
_Y = (200, 280, 360, 460, 560, 660)

VALUES = {
    ("new_received", "natural_person"): Cell(value=Decimal("1234"), text="1,234", kind="number", confidence=0.98),
    ("new_received", "other_organization"): Cell(
        value=Decimal("251000"), text="251000元", kind="number", unit="元", confidence=0.9
    ),
    ("new_received", "total"): Cell(
        value=Decimal("22"), text="22（其中修订 16 件）", kind="number", note="其中修订 16 件", confidence=0.91
    ),
    ("denied_state_secret", "natural_person"): Cell(value=None, text="", kind="blank", confidence=1.0),
    ("denied_state_secret", "other_organization"): Cell(value=None, text="—", kind="dash", confidence=0.97),
    ("denied_state_secret", "total"): Cell(value=Decimal("-3"), text="-3", kind="number", confidence=0.88),
    ("denied_by_law", "natural_person"): Cell(
        value=Decimal("59237.2449"),
        text="59237.2449",
        kind="number",
        status="review",
        confidence=0.41,
        alternatives=(Guess(text="59237.2449", probability=0.41), Guess(text="59237.2448", probability=0.38)),
        doubts=(Doubt(DoubtCode.IMPROBABLE, {"probability": 0.41}),),
    ),
    ("denied_by_law", "other_organization"): Cell(value=None, text=None, kind="unreadable", status="review"),
    ("denied_by_law", "total"): Cell(
        value=None,
        text="=1+1",
        kind="text",
        status="review",
        doubts=(Doubt(DoubtCode.READ_WITH_SPECKS, {"text": HOSTILE}),),
        confidence=0.7,
    ),
}


def _cell(rows: tuple[int, int], cols: tuple[int, int], text: str | None) -> TableCell:
    box = Box(_X[cols[0]], _Y[rows[0]], _X[cols[1]], _Y[rows[1]])
    places = [Place(page=1, box=box)]
    if rows[1] - rows[0] > 1:  # the merged label goes on at the head of the next page
        places.append(Place(page=2, box=Box(100, 100, 260, 180)))
    return TableCell(rows=rows, cols=cols, places=tuple(places), text=text, confidence=None if text is None else 0.9)


def sample_table() -> Table:
    """Five rows and five columns with row and column spans."""
    cells = [
        _cell((0, 1), (0, 2), "申请人情况"),
        *(_cell((0, 1), (2 + i, 3 + i), label) for i, label in enumerate(COLUMNS.values())),
        _cell((1, 2), (0, 2), ROWS["new_received"]),
        _cell((2, 4), (0, 1), "（三）不予公开"),
        _cell((2, 3), (1, 2), ROWS["denied_state_secret"]),
        _cell((3, 4), (1, 2), ROWS["denied_by_law"]),
        *(
            _cell((1 + r, 2 + r), (2 + c, 3 + c), VALUES[row, column].text)
            for r, row in enumerate(ROWS)
            for c, column in enumerate(COLUMNS)
        ),
        _cell((4, 5), (0, 5), HOSTILE),
    ]
    return Table(n_rows=5, n_cols=5, cells=tuple(cells), form="requests")


def plain_table() -> Table:
    """Two by two without spans, with a pipe in it."""
    texts = [["a|b", "*c*"], ["", None]]
    return Table(
        n_rows=2,
        n_cols=2,
        cells=tuple(_cell((r, r + 1), (c, c + 1), texts[r][c]) for r in (0, 1) for c in (0, 1)),
    )


def sample_form() -> FormTable:
    """The values with the places that the table has them at."""
    cells: dict[str, dict[str, Cell]] = {}
    for r, row in enumerate(ROWS):
        for c, column in enumerate(COLUMNS):
            box = Box(_X[2 + c], _Y[1 + r], _X[3 + c], _Y[2 + r])
            cells.setdefault(row, {})[column] = VALUES[row, column].model_copy(update={"page": 1, "box": box})
    return FormTable(edition="2021", cells=cells, row_labels=ROWS, row_groups=GROUPS, column_labels=COLUMNS)


def sample_report() -> Report:
    """Every kind of value, a hostile text in every field that comes from paper."""
    width, height = PAGE
    return Report(
        source=Source(
            files=(SourceFile(name="scan<1>.png", sha256="0" * 64),),
            pages=(
                SourcePage(number=1, file="scan<1>.png", width=width, height=height, dpi=150),
                SourcePage(number=2, file="scan<1>.png", index=1, width=width, height=height, dpi=150),
                SourcePage(number=3, file="lost.png", error="the file is empty"),
            ),
        ),
        agency="某某县某某局",
        year=2023,
        title="某某局2023年政府信息公开工作年度报告 " + HOSTILE,
        sections=(
            Section(
                key="overview",
                heading="一、总体情况",
                paragraphs=("（一）主动公开", "# 全年公开信息 4 条。" + HOSTILE),
                places=(Place(page=1, box=Box(100, 700, 900, 740)), Place(page=1, box=Box(100, 760, 1140, 800))),
            ),
            Section(key=None, heading="七、" + HOSTILE),
        ),
        requests=sample_form(),
        figures=(Figure(key="disclosed_this_year", value=Decimal(4), sentence="=全年公开信息 4 条", page=1),),
        tables=(sample_table(), plain_table()),
        findings=(
            Finding(
                kind="arithmetic",
                message="1234 + 251000 is not 22 " + HOSTILE,
                cells=(CellRef(form="requests", row="new_received", column="total"),),
                pages=(1,),
            ),
        ),
    )


class SampleImages:
    """The two pages: rules and plain figures on white; ``asked`` records which were loaded."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def image(self, number: int, at_least: int | None = None) -> Image:
        self.asked.append(number)
        if number not in (1, 2):
            raise KeyError(number)
        image = np.full((PAGE[1], PAGE[0], 3), 255, dtype=np.uint8)
        for cell in sample_table().cells if number == 1 else ():
            x0, y0, x1, y1 = cell.box.as_ints()
            cv2.rectangle(image, (x0, y0), (x1, y1), (0, 0, 0), 2)
            ascii_text = (cell.text or "").encode("ascii", "ignore").decode()[:12]
            cv2.putText(image, ascii_text, (x0 + 10, y1 - 30), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
        return image


def turned(report: Report, degrees: float) -> Report:
    """The same report whose pages the preparation turned clockwise by ``degrees``."""
    step = PageStep(name="turn", figures={"degrees_clockwise": degrees})
    pages = tuple(page.model_copy(update={"steps": (step,)}) for page in report.source.pages)
    return report.model_copy(update={"source": report.source.model_copy(update={"pages": pages})})
