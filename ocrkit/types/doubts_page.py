"""The page that lists the doubts, written by ``python -m ocrkit.types.doubts_page FILE``; a test compares."""

from __future__ import annotations

import sys
from pathlib import Path

from ocrkit.types.doubt import parameters
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.doubt_words import CATALOGUE
from ocrkit.types.words import plain

_HEAD = """# Doubts

Made by `python -m ocrkit.types.doubts_page docs/doubts.md` from `ocrkit/types/doubt_codes.py` and `doubt_words.py`.

A value or a cell in doubt has the status `review` and one or more doubts. In JSON a doubt is
`{"code": ..., "detail": {...}}`, the same in every language; `detail` holds the parameters named here. For people it
is put into words, in which the parameters stand in braces: in Python `str(doubt)` and `doubt.words("zh")`.

| code | parameters | in English | in Chinese |
|---|---|---|---|
"""


def page_text() -> str:
    """The page, as Markdown."""
    return _HEAD + "".join(_line(code) for code in DoubtCode)


def _line(code: DoubtCode) -> str:
    names = ", ".join(f"`{name}`" for name in parameters(code))
    english, chinese = (plain(text) for text in CATALOGUE[code])
    return f"| `{code}` | {names} | {english} | {chinese} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page_text(), encoding="utf-8")
    print(f"{sys.argv[1]} written")
