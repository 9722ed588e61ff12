"""The report: what ocrkit hands over. Its JSON Schema is committed beside this file (``report.schema.json``)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from ocrkit.names import shown_name
from ocrkit.types.doubt import Doubt, Status
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.geometry import Box
from ocrkit.types.page import Flaw
from ocrkit.types.provenance import Provenance
from ocrkit.types.reading import SecondReading
from ocrkit.types.table import Place, Share, Table
from ocrkit.types.text_layer import LayerKind

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.2"

Kind = Literal["number", "blank", "dash", "text", "unreadable"]


def _exact(value: Decimal) -> int | float | str:
    """A JSON number where that is exact, else the digits as a string."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


Exact = Annotated[
    Decimal,
    PlainSerializer(_exact, when_used="json"),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}),
]
"""An exact decimal; in JSON a number, or a string of digits where a binary float could not hold it."""

FileName = Annotated[str, BeforeValidator(shown_name)]
"""A file's name as given, in Unicode (``names.shown_name``)."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Guess(_Model):
    """Another way the same ink can be read, with its probability."""

    text: str
    probability: float


class Cell(_Model):
    """One value of a form.

    ``text`` is as printed ("" where nothing is, None where it cannot be read). ``unit`` is the unit printed in
    the cell itself, None where the heading's holds. ``doubts`` say why ``status`` is "review".
    ``second`` is what the page's text layer says, where it is a second reading; a value on which both agree says so.
    ``ink_explained`` (0 to 1) is the share of the ink that stands in its cell on the page as given, rules aside, that
    was read or is known to be no print; None where no ink was looked at. ``answered`` are the doubts that its sums or
    the cells around it answered.
    """

    value: Exact | None
    text: str | None
    kind: Kind
    note: str | None = None
    unit: str | None = None
    status: Status = "accepted"
    confidence: float | None = None
    page: int | None = None
    box: Box | None = None
    alternatives: tuple[Guess, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    second: SecondReading | None = None
    ink_explained: Share | None = None
    answered: tuple[Doubt, ...] = ()

    def has(self, code: DoubtCode) -> bool:
        """Whether it has a doubt of this code, also one that was answered."""
        return any(doubt.code == code for doubt in (*self.doubts, *self.answered))

    def cleared(self, codes: AbstractSet[DoubtCode]) -> Cell:
        """The same value with its doubts of these codes answered; accepted where none is left."""
        left = tuple(doubt for doubt in self.doubts if doubt.code not in codes)
        answered = tuple(doubt for doubt in self.doubts if doubt.code in codes)
        status: Status = "review" if left else "accepted"
        return self.model_copy(update={"doubts": left, "status": status, "answered": (*self.answered, *answered)})


class FormTable(_Model):
    """The values of one form's table by row key and column key, with the form's official labels of both.

    ``row_groups`` are the labels that a row shares with others, outermost first; rows without any are not in it.
    """

    edition: str | None = None
    cells: dict[str, dict[str, Cell]]
    row_labels: dict[str, str] = {}
    row_groups: dict[str, tuple[str, ...]] = {}
    column_labels: dict[str, str] = {}

    def __getitem__(self, row: str) -> Mapping[str, Cell]:
        return self.cells[row]

    def __iter__(self) -> Iterator[tuple[str, str, Cell]]:  # type: ignore[override]
        for row, columns in self.cells.items():
            for column, cell in columns.items():
                yield row, column, cell

    def changed(self, change: Callable[[str, str, Cell], Cell]) -> FormTable:
        """The same table, each value as ``change`` makes it of its row key, column key and cell."""
        cells = {
            row: {key: change(row, key, cell) for key, cell in columns.items()} for row, columns in self.cells.items()
        }
        return self.model_copy(update={"cells": cells})

    def row_name(self, row: str) -> str:
        """A row's official label after those of its groups, for people; its key where the label is not known."""
        return " › ".join([*self.row_groups.get(row, ()), self.row_labels.get(row, row)])

    def place_name(self, row: str, column: str) -> str:
        """A value's row and column as its form calls them, for people."""
        return f"{self.row_name(row)} · {self.column_labels.get(column, column)}"

    def to_frame(self, labels: bool = False) -> pd.DataFrame:
        """The values as a pandas frame of exact ``Decimal`` (None where a cell holds no number).

        Rows and columns are keys, or with ``labels`` the form's official labels.
        """
        import pandas as pd

        frame = pd.DataFrame(
            {r: {c: cell.value for c, cell in columns.items()} for r, columns in self.cells.items()}, dtype=object
        ).T
        if labels:
            frame = frame.rename(index=self.row_labels, columns=self.column_labels)
        return frame


class SourceFile(_Model):
    """A file that was read."""

    name: FileName
    sha256: str


class PageStep(_Model):
    """What one preparation step did to a page."""

    name: str
    figures: dict[str, float] = {}


class PageLayer(_Model):
    """The text layer of a PDF page: what kind it is and how that shows, and whether the reading was held against it.

    ``alone`` says that values and text were taken from it, without reading the drawing. ``characters`` are those that
    the page shows, ``hidden`` those that it does not.
    """

    kind: LayerKind
    used: bool
    alone: bool = False
    characters: int
    hidden: int = 0
    evidence: tuple[str, ...] = ()


class SourcePage(_Model):
    """A page: its number in the report (from 1), where it came from, and what was done to it.

    ``error`` says why a page could not be read, None for a page that was. ``flaws`` is what its decoder warned of.
    ``parts`` are the boxes of the pages that a sheet of several shows, in the order in which they are read; empty for
    one page.
    """

    number: int
    file: FileName
    index: int = 0
    width: int | None = None
    height: int | None = None
    dpi: float | None = None
    steps: tuple[PageStep, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    parts: tuple[Box, ...] = ()
    text_layer: PageLayer | None = None
    error: str | None = None


class SourceOther(_Model):
    """Something in a given folder that is no page, and what it is: hidden, text, a result of ocrkit, ..."""

    name: FileName
    why: str


class Source(_Model):
    """The files and pages a report was read from, and what the folders given hold besides."""

    files: tuple[SourceFile, ...] = ()
    pages: tuple[SourcePage, ...] = ()
    others: tuple[SourceOther, ...] = ()


class Section(_Model):
    """A section: its key (None for one the form does not know), heading as printed, and paragraphs.

    Sub-headings are entries of ``paragraphs`` of their own. ``places`` are the paragraphs' places, one each.
    """

    key: str | None
    heading: str
    paragraphs: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


class Figure(_Model):
    """A figure given in the text: its key, value, and the sentence that gives it.

    ``printed`` are the words where the number is given in words (未受理 for 0).
    """

    key: str
    value: Exact
    section: str | None = None
    label: str | None = None
    percent: Exact | None = None
    printed: str | None = None
    sentence: str = ""
    page: int | None = None
    box: Box | None = None


OWN_FORMS = ("proactive", "requests", "review_and_litigation")
"""The forms that have a field of their own in a report, in the order in which it prints them."""


def by_field(forms: Mapping[str, FormTable]) -> dict[str, Any]:
    """Forms' tables by the field of ``Report`` that holds them; ``forms`` holds those without one of their own."""
    own: dict[str, Any] = {key: forms[key] for key in OWN_FORMS if key in forms}
    return own | {"forms": {key: table for key, table in forms.items() if key not in own}}


class Report(_Model):
    """One annual report, read."""

    schema_version: str = SCHEMA_VERSION
    source: Source = Source()
    provenance: Provenance | None = None
    """What the report was made with; None for one that was not read."""
    agency: str | None = None
    year: int | None = None
    title: str | None = None
    sections: tuple[Section, ...] = ()
    requests: FormTable | None = None
    proactive: FormTable | None = None
    review_and_litigation: FormTable | None = None
    forms: dict[str, FormTable] = Field(default_factory=dict)
    """Tables of forms that the user brought, by form key."""
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()

    def form_tables(self) -> dict[str, FormTable]:
        """Every form's table that was found, by form key, the statutory three first."""
        own: dict[str, FormTable | None] = {key: getattr(self, key) for key in OWN_FORMS}
        return {key: table for key, table in own.items() if table is not None} | dict(self.forms)

    def doubtful(self) -> list[tuple[CellRef, Cell]]:
        """The values that a person should look at, in the form's order."""
        return [
            (CellRef(form=form, row=row, column=column), cell)
            for form, table in self.form_tables().items()
            for row, column, cell in table
            if cell.status == "review" or cell.kind == "unreadable"
        ]

    def to_json(self) -> str:
        """The report as JSON text (UTF-8, indented)."""
        return self.model_dump_json(indent=1) + "\n"

    @classmethod
    def from_json(cls, source: str | os.PathLike[str]) -> Self:
        """Read a report from a JSON file, or from JSON text (which begins with a brace).

        Raises ``pydantic.ValidationError`` where it does not fit the schema.
        """
        text = str(source)
        return cls.model_validate_json(
            text if text.lstrip().startswith("{") else Path(source).read_text(encoding="utf-8")
        )

    @classmethod
    def schema(cls) -> dict[str, Any]:  # type: ignore[override]
        """The JSON Schema of what ``to_json`` writes."""
        return cls.model_json_schema(mode="serialization")
