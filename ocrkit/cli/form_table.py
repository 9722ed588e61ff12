"""A form's values as a table on the terminal, its rows under the groups that the form prints them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ocrkit.cli.width import fit, pad, printable, width, wrap
from ocrkit.types.report import Cell, FormTable

_HEADINGS = (8, 6, 4)  # widths of a heading's lines: narrower ones where the labels need the room
_VALUE, _LABEL, _SHORTEST = 14, 44, 12  # widest value, and widest and narrowest room for labels, in columns
_GAP, _INDENT = 2, 2  # before a column, and of a row under its group
_DOUBTFUL, _PLAIN = "\x1b[1;33m", "\x1b[0m"


@dataclass(frozen=True)
class _Layout:
    """How wide everything is: the labels, and each column with the lines of its heading."""

    label: int
    headings: Sequence[Sequence[str]]
    columns: Sequence[int]

    @property
    def width(self) -> int:
        """Of the whole table."""
        return self.label + sum(_GAP + column for column in self.columns)

    def line(self, label: str, texts: Sequence[str]) -> str:
        """One line of the table; ``texts`` fill their columns already."""
        return (" " * _GAP).join([pad(fit(label, self.label), self.label), *texts]).rstrip()


def form_lines(form: FormTable, columns: int, colour: bool = False) -> Iterator[str]:
    """A form's values in aligned columns, doubtful ones with a question mark; the terminal is ``columns`` wide."""
    keys = list(dict.fromkeys(column for _, column, _ in form))
    labels = {row: _indented(form, row) for row in form.cells}
    layout = _layout(form, keys, max(map(width, labels.values()), default=0), columns)
    for i in range(max(map(len, layout.headings), default=0)):
        texts = [lines[i] if i < len(lines) else "" for lines in layout.headings]
        yield layout.line("", [pad(t, w, right=True) for t, w in zip(texts, layout.columns, strict=True)])
    yield "─" * layout.width
    above: tuple[str, ...] = ()
    for row, values in form.cells.items():
        groups = form.row_groups.get(row, ())
        for depth in range(_shared(above, groups), len(groups)):
            yield fit(_INDENT * depth * " " + printable(groups[depth]), max(columns, layout.label))
        above = groups
        yield layout.line(labels[row], _squares(values, keys, layout.columns, colour))


def _shared(above: Sequence[str], groups: Sequence[str]) -> int:
    """How many groups a row has in common with the one above it."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, groups, strict=False)))


def _indented(form: FormTable, row: str) -> str:
    return _INDENT * len(form.row_groups.get(row, ())) * " " + printable(form.row_labels.get(row, row))


def _layout(form: FormTable, keys: Sequence[str], wanted: int, columns: int) -> _Layout:
    """The widest headings that leave the labels the room they want, or the narrowest."""
    values = [max((width(_value(cell)) for _, column, cell in form if column == key), default=0) for key in keys]
    wanted = min(wanted, _LABEL)
    for heading in _HEADINGS:
        headings = [wrap(printable(form.column_labels.get(key, key)), heading) for key in keys]
        widths = [max(v, *map(width, lines)) for v, lines in zip(values, headings, strict=True)]
        room = columns - sum(_GAP + w for w in widths) - 1
        if room >= wanted:
            break
    return _Layout(min(wanted, max(room, _SHORTEST)), headings, widths)


def _squares(values: Mapping[str, Cell], keys: Sequence[str], widths: Sequence[int], colour: bool) -> list[str]:
    texts = [pad(_value(values[k]) if k in values else "", w, right=True) for k, w in zip(keys, widths, strict=True)]
    if not colour:
        return texts
    return [
        f"{_DOUBTFUL}{text}{_PLAIN}" if key in values and _doubtful(values[key]) else text
        for key, text in zip(keys, texts, strict=True)
    ]


def _value(cell: Cell) -> str:
    text = "▒" if cell.text is None else fit(printable(cell.text), _VALUE)
    return f"{text}?" if _doubtful(cell) else text


def _doubtful(cell: Cell) -> bool:
    return cell.status == "review" or cell.kind == "unreadable"
