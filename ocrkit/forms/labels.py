"""How alike a printed label and a form's label are, whatever the punctuation, spacing, brackets and ordinals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq, Levenshtein

from ocrkit.text.widths import compact

SHORT_FORM = 0.75
"""Similarity of a short form that is contained in the label (or contains it)."""
_SHORTEST_FORM = 4
_SHORT_COVERAGE = 0.9
_ORDINAL = re.compile(
    r"^(?:\((?P<a>[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})[、.,:)])"
)
_LAST_NOTE = re.compile(r"\([^()]*\)?$")
_UNIT = re.compile(r"单位:?(?P<unit>[^()\s,;:]{1,4})")


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart: its ordinal ("" if none), its letters and digits, and those before a closing note."""

    ordinal: str
    body: str
    core: str


@lru_cache(maxsize=8192)
def parse_label(text: str) -> Label:
    """Take a label apart: （二）部分公开（区分处理的…） has the ordinal 二 and the core 部分公开."""
    plain = compact(text)
    ordinal = _ORDINAL.match(plain)
    if ordinal:
        plain = plain[ordinal.end() :]
    body = _letters(plain)
    core = _letters(_LAST_NOTE.sub("", plain))
    number = (ordinal["a"] or ordinal["b"]) if ordinal else ""
    return Label(number, body, core or body)


def heading_unit(text: str) -> str | None:
    """The unit a heading states (单位：万元), None if it states none."""
    found = _UNIT.search(compact(text))
    return found["unit"] if found else None


@lru_cache(maxsize=65536)
def similarity(printed: str, label: str) -> float:
    """Similarity 0 to 1 of a printed label to a form's label; 1 for the same words.

    One less the edit distance (Levenshtein) over the longer length, ordinals and closing notes aside; a short
    form whose characters all stand in the label, in order, counts ``SHORT_FORM``.
    """
    a, b = parse_label(printed), parse_label(label)
    if not a.body or not b.body:
        return 0.0
    alike = max(_ratio(a.body, b.body), _ratio(a.core, b.core))
    if alike >= SHORT_FORM:
        return alike
    return SHORT_FORM if _is_short_form(a.core, b.core) else alike


def _is_short_form(printed: str, label: str) -> bool:
    """Whether one is the other with words left out: any label shortened, or a label with some words added."""
    short, long = sorted((printed, label), key=len)
    if len(short) < _SHORTEST_FORM or len(printed) > 2 * len(label):
        return False
    return LCSseq.similarity(short, long) >= _SHORT_COVERAGE * len(short)


def _ratio(a: str, b: str) -> float:
    return 1.0 if a == b else 1 - Levenshtein.distance(a, b) / max(len(a), len(b))


def _letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")
