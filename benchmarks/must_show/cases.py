"""The scans that are read, and reading each of them once."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.must_show.score import Json
from ocrkit import Reader
from ocrkit.results import ReportResult


@dataclass(frozen=True)
class Case:
    """One scanned report: a folder with its pages and ``truth.json``."""

    name: str
    folder: Path

    @property
    def pages(self) -> list[Path]:
        """The page files; the reader puts them in order."""
        return sorted(path for path in self.folder.iterdir() if path.suffix != ".json")

    @cached_property
    def truth(self) -> Json:
        """What is printed."""
        truth: Json = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        return truth


@dataclass(frozen=True)
class Cases:
    """Every case by group. Raises ``FileNotFoundError`` where a group has none."""

    shared: Path
    corpus: Path

    def group(self, name: str) -> list[Case]:
        """The cases of one group of ``PLACES``."""
        where, pattern = PLACES[name]
        root = self.corpus if where == "corpus" else self.shared
        found = [Case(_name(truth.parent), truth.parent) for truth in sorted(root.glob(f"{pattern}/truth.json"))]
        if not found:
            raise FileNotFoundError(f"no {pattern}/truth.json in {where}: is the folder right?")
        return found

    def groups(self, names: Iterable[str]) -> list[Case]:
        """The cases of several groups."""
        return [case for name in names for case in self.group(name)]


PLACES: Mapping[str, tuple[str, str]] = {
    "gaotang": ("shared", "scans/gaotang-2021/*"),
    "forms": ("shared", "scans/form-*"),
    "hongze": ("shared", "real/annual-reports/hongze-*-*"),
    "generated": ("corpus", "report-*"),
    "permuted": ("corpus", "permuted-*"),
    "narratives": ("corpus", "narrative-*"),
    "special": ("corpus", "special/*"),
}

VALUE_GROUPS = ("gaotang", "forms", "hongze", "generated", "permuted")
"""The groups whose values are counted; "all of the above" in the rows that follow them."""


def _name(folder: Path) -> str:
    parent = folder.parent.name
    return f"{parent}/{folder.name}" if parent in ("gaotang-2021", "special") else folder.name


@dataclass
class Readings:
    """Reads a case when it is first asked for, and keeps the report (as its JSON)."""

    reader: Reader
    keep: Path | None = None
    _kept: dict[Path, Json] = field(default_factory=dict)

    def __getitem__(self, case: Case) -> Json:
        if case.folder not in self._kept:
            start = time.perf_counter()
            self._kept[case.folder] = as_json(self.reader.read_report(case.pages))
            print(f"  {case.name}: {time.perf_counter() - start:.1f} s", file=sys.stderr, flush=True)
            if self.keep is not None:
                self._write(self.keep, case)
        return self._kept[case.folder]

    def _write(self, keep: Path, case: Case) -> None:
        keep.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._kept[case.folder], ensure_ascii=False, indent=1)
        (keep / f"{case.name.replace('/', '-')}.json").write_text(text, encoding="utf-8")


def as_json(result: ReportResult) -> Json:
    """The report as it is written; raises the first page's error where a page could not be read."""
    if result.failures:
        raise result.failures[0]
    report: Json = json.loads(result.report.to_json())
    return report
