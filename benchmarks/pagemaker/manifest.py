"""``corpus.json`` beside the documents: how a corpus was made, what is in it, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pagemaker import engines
from benchmarks.pagemaker.make import Job, TableJob

FILE = "corpus.json"
METHOD = "dealt by minimisation over pairs of factors (Pocock and Simon 1975), see benchmarks/pagemaker/strata.py"


def write(out: Path, seed: int, jobs: Sequence[Job | TableJob], pages: Mapping[str, int]) -> None:
    """Write ``corpus.json`` to the corpus's folder. ``pages`` are the number of each document's."""
    used = sorted({job.engine for job in jobs})
    content = {
        "seed": seed,
        "reports": sum(isinstance(job, Job) for job in jobs),
        "tables": sum(isinstance(job, TableJob) for job in jobs),
        "pages": sum(pages.values()),
        "engines": {name: engines.ALL_ENGINES[name].version() for name in used},
        "strata": {"method": METHOD, "reports": _strata([job for job in jobs if isinstance(job, Job)])},
        "documents": {job.name: _hashes(out / job.name) for job in jobs},
    }
    (out / FILE).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _strata(jobs: Sequence[Job]) -> dict[str, dict[str, int]]:
    """How many reports each value of each factor has."""
    counts: dict[str, Counter[str]] = {}
    for job in jobs:
        dealt: dict[str, Any] = {"level": job.level, "dpi": job.dpi, "engine": job.engine}
        dealt |= {"font": job.style.fonts.name, "editions": "+".join(job.report.editions), **dict(job.facts)}
        dealt |= {"ink": job.ink} if job.ink else {}
        for factor, value in dealt.items():
            counts.setdefault(factor, Counter())[str(value)] += 1
    return {factor: dict(sorted(count.items())) for factor, count in counts.items()}


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of a document."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
