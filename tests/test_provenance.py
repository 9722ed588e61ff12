"""Every result says what it was made with."""

from __future__ import annotations

import hashlib
import io
import shutil
from importlib import metadata
from pathlib import Path

import openpyxl
import pytest

from ocrkit.cli.main import main
from ocrkit.export.html_report import report_html
from ocrkit.export.pictures import Pictures
from ocrkit.export.xlsx import report_xlsx
from ocrkit.pipeline import Reader
from ocrkit.provenance import changed_settings, provenance_of
from ocrkit.recognise.engines.manifest import manifest
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.settings import ReadSettings
from ocrkit.types.report import Report
from ocrkit.types.tables_file import TablesFile

SAMPLE = Path(__file__).parent / "data" / "sample"
PACKAGE = Path(__file__).parent.parent / "ocrkit"
FORM = """form: own
editions:
  - blocks:
      - columns: [a: alpha, b: beta]
        rows: [x: first, y: second]
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    form = tmp_path_factory.mktemp("forms") / "own.yaml"
    form.write_text(FORM, encoding="utf-8")
    load = {"pdf_password": "secret-word", "pdf_dpi": 400}
    settings = ReadSettings.model_validate({"engine": "onnxruntime", "load": load, "forms": [str(form)]})
    with Reader(settings) as reader:
        return reader.read_report(SAMPLE / "page2.jpg").report


def test_a_report_names_the_models_that_read_it(report: Report) -> None:
    assert report.provenance is not None
    models = {model.role: model for model in report.provenance.models}
    assert set(models) == {"find lines", "read lines", "read lines first", "read values"}
    for weight in manifest().weights:
        model = models[weight.role]
        assert (model.name, model.sha256, model.listed) == (weight.name, weight.sha256, True)
        assert model.runtime == "onnxruntime, f32"


def test_a_report_names_ocrkit_its_forms_and_the_libraries(report: Report) -> None:
    made = report.provenance
    assert made is not None
    assert made.ocrkit == metadata.version("ocrkit")
    assert made.packages["onnxruntime"] == metadata.version("onnxruntime")
    forms = {form.key: form.sha256 for form in made.forms}
    assert forms["own"] == hashlib.sha256(FORM.encode()).hexdigest()
    files = {hashlib.sha256(file.read_bytes()).hexdigest() for file in PACKAGE.rglob("forms/*.yaml")}
    assert {forms[key] for key in ("requests", "proactive", "review_and_litigation")} <= files


def test_a_report_names_what_was_set_and_no_password(report: Report) -> None:
    assert report.provenance is not None
    settings = report.provenance.settings
    assert settings["load"] == {"pdf_dpi": 400.0}
    assert settings["engine"] == "onnxruntime"
    assert set(settings) == {"load", "engine", "forms"}
    assert "secret-word" not in report.to_json()


def test_defaults_are_not_said_and_names_of_any_bytes_are() -> None:
    assert changed_settings(ReadSettings()) == {}
    odd = ReadSettings(forms=("\udcb1.yaml",), models="m")
    made = provenance_of(odd, (), ())
    assert "\\xb1.yaml" in made.model_dump_json() or "xb1" in made.model_dump_json()
    assert made.settings["models"] == "m"


def test_it_comes_back_from_json_and_is_shown_in_workbook_and_page(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(report.to_json(), encoding="utf-8")
    assert Report.from_json(file).provenance == report.provenance
    sheet = openpyxl.load_workbook(io.BytesIO(report_xlsx(report)))["report"]
    shown = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    digest = manifest().of("read lines").sha256
    assert digest in str(shown["to read lines"])
    assert "load.pdf_dpi = 400" in str(shown["settings"])
    assert digest in report_html(report, Pictures()).decode()


def test_tables_read_with_models_of_ones_own_say_so(tmp_path: Path) -> None:
    models = tmp_path / "models"
    for role, suffix in (("find lines", "det"), ("read lines", "rec")):
        folder = models / f"my_{suffix}"
        folder.mkdir(parents=True)
        shutil.copy(load_weights(role).path, folder / "inference.onnx")  # type: ignore[arg-type]
        name = f"Global:\n  model_name: my_{suffix}\n"
        characters = "PostProcess:\n  character_dict: null\n" if suffix == "rec" else ""
        (folder / "inference.yml").write_text(name + characters, encoding="utf-8")
    out = tmp_path / "out"
    page = str(SAMPLE / "page1.jpg")
    assert main(["table", page, "-o", str(out), "--models", str(models), "--engine", "onnxruntime"]) == 0
    made = TablesFile.from_json(out / "page1.tables.json").provenance
    assert made is not None
    assert [(model.name, model.listed) for model in made.models] == [("my_det", False), ("my_rec", False)]
    assert made.forms == ()
