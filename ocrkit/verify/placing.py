"""Doubts of where a value belongs, by what they ask; none of them says how a value was read."""

from __future__ import annotations

from ocrkit.types.doubt_codes import DoubtCode

OF_LABEL = frozenset(
    {DoubtCode.LABEL_UNREAD, DoubtCode.LABEL_UNLIKE, DoubtCode.LABEL_BY_ORDER, DoubtCode.LABEL_BY_ODDS}
)
"""The label of one line cannot be made out; each says of which axis the line is."""

OF_LINE = OF_LABEL | {
    DoubtCode.HEADINGS_UNREAD,
    DoubtCode.COLUMNS_BY_NUMBER,
    DoubtCode.FILED_BY_SHAPE,
    DoubtCode.FEW_LABELS_TOLD,
    DoubtCode.LABEL_FITS_TWICE,
    DoubtCode.SEVERAL_VALUE_LINES,
    DoubtCode.BLOCK_NOT_TOLD,
    DoubtCode.PLACE_TAKEN_TWICE,
    DoubtCode.OTHER_EDITION_FITS,
}
"""Which line it is; those without an axis are of both lines that a value stands in."""

OF_CELL = frozenset(
    {
        DoubtCode.PLACED_BY_FORM,
        DoubtCode.SEVERAL_CELLS,
        DoubtCode.SPANS_COLUMNS,
        DoubtCode.SPANS_ROWS,
        DoubtCode.RULES_RUN_ON,
    }
)
"""Which cell is that of its lines, or whether all of it is seen."""
