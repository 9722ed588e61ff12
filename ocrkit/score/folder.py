"""The result of scoring a folder of documents, as it is written to ``score.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ocrkit.score.document import DocumentScore
from ocrkit.score.pool import PooledScores, breakdown, pool

FACTS = ("level", "dpi", "edition", "font")
"""What the figures are broken down by."""


class LostDocument(BaseModel):
    """A document that has no score, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    error: str


class FolderScore(BaseModel):
    """Every document, all together, and by what the truth says of the documents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal["1.0"] = "1.0"
    system: str
    seconds: float
    documents: tuple[DocumentScore, ...]
    lost: tuple[LostDocument, ...] = ()
    all: PooledScores
    by: dict[str, dict[str, PooledScores]] = {}

    def to_json(self) -> str:
        """As JSON text, indented."""
        return self.model_dump_json(indent=1) + "\n"


def folder_score(
    system: str, scores: Sequence[DocumentScore], lost: Sequence[LostDocument], seconds: float
) -> FolderScore:
    """Put the scores together; a fact that all documents share, or none has, is no breakdown."""
    groups = {fact: breakdown(scores, fact) for fact in FACTS}
    return FolderScore(
        system=system,
        seconds=round(seconds, 3),
        documents=tuple(scores),
        lost=tuple(lost),
        all=pool(scores),
        by={fact: group for fact, group in groups.items() if len(group) > 1},
    )
