"""``python -m benchmarks.promises [--only WORD ...] -o FILE.md``.

Each promise that release 0.1 did not keep, as a command on input made for it in a temporary folder: what comes out
now, and whether it is what was promised. Exit status 1 where a row does not hold. Needs strace and the fonts of the
page maker (``make install-dev``); takes about ten minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.commit import commit
from benchmarks.promises import bad_input, doubts, nothing_lost, offline, other_pages, readable, remedies, whole
from benchmarks.promises.row import Row, Shown

ROWS: list[Row] = [
    row
    for room in (offline, whole, other_pages, nothing_lost, doubts, bad_input, remedies, readable)
    for row in room.ROWS
]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.promises", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="WORD", help="rows with one of these in their name"
    )
    parser.add_argument("-o", "--output", type=Path, help="the Markdown file")
    args = parser.parse_args()
    results = []
    for row in ROWS:
        if any(word in row.name for word in args.only):
            results.append((row, shown(row)))
            print(
                f"{row.name}: {results[-1][1].came} ({'holds' if results[-1][1].holds else 'DOES NOT HOLD'})",
                flush=True,
            )
            if args.output:
                args.output.write_text(markdown(results), encoding="utf-8")
    return 0 if all(result.holds for _, result in results) else 1


def shown(row: Row) -> Shown:
    """What comes out of a row now; the temporary folder's name is left out."""
    with tempfile.TemporaryDirectory(prefix="promise-") as folder:
        result = row.show(Path(folder))
        return Shown(result.came.replace(f"{folder}/", ""), result.holds)


def markdown(results: list[tuple[Row, Shown]]) -> str:
    held = sum(result.holds for _, result in results)
    lines = [
        "# Promises, as commands",
        "",
        f"Made by `python -m benchmarks.promises` at {commit()}. {held} of {len(results)} hold.",
        "",
        "| promise | command | release 0.1 | now | holds |",
        "|---|---|---|---|---|",
    ]
    for row, result in results:
        cells = (row.promise, f"`{row.command}`", row.seen, result.came, "yes" if result.holds else "**no**")
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
