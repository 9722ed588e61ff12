"""What a cell of a plain table tells of its reading."""

from __future__ import annotations

import pytest

from ocrkit.recognise.told import cell_doubts
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


@pytest.mark.parametrize(
    ("reading", "codes"),
    [
        (Reading("一", 0.99, "-", 0.99, least=0.99), [DoubtCode.DASH_OR_NUMERAL]),
        (Reading("甲\n一", 0.99, least=0.99), [DoubtCode.DASH_OR_NUMERAL]),
        (Reading("一类", 0.99, least=0.99), []),
        (Reading("—", 0.99, "—", 0.99, least=0.99), []),
        (Reading("合计", 0.3, least=0.5), [DoubtCode.IMPROBABLE]),
        (Reading(None, None), [DoubtCode.INK_UNREAD]),
    ],
)
def test_why_a_cell_is_in_review(reading: Reading, codes: list[DoubtCode]) -> None:
    assert [doubt.code for doubt in cell_doubts(reading, 0.8)] == codes
