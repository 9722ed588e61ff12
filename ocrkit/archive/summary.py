"""One HTML file for people who do not program: what was read and how well, and what the reports say together.

Each table has the name of its query (``summary_queries``) and of each column in it, so that a test can hold every
number against the answer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from ocrkit.archive import plots
from ocrkit.archive.exported import plain, told
from ocrkit.archive.results import Results
from ocrkit.archive.summary_queries import QUERIES
from ocrkit.archive.tables import database
from ocrkit.export import html_page
from ocrkit.types.phrases import Phrases

FILE = "summary.html"
_MOST = 500
"""Rows of a list that are shown; a query has the rest."""

Answer = list[dict[str, Any]]


def write_summary(archive: Results, say: Phrases, path: Path | None = None) -> Path:
    """Write the summary to ``path`` (OUT/summary.html).

    Raises ``OutputError`` where it cannot be written, ``InstallationError`` without the extra ``archive``.
    """
    path = path or archive.folder / FILE
    with database(archive) as tables:
        answers: dict[str, Answer] = {name: tables.arrow(sql).to_pylist() for name, sql in QUERIES.items()}
    page = _Summary(archive, answers, say, path.parent).html()
    with told(path):
        path.write_bytes(page)
    return path


class _Summary:
    def __init__(self, archive: Results, answers: Mapping[str, Answer], say: Phrases, beside: Path) -> None:
        self._say = say
        self._answers = answers
        self._status = archive.status()
        self._root = os.path.relpath(archive.folder, beside)
        self._sources = {row["report"]: row["source"] for row in answers["reports"]}

    def html(self) -> bytes:
        """The page."""
        say = self._say
        parts = [
            *self._section("how well", self._how_well()),
            *self._section("inconsistencies", self._inconsistencies()),
            *self._section("requests", self._requests()),
            *self._section("a person", self._queue()),
            *self._section("all reports", self._reports()),
        ]
        return html_page(say("summary title"), self._badges(), parts)

    def _section(self, heading: str, parts: Iterator[str]) -> Iterator[str]:
        yield f"<h2>{self._say(heading)}</h2>"
        yield from parts

    def _badges(self) -> str:
        whole, states = self._answers["whole"][0], self._status.states
        counts = {
            "reports read": whole["reports"],
            "agencies": whole["agencies"],
            "whole pages": whole["pages"],
            "whole values": whole["values"],
            "whole accepted": whole["accepted_whole"],
            "whole to check": whole["to_check"],
            "whole lost": whole["pages_lost"],
            "whole failed": states["failed"],
            "whole waiting": states["waiting"] + states["reading"],
        }
        items = "".join(f"<li>{escape(self._say(key, n=shown(n)))}</li>" for key, n in counts.items())
        return f'<ul class="badges" data-query="whole">{items}</ul>'

    def _how_well(self) -> Iterator[str]:
        say, years = self._say, [row for row in self._answers["by_year"] if row["year"] is not None]
        if years:
            shares = {say("share to check"): [_number(row["percent"]) for row in years]}
            yield plots.lines([row["year"] for row in years], shares, "%", say("share by year"))
        yield self._table("by_year")
        codes = self._answers["by_doubt"][:12]
        if codes:
            names, counts = [row["code"] for row in codes], [row["values"] for row in codes]
            yield plots.bars(names, counts, say("values to check"), say("why to check"))
        yield self._table("by_doubt")
        yield self._table("by_quality")
        yield self._table("by_agency")

    def _inconsistencies(self) -> Iterator[str]:
        yield self._table("inconsistencies")
        message = "message_zh" if self._say.language == "zh" else "message"
        links = {"report": self._report_link, "other_report": self._report_link}
        columns = ("agency", "year", "about", message, "report", "other_report")
        yield self._table("across", columns, links)

    def _requests(self) -> Iterator[str]:
        say = self._say
        years = sorted({row["year"] for row in self._answers["applicants"]})
        if not years:
            return
        by_kind: dict[str, list[float]] = {}
        for row in self._answers["applicants"]:
            by_kind.setdefault(row["applicant"], [0.0] * len(years))
            by_kind[row["applicant"]][years.index(row["year"])] = _number(row["requests"])
        yield plots.stacked(years, by_kind, say("unit requests"), say("applicants by year"))
        yield self._table("applicants")
        outcomes = self._answers["outcomes"]
        kinds = [name for name in outcomes[0] if name not in ("year", "decided")]
        shares = {
            say(f"column {kind}"): [100 * _number(row[kind]) / (_number(row["decided"]) or 1) for row in outcomes]
            for kind in kinds
        }
        yield plots.stacked([row["year"] for row in outcomes], shares, "%", say("outcomes by year"))
        yield self._table("outcomes")
        carried = self._answers["carried"]
        series = {
            name.replace("_", " "): [_number(row[name]) for row in carried] for name in ("carried_in", "carried_out")
        }
        yield plots.lines([row["year"] for row in carried], series, say("unit requests"), say("carried by year"))
        yield self._table("carried")

    def _queue(self) -> Iterator[str]:
        yield self._table(
            "queue", links={"report": self._report_link, "page": self._page_link, "picture": self._picture}
        )

    def _reports(self) -> Iterator[str]:
        yield self._table("reports", links={"report": self._result_link, "source": self._source_link})

    def _table(self, name: str, columns: Sequence[str] | None = None, links: Mapping[str, Any] | None = None) -> str:
        rows = self._answers[name]
        if not rows:
            return f'<p class="soft">{self._say("nothing to show")}</p>'
        columns, links = columns or list(rows[0]), links or {}
        head = "".join(f"<th>{escape(self._say(f'column {column}'))}</th>" for column in columns)
        lines = [self._line(row, columns, links) for row in rows[:_MOST]]
        more = f'<p class="soft">{self._say("more rows", n=len(rows) - _MOST)}</p>' if len(rows) > _MOST else ""
        caption = f"<caption>{self._say(f'table {name}')}</caption>"
        return (
            f'<div class="table"><table class="list" data-query="{name}" data-columns="{" ".join(columns)}">{caption}'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}</div>"
        )

    def _line(self, row: Mapping[str, Any], columns: Sequence[str], links: Mapping[str, Any]) -> str:
        mark = f' id="report-{escape(_address(row["report"]))}"' if columns[0] == "report" and "source" in row else ""
        cells = (links[column](row, column) if column in links else escape(shown(row[column])) for column in columns)
        return f"<tr{mark}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def _report_link(self, row: Mapping[str, Any], column: str) -> str:
        report = row[column]
        return "" if report is None else f'<a href="#report-{escape(_address(report))}">{escape(report)}</a>'

    def _result_link(self, row: Mapping[str, Any], column: str) -> str:
        place = _address(f"{self._root}/reports/{row[column]}/report.json")
        return f'<a href="{escape(place)}">{escape(row[column])}</a>'

    def _source_link(self, row: Mapping[str, Any], column: str) -> str:
        return f'<a href="{escape(_file(row[column]))}">{escape(os.path.basename(row[column]))}</a>'

    def _page_link(self, row: Mapping[str, Any], column: str) -> str:
        if row[column] is None:
            return ""
        return f'<a href="{escape(_file(self._sources[row["report"]]))}#page={row[column]}">{row[column]}</a>'

    def _picture(self, row: Mapping[str, Any], column: str) -> str:
        place = escape(_address(f"{self._root}/{row[column]}"))
        return f'<a href="{place}">{self._say("picture")}</a>'


def _file(path: str) -> str:
    """The address of a file; of one with a name that is no Unicode it is the nearest thing."""
    return Path(path).as_uri() if os.path.isabs(path) else _address(path)


def _address(path: str) -> str:
    """A relative path as an address: percent signs for what may not stand in one."""
    return PurePosixPath(f"/{path}").as_uri().removeprefix("file:///")


def _number(value: Any) -> float:
    return float(value or 0)


def shown(value: Any) -> str:
    """A value as it stands on the page."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    return f"{value:g}" if isinstance(value, float) else str(value)
