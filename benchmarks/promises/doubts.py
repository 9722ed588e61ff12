"""Every doubt told, and weights checked by hash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.command import ocrkit
from benchmarks.pagemaker.make import TableJob, make_tables
from benchmarks.pagemaker.style import FONT_SETS, Style
from benchmarks.promises import drawn
from benchmarks.promises.inputs import scored, small
from benchmarks.promises.row import Row, Shown, all_of, refused

TOLD, WEIGHTS = "Every doubt told", "Weights checked by hash"
_LEVELS = (("office", 200), ("worn", 200), ("copy", 200))


def lines_of_a_cell(folder: Path) -> Shown:
    texts = [
        ["站点", "数量", "金额"],
        ["甲站\n乙站\n丙站", "105\n420\n210", "476.54\n1906.15\n953.08"],
        ["合计", "735", "3335.77"],
    ]
    return scored(drawn.table(folder / "lines", texts, [60, 240, 60]))


def doubts_of_tables(folder: Path) -> Shown:
    """Tables of any structure, some badly worn: a cell that is wrong is in review."""
    parts = []
    for n, (level, dpi) in enumerate(_LEVELS):
        job = TableJob(f"{level}", 880 + n, Style(fonts=FONT_SETS[1]), level, "typst", dpi)
        make_tables(job, folder)
        part = scored(folder / level, least=0.0)
        parts.append(Shown(f"{level}: {part.came}", part.holds))
    return all_of(*parts)


def confidence_of_texts(folder: Path) -> Shown:
    """What is read right is sure, whether short or long."""
    long = "按照国家有关规定由各乡镇人民政府报送经核对后汇总"
    texts = [["项目", "数量"], [long[:12], "12"], [long, "7"]]
    made = drawn.table(folder / "texts", texts, [70] * 3, width=700)
    ran = ocrkit("table", made / "table.png", "-o", folder / "out")
    cells = _tables(folder / "out")[0]["cells"] if ran.code == 0 else []
    right = [cell for cell in cells if cell["text"] in {text for row in texts for text in row}]
    least = min((cell["confidence"] for cell in right), default=0.0)
    fields = all({"confidence", "status", "doubts"} <= cell.keys() for cell in cells)
    came = f"{len(right)} of 6 cells right, the least confidence of these {least:.2f}; doubts and status: {fields}"
    return Shown(came, len(right) == 6 and least > 0.5 and fields)


def _tables(out: Path) -> list[dict[str, Any]]:
    (file,) = out.glob("*.tables.json")
    tables: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["tables"]
    return tables


def empty_models(folder: Path) -> Shown:
    page = small(folder / "page.png")
    (folder / "models").mkdir()
    given: tuple[list[str | Path], ...] = (
        ["read", page, "-o", folder / "out"],
        ["table", page, "-o", folder / "out"],
        ["doctor"],
    )
    return all_of(
        *(refused(ocrkit(*each, "--models", folder / "models"), code=1) for each in given[:2]), _doctor(folder)
    )


def _doctor(folder: Path) -> Shown:
    ran = ocrkit("doctor", "--models", folder / "models")
    return Shown(f"doctor: exit {ran.code}", ran.code == 1 and not ran.traceback)


def provenance(folder: Path) -> Shown:
    ran = ocrkit("read", small(folder / "page.png"), "-o", folder / "out", "--max-pages", "7")
    made = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8")).get("provenance") or {}
    hashes = sum(len(model.get("sha256", "")) == 64 or "files" in model for model in made.get("models", ()))
    came = f"exit {ran.code}; it holds {', '.join(made)}; {hashes} weights by hash; settings {made.get('settings')}"
    return Shown(came, ran.code == 0 and hashes >= 2 and "max_pages" in json.dumps(made.get("settings")))


ROWS = [
    Row(TOLD, "lines were glued: 105420210 at 0.9999", "ocrkit benchmark lines-in-cells/", lines_of_a_cell),
    Row(TOLD, "ocrkit table had no doubts and no status", "ocrkit benchmark worn-tables/", doubts_of_tables),
    Row(
        TOLD,
        "right readings stood at 0.00: a product over characters",
        "ocrkit table texts.png -o out",
        confidence_of_texts,
    ),
    Row(
        WEIGHTS,
        "fell back to the built-in weights, exit 0",
        "ocrkit {read,table,doctor} --models empty/",
        empty_models,
    ),
    Row(
        WEIGHTS,
        "report.json recorded no weights, engine, settings or version",
        "ocrkit read page.png -o out --max-pages 7",
        provenance,
    ),
]
