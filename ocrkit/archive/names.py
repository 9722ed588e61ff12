"""What a file's name says: which page it is, and of what."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from ocrkit.text.numerals import NUMERALS, chinese_number
from ocrkit.text.widths import nfkc

_PAGE = re.compile(
    rf"(?P<key>.*?)[\s_\-.·,，、(（\[【]*(?:第|page|pg|p)?[\s_\-.]*(?P<number>\d+|(?<=第)[{NUMERALS}]+)[\s_]*[页張张)）\]】]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)")
_COVERS = frozenset(["封面", "封底", "目录", "扉页", "附件", "附表", "cover", "back", "index", "contents"])


@dataclass(frozen=True, slots=True)
class PageName:
    """What a page image is called: ``key`` is the same for all pages of a report, ``number`` None without one."""

    key: str
    number: int | None


def page_name(path: str) -> PageName:
    """What the name of a page image says. A year at its end (安澜县2021.jpg) is no number of a page."""
    stem = nfkc(os.path.splitext(os.path.basename(path))[0]).strip()
    if stem.casefold() in _COVERS:
        return PageName("", None)
    found = _PAGE.fullmatch(stem)
    if found is None or _YEAR.fullmatch(found["number"]):
        return PageName(stem.casefold(), None)
    number = found["number"]
    return PageName(found["key"].casefold(), int(number) if number.isdecimal() else chinese_number(number))


def is_cover(path: str) -> bool:
    """Whether the name is one that is given to a page beside the numbered ones (封面)."""
    return nfkc(os.path.splitext(os.path.basename(path))[0]).strip().casefold() in _COVERS


def year_in(name: str) -> int | None:
    """The one year that a name has, None for none or several."""
    years = set(_YEAR.findall(nfkc(name)))
    return int(years.pop()) if len(years) == 1 else None
