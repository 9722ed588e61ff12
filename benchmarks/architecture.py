"""Draws who imports whom, from the import statements: ``python -m benchmarks.architecture docs/architecture.svg``.

Every folder and top module of the package is a box; it imports boxes below it only. An arrow that follows from others
(a imports b, b imports c, a imports c) is left out; so are those to what everything imports.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "ocrkit"
BASE = ("types", "errors", "text", "names", "files", "boundary")
"""What most others import: a box each, no arrows."""

Graph = dict[str, set[str]]

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _MARGIN = 118, 30, 22, 54, 24


def graph() -> Graph:
    """For every folder and top module of the package those that it imports."""
    found: Graph = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        unit = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if unit != "__init__":
            targets = found.setdefault(unit, set())
            targets.update(name.split(".")[1] for name in _imported(file) if name.count("."))
            targets.discard(unit)
    return {unit: targets & set(found) for unit, targets in found.items()}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("ocrkit."):
                yield module
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.startswith("ocrkit."))


def ranks(imports: Graph) -> dict[str, int]:
    """How far above the ground each box stands: one more than the highest that it imports."""
    known: dict[str, int] = {}

    def rank(unit: str) -> int:
        if unit not in known:
            known[unit] = 1 + max((rank(target) for target in imports[unit]), default=-1)
        return known[unit]

    return {unit: rank(unit) for unit in imports}


def direct(imports: Graph) -> Graph:
    """The imports that do not follow from others, those of the base left out."""
    kept = {unit: targets - set(BASE) for unit, targets in imports.items() if unit not in BASE}
    return {
        unit: {t for t in targets if not any(t in _reached(kept, other) for other in targets - {t})}
        for unit, targets in kept.items()
    }


def _reached(imports: Graph, unit: str) -> set[str]:
    found: set[str] = set()
    waiting = [unit]
    while waiting:
        new = imports[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def svg(imports: Graph) -> str:
    """The drawing."""
    height = ranks(imports)
    rows = [sorted(u for u in imports if height[u] == level) for level in range(max(height.values()) + 1)]
    width = 2 * _MARGIN + max(len(row) for row in rows) * (_WIDTH + _GAP_X)
    tall = 2 * _MARGIN + len(rows) * (_HEIGHT + _GAP_Y) - _GAP_Y
    at = {
        unit: (
            width / 2 + (i - (len(row) - 1) / 2) * (_WIDTH + _GAP_X),
            tall - _MARGIN - _HEIGHT - level * (_HEIGHT + _GAP_Y),
        )
        for level, row in enumerate(rows)
        for i, unit in enumerate(row)
    }
    lines = [_arrow(at, a, b) for a, targets in sorted(direct(imports).items()) for b in sorted(targets)]
    boxes = [_box(unit, *place) for unit, place in at.items()]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" font-family="sans-serif"'
            ' font-size="13">',
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7"'
            ' orient="auto"><path d="M0 0L8 4L0 8z" fill="#667"/></marker></defs>',
            f'<rect width="{width}" height="{tall}" fill="#fff"/>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def _arrow(at: Mapping[str, tuple[float, float]], source: str, target: str) -> str:
    (x0, y0), (x1, y1) = at[source], at[target]
    y0, middle = y0 + _HEIGHT, (y0 + _HEIGHT + y1) / 2
    path = f"M{x0:.0f} {y0:.0f}C{x0:.0f} {middle:.0f} {x1:.0f} {middle:.0f} {x1:.0f} {y1:.0f}"
    return f'<path d="{path}" fill="none" stroke="#667" stroke-width="1" marker-end="url(#tip)"/>'


def _box(unit: str, x: float, y: float) -> str:
    folder = (PACKAGE / unit).is_dir()
    fill = "#eee" if unit in BASE else "#dbe7f5" if folder else "#f6ecd2"
    return (
        f'<rect x="{x - _WIDTH / 2:.0f}" y="{y:.0f}" width="{_WIDTH}" height="{_HEIGHT}" rx="5" fill="{fill}"'
        f' stroke="#667"/><text x="{x:.0f}" y="{y + 20:.0f}" text-anchor="middle">{escape(unit)}</text>'
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(svg(graph()), encoding="utf-8")
