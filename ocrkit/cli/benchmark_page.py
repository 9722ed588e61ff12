"""The HTML page of ``ocrkit benchmark``: the figures, and every miss beside its picture."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from ocrkit.cli.benchmark_show import DOUBTS, doubt_rows, shown
from ocrkit.cli.reader import ReportResult
from ocrkit.errors import InputError
from ocrkit.export import crop_png, html_page, turns_of
from ocrkit.score import DocumentScore, Miss
from ocrkit.score.folder import FolderScore
from ocrkit.types.phrases import ENGLISH, Phrases

_MARGIN = 0.15  # paper around a value, as a share of its box's shorter side


@dataclass
class Crops:
    """Pictures (PNG) of the values that were missed, by document and value."""

    found: dict[tuple[str, str, str, str], bytes] = field(default_factory=dict)

    def take(self, score: DocumentScore, result: ReportResult) -> None:
        """Cut out the misses of a document, where it is known where they are; one page is loaded at a time."""
        for page in result.report.source.pages:
            here = [m for m in score.cells.misses if m.page == page.number and m.box is not None]
            if not here or result.images is None:
                continue
            try:
                image = result.images.image(page.number)
            except (InputError, KeyError):
                continue  # a page that is gone since it was read; the miss is listed without a picture
            for miss in here:
                assert miss.box is not None
                self.found[_key(score.name, miss)] = crop_png(image, miss.box, _MARGIN, turns_of(page))

    def of(self, name: str, miss: Miss) -> bytes | None:
        """The picture of a miss, None where there is none."""
        return self.found.get(_key(name, miss))


def _key(name: str, miss: Miss) -> tuple[str, str, str, str]:
    return name, miss.form, miss.row, miss.column


def score_page(result: FolderScore, crops: Crops, say: Phrases = ENGLISH) -> bytes:
    """The page, UTF-8; it needs no other file and no network."""
    parts = [*_figures(result, say), *_documents(result, say), *_misses(result, crops, say)]
    title = say("documents scored", system=result.system, n=len(result.documents))
    return html_page(title, _badges(result, say), parts, say.language)


def _badges(result: FolderScore, say: Phrases) -> str:
    figures = result.all.figures
    silent = int(figures["silent"].numerator)
    none = say("none")
    badges = [
        ("", say("values right", share=shown(figures["cells_exact"])[0] or none)),
        ("review" if silent else "good", say("n silent", n=silent)),
        ("", say("share flagged", share=shown(figures["flagged"])[0] or none)),
        *([("review", say("n lost", n=len(result.lost)))] if result.lost else []),
    ]
    return f'<ul class="badges">{"".join(f"<li class={c!r}>{escape(t)}</li>" for c, t in badges)}</ul>'


def _figures(result: FolderScore, say: Phrases) -> Iterator[str]:
    yield f"<h2>{say('All together')}</h2>"
    named = [(say(name), figure) for name, figure in result.all.figures.items() if figure.value is not None]
    yield _table(["", *map(say, ("share", "interval", "of"))], [[name, *shown(figure)] for name, figure in named])
    if result.all.figures["cells_exact"].interval is None:
        yield f'<p class="soft">{say("no interval")}</p>'
    for fact, groups in result.by.items():
        yield f"<h3>{escape(say('By fact', fact=fact))}</h3>"
        names = ("cells_exact", "silent", "flagged")
        rows = [[k, str(g.documents), *(shown(g.figures[name])[0] for name in names)] for k, g in groups.items()]
        yield _table([fact, *map(say, ("documents", *names))], rows)
    if result.all.doubts:
        yield f"<h3>{say('Doubts')}</h3>"
        yield _table([*map(say, DOUBTS)], doubt_rows(result.all))


def _documents(result: FolderScore, say: Phrases) -> Iterator[str]:
    yield f"<h2>{say('Documents')} <small>{len(result.documents)}</small></h2>"
    rows = [
        [s.name, s.facts.level or "", *map(str, (s.cells.total, s.cells.right, s.cells.silent, s.cells.flagged))]
        for s in result.documents
    ]
    head = ("document", "level", "values total", "right", "silent count", "flagged count")
    yield _table([*map(say, head)], rows)
    for lost in result.lost:
        yield f'<p class="unreadable">{escape(say("no score", name=lost.name, error=lost.error))}</p>'


def _misses(result: FolderScore, crops: Crops, say: Phrases) -> Iterator[str]:
    every = [(score.name, miss) for score in result.documents for miss in score.cells.misses]
    yield f"<h2>{say('Misses')} <small>{len(every)}</small></h2>"
    if not every:
        yield f"<p>{say('all right')}</p>"
        return
    head = "".join(f"<th>{say(key)}</th>" for key in ("document", "value", "scan", "printed", "read"))
    yield f'<div class="table"><table class="list"><tr>{head}<th></th></tr>'
    for name, miss in sorted(every, key=lambda pair: pair[1].flagged):
        yield _miss(name, miss, crops.of(name, miss), say)
    yield "</table></div>"


def _miss(name: str, miss: Miss, crop: bytes | None, say: Phrases) -> str:
    page = say("page", n=miss.page) if miss.page is not None else say("place not known")
    picture = f'<img alt="" src="data:image/png;base64,{b64encode(crop).decode()}">' if crop else page
    style, mark = ("review", say("flagged count")) if miss.flagged else ("unreadable", say("not flagged"))
    read = say("not read") if miss.read is None else miss.read
    cells = [escape(name), escape(f"{miss.form} · {miss.row} · {miss.column}"), picture]
    cells += [escape(miss.expected), escape(read)]
    return f'<tr>{"".join(f"<td>{cell}</td>" for cell in cells)}<td class="{style}">{mark}</td></tr>'


def _table(head: list[str], rows: list[list[str]]) -> str:
    top = "".join(f"<th>{escape(text)}</th>" for text in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    return f'<div class="table"><table class="list"><tr>{top}</tr>{body}</table></div>'
