"""From what the user named to the files to read, in the order of the pages.

The rule: a folder stands for its page files in natural order (not those of its sub-folders; ``load.folder`` tells
what in it is a page). Files named one
after another are one group, sorted naturally, because a shell hands page1, page10, page2 over in that order;
groups and folders stay where they were named. With ``keep_order`` files stay exactly as named.
"""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Sequence

from ocrkit.errors import UsageError
from ocrkit.load.folder import PAGE_ENDINGS, Entry, entries

Inputs = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""One path, or several: files and folders."""

NaturalKey = tuple[tuple[tuple[int, str], ...], ...]

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_ORDINAL = re.compile(f"(?<=第)[{''.join(_DIGITS)}{''.join(_UNITS)}]+")


def expand(inputs: Inputs, keep_order: bool = False) -> list[Entry]:
    """The files to read, in order, and what else is in the folders named.

    A path that is no folder is passed on as it is, also where nothing is there: what is wrong with it is found
    when it is opened. Raises ``UsageError`` where nothing was named or a folder holds no page file.
    """
    named = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    if not named:
        raise UsageError("no input named", remedy="name page images, a PDF, a TIFF or a folder of them")
    found: list[Entry] = []
    for is_folder, paths in itertools.groupby([os.fspath(path) for path in named], key=os.path.isdir):
        group = list(paths)
        if is_folder:
            found += itertools.chain.from_iterable(map(_in_folder, group))
        else:
            found += [Entry(path, "page") for path in (group if keep_order else sorted(group, key=natural_key))]
    return found


def natural_key(path: str) -> NaturalKey:
    """A sort key that compares numbers in names by value: page2 before page10, 第二页 before 第十页.

    Folders are compared before names, and a name without its ending, so that ``scan`` comes before ``scan (2)``.
    """
    folder, name = os.path.split(path)
    stem, ending = os.path.splitext(name)
    return _chunks(folder), _chunks(stem), _chunks(ending), ((0, path),)


def _chunks(text: str) -> tuple[tuple[int, str], ...]:
    """Text and numbers by turns, as (0, text) and (number, "")."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _ORDINAL.sub(lambda found: str(_chinese_number(found.group())), folded)
    parts = re.split(r"(\d+)", folded)
    return tuple((int(part), "") if i % 2 else (0, part) for i, part in enumerate(parts))


def _chinese_number(digits: str) -> int:
    """The value of a numeral below a thousand: 十 is 10, 二十一 is 21, 一〇五 is 105."""
    total, pending = 0, 0
    for character in digits:
        if character in _UNITS:
            total += (pending or 1) * _UNITS[character]
            pending = 0
        else:
            pending = pending * 10 + _DIGITS[character]
    return total + pending


def _in_folder(folder: str) -> list[Entry]:
    """What the folder holds, in natural order. Raises ``UsageError`` where nothing of it could be a page."""
    found = sorted(entries(folder), key=lambda entry: natural_key(entry.path))
    if all(entry.what == "other" for entry in found):
        raise UsageError(
            "the folder holds no page files",
            file=folder,
            remedy=f"put the pages into it ({', '.join(sorted(PAGE_ENDINGS))}), or name the folder that has them",
        )
    return found
