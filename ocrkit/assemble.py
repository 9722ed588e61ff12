"""Pages that were read, put together to one report: regions, forms, figures, verify.

Each of these stages may fail on its own; the report then lacks what that stage gives, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ocrkit.accounts import internal_finding, missing_tables, page_findings, source_of
from ocrkit.errors import InternalError
from ocrkit.figures import read_figures
from ocrkit.forms import FormsResult, TablePart, read_forms
from ocrkit.regions.read import read_regions
from ocrkit.regions.result import Regions
from ocrkit.results import Pages, ReadPage
from ocrkit.schedule.stages import Stages
from ocrkit.settings import ReadSettings
from ocrkit.text_layers import by_layer, judged, other_facts
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.form import FormDefinition
from ocrkit.types.profile import Profile
from ocrkit.types.report import Figure, FormTable, Report, by_field
from ocrkit.verify.arithmetic import broken_rules
from ocrkit.verify.bounds import within_bounds
from ocrkit.verify.columns import with_columns
from ocrkit.verify.contradictions import contradictions
from ocrkit.verify.labels import with_labels_told
from ocrkit.verify.review import Reviewed, review, send_to_review
from ocrkit.verify.vouched import vouched, with_vouched

NOT_VERIFIED = Doubt(DoubtCode.NOT_VERIFIED)


@dataclass
class Assembly:
    """The report, its regions, and the faults of stages that looked at the whole of it."""

    report: Report
    regions: Regions
    faults: list[InternalError] = field(default_factory=list)


class Assembler:
    """Puts one report together. ``stages`` times its stages."""

    def __init__(
        self, settings: ReadSettings, profile: Profile, definitions: Sequence[FormDefinition], stages: Stages
    ) -> None:
        self._settings = settings
        self._profile = profile
        self._definitions = definitions
        self._stages = stages
        self._faults: list[InternalError] = []

    def assemble(self, pages: Pages) -> Assembly:
        """The report of these pages."""
        pages, told = self._layers(pages)
        regions = self._regions(pages.read)
        told += self._facts(pages.read, regions)
        found = self._forms(pages.read, regions)
        figures = self._figures(regions)
        reviewed = self._verify(found, figures)
        findings = (
            *page_findings(pages),
            *missing_tables(reviewed.forms, self._definitions, len(self._settings.forms)),
            *told,
            *found.findings,
            *reviewed.findings,
            *(internal_finding(fault) for fault in self._faults),
        )
        report = Report(
            source=source_of(pages),
            agency=regions.agency,
            year=regions.year,
            title=regions.title,
            sections=regions.sections,
            **by_field(reviewed.forms),
            figures=figures,
            tables=found.tables,
            findings=findings,
        )
        return Assembly(report, regions, self._faults)

    def _layers(self, pages: Pages) -> tuple[Pages, list[Finding]]:
        """The pages with their text layers judged by what was read, and what is told of the layers."""
        try:
            with self._stages.stage("text layers"):
                read, told = judged(pages.read, self._settings.layer)
                return replace(pages, read=read), told
        except InternalError as fault:
            self._note(fault)
            return pages, []

    def _facts(self, read: Sequence[ReadPage], regions: Regions) -> list[Finding]:
        """Title, agency and year where the text layers give others."""
        try:
            with self._stages.stage("text layers"):
                texts = by_layer(read)
                if not texts:
                    return []
                return other_facts(regions, read_regions(texts, self._profile, self._settings.regions), read)
        except InternalError as fault:
            self._note(fault)
            return []

    def _regions(self, read: Sequence[ReadPage]) -> Regions:
        texts = [text for page in read for text in page.texts]
        try:
            with self._stages.stage("regions"):
                return read_regions(texts, self._profile, self._settings.regions)
        except InternalError as fault:
            self._note(fault)
            return Regions((), {text.leaf: text for text in texts}, None, None, None, (), {})

    def _forms(self, read: Sequence[ReadPage], regions: Regions) -> FormsResult:
        try:
            with self._stages.stage("forms"):
                parts = [
                    TablePart(table, regions.table_headings.get(((page.ref.number, part.part), i)), part.part)
                    for page in read
                    for part in page.parts
                    for i, table in enumerate(part.tables)
                ]
                return read_forms(parts, self._definitions, self._settings.matching)
        except InternalError as fault:
            self._note(fault)
            return FormsResult({}, tuple(table for page in read for table in page.tables), ())

    def _figures(self, regions: Regions) -> tuple[Figure, ...]:
        try:
            with self._stages.stage("figures"):
                return read_figures(regions.sections, self._profile, regions.year)
        except InternalError as fault:
            self._note(fault)
            return ()

    def _verify(self, found: FormsResult, figures: Sequence[Figure]) -> Reviewed:
        try:
            with self._stages.stage("verify"):
                forms = with_labels_told(with_columns(found.forms, self._definitions), self._definitions)
                sure = vouched(forms, self._definitions)
                forms = with_vouched(forms, sure)
                broken = broken_rules(forms, self._definitions)
                against = contradictions(figures, forms, self._profile.checks)
                reviewed = review(forms, broken, against, found.lacking, sure, self._definitions)
                return within_bounds(reviewed, self._definitions)
        except InternalError as fault:
            self._note(fault)
            return Reviewed(_unverified(found.forms), ())

    def _note(self, fault: InternalError) -> None:
        self._faults.append(fault.at(fault.file, fault.page))


def _unverified(forms: Mapping[str, FormTable]) -> dict[str, FormTable]:
    """Every value in review: what nothing has checked is handed over as right by nobody."""
    every = [
        (CellRef(form=key, row=row, column=column), NOT_VERIFIED)
        for key, table in forms.items()
        for row, column, _ in table
    ]
    return send_to_review(forms, every)
