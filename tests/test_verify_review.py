"""What speaks against all values of a page or table, however plainly each was read."""

from __future__ import annotations

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, FormTable
from ocrkit.verify.review import review


def test_no_blank_is_sure_where_dashes_are_nearly_gone() -> None:
    """Also where it was answered that what is left of them are dashes, and in another table, on another page."""
    mark = Doubt(DoubtCode.MARK_IN_MIDDLE)
    worn = Cell(value=None, text="-", kind="dash", page=1, answered=(mark,))
    dash, blank = worn.model_copy(update={"answered": ()}), Cell(value=None, text="", kind="blank", page=1)
    other_page = blank.model_copy(update={"page": 2})

    def statuses(*dashes: Cell) -> list[str]:
        first = FormTable(cells={"a": {str(i): cell for i, cell in enumerate(dashes)}})
        second = FormTable(cells={"b": {"x": blank, "y": other_page}})
        found = review({"one": first, "two": second}, (), ()).forms["two"].cells["b"]
        return [found["x"].status, found["y"].status]

    assert statuses(worn, worn, worn, *[dash] * 9) == ["review", "review"]
    assert statuses(worn, worn, *[dash] * 3) == ["accepted", "accepted"], "so few may be dirt"
    assert statuses(worn, worn, worn, *[dash] * 40) == ["accepted", "accepted"]
