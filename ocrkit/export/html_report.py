"""One self-contained HTML file: the report with its tables, the scan beside it, and what to check by hand."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from ocrkit.export.html_table import (
    alternatives,
    anchor,
    grid_table,
    places_attribute,
    shown_table,
    state,
)
from ocrkit.export.pictures import Pictures
from ocrkit.export.placed import PlacedTable, placed_tables, unplaced_forms
from ocrkit.types.finding import CellRef
from ocrkit.types.phrases import ENGLISH, Phrases
from ocrkit.types.report import FormTable, Report, Section
from ocrkit.types.table import Table
from ocrkit.types.words import Language


def report_html(report: Report, pictures: Pictures, say: Phrases = ENGLISH) -> bytes:
    """The report as one HTML file, UTF-8; nothing in it needs a network, nothing printed in the scan is run."""
    parts = [
        *_doubtful(report, pictures, say),
        *_findings(report, say),
        *_tables(report, pictures, say),
        *_text(report, pictures, say),
        *_source(report, say),
    ]
    title = report.title or say("untitled")
    return _page(title, _summary(report, say), parts, pictures, _captions(report), say)


def tables_html(tables: Sequence[Table], title: str, pictures: Pictures, say: Phrases = ENGLISH) -> bytes:
    """Plain tables as one HTML file like the report's."""
    parts = [
        f"<h2>{say('Table', n=n)} <small>{table.n_rows} × {table.n_cols}{_to_check(table, say)}</small></h2>"
        '<div class="table">'
        f"{shown_table(PlacedTable(n, table, {}), pictures.pages, say)}</div>"
        for n, table in enumerate(tables, 1)
    ]
    return _page(title, "", parts or [f"<p>{say('No ruled table')}</p>"], pictures, {}, say)


def _to_check(table: Table, say: Phrases) -> str:
    count = len(table.doubtful())
    return f", {say('n to check', n=count)}" if count else ""


def html_page(title: str, summary: str, parts: Sequence[str], language: Language = "en") -> bytes:
    """An HTML file of the same looks, without a scan: ``summary`` and ``parts`` are HTML in that language."""
    return _page(title, summary, parts, Pictures(), {}, Phrases(language))


def _page(
    title: str, summary: str, parts: Sequence[str], pictures: Pictures, captions: dict[int, str], say: Phrases
) -> bytes:
    folder = files("ocrkit.export") / "html"
    script = (folder / "report.js").read_text(encoding="utf-8")
    page = Template((folder / "report.html").read_text(encoding="utf-8")).substitute(
        scan=escape(say("the scan")),
        title=escape(title),
        style=(folder / "report.css").read_text(encoding="utf-8"),
        script=script,
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        layout="with-scan" if pictures.pages else "no-scan",
        summary=summary,
        body="\n".join(parts),
        pages="\n".join(_sheets(pictures, captions, say)),
    )
    return page.encode("utf-8", errors="replace")


def _sheets(pictures: Pictures, captions: dict[int, str], say: Phrases) -> Iterator[str]:
    for number, picture in sorted(pictures.pages.items()):
        image = f'<img alt="{say("scan of page", n=number)}" src="{_data("jpeg", picture.jpeg)}">'
        caption = f"<figcaption>{say('page', n=number)} {escape(captions.get(number, ''))}</figcaption>"
        yield f'<figure>{caption}<div class="sheet" id="page-{number}">{image}</div></figure>'


def _data(kind: str, picture: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"


def _captions(report: Report) -> dict[int, str]:
    return {page.number: page.file for page in report.source.pages}


def _summary(report: Report, say: Phrases) -> str:
    doubtful, values = len(report.doubtful()), sum(1 for form in report.form_tables().values() for _ in form)
    missing = sum(1 for page in report.source.pages if page.error is not None)
    badges = [
        ("", report.agency),
        ("", None if report.year is None else str(report.year)),
        ("", say("values", n=values)),
        ("review", say("n to check", n=doubtful)) if doubtful else ("good", say("no doubtful value")),
        ("review" if report.findings else "", say("n findings", n=len(report.findings))),
        ("review", say("pages lost", n=missing) if missing else None),
    ]
    items = "".join(f'<li class="{kind}">{escape(text)}</li>' for kind, text in badges if text)
    return f'<ul class="badges">{items}</ul>'


def _doubtful(report: Report, pictures: Pictures, say: Phrases) -> Iterator[str]:
    doubtful, forms = report.doubtful(), report.form_tables()
    if not doubtful:
        return
    yield f"<h2>{say('To check')} <small>{len(doubtful)}</small></h2>"
    heading = "".join(f"<th>{say(name)}</th>" for name in ("value", "scan", "read", "why"))
    yield f'<div class="table"><table class="list"><tr>{heading}</tr>'
    for ref, cell in doubtful:
        crop = pictures.crops.get(ref)
        shown = f'<img alt="" src="{_data("png", crop)}">' if crop else say("page", n=cell.page or "?")
        why = "<br>".join(escape(doubt.words(say.language)) for doubt in cell.doubts) or say(
            "no reading" if cell.kind == "unreadable" else "doubtful reading"
        )
        could = escape(say("could be", what=alternatives(cell, say)))
        could = f'<br><span class="soft">{could}</span>' if cell.alternatives else ""
        read = say("cannot be read") if cell.text is None else cell.text or say("blank")
        yield (
            f'<tr><td>{_link(ref, forms)}</td><td>{shown}</td><td class="{state(cell)}">{escape(read)}</td>'
            f"<td>{why}{could}</td></tr>"
        )
    yield "</table></div>"


def _link(ref: CellRef, forms: dict[str, FormTable]) -> str:
    text = forms[ref.form].place_name(ref.row, ref.column) if ref.form in forms else f"{ref.row} · {ref.column}"
    return f'<a href="#{anchor(ref)}">{escape(text)}</a>'


def _findings(report: Report, say: Phrases) -> Iterator[str]:
    if not report.findings:
        return
    forms = report.form_tables()
    yield f'<h2>{say("Findings")} <small>{len(report.findings)}</small></h2><ul class="findings">'
    for finding in report.findings:
        links = ", ".join(_link(ref, forms) for ref in finding.cells)
        named = say("pages" if len(finding.pages) > 1 else "page", n=", ".join(map(str, finding.pages)))
        pages = named if finding.pages else ""
        more = "<br>".join(f'<span class="soft">{part}</span>' for part in (links, pages) if part)
        words = escape(finding.words(say.language))
        yield f'<li><span class="kind">{say(finding.kind)}</span>{words}{"<br>" * bool(more)}{more}</li>'
    yield "</ul>"


def _tables(report: Report, pictures: Pictures, say: Phrases) -> Iterator[str]:
    placed, forms = placed_tables(report), report.form_tables()
    if placed or forms:
        yield f"<h2>{say('Tables')}</h2>"
    for one in placed:
        edition = forms[one.table.form].edition if one.table.form in forms else None
        name = escape(one.table.form or say("table", n=one.number))
        small = f" <small>{escape(say('edition', edition=edition))}</small>" if edition else ""
        yield f'<h3>{name}{small}</h3><div class="table">{shown_table(one, pictures.pages, say)}</div>'
    for key, form in unplaced_forms(report, placed):
        grid = grid_table(key, form, pictures.pages, say)
        yield f'<h3>{escape(key)} <small>{say("by its labels")}</small></h3><div class="table">{grid}</div>'


def _text(report: Report, pictures: Pictures, say: Phrases) -> Iterator[str]:
    if report.sections:
        yield f"<h2>{say('Text')}</h2>"
    for section in report.sections:
        key = f" <small>{escape(section.key)}</small>" if section.key else ""
        text = _paragraphs(section, pictures, say)
        yield f'<h3>{escape(section.heading)}{key}</h3><div class="section">{text}</div>'


def _paragraphs(section: Section, pictures: Pictures, say: Phrases) -> str:
    lines = []
    for i, text in enumerate(section.paragraphs):
        where = places_attribute(section.places[i : i + 1], pictures.pages)
        lines.append(f"<p{where}>{escape(text)}</p>")
    return "".join(lines) or f'<p class="soft">{say("No text")}</p>'


def _source(report: Report, say: Phrases) -> Iterator[str]:
    yield f"<h2>{say('Source')}</h2>"
    for file in report.source.files:
        yield f'<p class="soft">{escape(file.name)}<br>sha256 {escape(file.sha256)}</p>'
    for page in report.source.pages:
        if page.error is not None:
            lost = say("page lost", n=page.number, file=page.file, error=page.error)
            yield f'<p class="unreadable">{escape(lost)}</p>'
    if report.provenance is not None:
        yield f"<h2>{say('Made with')}</h2>"
        for what, which in report.provenance.lines():
            yield f'<p class="soft">{escape(what)}: {escape(which)}</p>'
