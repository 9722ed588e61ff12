import io
import os
import subprocess
import sys
import time
from decimal import Decimal

import pytest
from export_samples import HOSTILE, sample_form, sample_report
from hypothesis import given
from hypothesis import strategies as st

from ocrkit.cli import parser, show
from ocrkit.cli.progress import ProgressLine
from ocrkit.cli.width import fit, pad, printable, width, wrap
from ocrkit.export import ALL_FORMATS
from ocrkit.types.progress import Progress
from ocrkit.types.report import Cell, FormTable

TEXT = st.text(alphabet="ab1，、总计（）…é ", max_size=30)


@pytest.mark.parametrize(
    ("text", "columns"), [("总计", 4), ("12", 2), ("（一）a", 7), ("é", 1), ("e\u0301", 1), ("", 0)]
)
def test_width(text, columns):
    assert width(text) == columns


@given(TEXT, st.integers(1, 20))
def test_fitted_text_fits_and_keeps_what_it_can(text, columns):
    shown = fit(text, columns)
    assert width(shown) <= columns
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


@given(TEXT, st.integers(2, 20))
def test_wrapped_text_is_complete(text, columns):
    lines = wrap(text, columns)
    assert "".join(lines) == text
    assert all(width(line) <= columns for line in lines)


@given(TEXT, st.integers(0, 40), st.booleans())
def test_padding_fills(text, columns, right):
    assert width(pad(text, columns, right)) == max(columns, width(text))


def test_a_scan_cannot_drive_the_terminal():
    assert printable("a\x1b[2Jb\r\nc\u202ed\x07") == "a[2Jb cd"
    lines = "\n".join(show.report_lines(sample_report(), [], {}, 100))
    assert "\x07" not in lines
    assert printable(HOSTILE) in lines


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_columns_of_a_form_stand_under_each_other(columns):
    lines = list(show.form_lines(sample_form(), columns))
    ends = {width(line) for line in lines if line.endswith(("总计", "─", "16…", "-3", "=1+1?"))}
    assert len(ends) == 1
    assert width(lines[0]) <= max(columns, 70)


def test_rows_stand_under_their_groups_and_80_columns_leave_room_for_both():
    lines = list(show.form_lines(sample_form(), 80))
    assert all(width(line) <= 80 for line in lines)
    groups = [lines.index("三、本年度办理结果"), lines.index("  （三）不予公开")]
    assert groups[1] == groups[0] + 1
    assert lines[groups[1] + 1].startswith("    1.属于国家秘密  ")
    assert lines[groups[1] + 2].startswith("    2.其他法律行政法规禁止公开  ")
    assert "不予公开" not in "".join(lines[: groups[0]])


def test_headings_grow_narrow_where_labels_need_the_room():
    cells = {"row": {f"c{i}": Cell(value=Decimal(i), text=str(i), kind="number") for i in range(7)}}
    names = {f"c{i}": "社会公益组织" for i in range(7)}
    form = FormTable(cells=cells, row_labels={"row": "6.属于四类过程性信息"}, column_labels=names)
    assert "6.属于四类过程性信息  " in list(show.form_lines(form, 70))[-1]
    assert next(show.form_lines(form, 70)).split() == ["社会"] * 7
    assert next(show.form_lines(form, 200)).split() == ["社会公益"] * 7


def test_doubtful_values_carry_a_sign_and_a_colour_where_there_are_colours():
    plain = "\n".join(show.form_lines(sample_form(), 100))
    assert "59237.2449?" in plain
    assert "▒?" in plain
    assert "1,234?" not in plain
    assert "\x1b" not in plain
    assert "\x1b[1;33m" in "\n".join(show.form_lines(sample_form(), 100, colour=True))


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "shown"), [(io.StringIO, "0 of 2 pages\n1 of 2 pages\n"), (Terminal, "1/2 pages")]
)
def test_progress(stream, shown):
    stream = stream()
    line = ProgressLine(stream)
    for done in (0, 1, 1):
        line(Progress(done, 2, "tables"))
    line.close()
    assert shown in stream.getvalue()


def test_one_page_needs_no_progress():
    stream = Terminal()
    line = ProgressLine(stream)
    line(Progress(0, 1, "load"))
    line.close()
    assert stream.getvalue() == ""


def test_the_formats_of_the_command_are_the_libraries():
    assert parser.FORMATS == ALL_FORMATS


def test_help_teaches_and_is_quick():
    command = [sys.executable, "-m", "ocrkit.cli.main", "read", "--help"]
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds.append(time.perf_counter() - start)
    for part in ("examples", "exit codes", "--strict", "--force", "report.json"):
        assert part in done.stdout
    assert min(seconds) < 1.0  # half a second and the noise of a busy machine


def test_help_loads_no_library():
    code = (
        "import sys\nfrom ocrkit.cli.parser import build_parser\nimport ocrkit.cli.main\nbuild_parser()\n"
        "print(sorted({'numpy', 'cv2', 'pydantic', 'openpyxl', 'onnxruntime', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_goes_away_is_no_error():
    command = [sys.executable, "-c", "from ocrkit.cli.output import emit\nemit(str(i) * 99 for i in range(99999))"]
    reading, writing = os.pipe()
    process = subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    os.read(reading, 10)
    os.close(reading)
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 0


def test_what_is_only_in_the_files_is_counted_and_the_sign_explained():
    report = sample_report()
    text = "\n".join(show.report_lines(report, [], {}, 100))
    assert f"{len(report.sections)} sections of text" in text
    assert f"{len(report.figures)} figures" in text
    assert "a question mark follows" in text
    certain = report.model_copy(
        update={"requests": None, "proactive": None, "review_and_litigation": None, "forms": {}}
    )
    assert "a question mark follows" not in "\n".join(show.report_lines(certain, [], {}, 100))


def test_a_doubtful_value_is_named_by_its_labels_too():
    report = sample_report()
    ref, _ = report.doubtful()[0]
    form = report.form_tables()[ref.form]
    lines = list(show.report_lines(report, [], {}, 100))
    named = next(i for i, line in enumerate(lines) if f"{ref.form}.{ref.row}.{ref.column}" in line)
    assert lines[named + 1].strip() == form.place_name(ref.row, ref.column)


def test_a_page_that_takes_long_is_told_within(monkeypatch):
    stream = Terminal()
    line = ProgressLine(stream)
    line(Progress(0, 1, "recognise cells", 1, "a.png", 0.25))
    line.close()
    assert "█░" in stream.getvalue()
    assert "page 1: recognise cells, 25%" in stream.getvalue()
    now = [0.0]
    monkeypatch.setattr("ocrkit.cli.progress.time.monotonic", lambda: now[0])
    stream = io.StringIO()
    line = ProgressLine(stream)
    for now[0], share in ((1.0, 0.1), (12.0, 0.5), (13.0, 0.6)):
        line(Progress(0, 1, "recognise cells", 1, "a.png", share))
    assert stream.getvalue() == "page 1: recognise cells, 50%\n"
