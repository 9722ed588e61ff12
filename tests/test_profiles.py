"""A kind of report is data: another one works without a line of code."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_tables import Square, make_table
from typeset import Piece, typeset

from ocrkit.errors import FormDefinitionError, ProfileError
from ocrkit.figures import read_figures
from ocrkit.forms import TablePart, read_forms
from ocrkit.profiles import annual_report, load_profile
from ocrkit.regions import read_regions
from ocrkit.types.profile import Profile
from ocrkit.types.report import Report, by_field
from ocrkit.verify.arithmetic import broken_rules
from ocrkit.verify.contradictions import contradictions
from ocrkit.verify.review import review

LIBRARY = r"""
name: library
headings:
  sections:
    - {key: holdings, labels: [馆藏情况]}
    - {key: loans, labels: [借阅情况]}
  ordinal: 'Part(?P<number>\d):'
  sub_heading: '\d\.\d'
  entry: '\(\d\)'
title:
  end: 图书馆年鉴$
  subtitle: ^（.*）$
  year: (20\d\d)年
  subject: 图书馆年鉴
  apart: 年$
  document_number: ^编号
  made_by: 由(.+)编写
  agency: '[\u4e00-\u9fff]+县'
  period: (20\d\d)年1月
forms: [loans]
changes: [升, 降]
checks:
  in_table:
    - {figure: loans, cell: {form: loans, row: adults, column: books}}
"""
LOANS = """
form: loans
section: 借阅情况
editions:
  - blocks:
      - columns: [{books: 图书册数}, {change: 比上年升降}]
        rows: [{adults: 成人读者}, {children: 少儿读者}, {all: 读者合计}]
rules:
  - {name: readers, for_each: column, equals: all, sum_of: [adults, children]}
"""
FIGURES = r"""
words: {LEAD_UP: '(?:共|了)*', BORROW: '(?:借出|外借)'}
themes: {loan: <BORROW>}
cues:
  {change: 多$, vague: 约$, planned: 计划, classes: 分类, parts: 其中, done: 办理, part_label: ^其中, label_end: 共$,
   through: 通过, through_end: 共$, share: ^占, channel: 网站, by_channel: 网站.*网站}
numbers:
  - {topic: loan, this_year: [loans], units: [册, 件], says: '<BORROW>~@#'}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    (tmp_path / "profile.yaml").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "forms" / "loans.yaml").write_text(LOANS, encoding="utf-8")
    return tmp_path


def read(profile: Profile, rows: list[list[str]], text: str) -> Report:
    """What the stages after recognition make of a title, a paragraph and a table."""
    pieces = [Piece("title", "山南县2031年图书馆年鉴"), Piece("heading", "Part 1:借阅情况"), Piece("text", text)]
    regions = read_regions(typeset(pieces), profile)
    squares = [Square((r, r + 1), (c, c + 1), text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    found = read_forms([TablePart(make_table(squares), "Part 1:借阅情况")], profile.forms)
    figures = read_figures(regions.sections, profile, regions.year)
    against = contradictions(figures, found.forms, profile.checks)
    seen = review(found.forms, broken_rules(found.forms, profile.forms), against)
    return Report(
        title=regions.title,
        agency=regions.agency,
        year=regions.year,
        sections=regions.sections,
        **by_field(seen.forms),
        figures=figures,
        findings=(*found.findings, *seen.findings),
    )


def test_another_kind_of_report_is_read_by_its_files_alone(folder: Path) -> None:
    rows = [
        ["", "图书册数", "比上年升降"],
        ["成人读者", "80", "-5"],
        ["少儿读者", "20", "7"],
        ["读者合计", "110", "2"],
    ]
    report = read(load_profile(str(folder)), rows, "2031年外借图书共90册，其中少儿读物20册。")
    assert (report.title, report.agency, report.year) == ("山南县2031年图书馆年鉴", "山南县", 2031)
    assert [section.key for section in report.sections] == ["loans"]
    assert [(figure.key, int(figure.value)) for figure in report.figures] == [("loans", 90)]
    loans = report.forms["loans"]
    assert {(row, column): int(cell.value or 0) for row, column, cell in loans} == {
        ("adults", "books"): 80,
        ("adults", "change"): -5,
        ("children", "books"): 20,
        ("children", "change"): 7,
        ("all", "books"): 110,
        ("all", "change"): 2,
    }
    assert loans.cells["adults"]["change"].status == "accepted"  # a sign belongs under 升降
    assert [finding.kind for finding in report.findings] == ["arithmetic", "contradiction"]


def test_forms_of_the_users_come_first_and_get_the_profiles_words_for_changes() -> None:
    profile = annual_report()
    own = profile.forms[0].model_copy(update={"key": "own", "changes": ()})
    every = profile.all_forms([own])
    assert [form.key for form in every] == ["own", "proactive", "requests", "review_and_litigation"]
    assert {form.changes for form in every} == {("增", "减")}


def test_a_profile_without_figures_knows_none(folder: Path) -> None:
    (folder / "figures.yaml").unlink()
    profile = load_profile(str(folder))
    assert profile.narrative is None
    assert read_figures((), profile) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("profile.yaml", "ordinal:", "ordnial:", "headings.ordinal"),
        ("profile.yaml", "end: 图书馆年鉴$", "end: 图书馆(年鉴$", "title.end"),
        ("profile.yaml", "name: library", "name: [", "not YAML"),
        ("profile.yaml", "forms: [loans]", "forms: loans", "forms: not a list"),
        ("profile.yaml", "forms: [loans]", "forms: [lent]", "cannot be opened"),
        ("figures.yaml", "<BORROW>~", "<LEND>~", "<LEND> is not among its words"),
        ("figures.yaml", "units: [册, 件]", "units: 册", "numbers.0.units"),
        ("figures.yaml", "words:", "- words:", "not YAML"),
    ],
)
def test_what_is_wrong_in_a_profile_is_named(folder: Path, file: str, old: str, new: str, says: str) -> None:
    content = (folder / file).read_text(encoding="utf-8")
    assert old in content
    (folder / file).write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(str(folder))
    assert says in str(caught.value)


def test_what_is_wrong_in_a_form_is_named_with_its_line(folder: Path) -> None:
    (folder / "forms" / "loans.yaml").write_text("form: loans\neditions: []\n", encoding="utf-8")
    with pytest.raises(FormDefinitionError, match="line 2"):
        load_profile(str(folder))


def test_a_profile_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="annual_report"):
        load_profile(str(tmp_path / "nowhere"))
