"""Tables whose labels do not say what they are, found by their shape: alone, or with their parts on later pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from ocrkit.forms.append import append
from ocrkit.forms.hits import vocabulary
from ocrkit.forms.join import WholeTable, names_section
from ocrkit.forms.match import FormMatch
from ocrkit.forms.parts import TablePart
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.shape import match_shape, value_column
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.table import Table

Matched = tuple[WholeTable, FormMatch | None]

_PARTS = 3
"""Over how many pages a form's table is looked for; the longest is one page and a little."""


def by_shape(
    matched: Sequence[Matched],
    parts: Sequence[TablePart],
    definitions: Sequence[FormDefinition],
    settings: FormSettings,
) -> list[Matched]:
    """The tables, those put together and filed that have a form's shape, and more values so than by their labels.

    ``parts`` are those that ``matched`` were joined from: where labels cannot be read they were joined by the few
    that look like some, so that the shape is asked of the parts as they follow each other, too.
    """
    found: dict[int, Matched] = {part: one for one in matched for part in one[0].parts}
    first = 0
    while first < len(parts):
        for count in range(min(_PARTS, len(parts) - first), 0, -1):
            group = range(first, first + count)
            wholes = _only_of(group, found)
            shaped = _shaped(group, parts, wholes, _open(definitions, group, found), settings) if wholes else None
            if shaped is not None:
                found |= dict.fromkeys(group, shaped)
                break
        first += count
    return list({id(one): one for one in (found[i] for i in range(len(parts)))}.values())


def _open(definitions: Sequence[FormDefinition], group: range, found: Mapping[int, Matched]) -> list[FormDefinition]:
    """The forms that a group may be: one without labels of rows only where no other table is it by its labels."""
    told = {match.definition.key for i, (_, match) in found.items() if i not in group and match is not None}
    return [
        definition
        for definition in definitions
        if definition.key not in told or any(block.rows for one in definition.editions for block in one.blocks)
    ]


def _only_of(group: range, found: Mapping[int, Matched]) -> list[Matched]:
    """The tables that a group of parts makes up; none where one of them has a part that is not of the group."""
    wholes = list({id(found[i]): found[i] for i in group}.values())
    return wholes if all(part in group for whole, _ in wholes for part in whole.parts) else []


def _shaped(
    group: range,
    parts: Sequence[TablePart],
    wholes: Sequence[Matched],
    definitions: Sequence[FormDefinition],
    settings: FormSettings,
) -> Matched | None:
    """Parts as one table of a form's shape; None where they have none's, or their labels file as much."""
    joined, apart = [whole.table for whole, _ in wholes], [parts[i].table for i in group]
    filed = sum(len(match.placed) for _, match in wholes if match is not None)
    for definition in definitions:
        editions = [edition for edition in definition.editions if len(edition.places()) > filed]
        if not editions or not _may_be(definition, [parts[i].heading for i in group], wholes, settings):
            continue
        shaped: list[tuple[WholeTable, FormMatch]] = []
        for tables, edition in product([joined, apart] if joined != apart else [joined], editions):
            stacked = _stacked(tables, edition, settings)
            match = match_shape(stacked[0], definition, edition, settings, stacked[1]) if stacked else None
            if stacked and match is not None and len(match.placed) > filed:
                whole = WholeTable(stacked[0], definition, parts[group[0]].heading, tuple(group))
                shaped.append((whole, match))
        if shaped:
            return max(shaped, key=lambda one: one[1].fit)
    return None


def _may_be(
    definition: FormDefinition, headings: Sequence[str | None], wholes: Sequence[Matched], settings: FormSettings
) -> bool:
    """Whether nothing says that parts are no table of the form: it is under its heading, or shows its labels."""
    if any(match is not None and whole.definition != definition for whole, match in wholes):
        return False
    first = wholes[0][0]
    if not names_section(headings[0], definition, settings) and first.definition != definition:
        return False
    return all(
        heading in (None, headings[0]) or names_section(heading, definition, settings) for heading in headings[1:]
    )


def _stacked(tables: Sequence[Table], edition: Edition, settings: FormSettings) -> tuple[Table, list[int]] | None:
    """Tables one under the other, and the rows at which later ones begin; None where they have too few columns.

    Each part has as many value columns as the form, and labels before them if the form's rows have any, though
    fewer columns of them where only rows without groups are on its page.
    """
    labelled = any(block.rows for block in edition.blocks)
    if any(value_column(table.n_cols, edition) < labelled for table in tables):
        return None
    counts = frozenset(len(block.columns) for block in edition.blocks)
    whole, seams = tables[0], []
    for lower in tables[1:]:
        pair = value_column(whole.n_cols, edition), value_column(lower.n_cols, edition)
        whole = append(whole, lower, pair, vocabulary(edition), settings.hit, settings.align, counts)
        seams.append(whole.n_rows - lower.n_rows)
    return whole, seams
