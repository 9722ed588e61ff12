"""WeasyPrint, from its wheel, with Pango from the system: a layout engine for paged CSS."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from typing import Any

from benchmarks.pagemaker.engines import html
from benchmarks.pagemaker.engines.base import Flow, Layout, Placed

POINTS = 0.75
"""Points in a CSS pixel."""


class Weasy:
    """Sets a flow as HTML."""

    name = "weasyprint"

    def missing(self, families: set[str]) -> str | None:
        """Why nothing can be set here, or None."""
        try:
            import weasyprint  # noqa: F401
        except ImportError:
            return "the weasyprint wheel is not installed (pip install weasyprint)"
        except OSError as error:
            return f"weasyprint lacks a system library: {error}"
        return missing_fonts(families)

    def version(self) -> str:
        """The wheel's version."""
        return metadata.version("weasyprint")

    def lay_out(self, flow: Flow) -> Layout:
        """Set a flow. The cells' places are read from the boxes that WeasyPrint laid out."""
        import weasyprint

        logging.getLogger("fontTools").setLevel(logging.ERROR)
        document = weasyprint.HTML(string=html.page(flow)).render()
        return Layout(tuple(_placed(document, html.cells_of(flow))), document.write_pdf)


@cache
def _system_families() -> frozenset[str]:
    """The font families that the system's font list (fontconfig) has."""
    try:
        listed = subprocess.run(["fc-list", "--format", "%{family}\n"], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        return frozenset()
    return frozenset(name for line in listed.stdout.splitlines() for name in line.split(","))


def missing_fonts(families: set[str]) -> str | None:
    """Which of the families the system's font list lacks, as a sentence, or None."""
    lacking = sorted(f for f in families if html.SYSTEM_NAMES.get(f, f) not in _system_families())
    return f"fonts are missing: {', '.join(lacking)}" if lacking else None


def _placed(document: Any, cells: list[tuple[str, int]]) -> Iterator[Placed]:
    from weasyprint.formatting_structure.boxes import TableCellBox

    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants():
            if not isinstance(box, TableCellBox):
                continue
            part, cell = cells[int(box.element.get("id")[1:])]
            x, y = box.border_box_x() * POINTS, box.border_box_y() * POINTS
            width, height = box.border_width() * POINTS, box.border_height() * POINTS
            yield Placed(part, cell, number, (x, y, x + width, y + height))
