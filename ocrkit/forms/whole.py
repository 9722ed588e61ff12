"""Tables whose labels do not say what they are, found by their shape: alone, or with their parts on later pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocrkit.forms.append import append
from ocrkit.forms.hits import vocabulary
from ocrkit.forms.join import WholeTable, names_section
from ocrkit.forms.match import FormMatch
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.shape import match_shape, value_column
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.table import Table

Matched = tuple[WholeTable, FormMatch | None]

_PARTS = 3
"""Over how many pages a form's table is looked for; the longest is one page and a little."""


def by_shape(
    matched: Sequence[Matched], definitions: Sequence[FormDefinition], settings: FormSettings
) -> list[Matched]:
    """The tables, those put together and filed that have a form's shape, and more values so than by their labels."""
    found: list[Matched] = []
    rest = list(matched)
    while rest:
        n, best = 1, rest[0]
        for count in range(min(_PARTS, len(rest)), 0, -1):
            shaped = _shaped(rest[:count], definitions, settings)
            if shaped is not None:
                n, best = count, shaped
                break
        found.append(best)
        rest = rest[n:]
    return found


def _shaped(
    parts: Sequence[Matched], definitions: Sequence[FormDefinition], settings: FormSettings
) -> Matched | None:
    """Parts as one table of a form's shape; None where they have none's, or their labels file as much."""
    first = parts[0][0]
    if len({whole.table.n_cols for whole, _ in parts}) > 1:
        return None
    filed = sum(len(match.placed) for _, match in parts if match is not None)
    for definition in definitions:
        if not all(_may_be(whole, match, definition, first, settings) for whole, match in parts):
            continue
        shaped: list[tuple[WholeTable, FormMatch]] = []
        for edition in definition.editions:
            stacked = _stacked([whole.table for whole, _ in parts], edition, settings)
            match = match_shape(stacked[0], definition, edition, settings, stacked[1]) if stacked else None
            if stacked and match is not None and len(match.placed) > filed:
                shaped.append((replace(first, table=stacked[0], definition=definition), match))
        if shaped:
            return max(shaped, key=lambda one: one[1].fit)
    return None


def _may_be(
    whole: WholeTable,
    match: FormMatch | None,
    definition: FormDefinition,
    first: WholeTable,
    settings: FormSettings,
) -> bool:
    """Whether nothing says that a table is no part of the form: it is under its heading, or shows its labels."""
    if match is not None or (whole is first and whole.definition is not None):
        return whole.definition == definition
    if names_section(whole.heading, definition, settings):
        return True
    return whole is not first and whole.heading in (None, first.heading)


def _stacked(tables: Sequence[Table], edition: Edition, settings: FormSettings) -> tuple[Table, list[int]] | None:
    """Tables one under the other, and the rows at which later ones begin; None where they have too few columns."""
    stub = value_column(tables[0].n_cols, edition)
    if stub < 0:
        return None
    counts = frozenset(len(block.columns) for block in edition.blocks)
    whole, seams = tables[0], []
    for lower in tables[1:]:
        whole = append(whole, lower, (stub, stub), vocabulary(edition), settings.hit, settings.align, counts)
        seams.append(whole.n_rows - lower.n_rows)
    return whole, seams
