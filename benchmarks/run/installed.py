"""The systems of ``benchmarks.systems`` as a run asks for them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.run.documents import Document
from benchmarks.run.kept import digest_of, key_of
from benchmarks.run.machine import versions
from benchmarks.systems import SYSTEMS, System, SystemProcess

NO_PART = ("cli", "export", "score")
"""The parts of ocrkit that have no say in what is read."""


def installed(names: Iterable[str], documents: Iterable[Document]) -> list[Installed]:
    """The systems of these names, each kept from seeing the folders of ``documents``."""
    folders = {image.resolve().parent for document in documents for image in document.images}
    return [Installed(SYSTEMS[name], tuple(sorted(folders))) for name in names]


@dataclass(frozen=True)
class Installed:
    """One system; ``hide`` are the folders with truth that its process is not to see."""

    system: System
    hide: Sequence[Path]

    @property
    def name(self) -> str:
        """Its name in the result."""
        return self.system.name

    def missing(self) -> str | None:
        """Why it cannot run here, None where it can."""
        return self.system.missing()

    def fingerprint(self) -> str:
        """A digest of its adapter's code, its packages' versions, and for ocrkit its own code."""
        return self._fingerprint

    def start(self, threads: int) -> SystemProcess:
        """Start its process."""
        return SystemProcess(self.name, self.hide, threads=threads)

    @cached_property
    def _fingerprint(self) -> str:
        shared = [path for path in self.system.workers.glob("*.py") if not path.name.startswith("adapter_")]
        code = [path for folder in self.system.code for path in folder.iterdir() if path.name not in NO_PART]
        return key_of(digest_of([self.system.adapter, *sorted(shared), *sorted(code)]), *self._versions())

    def _versions(self) -> list[str]:
        """Of the packages in its environment, and of the programs it needs."""
        if self.system.environment is None:
            return [f"{name} {version}" for name, version in versions().items()]
        packages = self.system.python.parent.parent.glob("lib/python*/site-packages/*.dist-info")
        asked = ([program, "--version"] for program in self.system.programs)
        told = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in asked]
        return [*sorted(path.name for path in packages), *told]
