"""One invented report from a seed: who reports, what the tables hold, what the prose says."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import numpy as np

from benchmarks.pagemaker import narrative, tablevalues
from benchmarks.pagemaker.model import Report, Section, TableContent
from benchmarks.pagemaker.values import Writing
from benchmarks.pagemaker.wording import Wording

PLACES = ("安澜县", "澄湖区", "松岭县", "望溪市", "青禾县", "柳塘区", "云屏县", "白鹭洲市", "丹枫县", "石渡区")
BODIES = ("交通运输局", "水利局", "教育局", "林业局", "卫生健康局", "住房和城乡建设局", "人民政府", "农业农村局")
TOWNS = ("梧桐镇", "双桥乡", "长亭街道办事处", "清泉镇", "古渡镇")


@dataclass(frozen=True)
class Known:
    """What is not left to the seed: of whom and of which year the report is, and what table three says.

    ``requests`` are rows by key, six numbers each, by applicant.
    """

    agency: str
    year: int
    requests: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class ReportSpec:
    """What is chosen about a report; the seed decides the rest.

    ``editions`` are those of tables three and two. ``density``, ``size`` and ``empty`` are explained in
    ``tablevalues.make_tables``, ``full`` to ``variant`` in ``narrative.write``. ``wrong_sums`` is how many sums are
    printed wrong; ``permuted`` prints rows and columns in another order; ``terse``
    says no more than one sentence in each section. ``known`` goes over what the seed would decide.
    """

    seed: int
    editions: tuple[str, str] = ("2021", "2021")
    writing: Writing = field(default_factory=Writing)
    wording: Wording = field(default_factory=Wording)
    size: float = 2.5
    empty: float = 0.2
    density: str = "busy"
    wrong_sums: int = 0
    permuted: bool = False
    full: bool = False
    contradict: bool = False
    variant: int = 0
    terse: bool = False
    known: Known | None = None


def make_report(spec: ReportSpec) -> Report:
    """The report of a spec. The same spec gives the same report."""
    rng = np.random.default_rng([spec.seed, 1])
    agency = str(rng.choice(PLACES)) + str(rng.choice(BODIES + TOWNS))
    years = (2019, 2021) if spec.editions == ("2019", "2019") else (2021, 2026)
    year = int(rng.integers(*years))
    tables = tablevalues.make_tables(rng, spec.editions, spec.writing, spec.size, spec.empty, spec.density)
    if spec.known is not None:
        agency, year = spec.known.agency, spec.known.year
        tables["requests"] = known_requests(spec, spec.known)
    altered = tablevalues.alter(tables, rng, spec.writing, spec.wrong_sums) if spec.wrong_sums else []
    received = int(tables["requests"].cells["new_received"]["total"].amount)
    prose = narrative.write(rng, year, received, full=spec.full, contradict=spec.contradict, variant=spec.variant)
    if spec.terse:
        prose = narrative.terse(year, received)
    told = {"overview": prose.overview, "problems": prose.problems, "other_matters": prose.other_matters}
    headings = spec.wording.section_headings(rng)
    return Report(
        agency=agency,
        year=year,
        title_lines=spec.wording.title_lines(agency, year),
        tables=tables,
        sections=[Section(key, heading, told.get(key, [])) for key, heading in headings.items()],
        figures=prose.figures,
        contradictions=prose.contradictions,
        altered=altered,
        spec={key: value for key, value in asdict(spec).items() if key != "known"},
    )


def known_requests(spec: ReportSpec, known: Known) -> TableContent:
    """Table three as it is known."""
    rng = np.random.default_rng([spec.seed, 4])
    edition = spec.editions[0]
    return TableContent(edition, tablevalues.requests_cells(rng, edition, spec.writing, known.requests))
