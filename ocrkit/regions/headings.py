"""Headings: which lines open a section, and which a part of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from ocrkit.regions.settings import RegionSettings
from ocrkit.regions.text import plain
from ocrkit.text.numerals import chinese_number
from ocrkit.text.widths import squeezed
from ocrkit.types.profile import Headings

_INNER = re.compile(r"[。；;！!？?]")
_LEADER = re.compile(r"[.．…·]{3,}|…\s*\d+$")


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """A line that opens a section: the section's key (None if unknown), its ordinal, how sure (0 to 1).

    ``rest`` is text that follows the heading on its own line ("六、其他需要报告的事项：无。").
    """

    key: str | None
    ordinal: int | None
    score: float
    heading: str
    rest: str = ""


def match_section(text: str, known: Headings, settings: RegionSettings) -> SectionMatch | None:
    """The section that a line opens if it is a heading, else None.

    The label must be like a known one (difflib's ratio over letters and ideographs); without an ordinal before
    it, more so. A line with a sentence in it is none, except for a known heading, its colon and the text after.
    """
    text = squeezed(text)
    ordinal = known.ordinal.match(text)
    label = text[ordinal.end() :] if ordinal else text
    if not label or (known.sub_heading.match(text) and not ordinal) or _LEADER.search(text):
        return None
    cut = re.search(r"[。:：]", label)
    if ordinal and cut and cut.end() < len(label):
        key, score = _closest(label[: cut.start()], known, settings.similarity_alone)
        if key is not None:
            at = ordinal.end() + cut.start()
            return SectionMatch(key, _number(ordinal, known), score, text[:at], text[at + 1 :])
    if _INNER.search(label.rstrip("。")):
        return None
    key, score = _closest(label, known, settings.similarity if ordinal else settings.similarity_alone)
    return None if key is None else SectionMatch(key, _number(ordinal, known), score, text)


def unknown_section(text: str, expected: int, known: Headings, settings: RegionSettings) -> SectionMatch | None:
    """A short line that carries the next section's ordinal (七、…) opens a section the form does not know.

    Rows of a table that was not found do so too: their labels and numbers are told apart.
    """
    text = squeezed(text)
    ordinal = known.ordinal.match(text)
    label = text[ordinal.end() :] if ordinal else ""
    if _number(ordinal, known) != expected or not 2 <= len(label) <= 30 or re.search(r"[。；，,;：:\d]", label):
        return None
    if any(
        SequenceMatcher(None, plain(row), plain(label)).ratio() > settings.similarity for row in known.table_labels
    ):
        return None
    return SectionMatch(None, expected, 0.0, text)


def opens_entry(text: str, known: Headings) -> bool:
    """Whether a line begins with an ordinal in brackets, （一）, as sub-headings and entries do."""
    return known.entry.match(squeezed(text)) is not None


def is_sub_heading(text: str, known: Headings) -> bool:
    """Whether a whole paragraph is a sub-heading: an ordinal and a few words, and no sentence."""
    text = squeezed(text)
    found = known.sub_heading.match(text) or known.ordinal.match(text)
    if found is None:
        return False
    label = text[found.end() :].removesuffix("。")
    return 1 < len(label) <= 30 and not re.search(r"[。；，,;：:！？]", label)


def _closest(label: str, known: Headings, needed: float) -> tuple[str | None, float]:
    """The key of the section whose label is most like this one, and how like; None below ``needed``."""
    found = plain(label)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(found)
    best: tuple[float, str | None] = (0.0, None)
    for section in known.sections:
        for wording in map(plain, section.labels):
            if 2 * min(len(wording), len(found)) < needed * (len(wording) + len(found)):
                continue  # too unlike in length already
            matcher.set_seq1(wording)
            score = matcher.ratio()
            if score >= needed and score > best[0]:
                best = score, section.key
    return best[1], best[0]


def _number(ordinal: re.Match[str] | None, known: Headings) -> int | None:
    if ordinal is None:
        return None
    number = ordinal["number"]
    if number.isdigit():
        return int(number)
    return known.misread.get(number) or chinese_number(number) or 1
