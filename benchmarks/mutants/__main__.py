"""Make mutants of a few folders, run their tests against each, and write down which ones nobody noticed.

    python -m benchmarks.mutants --count 300 --seed 8 --out benchmarks/results/mutants
    python -m benchmarks.mutants --again benchmarks/results/mutants/RESULT.json --out benchmarks/results/mutants

The second form tries only those again that survived, with the tests as they are now.
"""

from __future__ import annotations

import argparse
import compileall
import json
import random
import subprocess
import tempfile
from collections import Counter
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from benchmarks.mutants.mutate import FOLDERS, Mutant, mutants
from benchmarks.mutants.report import write
from benchmarks.mutants.run import Fate, fate, load_libraries
from benchmarks.mutants.tests_of import Covered, covered

ROOT = Path(__file__).parent.parent.parent

_root: Path
_tests: Covered
"""Of a worker process: its copy of the files, and the tests by line."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300, help="how many mutants (default %(default)s)")
    parser.add_argument("--seed", type=int, default=8, help="of the choice among all (default %(default)s)")
    parser.add_argument("--again", type=Path, help="a RESULT.json, whose survivors are tried again")
    parser.add_argument("--out", type=Path, required=True, help="folder for RESULT.json and RESULT.md")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default %(default)s)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        roots, commit = _copies(Path(folder), given.jobs)
        earlier = json.loads(given.again.read_text()) if given.again else None
        records = (
            _again(roots, earlier["mutants"], earlier["commit"])
            if earlier
            else _first(roots, given.count, given.seed)
        )
    seed, made_at = (earlier["seed"], earlier["commit"]) if earlier else (given.seed, commit)
    result = {"commit": made_at, "again_at": commit if earlier else None, "seed": seed, "mutants": records}
    write(result, given.out)


def _copies(folder: Path, count: int) -> tuple[list[Path], str]:
    """The committed files in folders of their own, and the commit."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    roots = [folder.resolve() / str(i) for i in range(count)]
    for root in roots:
        root.mkdir()
        subprocess.run(["tar", "-x"], cwd=root, input=archive, check=True)
        compileall.compile_dir(root, quiet=1)
    named = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True)
    return roots, named.stdout.strip()


def _first(roots: list[Path], count: int, seed: int) -> list[dict[str, Any]]:
    root = roots[0]
    every = [
        mutant
        for folder in FOLDERS
        for file in sorted((root / "ocrkit" / folder).rglob("*.py"))
        for mutant in mutants(str(file.relative_to(root)), file.read_text(encoding="utf-8"))
    ]
    chosen = sorted(random.Random(seed).sample(every, min(count, len(every))), key=lambda m: (m.path, m.line))
    print(f"{len(chosen)} of {len(every)} mutants", flush=True)
    return _tried(roots, chosen)


def _again(roots: list[Path], records: list[dict[str, Any]], commit: str) -> list[dict[str, Any]]:
    survivors = [r for r in records if r["fate"] in ("survived", "not run")]
    names = Mutant.__dataclass_fields__
    moved = [_moved(roots[0], Mutant(**{name: r[name] for name in names}), commit) for r in survivors]
    tried = iter(_tried(roots, [mutant for mutant in moved if mutant is not None]))
    again = [r if mutant is None else next(tried) for r, mutant in zip(survivors, moved, strict=True)]
    new = [  # each stays at its place of the first run
        old | {"fate": r["fate"], "tests": r["tests"], "first": old.get("first", old["fate"])}
        for r, old in zip(again, survivors, strict=True)
    ]
    return [r for r in records if r not in survivors] + new


def _moved(root: Path, mutant: Mutant, commit: str) -> Mutant | None:
    """The same mutant where its code stands now: in the same line, else nearest; None where it has gone."""
    shown = ["git", "show", f"{commit}:{mutant.path}"]
    before = subprocess.run(shown, cwd=ROOT, capture_output=True, check=True).stdout.decode().splitlines()
    file = root / mutant.path
    files = [file] if file.is_file() else sorted((root / "ocrkit" / mutant.path.split("/")[1]).rglob("*.py"))
    found: list[tuple[tuple[bool, int, int], Mutant]] = []
    for one in files:
        source = one.read_text(encoding="utf-8")
        lines = source.splitlines()
        for m in mutants(str(one.relative_to(root)), source):
            if (m.before, m.after, m.kind) == (mutant.before, mutant.after, mutant.kind):
                other = lines[m.line - 1] != before[mutant.line - 1]
                found.append(((other, abs(m.line - mutant.line), abs(m.column - mutant.column)), m))
    return min(found, key=lambda pair: pair[0], default=(None, None))[1]


def _tried(roots: list[Path], chosen: list[Mutant]) -> list[dict[str, Any]]:
    tests = covered(roots[0])
    print(f"{len(tests.seconds)} tests", flush=True)
    load_libraries()
    context = get_context("fork")  # the libraries are loaded once
    free: Queue[Path] = context.Queue()
    for root in roots:
        free.put(root)
    records = []
    with context.Pool(len(roots), _take, (free, tests)) as workers:
        for i, (mutant, (became, count)) in enumerate(zip(chosen, workers.imap(_try, chosen), strict=True)):
            records.append(asdict(mutant) | {"fate": became, "tests": count})
            what = f"{mutant.path}:{mutant.line} {mutant.before!r} -> {mutant.after!r}" if became != "killed" else ""
            print(f"{i + 1}/{len(chosen)} {became} {what}", flush=True)
    print(Counter(record["fate"] for record in records), flush=True)
    return records


def _take(free: Queue[Path], tests: Covered) -> None:
    """In a worker: the copy that is its own."""
    global _root, _tests
    _root, _tests = free.get(), tests


def _try(mutant: Mutant) -> tuple[Fate, int]:
    named = _tests.tests(mutant.path, (_root / mutant.path).read_text(encoding="utf-8"), mutant.lines)
    return fate(_root, mutant, named, _tests.taken(named)), len(named)


if __name__ == "__main__":
    main()
