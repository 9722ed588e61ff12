"""A finding: something a person should know of a report, as a code with parameters and in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from ocrkit.types.finding_codes import FINDINGS, FindingCode, FindingKind
from ocrkit.types.words import Language, Parameter, parameters_of


class CellRef(BaseModel):
    """Names one value: form key, row key, column key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    row: str
    column: str


class Finding(BaseModel):
    """Something a person should know: what, in words, and which cells, pages and rule it concerns.

    ``kind`` is what it is about, ``code`` what exactly it says (docs/findings.md); ``detail`` holds the parameters of
    its words, numbers exact, as strings of digits. ``message`` is in English, ``words`` in either language.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FindingKind
    code: FindingCode | None = None
    message: str
    detail: dict[str, Parameter] = {}
    rule: str | None = None
    cells: tuple[CellRef, ...] = ()
    pages: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        lacking = [] if self.code is None else [n for n in finding_parameters(self.code) if n not in self.detail]
        if lacking:
            raise ValueError(f"finding {self.code}: lacks the parameters {', '.join(lacking)}")
        return self

    @classmethod
    def of(
        cls,
        code: FindingCode,
        detail: Mapping[str, Parameter] = MappingProxyType({}),
        *,
        rule: str | None = None,
        cells: tuple[CellRef, ...] = (),
        pages: tuple[int, ...] = (),
    ) -> Self:
        """The finding of a code; raises ``ValueError`` where one of its parameters is lacking."""
        found = cls(
            kind=FINDINGS[code].kind, code=code, message="", detail=dict(detail), rule=rule, cells=cells, pages=pages
        )
        return found.model_copy(update={"message": found.words()})

    def words(self, language: Language = "en") -> str:
        """The finding as a sentence, for people; that of one without a code is as it is."""
        if self.code is None:
            return self.message
        return FINDINGS[self.code].words.fill(language, {**self.detail, "pages": ", ".join(map(str, self.pages))})


def finding_parameters(code: FindingCode) -> tuple[str, ...]:
    """What a finding of this code has in its detail, as far as its words say it."""
    return tuple(name for name in parameters_of(FINDINGS[code].words) if name != "pages")
