"""Form definitions, truths and inputs that nobody should have named: a typed error, fast, with little memory."""

import os
import resource
import subprocess
import sys
import time

import pytest
from PIL import Image

from ocrkit.errors import FormDefinitionError, MissingFileError, OcrkitError, TableError, TruthError, UsageError
from ocrkit.forms import load_definition, load_definitions
from ocrkit.load import list_pages
from ocrkit.profiles import annual_report
from ocrkit.score import read_truth
from ocrkit.types.table import tiling

FORM = "form: {}\neditions:\n  - blocks:\n      - columns: [cases: 受理件数]\n        rows: [all: 合计]\n"
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
TRUTH = '{{"pages": [{{"file": "p.png"}}], {}}}'
CELL = (
    '"requests": {{"edition": "2021", "partial": true, '
    '"cells": {{"new_received": {{"total": {{"value": {}, "kind": "number"}}}}}}}}'
)


@pytest.fixture(autouse=True)
def quickly():
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


def form(folder, text, name="form.yaml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def truth(folder, text):
    Image.new("L", (40, 40), 255).save(folder / "p.png")
    (folder / "truth.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form: &a [*a]\neditions: []\n", "line 1: not YAML: an alias in here stands for what it is in itself"),
        ("form: f\neditions: &e\n  - blocks: *e\n", "line 3: not YAML: an alias in here|line 2: .* alias in here"),
        (f"form: f\neditions: []\nshared:\n  - {{{BOMB.splitlines()[0]}}}\n", "line"),
        (BOMB, r"line \d+: not YAML: stands for more than 100,000 entries"),
        ("form: " + "[" * 5000, "line 1: not YAML: more than 60 levels"),
        ("a: {" * 5000, "line 1: not YAML: more than 60 levels"),
        ("x" * 300_000, "more than 262,144 bytes"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("", "line 1: is empty"),
        ("\x00", "line 1: not YAML"),
    ],
)
def test_hostile_yaml_is_refused(tmp_path, text, message):
    with pytest.raises(FormDefinitionError, match=message):
        load_definition(form(tmp_path, text))


def test_anchors_and_a_byte_order_mark_are_welcome(tmp_path):
    text = FORM.format("mine").replace("[cases: 受理件数]", "&c [cases: 受理件数]").encode("utf-8-sig")
    assert load_definition(form(tmp_path, text)).key == "mine"


def special_files(folder):
    os.mkfifo(folder / "pipe")
    return [folder / "pipe", folder, "/dev/zero", folder / "none", folder / ("n" * 300), f"{folder}/null\0"]


def test_what_is_no_file_is_refused_at_once(tmp_path):
    for path in special_files(tmp_path):
        with pytest.raises(MissingFileError, match=r"cannot be opened|no file"):
            load_definition(path)


def test_what_is_no_file_is_refused_as_truth(tmp_path):
    for make in (lambda path: os.mkfifo(path), lambda path: path.mkdir(), lambda path: path.symlink_to("/dev/zero")):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        make(folder / "truth.json")
        with pytest.raises(TruthError, match="no file"):
            read_truth(folder)


@pytest.mark.parametrize("keys", [("requests",), ("mine", "mine")])
def test_no_form_takes_the_place_of_another(tmp_path, keys):
    paths = [form(tmp_path, FORM.format(key), f"{n}.yaml") for n, key in enumerate(keys)]
    with pytest.raises(FormDefinitionError) as error:
        load_definitions(paths, annual_report().forms)
    assert paths[-1] in str(error.value)
    assert len(paths) == 1 or paths[0] in str(error.value)
    assert len(load_definitions([form(tmp_path, FORM.format("other"))], annual_report().forms)) == 1


HUGE = '"tables": [{{"n_rows": {0}, "n_cols": {0}, "cells": [{{"rows": [0, {1}], "cols": [0, {1}]}}]}}]'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TRUTH.format(HUGE.format(10**9, 1)), "tables.0.cells: .* more than the 1,000,000 squares"),
        (TRUTH.format(HUGE.format(10**9, 10**9)), "more than the 1,000,000 squares"),
        (TRUTH.format(HUGE.format(10**30, 1)), "tables.0.n_rows|squares"),
        (TRUTH.format(CELL.format("1e999999999")), "requests.cells.new_received.total.value"),
        (TRUTH.format(CELL.format('"1e999999999"')), "more than 100 digits"),
        (TRUTH.format(CELL.format('"-1e-999999999"')), "more than 100 digits"),
        (TRUTH.format(CELL.format("NaN")), "requests.cells.new_received.total.value"),
        (TRUTH.format(CELL.format("9" * 9999)), "number out of range"),
        ("[" * 100_000, "is not JSON"),
        ('{"pages": ' * 100_000, "is not JSON"),
        ("{", "is not JSON"),
        ("", "is not JSON"),
        (b"\xff\xfe{", "not UTF-8"),
        (TRUTH.format(CELL.format("1")).replace("p.png", "n" * 300), "there is no file"),
        (TRUTH.format(CELL.format("1")).replace("p.png", r"\u0000"), "there is no file"),
        (TRUTH.format(CELL.format("1")).replace("p.png", r"\udcc4"), "."),
    ],
)
def test_hostile_truths_are_refused(tmp_path, text, message):
    with pytest.raises(TruthError, match=message) as error:
        read_truth(truth(tmp_path, text))
    assert error.value.file == str(tmp_path / "truth.json")
    str(error.value).encode()


def test_a_truth_with_a_byte_order_mark_is_read(tmp_path):
    text = TRUTH.format(CELL.format("12")).encode("utf-8-sig")
    assert read_truth(truth(tmp_path, text)).requests.cells["new_received"]["total"].value == 12


def test_a_grid_beyond_any_paper_is_no_table():
    with pytest.raises(TableError, match="squares"):
        tiling(10**9, 10**9, [((0, 10**9), (0, 10**9))])


def test_paths_may_be_bytes_and_nothing_else_is_a_path(tmp_path):
    Image.new("L", (40, 40), 255).save(tmp_path / "p.png")
    assert len(list_pages(os.fsencode(tmp_path / "p.png"))) == 1
    for wrong in (7, [7], [tmp_path / "p.png", None], None):
        with pytest.raises(UsageError, match="is no path"):
            list_pages(wrong)


def test_the_command_says_it_in_one_line(tmp_path):
    os.mkfifo(tmp_path / "form.yaml")
    command = ["read", "tests/data/sample", "-o", str(tmp_path / "out"), "--form", str(tmp_path / "form.yaml")]
    done = subprocess.run(
        [sys.executable, "-m", "ocrkit.cli.main", *command],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == MissingFileError.exit_code
    assert done.stderr.startswith(f"ocrkit: {tmp_path}/form.yaml: is a pipe, no file")
    assert done.stderr.count("\n") == 1
    assert issubclass(MissingFileError, OcrkitError)
