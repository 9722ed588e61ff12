"""Looks for the truth wherever a process can look, and for the pages' origin in what it was told."""

import json
import os
import socket
import sys
from pathlib import Path

MARK = "printed-on-paper-7319"
"""What the truth file holds; a find is a file whose bytes hold it, or whose name is the truth's."""

SEEN = ("proc", "sys", "dev", "usr", "lib", "lib64", "bin", "sbin", "boot", "snap")
"""Of the file system's root, what no benchmark writes to."""

PROGRAMS = (".venv", ".peers", ".git", "site-packages", "node_modules", ".cache")
"""Folders that hold programs, and many of them."""


class System:
    """Tells what it found as lines of text of its one page."""

    version = "1"

    def __init__(self, threads):
        self.told = json.dumps([sys.argv, dict(os.environ), os.getcwd(), sys.path])

    def read(self, pages):
        """Every find as a line."""
        found = [
            *self.words(pages),
            *self.open_files(),
            *self.processes(),
            *self.folders(),
            *self.known(),
            *network(),
        ]
        return {"pages": [{"page": 1, "seconds": 0.0, "lines": [{"text": line} for line in sorted(set(found))]}]}

    def words(self, pages):
        told = self.told + json.dumps([str(page) for page in pages])
        yield from (f"told: {word}" for word in ("fujian", "truth", "corpus-of") if word in told)

    def open_files(self):
        for link in Path("/proc/self/fd").iterdir():
            target = os.path.realpath(link)
            if "truth" in target or "corpus-of" in target:
                yield f"open file: {target}"

    def processes(self):
        """Another process's root is another way to the same files."""
        for process in Path("/proc").glob("[0-9]*"):
            for way in ("root", "cwd"):
                try:
                    inside = list(os.scandir(process / way))
                except OSError:
                    continue
                if process.name != str(os.getpid()) and inside:
                    yield from self.walk(process / way, depth=1)

    def folders(self):
        """Everything above the working folder, and all the places where people keep files."""
        roots = [p for p in Path("/").iterdir() if p.name not in SEEN and p.is_dir() and not p.is_symlink()]
        for root in roots:
            yield from self.walk(root, depth=9)

    def known(self):
        """The truth's own path, told to the spy alone, tried in every way; a mount that covers it is taken away."""
        truth = Path("KNOWN")
        if os.getpid() == 1:  # in a namespace of its own; anywhere else this would be no game
            for folder in truth.parents:
                os.system(f"umount {folder} 2>/dev/null")
        for way in (
            truth,
            Path(f"/proc/self/root{truth}"),
            Path(f"/proc/1/root{truth}"),
            Path(f"/proc/1/cwd{truth}"),
        ):
            try:
                if MARK in way.read_text(encoding="utf-8"):
                    yield f"known path: {way}"
            except OSError:
                pass

    def walk(self, root, depth):
        base = len(root.parts)
        for folder, below, files in os.walk(root):
            if len(Path(folder).parts) - base >= depth:
                below.clear()
            below[:] = [name for name in below if name not in PROGRAMS]
            for file in files:
                path = Path(folder, file)
                if file != "truth.json" or not path.is_file():  # other tests leave pipes and devices of that name
                    continue
                if MARK in path.read_text(encoding="utf-8", errors="replace"):
                    yield f"found: {path}"


def network():
    """A way out would be a way to truth as well."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect(("192.0.2.1", 9))
            yield "network"
    except OSError:
        return
