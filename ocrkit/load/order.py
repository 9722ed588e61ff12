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
from collections.abc import Iterable, Sequence

from ocrkit.errors import UsageError
from ocrkit.load.folder import PAGE_ENDINGS, Entry, entries
from ocrkit.text.numerals import NUMERALS, arabic_digits, chinese_number
from ocrkit.text.widths import nfkc

Inputs = str | bytes | os.PathLike[str] | Sequence[str | bytes | os.PathLike[str]]
"""One path, or several: files and folders."""

NaturalKey = tuple[tuple[tuple[int, str], ...], ...]

_NAME = "name page images, a PDF, a TIFF or a folder of them"

_ORDINAL = re.compile(f"(?<=第)[{NUMERALS}]+")


def expand(inputs: Inputs, keep_order: bool = False) -> list[Entry]:
    """The files to read, in order, and what else is in the folders named.

    A path that is no folder is passed on as it is, also where nothing is there: what is wrong with it is found
    when it is opened. Raises ``UsageError`` where nothing was named or a folder holds no page file.
    """
    named = _paths(inputs)
    if not named:
        raise UsageError("no input named", remedy=_NAME)
    found: list[Entry] = []
    for is_folder, paths in itertools.groupby(named, key=os.path.isdir):
        group = list(paths)
        if is_folder:
            found += itertools.chain.from_iterable(map(_in_folder, group))
        else:
            found += [Entry(path, "page") for path in (group if keep_order else sorted(group, key=natural_key))]
    return found


def _paths(inputs: Inputs) -> list[str]:
    """The paths named, as text; bytes of a file name are decoded as the system's own. Raises ``UsageError``."""
    every = [inputs] if isinstance(inputs, str | bytes | os.PathLike) else inputs
    if not isinstance(every, Iterable):
        raise UsageError(f"{type(inputs).__name__} is no path", remedy=_NAME)
    paths = []
    for path in every:
        if not isinstance(path, str | bytes | os.PathLike):
            raise UsageError(f"{type(path).__name__} is no path", remedy=_NAME)
        paths.append(os.fsdecode(path))
    return paths


def natural_key(path: str) -> NaturalKey:
    """A sort key that compares numbers in names by value: page2 before page10, 第二页 before 第十页.

    Folders are compared before names, and a name without its ending, so that ``scan`` comes before ``scan (2)``.
    """
    folder, name = os.path.split(path)
    stem, ending = os.path.splitext(name)
    return _chunks(folder), _chunks(stem), _chunks(ending), ((0, path),)


def _chunks(text: str) -> tuple[tuple[int, str], ...]:
    """Text and numbers by turns, as (0, text) and (number, "")."""
    folded = nfkc(text).casefold()
    folded = _ORDINAL.sub(lambda found: _counted(found.group()), folded)
    parts = re.split(r"(\d+)", folded)
    return tuple((int(part), "") if i % 2 else (0, part) for i, part in enumerate(parts))


def _counted(numeral: str) -> str:
    """A numeral in Arabic digits: 十 is 10, 二十一 is 21, 一〇五 is 105."""
    value = chinese_number(numeral)
    return arabic_digits(numeral) if value is None else str(value)


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
