"""A system in a process of its own, kept open to read one document after another."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError

from benchmarks.systems.confinement import confined, hidden_folders, refusal, seen_folders
from benchmarks.systems.registry import SYSTEMS, WORKERS, System
from ocrkit.errors import OcrkitError, UsageError
from ocrkit.score import SystemOutput

STARTING = 300.0
"""Seconds a system may take to be ready."""

_TAIL = 1500
"""Characters of a crashed system's standard error that are told."""


class SystemCrash(OcrkitError):  # noqa: N818 (the crash of a system, not an error of ours)
    """A system's process ended, or handed over what is no output; the message ends with its standard error."""


class SystemTimeout(SystemCrash):
    """A system took longer than it was given."""


class SystemMissing(OcrkitError):  # noqa: N818
    """A system is not installed here."""


class SystemProcess:
    """One system's process; a context manager. Not to be shared between threads.

    The project's own folders and those of ``hide`` (documents and their truth) are out of its sight (``confined``
    tells whether that is possible on this machine). What it is handed are copies of the page images,
    named by their number, in a folder of its own. After a crash the next document starts it anew.
    """

    def __init__(
        self,
        system: str | System,
        hide: Iterable[Path] = (),
        *,
        threads: int = 2,
        timeout: float = 600.0,
        confine: bool = True,
    ) -> None:
        """Starts nothing yet. Raises ``SystemMissing`` where the system is not installed, ``KeyError``."""
        self.system = SYSTEMS[system] if isinstance(system, str) else system
        if reason := self.system.missing():
            raise SystemMissing(reason)
        self.confined = confine and refusal() is None
        self.version, self.startup_seconds = "", 0.0
        self._hide = hidden_folders(hide)
        self._threads, self._timeout = threads, timeout
        self._folder: Path | None = None
        self._process: subprocess.Popen[str] | None = None
        self._documents = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process and wait until it is ready; nothing where it runs. Raises ``SystemCrash``."""
        if self._process is not None:
            return
        self._folder = Path(tempfile.mkdtemp(prefix="benchmark-")).resolve()
        shutil.copytree(WORKERS, self._folder / "system", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(self.system.adapter, self._folder / "system")
        with (self._folder / "errors.txt").open("wb") as errors:
            self._process = subprocess.Popen(
                self._command(self._folder),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                cwd=self._folder,
                env=self._environment(self._folder),
                start_new_session=True,
            )
        ready = self._reply("the start", STARTING)["ready"]
        self.version, self.startup_seconds = str(ready["version"]), float(ready["startup_seconds"])

    def read(self, images: Sequence[Path], document: str = "") -> SystemOutput:
        """Hand over copies of a document's page images, in order.

        ``document`` names it in messages; the system is not told.
        Raises ``SystemCrash``, ``SystemTimeout``; ``UsageError`` where an image lies in a folder that is not hidden.
        """
        named = document or images[0].parent.name
        if self.confined:
            self._refuse_open_folders(images)
        self.start()
        assert self._folder is not None
        self._documents += 1
        place = self._folder / f"document-{self._documents}"
        place.mkdir()
        pages = [f"page-{number}{image.suffix.lower()}" for number, image in enumerate(images, 1)]
        for image, page in zip(images, pages, strict=True):
            shutil.copyfile(image, place / page)
        output = place / "output.json"
        self._send({"folder": str(place), "pages": pages, "output": str(output)}, named)
        self._reply(named, self._timeout)
        try:
            return SystemOutput.model_validate_json(output.read_bytes())
        except (OSError, ValidationError) as error:
            raise self._crash(SystemCrash, f"no output: {error}", named) from error
        finally:
            shutil.rmtree(place, ignore_errors=True)

    @property
    def folder(self) -> Path | None:
        """The process's working folder; None where it does not run."""
        return self._folder

    @property
    def pid(self) -> int | None:
        """The number of the process that was started (with the namespaces around it); None where none runs."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the process and remove its folder."""
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                assert stream is not None
                stream.close()
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _command(self, folder: Path) -> list[str]:
        python = self.system.python.absolute()  # not resolved: an environment's is a link
        command = [str(python), "-B", str(folder / "system" / "worker.py"), self.system.name]
        if not self.confined:
            return command
        return confined(command, self._hide, [folder, *seen_folders(python), *self.system.code])

    def _environment(self, folder: Path) -> dict[str, str]:
        path = os.environ.get("PATH", os.defpath)
        threads = str(self._threads)
        return {
            "PATH": path,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "OMP_NUM_THREADS": threads,
        }

    def _refuse_open_folders(self, images: Sequence[Path]) -> None:
        for folder in {image.resolve().parent for image in images}:
            if not any(folder.is_relative_to(hidden) for hidden in self._hide):
                raise UsageError(
                    "a system could see the truth beside these pages", file=str(folder), remedy="hide it"
                )

    def _send(self, request: dict[str, Any], document: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            print(json.dumps(request), file=self._process.stdin, flush=True)
        except BrokenPipeError as error:
            raise self._crash(SystemCrash, "its process has ended", document) from error

    def _reply(self, document: str, seconds: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(max(0.0, until - time.monotonic())):
                raise self._crash(SystemTimeout, f"not done after {seconds:.0f} s", document)
        line = self._process.stdout.readline()
        if not line:
            code = self._process.wait()
            raise self._crash(SystemCrash, f"its process ended with {code}", document)
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _crash(self, kind: type[SystemCrash], what: str, document: str) -> SystemCrash:
        """The error, with the end of standard error; the process is gone after this."""
        assert self._folder is not None
        errors = (self._folder / "errors.txt").read_text(encoding="utf-8", errors="replace")[-_TAIL:].strip()
        self.close()
        return kind(f"{self.system.name}: {what}" + (f"\n{errors}" if errors else ""), file=document)
