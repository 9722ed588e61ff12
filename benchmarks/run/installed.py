"""The systems of ``benchmarks.systems`` as a run asks for them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import ocrkit
from benchmarks.run.documents import Document
from benchmarks.run.kept import digest_of, key_of
from benchmarks.run.machine import versions
from benchmarks.systems import SYSTEMS, SystemProcess, available
from benchmarks.systems.registry import WORKERS

OWN = Path(str(ocrkit.__file__)).parent
NO_PART = ("cli", "export", "score")
"""The parts of ocrkit that have no say in what is read."""


def names() -> list[str]:
    """Every system that can be asked for, ocrkit first."""
    return list(SYSTEMS)


def installed(wanted: Iterable[str], documents: Iterable[Document]) -> list[Installed]:
    """The systems of these names, each kept from seeing the folders of ``documents``."""
    folders = {image.resolve().parent for document in documents for image in document.images}
    return [Installed(name, tuple(sorted(folders))) for name in wanted]


@dataclass(frozen=True)
class Installed:
    """One system; ``hide`` are the folders with truth that its process is not to see."""

    name: str
    hide: Sequence[Path]

    def missing(self) -> str | None:
        """See ``System``."""
        return available(self.name)

    def fingerprint(self) -> str:
        """See ``System``: its adapter's code, its packages' versions, and for ocrkit its own code."""
        return self._fingerprint

    def start(self, threads: int) -> SystemProcess:
        """See ``System``."""
        return SystemProcess(self.name, self.hide, threads=threads)

    @cached_property
    def _fingerprint(self) -> str:
        system = SYSTEMS[self.name]
        if system.environment is None:
            reads = [path for path in sorted(OWN.iterdir()) if path.name not in NO_PART]
            return key_of(digest_of([WORKERS, *reads]), versions())
        packages = sorted(
            path.name for path in system.python.parent.parent.glob("lib/python*/site-packages/*.dist-info")
        )
        programs = [subprocess.run([p, "--version"], capture_output=True, check=True).stdout for p in system.programs]
        return key_of(digest_of([WORKERS]), packages, programs)
