"""What is to be told of text layers: which are no second reading, and where one differs from what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ocrkit.layer.lines import differs, spoken
from ocrkit.layer.settings import LayerSettings
from ocrkit.types.report import Finding, PageLayer
from ocrkit.types.table import Table, TableCell
from ocrkit.types.text import TextLine
from ocrkit.types.text_layer import LayerKind, TextLayer

_WHY: dict[LayerKind, str] = {
    "invisible": "the page does not show it",
    "ocr": "a program read it from a picture",
    "garbled": "its characters are not those that are drawn",
}


@dataclass(frozen=True)
class PageSays:
    """What was read on a page and held against its layer: tables, lines, and what of the layer was not read."""

    layer: PageLayer
    tables: tuple[Table, ...] = ()
    lines: tuple[TextLine, ...] = ()
    unread: tuple[str, ...] = ()


def page_layer(layer: TextLayer | None, settings: LayerSettings) -> PageLayer | None:
    """What a page's entry in the report says of its layer; nothing where it is to be ignored."""
    if layer is None or settings.use == "ignore":
        return None
    return PageLayer(
        kind=layer.kind,
        used=layer.trusted,
        characters=len(layer.text),
        hidden=layer.hidden,
        evidence=layer.evidence,
    )


def held_against(says: PageSays, settings: LayerSettings) -> PageLayer:
    """The page's layer as it shows beside what was read: garbled where it says something else nearly everywhere."""
    if says.layer.kind != "visible":
        return says.layer
    cells = [cell for table in says.tables for cell in table.cells if cell.second is not None and cell.second.text]
    figures = [_agrees(cell) for cell in cells if any(map(str.isdigit, cell.text or ""))]
    words = [_agrees(cell) for cell in cells if not any(map(str.isdigit, cell.text or ""))]
    words += [not differs(line) for line in says.lines if line.second is not None]
    for name, group in (("figures", figures), ("words", words)):
        wrong = group.count(False)
        if len(group) >= settings.fewest and wrong >= settings.most * len(group):
            evidence = f"of {len(group)} {name} that were read, {wrong} are others in the layer"
            return says.layer.model_copy(
                update={"kind": "garbled", "used": False, "evidence": (*says.layer.evidence, evidence)}
            )
    return says.layer


def layer_findings(pages: Mapping[int, PageSays], settings: LayerSettings) -> list[Finding]:
    """Layers that are no second reading, each kind told once; and for each page where words differ.

    ``pages`` are those with a layer, by number, their ``layer`` as ``held_against`` left it. Values that differ are
    told by their own doubts.
    """
    found = [finding for kind in _WHY if (finding := _not_used(kind, pages)) is not None]
    for number, says in pages.items():
        if says.layer.used and (pairs := list(_other_words(says))):
            found.append(_differing(number, pairs, settings))
    return found


def _agrees(cell: TableCell) -> bool:
    return cell.second is not None and cell.second.agrees


def _not_used(kind: LayerKind, pages: Mapping[int, PageSays]) -> Finding | None:
    of_kind = {number: says.layer for number, says in pages.items() if says.layer.kind == kind}
    if not of_kind:
        return None
    evidence = tuple(dict.fromkeys(told for layer in of_kind.values() for told in layer.evidence))
    where = ", ".join(map(str, of_kind))
    return Finding(
        kind="text_layer",
        message=f"page {where}: the text layer is no second reading: {_WHY[kind]} ({'; '.join(evidence)})",
        detail={"layer": kind, "evidence": evidence},
        pages=tuple(of_kind),
    )


def _other_words(says: PageSays) -> Iterable[tuple[str, str]]:
    """What was read and what the layer has, where these are other words; values have doubts of their own."""
    for table in says.tables:
        for cell in table.cells:
            if cell.second is None or not cell.text or any(map(str.isdigit, cell.text)):
                continue
            if spoken(cell.text) != spoken(cell.second.text):
                yield cell.text, cell.second.text
    for line in says.lines:
        if line.second is not None and differs(line):
            yield line.text, line.second
    for words in says.unread:
        yield "", words


def _differing(number: int, pairs: Sequence[tuple[str, str]], settings: LayerSettings) -> Finding:
    quoted = "; ".join(
        f"{read or 'nothing'!r}, layer {layer or 'nothing'!r}" for read, layer in pairs[: settings.shown]
    )
    more = f"; and {len(pairs) - settings.shown} more" if len(pairs) > settings.shown else ""
    return Finding(
        kind="text_layer",
        message=f"page {number}: the text layer has other words than were read: read {quoted}{more}",
        detail={"layer": "visible", "places": len(pairs)},
        pages=(number,),
    )


def fact_findings(read: Mapping[str, object], layer: Mapping[str, object], pages: Sequence[int]) -> list[Finding]:
    """Title, agency and year (by name) that are others when the layer's words are taken for those that were read."""
    return [
        Finding(
            kind="text_layer",
            message=f"{name}: read {read[name]!r}, the text layer has {layer[name]!r}",
            detail={"fact": name, "read": str(read[name]), "layer": str(layer[name])},
            pages=tuple(pages),
        )
        for name in read
        if read[name] != layer[name]
    ]
