"""The rows that compare values, text, figures and findings of reports with what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add

from benchmarks.must_show.cases import VALUE_GROUPS, Case, Cases, Readings
from benchmarks.must_show.score import (
    Json,
    Score,
    contradiction_differences,
    figure_differences,
    score_text,
    score_values,
)
from benchmarks.must_show.table import Line
from ocrkit.text.widths import compact

CUT_LABEL = "(四)无法提供"
"""The label that gaotang's page break cuts in two, squeezed."""

PAPERS_OWN = {
    "hongze-2024": "contradiction: applications_received_this_year is 17, requests.new_received.total is 95",
}
"""What real reports print that does not agree and their truth does not list: the start of a report's name, and the
finding. Checked in the text of the PDF, which says 17 received above a table that says 95."""


def gaotang(cases: Cases, readings: Readings) -> Line:
    """Every value exact, the label cut in two joined, every section found."""
    group = cases.group("gaotang")
    total, details = _values(group, readings)
    joined = sum(_joined(readings[case]) for case in group)
    sections = sum(_sections_found(readings[case], case.truth) for case in group)
    result = f"{total}; label joined in {joined}/{len(group)}; sections found in {sections}/{len(group)}"
    holds = total.right == total.values and joined == sections == len(group)
    least = "every value exact, the cut label joined, sections found"
    return Line("gaotang", "scans/gaotang-2021, four levels", result, least, holds, details)


def forms(cases: Cases, readings: Readings) -> Line:
    """The eight forms."""
    return _share_line("forms", f"scans/form-01 to -{len(cases.group('forms')):02}", cases.group("forms"), readings)


def hongze(cases: Cases, readings: Readings) -> Line:
    """Every value exact; sums that are printed wrong are in the findings."""
    group = cases.group("hongze")
    total, details = _values(group, readings)
    wrong = [case for case in group if case.truth["printed_inconsistencies"]]
    told = sum(_wrong_totals_told(readings[case]) for case in wrong)
    result = f"{total}; wrong totals told in {told}/{len(wrong)} reports that print them"
    holds = total.right == total.values and told == len(wrong)
    return Line(
        "hongze", "real/annual-reports/hongze-*", result, "every value exact, wrong totals told", holds, details
    )


def generated(cases: Cases, readings: Readings) -> Line:
    """The generated reports, rows and columns in the form's order."""
    group = cases.group("generated")
    return _share_line("generated", f"{len(group)} generated reports", group, readings)


def permuted(cases: Cases, readings: Readings) -> Line:
    """The generated reports with rows and columns in another order."""
    group = cases.group("permuted")
    return _share_line("permuted", f"{len(group)} reports with rows and columns in another order", group, readings)


def review(cases: Cases, readings: Readings) -> Line:
    """The share of values that a person is asked to look at."""
    counted = {name: _values(cases.group(name), readings)[0] for name in VALUE_GROUPS}
    total = reduce(add, counted.values())
    result = f"{total.flagged}/{total.values} = {total.flagged / total.values:.2%}"
    details = tuple(f"{name}: {s.flagged}/{s.values} = {s.flagged / s.values:.2%}" for name, s in counted.items())
    return Line(
        "review",
        "values with status review, all of the above",
        result,
        "≤ 2%",
        total.flagged <= 0.02 * total.values,
        details,
    )


def text(cases: Cases, readings: Readings) -> Line:
    """The character error rate of gaotang office's sections."""
    (case,) = (case for case in cases.group("gaotang") if case.folder.name == "office")
    score = score_text(readings[case], case.truth)
    result = f"{score.errors}/{score.characters} = {score.rate:.2%}"
    details = tuple(f"{key}: {errors} errors" for key, errors in score.by_section)
    return Line(
        "text", "sections' character error rate, gaotang office", result, "≤ 0.3%", score.rate <= 0.003, details
    )


def figures(cases: Cases, readings: Readings) -> Line:
    """Figures (key, value, label, percent) and contradictions, as in the truth."""
    group = cases.groups(("gaotang", "narratives"))
    details, whole = [], 0
    for case in group:
        report = readings[case]
        differences = [
            f"{case.name}: {what}: {item}"
            for kind, (missed, extra) in (
                ("figure", figure_differences(report, case.truth)),
                ("contradiction", contradiction_differences(report, case.truth)),
            )
            for what, items in ((f"{kind} missed", missed), (f"{kind} not in the text", extra))
            for item in items
        ]
        details += differences
        whole += not differences
    given = sum(len(case.truth["figures"]) for case in group)
    against = sum(len(case.truth["contradictions"]) for case in group)
    missed = sum(": figure missed" in item for item in details), sum(": contradiction missed" in i for i in details)
    result = (
        f"{given - missed[0]}/{given} figures, {against - missed[1]}/{against} contradictions,"
        f" {len(details) - sum(missed)} too many; {whole}/{len(group)} reports as in the truth"
    )
    what = f"gaotang, four levels, and {len(group) - 4} narratives"
    return Line("figures", what, result, "all", not details, tuple(details))


def findings(cases: Cases, readings: Readings) -> Line:
    """Reports that agree with themselves must have no finding of arithmetic or contradiction."""
    every = cases.groups((*VALUE_GROUPS, "narratives"))
    consistent = [c for c in every if not c.truth["printed_inconsistencies"] and not c.truth.get("contradictions")]
    told = [
        (case.name, f"{finding['kind']}: {finding['message']}")
        for case in consistent
        for finding in readings[case]["findings"]
        if finding["kind"] in ("arithmetic", "contradiction")
    ]
    papers = {name for name, message in told if message == _papers_own(name)}
    wrong = tuple(f"{name}: {message}" for name, message in told if message != _papers_own(name))
    left_out = tuple(f"{name} is not counted: the paper itself prints the {_papers_own(name)}" for name in papers)
    result = f"{len(wrong)} findings"
    what = f"{len(consistent) - len(papers)} consistent reports"
    return Line("findings", what, result, "none", not wrong, (*wrong, *sorted(left_out)))


def _papers_own(name: str) -> str | None:
    return next((message for report, message in PAPERS_OWN.items() if name.startswith(f"{report}-")), None)


def identity(cases: Cases, readings: Readings) -> Line:
    """Agency, year and (where the truth has one) title."""
    every = cases.groups((*VALUE_GROUPS, "narratives"))
    asked = [(case, key) for case in every for key in ("agency", "year", "title") if key in case.truth]
    wrong = tuple(
        f"{case.name}: {key}: printed {case.truth[key]}, read {readings[case][key]}"
        for case, key in asked
        if compact(str(readings[case][key])) != compact(str(case.truth[key]))
    )
    result = f"{len(asked) - len(wrong)}/{len(asked)} right"
    return Line("identity", f"agency, year, title of {len(every)} reports", result, "all right", not wrong, wrong)


def _share_line(row: str, what: str, group: Sequence[Case], readings: Readings) -> Line:
    total, details = _values(group, readings)
    result = f"{total} ({total.right / total.values:.2%})"
    return Line(
        row, what, result, "≥ 99% exact, 0 silent", total.right >= 0.99 * total.values and not total.silent, details
    )


def _values(group: Iterable[Case], readings: Readings) -> tuple[Score, tuple[str, ...]]:
    total, details = Score(), []
    for case in group:
        score = score_values(readings[case], case.truth)
        total += score
        details += [f"{case.name}: {score}", *(f"{case.name}: {wrong}" for wrong in score.wrong)]
    return total, tuple(details)


def _joined(report: Json) -> bool:
    texts = [compact(cell["text"] or "") for table in report["tables"] for cell in table["cells"]]
    return texts.count(CUT_LABEL) == 1


def _sections_found(report: Json, truth: Json) -> bool:
    return {s["key"] for s in truth["sections"]} <= {s["key"] for s in report["sections"]}


def _wrong_totals_told(report: Json) -> bool:
    """Whether the totals of review and of litigation after review are told to be wrong, and nothing else is."""
    told = {
        ref["row"]
        for f in report["findings"]
        if f["kind"] == "arithmetic"
        for ref in f["cells"]
        if ref["column"] == "total"
    }
    return told == {"review", "litigation_after_review"}
