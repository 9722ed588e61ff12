"""Parts of tables, page by page, to whole tables: by their labels, not by where they lie on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrkit.forms.append import append
from ocrkit.forms.grid import Grid, is_words
from ocrkit.forms.hits import vocabulary
from ocrkit.forms.labels import similarity
from ocrkit.forms.parts import Likeness, TablePart, likeness, row_labels
from ocrkit.forms.runs import find_runs
from ocrkit.forms.settings import FormSettings
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import Leaf
from ocrkit.types.table import Table


@dataclass(frozen=True)
class WholeTable:
    """A table with all its parts, the form whose labels it shows (None for a plain one), and its heading.

    ``parts`` says which of the parts in reading order it is made of.
    """

    table: Table
    definition: FormDefinition | None
    heading: str | None
    parts: tuple[int, ...]


@dataclass(frozen=True)
class _Open:
    """A form's table that may go on: its parts put together so far."""

    whole: WholeTable
    like: Likeness
    stub: int | None
    shown: frozenset[str]
    position: int
    leaf: Leaf


def join_parts(
    parts: Sequence[TablePart], definitions: Sequence[FormDefinition], settings: FormSettings
) -> list[WholeTable]:
    """Whole tables in the order in which they begin.

    ``parts`` are in reading order. A part continues the form's table before it if it shows labels of the same
    form and not the same rows again, or shows no words at all, on a later page, under no other heading; under the
    heading of another form's section one does only if its labels tell it by themselves.
    """
    wholes: list[WholeTable] = []
    last: _Open | None = None
    for i, part in enumerate(parts):
        like = likeness(part.table, definitions, settings)
        if last is not None and like is not None and _is_elsewhere(part, like, last, definitions, settings):
            last = None
        if last is not None and like is not None and _continues(part, like, last, settings):
            last = _continued(last, part, i, settings)
            wholes[last.position] = last.whole
            continue
        strong = like is not None and (like.strong or (like.n_hits >= 1 and _heads(part, like, settings)))
        wholes.append(WholeTable(part.table, like.definition if like and strong else None, part.heading, (i,)))
        if like is not None and strong:
            last = _Open(
                wholes[-1],
                like,
                _stub(part.table, like, settings),
                row_labels(part.table, like, settings),
                len(wholes) - 1,
                part.leaf,
            )
    return wholes


def _continues(part: TablePart, like: Likeness, last: _Open, settings: FormSettings) -> bool:
    if part.leaf < last.leaf:
        return False
    if like.n_words == 0:
        next_page = part.leaf > last.leaf
        same_heading = part.heading is None or part.heading == last.whole.heading
        return next_page and same_heading and part.table.n_cols == last.whole.table.n_cols
    if like.definition.key != last.like.definition.key or like.n_hits == 0:
        return False
    if not vocabulary(like.edition).rows:
        return _ends_in_headings(last.whole.table)
    shown = row_labels(part.table, like, settings)
    return 2 * len(shown & last.shown) <= len(shown)


def _is_elsewhere(
    part: TablePart,
    like: Likeness,
    last: _Open,
    definitions: Sequence[FormDefinition],
    settings: FormSettings,
) -> bool:
    """Whether the heading of another form's section stands between a part and the table before it.

    Labels that tell the form by themselves are believed against a heading, and so is one that may be the form's own.
    """
    own = last.like.definition
    if like.strong and like.definition.key == own.key:
        return False
    if part.heading == last.whole.heading or names_section(part.heading, own, settings):
        return False
    return any(names_section(part.heading, other, settings) for other in definitions if other is not own)


def _ends_in_headings(table: Table) -> bool:
    """Whether the last row still holds words: in a form without row labels the values are yet to come."""
    return any(is_words(cell.text) for cell in table.cells if cell.rows[1] == table.n_rows)


def _continued(last: _Open, part: TablePart, index: int, settings: FormSettings) -> _Open:
    upper, lower = last.whole.table, part.table
    like = likeness(lower, (last.like.definition,), settings)
    assert like is not None
    stub = _stub(lower, like, settings)
    stubs = _stubs(upper, lower, last.stub, stub)
    known = vocabulary(last.like.edition)
    counts = frozenset(len(block.columns) for block in last.like.edition.blocks)
    table = append(upper, lower, stubs, known, settings.hit, settings.align, counts)
    joint = None if stubs is None else max(stubs)
    return replace(
        last,
        whole=replace(last.whole, table=table, parts=(*last.whole.parts, index)),
        stub=joint if joint is not None else last.stub,
        shown=last.shown | row_labels(lower, like, settings),
        leaf=part.leaf,
    )


def _stubs(upper: Table, lower: Table, above: int | None, below: int | None) -> tuple[int, int] | None:
    """The first value columns of both parts; where one does not show its own, as many values as the other."""
    if above is not None and below is not None:
        return above, below
    if above is None and below is None:
        return None
    if above is not None:
        guess = lower.n_cols - (upper.n_cols - above)
        return (above, guess) if 0 < guess < lower.n_cols else None
    assert below is not None
    guess = upper.n_cols - (lower.n_cols - below)
    return (guess, below) if 0 < guess < upper.n_cols else None


def _stub(table: Table, like: Likeness, settings: FormSettings) -> int | None:
    """The table's first value column: that of most of its runs; None where no row label shows it."""
    blocks = like.edition.blocks
    if not any(block.rows for block in blocks):
        return None
    titled = any(block.title is not None for block in blocks)
    runs = find_runs(Grid(table), like.hits, settings.hit, titled, True)
    stubs = Counter(run.stub for run in runs if run.data[1] > run.data[0] and run.stub > 0)
    return stubs.most_common(1)[0][0] if stubs else None


def _heads(part: TablePart, like: Likeness, settings: FormSettings) -> bool:
    """Whether the part stands under the form's own section heading."""
    return names_section(part.heading, like.definition, settings)


def names_section(heading: str | None, definition: FormDefinition, settings: FormSettings) -> bool:
    """Whether a heading is that of the section the form stands in."""
    return bool(heading and definition.section and similarity(heading, definition.section) >= settings.sure)
