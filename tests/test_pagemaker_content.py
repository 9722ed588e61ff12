"""What a made-up report says: it follows from its seed, adds up, and its truth lists where it does not."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from benchmarks.pagemaker import corpus, grid, labels, pagecut, tablevalues
from benchmarks.pagemaker.content import ReportSpec, make_report
from benchmarks.pagemaker.grid import Drawing, Grid
from benchmarks.pagemaker.model import Report
from benchmarks.pagemaker.values import Writing
from benchmarks.pagemaker.wording import MISPRINTS, SHORT, Wording

CORPUS = [*corpus.regular(1), *corpus.permuted(1), *corpus.narratives(1)]


def _grids(report: Report, spec: ReportSpec, drawing: Drawing | None = None) -> dict[str, Grid]:
    rng = np.random.default_rng(5)
    return grid.make_grids(report, spec.wording, drawing or Drawing(), rng, permuted=spec.permuted)


def test_the_same_spec_gives_the_same_report_and_another_seed_another() -> None:
    assert make_report(ReportSpec(7, full=True)) == make_report(ReportSpec(7, full=True))
    assert make_report(ReportSpec(7)).tables != make_report(ReportSpec(8)).tables


@pytest.mark.parametrize("job", CORPUS, ids=lambda job: job.name)
def test_sums_hold_exactly_where_none_was_altered(job: corpus.Job) -> None:
    report = make_report(job.report)
    broken = tablevalues.inconsistencies(report.tables)
    assert bool(broken) == bool(report.altered) == (job.report.wrong_sums > 0)


@pytest.mark.parametrize("job", CORPUS[:24], ids=lambda job: job.name)
def test_no_row_and_no_column_is_all_zero(job: corpus.Job) -> None:
    cells = make_report(job.report).tables["requests"].cells
    assert all(any(value.amount for value in row.values()) for row in cells.values())
    assert all(any(row[column].amount for row in cells.values()) for column in labels.COLUMNS)


def test_an_altered_sum_is_printed_wrong_and_found() -> None:
    report = make_report(ReportSpec(3, wrong_sums=1))
    ((table, row, column),) = report.altered
    named = {(b["table"], b["at"]) for b in tablevalues.inconsistencies(report.tables)}
    assert (table, row) in named or (table, column) in named


def test_prose_states_the_total_as_it_is_printed_even_where_that_is_wrong() -> None:
    reports = [make_report(ReportSpec(seed, wrong_sums=20, full=True)) for seed in range(6)]
    assert any(("requests", "new_received", "total") in report.altered for report in reports)
    for report in reports:
        told = [f.value for f in report.figures if f.key == "applications_received_this_year"]
        assert told == [report.tables["requests"].cells["new_received"]["total"].amount]


def test_what_is_printed_says_what_the_truth_says() -> None:
    seen: Counter[str] = Counter()
    for job in CORPUS:
        for table in make_report(job.report).tables.values():
            for row in table.cells.values():
                for value in row.values():
                    seen[value.kind] += 1
                    if value.kind != "number":
                        assert value.value is None
                        assert (value.text == "") == (value.kind == "blank")
                        continue
                    digits = re.sub(r"[（(].*", "", value.text).translate(
                        str.maketrans("０１２３４５６７８９．", "0123456789.")
                    )
                    number = re.search(r"\d[\d,，]*(\.\d+)?", digits)
                    assert number
                    assert number[0].replace(",", "").replace("，", "") == f"{abs(value.amount):f}"
    assert min(seen["number"], seen["blank"], seen["dash"]) > 50


def test_the_corpus_prints_every_way_of_writing_a_value() -> None:
    texts = " ".join(
        value.text
        for job in CORPUS
        for table in make_report(job.report).tables.values()
        for row in table.cells.values()
        for value in row.values()
    )
    for pattern in (
        r"\d,\d{3}",
        r"[０-９]",
        r"\d（其中",
        r"\d元",
        r"\d万元",
        r"\.\d{4}",
        r"\b\d{8}\b",
        r"-\d",
        r"减\d",
        "—",
        "无",
    ):
        assert re.search(pattern, texts), pattern


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_permuted_tables_hold_the_same_labels_and_values_in_another_order(edition: str) -> None:
    usual = ReportSpec(11, editions=(edition, edition))
    moved = ReportSpec(11, editions=(edition, edition), permuted=True)
    report = make_report(usual)
    for name, straight in _grids(report, usual).items():
        shuffled = _grids(report, moved)[name]
        assert Counter((c.text, c.role, c.ref) for c in straight.cells) == Counter(
            (c.text, c.role, c.ref) for c in shuffled.cells
        )
        assert [c.ref for c in straight.cells] != [c.ref for c in shuffled.cells]


@pytest.mark.parametrize("permuted", [False, True])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_cells_of_every_table_tile_its_grid(edition: str, permuted: bool) -> None:
    spec = ReportSpec(4, editions=(edition, edition), permuted=permuted)
    drawing = Drawing(empty_labels=True, stray_rule=True, halves=True)
    for table in _grids(make_report(spec), spec, drawing).values():
        _tiles(table)


@pytest.mark.parametrize("at", range(4, 27))
def test_a_table_cut_at_a_page_loses_no_cell_and_no_character(at: int) -> None:
    spec = ReportSpec(9)
    whole = _grids(make_report(spec), spec)["requests"]
    parts = pagecut.split(whole, at, np.random.default_rng(1), shifted=True, open_edge=True)
    assert parts[0].n_rows + parts[1].n_rows == whole.n_rows
    for part in parts:
        _tiles(part)
    refs = [c.ref for part in parts for c in part.cells if c.ref]
    assert refs == [c.ref for c in whole.cells if c.ref]
    assert Counter("".join(c.text for part in parts for c in part.cells)) == Counter(
        "".join(c.text for c in whole.cells)
    )


def test_a_label_with_one_row_before_the_break_is_cut_in_two() -> None:
    spec = ReportSpec(9)
    whole = _grids(make_report(spec), spec)["requests"]
    start = next(c.row for c in whole.cells if c.text == "（四）无法提供")
    head, tail = pagecut.split(whole, start + 1, np.random.default_rng(1))
    assert "（四）无" in {c.text for c in head.cells}
    assert "法提供" in {c.text for c in tail.cells}


def _tiles(table: Grid) -> None:
    covered = np.zeros((table.n_rows, table.n_cols), int)
    for cell in table.cells:
        covered[cell.row : cell.row + cell.row_span, cell.col : cell.col + cell.col_span] += 1
    assert (covered == 1).all()


def test_ten_narratives_are_worded_in_ten_ways_and_state_their_figures() -> None:
    first = set()
    for job in corpus.narratives(1):
        report = make_report(job.report)
        prose = "".join(text for section in report.sections for text in section.paragraphs)
        for figure in report.figures:
            assert (figure.printed or str(figure.value)) in prose
            assert figure.label is None or figure.label in prose
            assert figure.percent is None or f"{figure.percent:f}" in prose
        assert bool(report.contradictions) == job.report.contradict
        first.add(re.sub(r"\d+", "#", report.sections[0].paragraphs[0].split("，")[0]))
    assert len(first) == 10


def test_wordings_keep_what_identifies_a_label() -> None:
    rng = np.random.default_rng(0)
    wording = Wording(point="、", half_brackets=True, spaces=True)
    assert wording.label("1.属于国家秘密", rng) == "1、属于国家秘密"
    assert wording.label("（七）总计", rng) == "(七)总计"
    assert wording.label("总计", rng) == "总 计"
    assert (
        Wording(short=1.0).label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", rng) == "（二）部分公开"
    )
    official = {label for rows in labels.ROWS.values() for _, path in rows for label in path}
    official |= {label for articles in labels.ARTICLES.values() for a in articles for label in a.columns.values()}
    official |= {labels.LEGAL_PERSONS, *labels.COLUMNS.values()}
    assert set(SHORT) | set(MISPRINTS) <= official  # else a variant would never be printed


def test_zeros_are_written_as_the_report_writes_them() -> None:
    for zero, kind in (("blank", "blank"), ("/", "dash"), ("0", "number")):
        spec = ReportSpec(2, writing=Writing(zero=zero), empty=0.4)
        values = [v for row in make_report(spec).tables["requests"].cells.values() for v in row.values()]
        assert {v.kind for v in values} == {"number", kind}
