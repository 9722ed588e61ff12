"""The page that lists the findings, written by ``python -m ocrkit.types.findings_page FILE``; a test compares."""

from __future__ import annotations

import sys
from pathlib import Path

from ocrkit.types.finding import finding_parameters
from ocrkit.types.finding_codes import FINDINGS, FindingCode
from ocrkit.types.words import plain

_HEAD = """# Findings

Made by `python -m ocrkit.types.findings_page docs/findings.md` from the list in `ocrkit/types/finding_codes.py`.

A finding is about the report, not about the reading of a value: sums that do not hold as printed, sentences that
contradict the tables, pages that are missing. In JSON it has a `kind`, a `code`, which says exactly what, and in
`detail` the parameters named here, the same in every language; `cells`, `pages` and `rule` say what it concerns,
`message` is the English sentence. In Python `finding.words("zh")` is the Chinese one. What a decoder or an error says
is quoted as it is, in English.

| kind | code | parameters | in English | in Chinese |
|---|---|---|---|---|
"""


def page_text() -> str:
    """The page, as Markdown."""
    return _HEAD + "".join(_line(code) for code in FindingCode)


def _line(code: FindingCode) -> str:
    names = ", ".join(f"`{name}`" for name in finding_parameters(code))
    kind, words = FINDINGS[code]
    return f"| `{kind}` | `{code}` | {names} | {plain(words.en)} | {plain(words.zh)} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page_text(), encoding="utf-8")
    print(f"{sys.argv[1]} written")
