"""Truth files: what fits is read and written back; what does not is refused with file, key and remedy."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from score_samples import FIRST, known

from ocrkit.errors import TruthError
from ocrkit.score import Truth, documents, read_truth, truth_text, write_truth

SHARED = Path(__file__).parents[2] / "shared"
WHOLE = json.loads(truth_text(known()))
Json = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cv2.imwrite(str(tmp_path / "page1.png"), np.full((900, 700), 255, np.uint8))
    return tmp_path


def put(folder: Path, content: Json) -> None:
    (folder / "truth.json").write_text(json.dumps(content), encoding="utf-8")


def cells(content: Json) -> Json:
    found: Json = content["requests"]["cells"]
    return found


def test_what_is_written_is_read_back(folder: Path) -> None:
    write_truth(folder, known())
    assert read_truth(folder) == known()


def test_facts_of_ones_own_are_kept(folder: Path) -> None:
    put(folder, WHOLE | {"style": {"zero": "blank"}, "pages": [{"file": "page1.png", "skew_deg": 0.5}]})
    truth = read_truth(folder)
    write_truth(folder, truth)
    again = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert again["style"] == {"zero": "blank"}
    assert again["pages"] == [{"file": "page1.png", "skew_deg": 0.5}]


def test_exact_numbers_stay_exact(folder: Path) -> None:
    content = copy.deepcopy(WHOLE)
    cells(content)[FIRST]["total"]["value"] = "160.59640000000000000001"
    cells(content)[FIRST]["natural_person"]["value"] = 59237.2449
    put(folder, content)
    read = read_truth(folder).requests
    assert read is not None
    assert str(read.cells[FIRST]["total"].value) == "160.59640000000000000001"
    assert str(read.cells[FIRST]["natural_person"].value) == "59237.2449"


def table_of(*cells: tuple[list[int], list[int]]) -> Json:
    return {"n_rows": 1, "n_cols": 2, "cells": [{"rows": r, "cols": c, "text": ""} for r, c in cells]}


REFUSED: list[tuple[Callable[[Json], object], str, str]] = [
    (lambda t: t.pop("pages"), "pages: Field required", "benchmark --help"),
    (lambda t: t.update(pages=[]), "pages: Tuple should have at least 1 item", "benchmark --help"),
    (lambda t: t.update(pages=[{"file": "page2.png"}]), "pages.0.file: there is no file 'page2.png'", "put the page"),
    (lambda t: t.update(pages=[{"file": "../x.png"}]), "pages.0.file: '../x.png' is a path", "beside truth.json"),
    (lambda t: t.update(request=t.pop("requests")), "request: no such key", "is requests meant?"),
    (lambda t: t["requests"].update(edition="2020"), "requests.edition: the form has no edition '2020'", "2019"),
    (lambda t: t["requests"].pop("edition"), "requests.edition: the form has no edition None", "2021"),
    (
        lambda t: cells(t).update(nev_received=cells(t).pop("new_received")),
        "requests.cells.nev_received: edition 2021 has no row",
        "is new_received meant?",
    ),
    (
        lambda t: cells(t)[FIRST].update(totel=cells(t)[FIRST].pop("total")),
        f"requests.cells.{FIRST}.totel: edition 2021 has no column",
        "is total meant?",
    ),
    (
        lambda t: cells(t)[FIRST].pop("total"),
        f"requests.cells.{FIRST}.total: is missing: 174 values are given where edition 2021 of the form has 175",
        '"partial": true',
    ),
    (
        lambda t: cells(t)[FIRST]["total"].update(kind="numbr"),
        f"requests.cells.{FIRST}.total.kind",
        "benchmark --help",
    ),
    (
        lambda t: cells(t)[FIRST]["total"].update(kind="dash"),
        f"requests.cells.{FIRST}.total: a cell of kind 'dash' needs null as its value",
        "benchmark --help",
    ),
    (
        lambda t: cells(t)[FIRST]["total"].update(value=None),
        f"requests.cells.{FIRST}.total: a cell of kind 'number' needs a value",
        "benchmark --help",
    ),
    (lambda t: cells(t)[FIRST]["total"].update(valeu=1), f"requests.cells.{FIRST}.total.valeu", "benchmark --help"),
    (
        lambda t: cells(t)[FIRST]["total"].update(page=2),
        f"requests.cells.{FIRST}.total.page: there is no page 2",
        "the document has 1 page",
    ),
    (lambda t: cells(t)[FIRST]["total"].pop("page"), f"requests.cells.{FIRST}.total.page: is missing", "a box needs"),
    (
        lambda t: cells(t)[FIRST]["total"].update(box=[690, 10, 702, 20]),
        f"requests.cells.{FIRST}.total.box: (690.0, 10.0, 702.0, 20.0) lies outside page 1 of 700 x 900",
        "pixels of the page as given",
    ),
    (
        lambda t: cells(t)[FIRST]["total"].update(box=[9, 9, 1, 1]),
        f"requests.cells.{FIRST}.total.box",
        "benchmark --help",
    ),
    (
        lambda t: t.update(tables=[table_of(([0, 1], [0, 1]))]),
        "tables.0.cells: no cell covers row 0, column 1",
        "cover",
    ),
    (
        lambda t: t.update(tables=[table_of(([0, 1], [0, 2]), ([0, 1], [1, 2]))]),
        "tables.0.cells: cells 0 and 1 overlap",
        "cover the grid exactly",
    ),
    (
        lambda t: t.update(tables=[table_of(([0, 2], [0, 2]))]),
        "tables.0.cells: cell 0 at rows (0, 2)",
        "half-open",
    ),
    (
        lambda t: t.update(tables=[table_of(([0, 1], [0, 2])) | {"page": 3}]),
        "tables.0.page: there is no page 3",
        "1 page",
    ),
    (
        lambda t: [t.pop(key) for key in ("requests", "tables", "sections")],
        "the file: says nothing that could be scored",
        "give requests",
    ),
]


@pytest.mark.parametrize(("change", "said", "remedy"), REFUSED, ids=[said[:60] for _, said, _ in REFUSED])
def test_what_does_not_fit_is_refused(folder: Path, change: Callable[[Json], object], said: str, remedy: str) -> None:
    content = copy.deepcopy(WHOLE)
    change(content)
    put(folder, content)
    with pytest.raises(TruthError) as refused:
        read_truth(folder)
    assert refused.value.file == str(folder / "truth.json")
    assert said in refused.value.message
    assert remedy in refused.value.remedy
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("text", ["", "{", "[1]", "\ud800".encode("utf-8", "surrogatepass")])
def test_what_is_no_truth_at_all_is_refused(folder: Path, text: str | bytes) -> None:
    (folder / "truth.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(TruthError):
        read_truth(folder)
    (folder / "truth.json").unlink()
    with pytest.raises(TruthError, match="cannot be opened"):
        read_truth(folder)


def test_some_values_only_when_it_is_said(folder: Path) -> None:
    content = copy.deepcopy(WHOLE)
    content["requests"]["cells"] = {FIRST: {"total": {"value": 3, "kind": "number"}}}
    content["requests"]["partial"] = True
    put(folder, content)
    read = read_truth(folder).requests
    assert read is not None
    assert [(row, column) for row, column, _ in read] == [(FIRST, "total")]


def test_what_would_be_refused_is_not_written(folder: Path) -> None:
    wrong = known().model_copy(update={"pages": ()})
    with pytest.raises(TruthError):
        write_truth(folder, wrong)
    assert not (folder / "truth.json").exists()


def test_documents_are_found_in_natural_order(tmp_path: Path) -> None:
    for name in ("doc-10", "doc-2", "b/1", "a"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "truth.json").touch()
    (tmp_path / "empty").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in documents(tmp_path)]
    assert found == ["a", "b/1", "doc-2", "doc-10"]


@pytest.mark.shared
def test_every_truth_of_the_check_scans_is_read() -> None:
    found = documents(SHARED / "scans") if SHARED.is_dir() else []
    if not found:
        pytest.skip("no ../shared beside the repository")
    for folder in found:
        truth = read_truth(folder)
        assert set(truth.forms()) == {"requests", "proactive", "review_and_litigation"}
        assert Truth.model_validate_json(truth_text(truth)) == truth


def test_the_examples_of_the_format_s_description_are_truths(folder: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "truth-format.md").read_text(encoding="utf-8")
    examples = [block.split("```")[0] for block in text.split("```json\n")[1:]]
    assert len(examples) >= 2
    for example in examples:
        (folder / "truth.json").write_text(example, encoding="utf-8")
        for page in json.loads(example)["pages"]:
            cv2.imwrite(str(folder / page["file"]), np.full((3508, 2480), 255, np.uint8))
        read_truth(folder)


def test_every_key_of_the_format_is_described() -> None:
    from ocrkit.score import TruthCell, TruthForm, TruthPage, TruthSection, TruthTable, TruthTableCell

    text = (Path(__file__).parents[1] / "docs" / "truth-format.md").read_text(encoding="utf-8")
    for model in (Truth, TruthPage, TruthForm, TruthCell, TruthSection, TruthTable, TruthTableCell):
        missing = [name for name in model.model_fields if f"`{name}`" not in text]
        assert missing == [], model.__name__
