"""A doubt: a code of one documented list, with parameters; its words are made here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import ConfigDict

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.doubt_words import CATALOGUE
from ocrkit.types.words import Language, Parameter, parameters_of

Status = Literal["accepted", "review"]
"""What a reading is handed over as: right, or to be looked at by a person."""


def parameters(code: DoubtCode) -> tuple[str, ...]:
    """The names of the parameters that a doubt of this code carries, in the order of its English words."""
    return parameters_of(CATALOGUE[code])


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
        return CATALOGUE[self.code].fill(language, self.detail)


def count_codes(doubts: Iterable[Doubt]) -> dict[str, int]:
    """How often each code occurs, in the order of the list."""
    found = Counter(doubt.code for doubt in doubts)
    return {code.value: found[code] for code in DoubtCode if found[code]}
