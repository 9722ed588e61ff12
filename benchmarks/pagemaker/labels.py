"""The statutory tables' keys and official labels (``labels.json``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_DATA = json.loads((Path(__file__).parent / "labels.json").read_text(encoding="utf-8"))

Row = tuple[str, tuple[str, ...]]
"""A row's key and its label path."""

CORNER: str = _DATA["requests"]["corner"]
APPLICANTS: str = _DATA["requests"]["applicants"]
LEGAL_PERSONS: str = _DATA["requests"]["legal_persons"]
COLUMNS: dict[str, str] = {key: label for key, label, _ in _DATA["requests"]["columns"]}
LEGAL_COLUMNS: tuple[str, ...] = tuple(key for key, _, group in _DATA["requests"]["columns"] if group)
APPLICANT_COLUMNS: tuple[str, ...] = tuple(key for key in COLUMNS if key != "total")
ROWS: dict[str, list[Row]] = {
    edition: [(key, tuple(path)) for key, *path in rows] for edition, rows in _DATA["requests"]["rows"].items()
}
BLOCKS: list[Row] = [(key, tuple(path)) for key, *path in _DATA["review_and_litigation"]["blocks"]]
OUTCOMES: dict[str, str] = dict(_DATA["review_and_litigation"]["outcomes"])
SECTIONS: dict[str, str] = dict(_DATA["sections"])
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Article:
    """A block of table two: its title, and its columns and rows as key to label."""

    title: str
    columns: dict[str, str]
    rows: dict[str, str]


ARTICLES: dict[str, list[Article]] = {
    edition: [Article(a["article"], dict(a["columns"]), dict(a["rows"])) for a in articles]
    for edition, articles in _DATA["proactive"].items()
}

FLOW_ROWS = ("new_received", "carried_in", "results_total", "carried_out")


def leaf_rows(edition: str) -> list[str]:
    """The rows of table three that add up to its row （七）总计."""
    return [key for key, _ in ROWS[edition] if key not in FLOW_ROWS]
