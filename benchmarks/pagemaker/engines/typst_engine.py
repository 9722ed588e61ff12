"""Typst, from its wheel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.pagemaker.engines.base import Flow, Layout, Placed

TEMPLATE = Path(__file__).parent / "report.typ"


class Typst:
    """Sets a flow with ``report.typ``."""

    name = "typst"

    def missing(self, families: set[str]) -> str | None:
        """Why nothing can be set here, or None."""
        try:
            import typst  # noqa: F401
        except ImportError:
            return "the typst wheel is not installed (pip install typst)"
        lacking = sorted(families - set(_fonts().families()))
        return f"fonts are missing: {', '.join(lacking)}" if lacking else None

    def version(self) -> str:
        """The wheel's version."""
        return metadata.version("typst")

    def lay_out(self, flow: Flow) -> Layout:
        """Set a flow: compiled once, asked for its cells, and for its PDF when that is wanted."""
        import typst

        data = json.dumps(flow, ensure_ascii=False)
        compiler = typst.Compiler(str(TEMPLATE), font_paths=_fonts(), sys_inputs={"data": data})
        edges = json.loads(compiler.query("<edges>", field="value", one=True))
        return Layout(tuple(_placed(edges, flow["style"])), lambda: _pdf(compiler.compile(format="pdf")))


def _pdf(compiled: bytes | list[bytes] | None) -> bytes:
    assert isinstance(compiled, bytes)  # a PDF is one file, however many pages it has
    return compiled


@cache
def _fonts() -> Any:
    """The fonts of this machine (finding them takes a second)."""
    import typst

    return typst.Fonts()


def _placed(edges: list[dict[str, Any]], style: dict[str, Any]) -> Iterator[Placed]:
    """Cells from the corners of their insides: of each cell the template marks top left first, then bottom right."""
    inset_x, inset_y = style["inset_x"], style["inset_y"]
    corners: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for mark in edges:
        corners.setdefault((mark["part"], mark["cell"]), []).append(mark["at"])
    for (part, cell), (start, *_, stop) in corners.items():
        (x0, y0), (x1, y1) = ((_points(at["x"]), _points(at["y"])) for at in (start, stop))
        yield Placed(part, cell, start["page"], (x0 - inset_x, y0 - inset_y, x1 + inset_x, y1 + inset_y))


def _points(length: str) -> float:
    return float(length.removesuffix("pt"))
