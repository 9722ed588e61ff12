"""Text compared with what is printed: character error rates, NFKC, white space removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz.distance import Levenshtein

from ocrkit.score.edits import distance_within
from ocrkit.text.widths import compact


class SectionLike(Protocol):
    """A section of a report or of a truth."""

    @property
    def key(self) -> str | None: ...  # noqa: D102
    @property
    def paragraphs(self) -> Sequence[str]: ...  # noqa: D102


class TextErrors(NamedTuple):
    """Edits needed, and characters printed."""

    errors: int
    chars: int


def character_error_rate(read: Iterable[SectionLike], printed: Iterable[SectionLike]) -> TextErrors:
    """Errors and characters over the sections that are printed, section by section, found by their keys.

    The rate is errors / chars; a section that was not found costs all its characters.
    """
    got = {section.key: compact("".join(section.paragraphs)) for section in read}
    pairs = [(got.get(s.key, ""), compact("".join(s.paragraphs))) for s in printed]
    return TextErrors(sum(Levenshtein.distance(a, b) for a, b in pairs if b), sum(len(b) for _, b in pairs))


def found_error_rate(lines: Iterable[str], printed: Iterable[SectionLike]) -> TextErrors:
    """The same for a system that knows no sections: each paragraph against the piece of all text most like it."""
    text = compact("".join(lines))
    wanted = [compact(paragraph) for section in printed for paragraph in section.paragraphs]
    return TextErrors(sum(distance_within(text, p) for p in wanted if p), sum(map(len, wanted)))
