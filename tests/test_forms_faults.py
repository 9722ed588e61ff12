"""Whatever is wrong with labels or rules, no value is filed under a wrong key without a person being told."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from form_tables import Square, Style, cut, damage, make_table, numbers, print_form, relabel, squares_of

from ocrkit.forms import TablePart, read_forms
from ocrkit.profiles import annual_report
from ocrkit.types.form import Edition
from ocrkit.types.table import Table

FORMS = annual_report().forms
EDITIONS = [
    pytest.param(form.key, edition, id=f"{form.key}-{edition.name}") for form in FORMS for edition in form.editions
]


def silent_and_share(key: str, edition: Edition, tables: Sequence[Sequence[Table]]) -> tuple[int, float]:
    """How many accepted values are wrong, and the share of all that are accepted and right."""
    values = numbers(edition)
    wrong = right = 0
    for parts in tables:
        result = read_forms([TablePart(table) for table in parts], FORMS)
        for row, column, cell in result.forms.get(key, ()):
            if cell.status == "accepted":
                same = cell.text == values[row, column]
                wrong, right = wrong + (not same), right + same
    return wrong, right / (len(values) * len(tables))


def damaged(edition: Edition, seed: int, chars: int, share: float) -> list[Table]:
    rng = random.Random(seed)
    table = print_form(edition, numbers(edition), Style(rng=rng if seed % 2 else None))
    table = relabel(table, lambda cell: damage(cell.text, rng, chars, share))
    return list(cut(table, rng.randrange(1, table.n_rows))) if seed % 3 else [table]


@pytest.mark.parametrize(("chars", "share", "least"), [(1, 0.3, 0.95), (2, 0.5, 0.8), (5, 0.8, 0.0)])
@pytest.mark.parametrize(("key", "edition"), EDITIONS)
def test_misread_labels(key: str, edition: Edition, chars: int, share: float, least: float) -> None:
    wrong, right = silent_and_share(key, edition, [damaged(edition, seed, chars, share) for seed in range(5)])
    assert wrong == 0
    assert right >= least


@pytest.mark.parametrize(("key", "edition"), EDITIONS)
def test_unread_labels(key: str, edition: Edition) -> None:
    def unread(seed: int) -> list[Table]:
        rng = random.Random(seed)
        table = print_form(edition, numbers(edition))
        return [relabel(table, lambda c: None if not (c.text or "").isdigit() and rng.random() < 0.15 else c.text)]

    assert silent_and_share(key, edition, [unread(seed) for seed in range(6)])[0] == 0


@pytest.mark.parametrize(("key", "edition"), EDITIONS)
def test_labels_exchanged_for_others(key: str, edition: Edition) -> None:
    """One label of the form printed in another's place as well."""

    def doubled(seed: int) -> list[Table]:
        table = print_form(edition, numbers(edition))
        labels = [cell for cell in table.cells if not (cell.text or "").isdigit()]
        one, other = random.Random(seed).sample(labels, 2)
        return [relabel(table, lambda cell: other.text if cell is one else cell.text)]

    assert silent_and_share(key, edition, [doubled(seed) for seed in range(6)])[0] == 0


Fault = Callable[[list[Square], random.Random], list[Square]]


def finer(squares: Sequence[Square], at: int, rows: bool) -> list[Square]:
    """A new grid line inside row (or column) ``at``; every cell there spans it."""

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + (span[0] > at), span[1] + (span[1] > at)

    return [replace(s, rows=moved(s.rows)) if rows else replace(s, cols=moved(s.cols)) for s in squares]


def stray_rule(squares: list[Square], rng: random.Random) -> list[Square]:
    """A rule through one cell, where no other cell has one."""
    rows, chosen = rng.random() < 0.5, rng.randrange(len(squares))
    span = squares[chosen].rows if rows else squares[chosen].cols
    at = rng.randrange(*span)
    squares = finer(squares, at, rows)
    cell = squares.pop(chosen)
    text = cell.text or ""
    half = rng.choice([0, len(text) // 2, len(text)])
    a, b = cell.rows if rows else cell.cols
    spans = ((a, at + 1), (at + 1, b))
    pieces = [replace(cell, rows=s) if rows else replace(cell, cols=s) for s in spans]
    return [*squares, replace(pieces[0], text=text[:half]), replace(pieces[1], text=text[half:])]


def missing_rule(squares: list[Square], rng: random.Random) -> list[Square]:
    """Two neighbours become one cell."""
    beside = [(a, b) for a in squares for b in squares if a.rows == b.rows and a.cols[1] == b.cols[0]]
    below = [(a, b) for a in squares for b in squares if a.cols == b.cols and a.rows[1] == b.rows[0]]
    a, b = rng.choice(beside + below)
    one = Square((a.rows[0], b.rows[1]), (a.cols[0], b.cols[1]), (a.text or "") + (b.text or ""))
    return [*(s for s in squares if s is not a and s is not b), one]


def rule_through_a_row(squares: list[Square], rng: random.Random) -> list[Square]:
    """A row of values in two: labels cut, values in one half. What shows through the paper can do that."""
    row = rng.choice([s.rows for s in squares if (s.text or "").isdigit()])[0]
    below = rng.random() < 0.5
    found = []
    for square in finer(squares, row, rows=True):
        if square.rows != (row, row + 2):
            found.append(square)
            continue
        text, values = square.text or "", (square.text or "").isdigit()
        texts = ("", text)[:: 1 if below else -1] if values else (text[:-2], text[-2:])
        found += [replace(square, rows=(row + i, row + i + 1), text=texts[i]) for i in range(2)]
    return found


@pytest.mark.parametrize("fault", [stray_rule, missing_rule, rule_through_a_row])
@pytest.mark.parametrize(("key", "edition"), EDITIONS)
def test_rules_too_many_or_too_few(key: str, edition: Edition, fault: Fault) -> None:
    values = numbers(edition)

    def faulty(seed: int) -> list[Table]:
        return [make_table(fault(squares_of(print_form(edition, values)), random.Random(seed)))]

    wrong, right = silent_and_share(key, edition, [faulty(seed) for seed in range(9)])
    assert wrong == 0
    assert right > 0.7


def test_random_texts_are_never_a_form() -> None:
    rng = random.Random(3)
    for _ in range(20):
        squares = [
            Square(
                (r, r + 1), (c, c + 1), str(rng.randrange(99)) if r and c else "".join(rng.choices("甲乙丙丁戊", k=4))
            )
            for r in range(6)
            for c in range(4)
        ]
        assert read_forms([TablePart(make_table(squares))], FORMS).forms == {}
