"""A flow as one HTML page with paged CSS, for the two engines that read it."""

from __future__ import annotations

from html import escape
from typing import Any

from benchmarks.pagemaker.engines.base import Flow

SYSTEM_NAMES = {"AR PL UMing": "AR PL UMing CN", "AR PL UKai": "AR PL UKai CN"}
"""Families that the system's font list, unlike Typst, has by country."""

BLEED = 1
"""Points between the area that is printed and the texts: a rule on the edge would lose its outer half."""

CSS = """
@page {{ size: 595.28pt 841.89pt; margin: {margin_top}pt {side}pt {margin_bottom}pt; {footer} }}
body {{ margin: 0 {bleed}pt; font-family: {body}; font-size: {body_size}pt; line-height: {pitch};
       text-align: justify; }}
h1, h2, p {{ margin: 0; font-weight: normal; }}
h1 {{ font-family: {heading}; font-size: {title_size}pt; text-align: center; margin-bottom: 12pt; line-height: 1.5; }}
h2 {{ font-family: {heading}; font-size: {heading_size}pt; margin: .5em 0 .4em; line-height: 1.4; }}
p {{ text-indent: 2em; }}
.new-page {{ break-before: page; }}
table {{ border-collapse: collapse; table-layout: fixed; margin: .8em 0 1em; line-height: 1.2; text-indent: 0; }}
tr {{ break-inside: avoid; }}
td {{ border: {rule}pt solid rgb({ink}, {ink}, {ink}); padding: {inset_y}pt {inset_x}pt;
     font-family: {table}; font-size: {table_size}pt; text-align: center; vertical-align: middle; }}
td.value {{ font-family: {value}; font-size: {value_size}pt; }}
td.label {{ text-align: {label_align}; }}
{fills}
"""

ANCHOR_CSS = """
.table { position: relative; z-index: 0; } /* cells, which hold the links, are painted before the rules */
td { position: relative; z-index: -1; }
td a { position: absolute; inset: 0; }
"""


def page(flow: Flow, *, anchors: str = "") -> str:
    """The HTML of a flow. Cells are numbered through: td ids c0, c1, ...

    ``anchors`` puts an empty link over the whole of each cell, to that address followed by the cell's number.
    """
    numbered = iter(range(10**6))
    body = "".join(_broken([_item(item, numbered, anchors) for item in flow["flow"]]))
    css = _css(flow["style"]) + (ANCHOR_CSS if anchors else "")
    head = f'<meta charset="utf-8"><title>report</title><style>{css}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def cells_of(flow: Flow) -> list[tuple[str, int]]:
    """The (part, index) of each cell, by its number."""
    return [(i["part"], at) for i in flow["flow"] if i["kind"] == "table" for at, _ in enumerate(i["cells"])]


def _broken(parts: list[str]) -> list[str]:
    """The parts with page breaks (empty strings) turned into a class of what follows them."""
    out: list[str] = []
    pending = False
    for part in parts:
        if part == "":
            pending = True
            continue
        out.append(f'<div class="new-page">{part}</div>' if pending else part)
        pending = False
    return out


def _css(style: dict[str, Any]) -> str:
    def stack(*families: str | None) -> str:
        names = [SYSTEM_NAMES.get(f, f) for f in [*families, "Noto Serif CJK SC"] if f]
        return ", ".join(f"'{name}'" for name in dict.fromkeys(names))

    latin = style["latin"]
    footer = "@bottom-center { content: '— ' counter(page) ' —'; font-size: 9pt; }" if style["page_numbers"] else ""
    plain = {key: value for key, value in style.items() if key != "fills"}
    return CSS.format(
        **plain,
        footer=footer,
        bleed=BLEED,
        side=style["margin_x"] - BLEED,
        pitch=round(style["leading"] + 0.75, 3),
        body=stack(latin, style["body_font"]),
        heading=stack(latin, style["heading_font"]),
        table=stack(latin, style["table_font"]),
        value=stack(style["value_latin"] or latin, style["value_font"]),
        label_align="left" if style["labels_left"] else "center",
        fills="\n".join(f"td.{role} {{ background: {fill}; }}" for role, fill in style["fills"].items()),
    )


def _item(item: dict[str, Any], numbers: Any, anchors: str) -> str:
    kind = item["kind"]
    if kind == "title":
        return f"<h1>{'<br>'.join(escape(line) for line in item['lines'])}</h1>"
    if kind == "heading":
        return f"<h2>{escape(item['text'])}</h2>"
    if kind == "paragraph":
        return f"<p>{escape(item['text'])}</p>"
    return "" if kind == "pagebreak" else _table(item, numbers, anchors)


def _table(item: dict[str, Any], numbers: Any, anchors: str) -> str:
    columns = "".join(f'<col style="width: {width}pt">' for width in item["widths"])
    rows: list[list[str]] = [[] for _ in range(item["n_rows"])]
    cells = [(cell, next(numbers)) for cell in item["cells"]]
    for cell, number in sorted(cells, key=lambda pair: (pair[0]["row"], pair[0]["col"])):
        rows[cell["row"]].append(_cell(cell, number, anchors))
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    table = f'<table style="width: {sum(item["widths"]):.2f}pt"><colgroup>{columns}</colgroup>{body}</table>'
    return f'<div class="table">{table}</div>'


def _cell(cell: dict[str, Any], number: int, anchors: str) -> str:
    link = f'<a href="{anchors}{number}"></a>' if anchors else ""
    text = "<br>".join(cell["text"]) if cell["vertical"] else escape(cell["text"])
    spans = f' rowspan="{cell["row_span"]}"' if cell["row_span"] > 1 else ""
    spans += f' colspan="{cell["col_span"]}"' if cell["col_span"] > 1 else ""
    bare = "".join(f"border-{side}: none;" for side in cell["open"])
    style = f' style="{bare}"' if bare else ""
    return f'<td id="c{number}" class="{cell["role"]}"{spans}{style}>{link}{text}</td>'
