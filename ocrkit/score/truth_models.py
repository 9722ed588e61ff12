"""Truth as data: what is printed on the pages of one document (the format is described in docs/truth-format.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ocrkit.types.finding_codes import FindingKind
from ocrkit.types.geometry import Box
from ocrkit.types.report import OWN_FORMS, Exact, Kind
from ocrkit.types.table import Range

FORM_KEYS = OWN_FORMS
"""The statutory tables, by their keys in truth and report."""

_MOST_DIGITS = 100
"""Digits of a printed number, before and after its point."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Open(BaseModel):
    """Further keys are kept as they are: who makes pages has facts of his own about them."""

    model_config = ConfigDict(frozen=True, extra="allow")


class TruthPage(_Open):
    """A page: the name of its file in the document's folder, and the level of wear it is counted under."""

    file: str = Field(min_length=1)
    level: str | None = None


def _of_a_size(value: Decimal) -> Decimal:
    """Refuses what nobody prints: written out, 1e999999999 would fill the memory."""
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError(f"a number of more than {_MOST_DIGITS} digits")
    return value


class TruthCell(_Strict):
    """One printed value. ``page`` counts from 1; ``box`` is the cell's, in pixels of that page as given."""

    value: Annotated[Exact, AfterValidator(_of_a_size)] | None
    kind: Kind
    text: str | None = None
    note: str | None = None
    unit: str | None = None
    page: int | None = Field(default=None, ge=1)
    box: Box | None = None

    @model_validator(mode="after")
    def _value_is_a_number(self) -> TruthCell:
        if (self.kind == "number") != (self.value is not None):
            wanted = "a value" if self.kind == "number" else "null as its value"
            raise ValueError(f"a cell of kind {self.kind!r} needs {wanted}")
        return self


class TruthForm(_Strict):
    """The printed values of one form's table by row key and column key.

    ``partial`` says that only some of the form's values are listed, on purpose.
    """

    edition: str | None = None
    cells: dict[str, dict[str, TruthCell]]
    partial: bool = False

    def __iter__(self) -> Iterator[tuple[str, str, TruthCell]]:  # type: ignore[override]
        for row, columns in self.cells.items():
            for column, cell in columns.items():
                yield row, column, cell


class TruthSection(_Open):
    """A section of the printed text; sub-headings are paragraphs of their own."""

    key: str | None
    heading: str = ""
    paragraphs: tuple[str, ...] = ()


class TruthTableCell(_Strict):
    """A cell of a printed table: half-open rows and columns, and its text (null: not legible, not scored)."""

    rows: Range
    cols: Range
    text: str | None = None
    box: Box | None = None
    page: int | None = Field(default=None, ge=1)


class TruthTable(_Open):
    """A printed table, or the part of one that stands on ``page``; its cells tile the grid."""

    page: int = Field(default=1, ge=1)
    n_rows: int = Field(ge=1)
    n_cols: int = Field(ge=1)
    cells: tuple[TruthTableCell, ...]
    form: str | None = None


class Truth(_Open):
    """Everything known about one document; what is not given is not scored."""

    title: str | None = None
    agency: str | None = None
    year: int | None = None
    level: str | None = None
    dpi: float | None = None
    engine: str | None = None
    font: str | None = None
    held_out: bool = False
    source: Literal["generated", "real", "user"] = "user"
    pages: tuple[TruthPage, ...] = Field(min_length=1)
    requests: TruthForm | None = None
    proactive: TruthForm | None = None
    review_and_litigation: TruthForm | None = None
    sections: tuple[TruthSection, ...] = ()
    tables: tuple[TruthTable, ...] = ()
    exit_code: int | None = Field(default=None, ge=0)
    findings: tuple[FindingKind, ...] = ()
    figures: tuple[dict[str, Any], ...] = ()
    contradictions: tuple[str, ...] = ()
    printed_inconsistencies: tuple[Any, ...] = ()

    def forms(self) -> dict[str, TruthForm]:
        """The statutory tables that are given, by form key."""
        own = {key: getattr(self, key) for key in FORM_KEYS}
        return {key: form for key, form in own.items() if form is not None}

    @property
    def files(self) -> tuple[str, ...]:
        """The page files, each once, in order: a file of several pages is listed once for each of them."""
        return tuple(dict.fromkeys(page.file for page in self.pages))
