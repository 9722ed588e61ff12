"""A doubt: a code of one documented list, with parameters; its words are made here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from ocrkit.types.doubt_codes import CATALOGUE, TERMS, DoubtCode, Language

Parameter = str | int | float | tuple[str, ...]
"""What a doubt's parameter may be; exact numbers are given as strings of digits."""


Status = Literal["accepted", "review"]
"""What a reading is handed over as: right, or to be looked at by a person."""


class _Speaker(Formatter):
    """``str.format`` with ``!q`` for texts in quotes and ``!t`` for terms of ours."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def convert_field(self, value: Any, conversion: Any) -> Any:
        if conversion == "t":
            return getattr(TERMS[value], self._language) if value in TERMS else value
        if conversion == "q":
            texts = (value,) if isinstance(value, str) else value
            comma = ", " if self._language == "en" else "、"
            return comma.join(map(self._quoted, texts))
        return super().convert_field(value, conversion)

    def _quoted(self, text: str) -> str:
        if self._language == "zh":
            return f"“{text}”" if text else TERMS[""].zh
        return repr(text or TERMS[""].en)


_SPEAKERS = {"en": _Speaker("en"), "zh": _Speaker("zh")}


@cache
def parameters(code: DoubtCode) -> tuple[str, ...]:
    """The names of the parameters that a doubt of this code carries, in the order of its English words."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(CATALOGUE[code].en) if name))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person should look at a reading: a code and what it says of this one.

    ``detail`` holds exactly the parameters of the code (``parameters``, docs/doubts.md). Raises ``ValueError`` where
    it holds others.
    """

    code: DoubtCode
    detail: dict[str, Parameter] = field(default_factory=dict)

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    def __post_init__(self) -> None:
        if self.detail.keys() != set(parameters(self.code)):
            wanted = ", ".join(parameters(self.code)) or "none"
            raise ValueError(f"doubt {self.code}: has the parameters {sorted(self.detail)}, not {wanted}")

    def __hash__(self) -> int:
        return hash((self.code, *self.detail.items()))

    def __str__(self) -> str:
        return self.words()

    def words(self, language: Language = "en") -> str:
        """The doubt as a clause, for people."""
        return _SPEAKERS[language].vformat(getattr(CATALOGUE[self.code], language), (), self.detail)


def count_codes(doubts: Iterable[Doubt]) -> dict[str, int]:
    """How often each code occurs, in the order of the list."""
    found = Counter(doubt.code for doubt in doubts)
    return {code.value: found[code] for code in DoubtCode if found[code]}
