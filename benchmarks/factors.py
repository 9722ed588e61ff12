"""``python -m benchmarks.factors PAGES [--by KEY ...]``: documents read once, a table for each key of their truth.

Of each value of a key (``ink``, ``level``, ``font``, ...): how many values were right, silently wrong, right but in
review. Documents with ``marks`` are counted once more over the marked cells alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ocrkit.errors import OcrkitError
from ocrkit.pipeline import Reader
from ocrkit.score import Miss, Truth, documents, read_truth, score_cells
from ocrkit.score.cells import is_flagged, is_right
from ocrkit.types.report import FormTable

Where = tuple[str, str, str]


@dataclass(frozen=True)
class Document:
    """A document as read: its truth, how its values came out, and those of them that were wrong."""

    name: str
    truth: Truth
    values: Counter[str]
    marked: Counter[str]
    misses: tuple[Miss, ...]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit status 1 where a wrong value was handed over as right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.factors", description=__doc__)
    parser.add_argument("pages", type=Path, help="folder of documents with truth.json")
    parser.add_argument("--by", nargs="+", default=["ink", "level"], help="keys of the truth (default: ink level)")
    options = parser.parse_args(arguments)
    if not documents(options.pages):
        print(f"{options.pages}: no folder with a truth.json in it", file=sys.stderr)
        return 2
    read = []
    for document in _read(options.pages):
        print(f"{document.name}: {_line(document.values)}", file=sys.stderr, flush=True)
        for miss in document.misses:
            if not miss.flagged:
                print(f"  silent: {miss.form} {miss.row} {miss.column}: {miss.expected!r} as {miss.read!r}")
        read.append(document)
    for key in options.by:
        print("\n" + "\n".join(_table(key, read)))
    return 1 if any(document.values["silent"] for document in read) else 0


def _read(pages: Path) -> Iterator[Document]:
    with Reader() as reader:
        for folder in documents(pages):
            truth = read_truth(folder)
            try:
                forms = reader.read_report([str(folder)]).report.form_tables()
            except OcrkitError as error:
                print(f"{folder.name}: {error}", file=sys.stderr)
                forms = {}
            marks = {(form, row, column) for form, row, column, _ in (truth.model_extra or {}).get("marks", ())}
            yield Document(
                folder.name,
                truth,
                _counted(forms, truth, None),
                _counted(forms, truth, marks),
                score_cells(forms, truth).misses,
            )


def _counted(forms: dict[str, FormTable], truth: Truth, only: set[Where] | None) -> Counter[str]:
    """The values of a document, or ``only`` some, by what came of them."""
    counts: Counter[str] = Counter()
    for key, form in truth.forms().items():
        for row, column, wanted in form:
            if only is None or (key, row, column) in only:
                cell = forms[key].cells.get(row, {}).get(column) if key in forms else None
                right, flagged = is_right(cell, wanted), is_flagged(cell)
                in_review = wanted.kind != "unreadable" and right and flagged
                counts.update(values=1, right=right, silent=not right and not flagged, in_review=in_review)
    return counts


def _table(key: str, read: Iterable[Document]) -> list[str]:
    groups: dict[str, list[Document]] = {}
    for document in read:
        value = getattr(document.truth, key, None) or (document.truth.model_extra or {}).get(key)
        groups.setdefault(str(value or "-"), []).append(document)
    heads = "documents | values | right | silent | right but in review | marked | silent | right but in review"
    lines = [f"| {key} | {heads} |", "|---" * 9 + "|"]
    for name, group in sorted(groups.items()):
        values, marked = (sum((getattr(d, what) for d in group), Counter[str]()) for what in ("values", "marked"))
        of_marked = f"{marked['values']} | {marked['silent']} | {marked['in_review']}"
        lines.append(f"| {name} | {len(group)} | {_line(values)} | {of_marked} |")
    return lines


def _line(counts: Counter[str]) -> str:
    total = max(1, counts["values"])
    right, review = counts["right"] / total, counts["in_review"] / total
    return f"{counts['values']} | {right:.2%} | {counts['silent']} | {review:.2%}"


if __name__ == "__main__":
    sys.exit(main())
