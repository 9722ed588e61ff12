"""What became of everything that was given: the report's source, and the findings about its pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ocrkit.errors import InternalError
from ocrkit.load import doubles
from ocrkit.results import LostPage, Pages
from ocrkit.types.finding import Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import Flaw
from ocrkit.types.report import Source, SourceFile, SourcePage


def source_of(pages: Pages) -> Source:
    """Every file and page, in order."""
    entries = [page.source for page in pages.read]
    entries += [
        SourcePage(number=page.ref.number, file=page.ref.file, index=page.ref.index, error=str(page.error))
        for page in pages.lost
    ]
    return Source(
        files=tuple(SourceFile(name=name, sha256=sha256) for name, sha256 in pages.hashes.items()),
        pages=tuple(sorted(entries, key=lambda page: page.number)),
        others=pages.others,
    )


def page_findings(pages: Pages) -> list[Finding]:
    """Pages that are missing, those with damage, and those given twice."""
    missing = [lost_finding(page) for page in pages.lost]
    damaged = [_flaw_finding(page.source, flaw) for page in pages.read for flaw in page.source.flaws]
    digests = {page.ref.number: page.digest for page in pages.every if page.sha256}
    double = [Finding.of(FindingCode.PAGES_ALIKE, pages=same) for same in doubles(digests)]
    return missing + damaged + double


def _flaw_finding(page: SourcePage, flaw: Flaw) -> Finding:
    """What the decoder of a page warned of, and what it means for its values."""
    code = FindingCode.PAGE_DAMAGED_HARMLESSLY if flaw.harmless else FindingCode.PAGE_DAMAGED
    return Finding.of(
        code, {"file": page.file, "page": page.index + 1, "warning": flaw.message}, pages=(page.number,)
    )


def lost_finding(page: LostPage) -> Finding:
    """Why a page was not read."""
    if isinstance(page.error, InternalError):
        return internal_finding(page.error, (page.ref.number,))
    return Finding.of(FindingCode.PAGE_NOT_READ, {"error": str(page.error)}, pages=(page.ref.number,))


def internal_finding(error: InternalError, pages: tuple[int, ...] = ()) -> Finding:
    """What a fault of ocrkit's own cost, a page or a stage's result, with what a report of it needs."""
    code = FindingCode.PAGE_LOST_TO_FAULT if pages else FindingCode.STAGE_LOST_TO_FAULT
    return Finding.of(code, {"error": str(error), "trace": error.trace}, rule=error.stage, pages=pages)


def missing_tables(found: Collection[str], definitions: Sequence[FormDefinition], own: int) -> list[Finding]:
    """The forms that were looked for and not found: the user's ``own`` first ones if any, else the statutory ones."""
    return [
        Finding.of(FindingCode.FORM_NOT_FOUND, {"form": d.key, "section": d.section or "no heading"})
        for d in definitions[:own] or definitions
        if d.key not in found
    ]
