"""Where values were found, compared with where they are: intersection over union of cell boxes."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from ocrkit.score.truth_models import Truth
from ocrkit.types.geometry import Box
from ocrkit.types.report import FormTable


class PositionScore(BaseModel):
    """``iou`` is the sum over ``cells`` printed values with a known box; one not found, or elsewhere, adds 0."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    iou: float = 0.0
    cells: int = 0
    found: int = 0

    @property
    def mean(self) -> float | None:
        """Mean over all printed values, None where no box is known."""
        return self.iou / self.cells if self.cells else None


def score_positions(tables: Mapping[str, FormTable], truth: Truth) -> PositionScore:
    """Compare the boxes of the values that ``truth`` gives a page and a box for."""
    total, cells, found = 0.0, 0, 0
    for key, form in truth.forms().items():
        got = tables[key].cells if key in tables else {}
        for row, column, wanted in form:
            if wanted.box is None or wanted.page is None:
                continue
            cells += 1
            cell = got.get(row, {}).get(column)
            if cell is None or cell.box is None:
                continue
            found += 1
            total += iou(cell.box, wanted.box) if cell.page == wanted.page else 0.0
    return PositionScore(iou=total, cells=cells, found=found)


def iou(a: Box, b: Box) -> float:
    """Area of the intersection over area of the union, 0 to 1."""
    shared = a.overlap(b)
    union = a.area + b.area - shared
    return shared / union if union > 0 else float(a == b)
