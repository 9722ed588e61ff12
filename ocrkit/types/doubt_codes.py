"""The one list of doubts. What is said of each is in ``doubt_words``; a test sees to it that none is missing there.

After a change run ``python -m ocrkit.types.doubts_page docs/doubts.md``; a test compares.
"""

from __future__ import annotations

from enum import StrEnum


class DoubtCode(StrEnum):
    """Why a reading is not to be trusted without a look at the paper."""

    # The page it stands on.
    DAMAGED_PAGE = "damaged_page"
    # The ink of a cell.
    MARK_IN_MIDDLE = "mark_in_middle"
    DASH_MAYBE_LOST = "dash_maybe_lost"
    PRINT_MAYBE_LOST = "print_maybe_lost"
    MARK_BEFORE_NUMBER = "mark_before_number"
    SLIVER_OR_ONE = "sliver_or_one"
    LINE_LEFT_OUT = "line_left_out"
    LINE_TOUCHES_PRINT = "line_touches_print"
    LINE_PARTS_CELL = "line_parts_cell"
    SMALL_PRINT_OR_SPECKS = "small_print_or_specks"
    VALUE_IN_FRAME = "value_in_frame"
    DIAGONAL_HEAD = "diagonal_head"
    INK_UNEXPLAINED = "ink_unexplained"
    PRINT_AGAINST_RULE = "print_against_rule"
    FAINT_INK = "faint_ink"
    PALE_INK = "pale_ink"
    LOW_INK = "low_ink"
    # The print it is set in.
    PRINT_SIZE = "print_size"
    PRINT_BASELINE = "print_baseline"
    PRINT_WEIGHT = "print_weight"
    PRINT_COLOUR = "print_colour"
    STRUCK_OUT = "struck_out"
    GLYPHS_UNREAD = "glyphs_unread"
    GLYPHS_OVERLAP = "glyphs_overlap"
    UNLIKE_FELLOWS = "unlike_fellows"
    MARK_LEFT_OUT = "mark_left_out"
    PERCENT_INSIDE = "percent_inside"
    LONG_DASH = "long_dash"
    # The characters read from it.
    DASH_OR_FEET = "dash_or_feet"
    SLASH_OR_ONE = "slash_or_one"
    BOX_OR_NOUGHT = "box_or_nought"
    POINT_OR_COMMA = "point_or_comma"
    POINT_WITHOUT_ROOM = "point_without_room"
    NUMBERS_SIDE_BY_SIDE = "numbers_side_by_side"
    NUMBERS_STACKED = "numbers_stacked"
    READ_WITH_SPECKS = "read_with_specks"
    LOOKS_DIFFER = "looks_differ"
    FREE_READING_DIFFERS = "free_reading_differs"
    VALUE_READING_DIFFERS = "value_reading_differs"
    IMPROBABLE = "improbable"
    NO_VALUE_READ = "no_value_read"
    LINE_UNREAD = "line_unread"
    INK_UNREAD = "ink_unread"
    # What the text of a born-digital page says of it.
    TEXT_LAYER_DIFFERS = "text_layer_differs"
    TEXT_LAYER_SILENT = "text_layer_silent"
    # How the value is written.
    GAP_IN_NUMBER = "gap_in_number"
    ODD_SEPARATORS = "odd_separators"
    LEADING_ZERO = "leading_zero"
    POINT_WITHOUT_DECIMALS = "point_without_decimals"
    NEITHER_NUMBER_NOR_WORDS = "neither_number_nor_words"
    SIGN_IN_COUNT = "sign_in_count"
    SIGN_MAYBE_LOST = "sign_maybe_lost"
    DASH_OR_NUMERAL = "dash_or_numeral"
    # Where it belongs in the form.
    PLACED_BY_FORM = "placed_by_form"
    COLUMNS_BY_NUMBER = "columns_by_number"
    LABEL_UNREAD = "label_unread"
    LABEL_UNLIKE = "label_unlike"
    LABEL_BY_ORDER = "label_by_order"
    FILED_BY_SHAPE = "filed_by_shape"
    LABEL_FITS_TWICE = "label_fits_twice"
    HEADINGS_UNREAD = "headings_unread"
    SEVERAL_VALUE_LINES = "several_value_lines"
    SEVERAL_CELLS = "several_cells"
    SPANS_COLUMNS = "spans_columns"
    SPANS_ROWS = "spans_rows"
    UNIT_DIFFERS = "unit_differs"
    BLANK_BESIDE_STRANGE = "blank_beside_strange"
    OTHER_EDITION_FITS = "other_edition_fits"
    BLOCK_NOT_TOLD = "block_not_told"
    PLACE_TAKEN_TWICE = "place_taken_twice"
    # What it stands beside.
    SUMS_BROKEN = "sums_broken"
    SUM_DIFFERS = "sum_differs"
    SUM_WANTS = "sum_wants"
    ABOVE_BOUND = "above_bound"
    BELOW_BOUND = "below_bound"
    TEXT_DISAGREES = "text_disagrees"
    TABLE_MOSTLY_DOUBTFUL = "table_mostly_doubtful"
    NOT_VERIFIED = "not_verified"
