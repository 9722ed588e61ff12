"""Behaviour that tests ask for and that is not there yet, each with why; checked both ways.

Each of these tests must fail: one that passes again must be taken off this list (``xfail(strict=True)``). Only what
fails is listed, a parameter at a time; its fellows run.
"""

from __future__ import annotations

_WHY = "the trees that judge edges are wrong about {}; what to try is in benchmarks/fit_lattice/STATE.md"
_GUARDS = "tests/test_guards.py::test_"
_BROKEN, _FOREIGN, _PROPERTY = (f"tests/test_tables_{of}.py::test_" for of in ("broken", "foreign", "property"))


def _all(of: str, test: str, about: str, *parameters: object) -> dict[str, str]:
    names = [f"{of}{test}[{parameter}]" for parameter in parameters] or [of + test]
    return dict.fromkeys(names, _WHY.format(about))


NOT_YET = {
    **_all(_GUARDS, "fine_grey_rules_within_a_bold_black_border_are_a_table_s_own", "a bold border beside the frame"),
    **_all(_BROKEN, "text_vouches_for_no_rule", "upright strokes in line with a column", *range(4)),
    **_all(_BROKEN, "a_bracket_in_line_with_a_column_is_no_part_of_it", "brackets", 12),
    **_all(_BROKEN, "a_stroke_in_a_line_of_text_is_no_column", "strokes that touch both rules"),
    **_all(_FOREIGN, "print_that_shows_through_is_not_the_table", "print that shows through", "13-57"),
    **_all(
        _FOREIGN, "a_line_that_runs_on_past_the_table_is_none_of_its_rules", "streaks as dark as rules", "True-40"
    ),
    **_all(_FOREIGN, "a_streak_that_slants_is_no_rule", "streaks as dark as rules", 12),
    **_all(_PROPERTY, "structure_comes_back", "rules of 5 and 6 pixels", "thick"),
    **_all(_PROPERTY, "cells_with_their_texts", "rules of 5 and 6 pixels", 0, 1, 5),
}
