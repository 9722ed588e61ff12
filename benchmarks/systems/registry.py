"""The systems by name: what each is, the environment it runs in, and whether it is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PEERS = PROJECT / ".peers"
WORKERS = Path(__file__).parent / "workers"

REMEDY = "make peers"


@dataclass(frozen=True)
class System:
    """One system: its name, and where it runs.

    ``environment`` is a folder of ``.peers``, None for ocrkit's own. ``programs`` are commands it needs besides.
    ``code`` is what of the project it is made of, and so may see. ``workers`` is where its adapter is.
    """

    name: str
    title: str
    environment: str | None
    programs: tuple[str, ...] = ()
    code: tuple[Path, ...] = ()
    workers: Path = WORKERS

    @property
    def python(self) -> Path:
        """The interpreter it runs with."""
        return Path(sys.executable) if self.environment is None else PEERS / self.environment / "bin" / "python"

    @property
    def adapter(self) -> Path:
        """The module that runs it."""
        return self.workers / f"adapter_{self.name.replace('-', '_')}.py"

    def missing(self) -> str | None:
        """What is not installed and how to get it; None where the system can run here."""
        if not self.python.exists():
            return f"{self.name} is not installed ({REMEDY})"
        if lacking := [program for program in self.programs if shutil.which(program) is None]:
            return f"{self.name}: {', '.join(lacking)} is not installed ({REMEDY})"
        if "tesseract" in self.programs and "chi_sim" not in _tesseract_languages():
            return f"{self.name}: Tesseract has no chi_sim ({REMEDY})"
        return None


def _tesseract_languages() -> list[str]:
    run = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return (run.stdout + run.stderr).split()


_EVERY = (
    System("ocrkit", "ocrkit", None, code=(PROJECT / "ocrkit",)),
    System("img2table-rapidocr", "img2table + RapidOCR", "rapidocr"),
    System("rapidocr-rows", "RapidOCR, boxes in rows", "rapidocr"),
    System("rapidocr-openvino-rows", "RapidOCR on OpenVINO, boxes in rows", "rapidocr-openvino"),
    System("paddleocr-rows", "PaddleOCR, boxes in rows", "paddleocr"),
    System("tesseract-rows", "Tesseract, boxes in rows", "rapidocr", programs=("tesseract",)),
)

SYSTEMS: Mapping[str, System] = {system.name: system for system in _EVERY}
"""Every system by name, ocrkit first."""


def available(name: str) -> str | None:
    """None where the system can run here, else what is missing and how to get it. Raises ``KeyError``."""
    return SYSTEMS[name].missing()
