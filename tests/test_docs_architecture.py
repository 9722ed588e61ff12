"""The drawing of the imports is of the code as it is, and nothing in it points upward."""

from __future__ import annotations

from pathlib import Path

from benchmarks.architecture import direct, graph, ranks, svg

DOCS = Path(__file__).parent.parent / "docs"


def test_the_drawing_is_up_to_date() -> None:
    """After a change of imports run ``python -m benchmarks.architecture docs/architecture.svg``."""
    assert (DOCS / "architecture.svg").read_text(encoding="utf-8") == svg(graph())


def test_what_follows_from_others_is_left_out() -> None:
    imports = {"a": {"b", "c", "types"}, "b": {"c"}, "c": set[str](), "types": set[str]()}
    assert direct(imports) == {"a": {"b"}, "b": {"c"}, "c": set()}
    assert ranks(imports) == {"a": 2, "b": 1, "c": 0, "types": 0}


def test_every_folder_is_in_the_text() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    package = Path(DOCS.parent / "ocrkit")
    folders = {entry.parent.name for entry in package.glob("*/__init__.py")}
    assert {name for name in folders if f"`{name}`" not in text} == set()
