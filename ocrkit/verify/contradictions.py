"""Where the narrative contradicts itself or the tables.

A finding is made only where both readings cannot be right: lists that name some categories and not all, shares
that are rounded, and figures that may be parts of one another are let be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.profile import Checks, Parts
from ocrkit.types.report import Figure, FormTable
from ocrkit.types.words import Parameter


def contradictions(figures: Sequence[Figure], forms: Mapping[str, FormTable], checks: Checks) -> tuple[Finding, ...]:
    """A finding for each contradiction among the figures, and between them and the tables (by form key).

    ``checks`` are the profile's: which figures a report has once, which are parts of which, which a table gives too.
    """
    lists = [parts for parts in (checks.categories, checks.channels) if parts is not None]
    return (
        *_two_values(figures, checks),
        *_labels_twice(figures, lists),
        *(_categories(figures, checks.categories, checks) if checks.categories else ()),
        *(_shares(figures, checks.categories, checks) if checks.categories else ()),
        *(_channels(figures, checks.channels) if checks.channels else ()),
        *_more_than_all(figures, checks),
        *_against_tables(figures, forms, checks),
    )


def _two_values(figures: Sequence[Figure], checks: Checks) -> Iterator[Finding]:
    for key in checks.one_value:
        given = _of(figures, key)
        if len(_values(given)) > 1:
            yield _finding(
                FindingCode.FIGURE_TWICE, {"figure": key, "values": tuple(map(_text, _values(given)))}, given
            )


def _labels_twice(figures: Sequence[Figure], lists: Sequence[Parts]) -> Iterator[Finding]:
    for key in (one.parts for one in lists):
        parts = _of(figures, key)
        for label in dict.fromkeys(part.label for part in parts):
            given = [part for part in parts if part.label == label]
            if len(_values(given)) > 1:
                values = tuple(map(_text, _values(given)))
                yield _finding(FindingCode.PART_TWICE, {"figure": key, "label": label or "", "values": values}, given)


def _categories(figures: Sequence[Figure], keys: Parts, checks: Checks) -> Iterator[Finding]:
    parts, totals = _of(figures, keys.parts), _of(figures, keys.total)
    if not parts or not totals:
        return
    added = sum((part.value for part in parts), Decimal(0))
    for total in totals:
        if added == total.value:
            return
    total = totals[0]
    if added > max(_values(totals)) or (_complete(parts, checks) and len(totals) == 1):
        yield _parts_differ(keys, added, total, [*parts, total])


def _shares(figures: Sequence[Figure], keys: Parts, checks: Checks) -> Iterator[Finding]:
    parts = _of(figures, keys.parts)
    shares = [part.percent for part in parts if part.percent is not None]
    if not shares:
        return
    added = sum(shares, Decimal(0))
    slack = _slack(parts, _values(_of(figures, keys.total)))
    if added > 100 + slack or (_complete(parts, checks) and added < 100 - slack):
        yield _finding(FindingCode.SHARES_DIFFER, {"added": _text(added)}, parts)
    bases = {*_values(_of(figures, keys.total)), sum((part.value for part in parts), Decimal(0))} - {0}
    for part in parts:
        if part.percent is not None and bases and not any(_is_share(part, base) for base in bases):
            value, total, percent = _text(part.value), _text(max(bases)), _text(part.percent)
            detail = {"label": str(part.label), "value": value, "total": total, "percent": percent}
            yield _finding(FindingCode.SHARE_DIFFERS, detail, [part])


def _channels(figures: Sequence[Figure], keys: Parts) -> Iterator[Finding]:
    parts, totals = _of(figures, keys.parts), _of(figures, keys.total)
    added = sum((part.value for part in parts), Decimal(0))
    if parts and totals and added > sum(_values(totals)):
        yield _parts_differ(keys, added, totals[0], [*parts, *totals])


def _parts_differ(keys: Parts, added: Decimal, total: Figure, of: Sequence[Figure]) -> Finding:
    detail = {"parts": keys.parts, "added": _text(added), "total": keys.total, "value": _text(total.value)}
    return _finding(FindingCode.PARTS_DIFFER, detail, of)


def _more_than_all(figures: Sequence[Figure], checks: Checks) -> Iterator[Finding]:
    for keys in checks.not_more_than:
        parts, everything = _of(figures, keys.parts), _of(figures, keys.total)
        if parts and everything and min(_values(parts)) > max(_values(everything)):
            value, whole = _text(parts[0].value), _text(everything[0].value)
            detail = {"part": keys.parts, "value": value, "total": keys.total, "whole": whole}
            yield _finding(FindingCode.MORE_THAN_ALL, detail, [*parts, *everything])


def _against_tables(figures: Sequence[Figure], forms: Mapping[str, FormTable], checks: Checks) -> Iterator[Finding]:
    for same in checks.in_table:
        key, ref = same.figure, same.cell
        table = forms.get(ref.form)
        cell = table.cells.get(ref.row, {}).get(ref.column) if table is not None else None
        given = _of(figures, key)
        if cell is None or cell.kind != "number" or cell.value is None or not given:
            continue
        if cell.value not in _values(given):
            where = f"{ref.form}.{ref.row}.{ref.column}"
            detail = {"figure": key, "given": _text(given[0].value), "place": where, "value": _text(cell.value)}
            yield _finding(FindingCode.TABLE_DIFFERS, detail, given, (ref,))


def _complete(parts: Sequence[Figure], checks: Checks) -> bool:
    """Whether a list claims to name everything: it has a rest (其他), or shares that make a whole."""
    if any(part.label is not None and part.label.startswith(checks.rest) for part in parts):
        return True
    shares = [part.percent for part in parts if part.percent is not None]
    slack = sum((_step(share) for share in shares), Decimal(0))
    return len(shares) == len(parts) and 0 <= 100 + slack / 2 - sum(shares, Decimal(0)) <= slack * 3 / 2


def _slack(parts: Sequence[Figure], totals: Sequence[Decimal]) -> Decimal:
    """How far rounding, or cutting off, took the sum of the shares at most.

    With the total known, that is how far each share is from the exact one; else up to a step each.
    """
    total = totals[0] if len(totals) == 1 and totals[0] else None
    slack = Decimal(0)
    for part in parts:
        if part.percent is not None:
            off = abs(100 * part.value / total - part.percent) if total else _step(part.percent)
            slack += min(off, _step(part.percent))
    return slack + Decimal("0.001")


def _is_share(part: Figure, base: Decimal) -> bool:
    assert part.percent is not None
    return abs(100 * part.value / base - part.percent) <= _step(part.percent)


def _step(share: Decimal) -> Decimal:
    """One unit of the last digit printed: how far rounding, or cutting off, can take a share."""
    exponent = share.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _of(figures: Sequence[Figure], key: str) -> list[Figure]:
    return [figure for figure in figures if figure.key == key]


def _values(figures: Sequence[Figure]) -> list[Decimal]:
    """The different values, in the order given."""
    return list(dict.fromkeys(figure.value for figure in figures))


def _finding(
    code: FindingCode, detail: Mapping[str, Parameter], figures: Sequence[Figure], cells: tuple[CellRef, ...] = ()
) -> Finding:
    pages = tuple(sorted({figure.page for figure in figures if figure.page is not None}))
    return Finding.of(code, detail, cells=cells, pages=pages)


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"
