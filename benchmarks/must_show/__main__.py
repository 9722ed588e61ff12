"""``python -m benchmarks.must_show --shared DIR --corpus DIR [--only ROW ...] -o FILE``.

Reads the check scans and the generated corpus (``python -m benchmarks.pagemaker corpus DIR``), prints each row as it
is known, and writes all of them as a Markdown table. Exit status 1 where a row does not hold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from benchmarks.must_show import rows, rows_tables
from benchmarks.must_show.cases import Cases, Readings
from benchmarks.must_show.cost import cost
from benchmarks.must_show.table import Line, markdown
from ocrkit import Reader

ROWS: Mapping[str, Callable[[Cases, Readings], Line | Iterable[Line]]] = {
    "cost": cost,
    "gaotang": rows.gaotang,
    "forms": rows.forms,
    "hongze": rows.hongze,
    "generated": rows.generated,
    "permuted": rows.permuted,
    "review": rows.review,
    "tables": rows_tables.tables,
    "special": rows_tables.special,
    "text": rows.text,
    "figures": rows.figures,
    "findings": rows.findings,
    "identity": rows.identity,
}
"""The rows in the order they are measured; cost first, while nothing else is held in memory."""


def main() -> int:
    """Measure the rows asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.must_show", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the check scans")
    parser.add_argument("--corpus", type=Path, required=True, help="the folder of the generated reports")
    parser.add_argument(
        "--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW", help=f"of {', '.join(ROWS)}"
    )
    parser.add_argument("--keep", type=Path, help="a folder to keep the reports in, as JSON")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the Markdown file")
    args = parser.parse_args()
    cases, readings, lines = Cases(args.shared, args.corpus), Readings(Reader(), args.keep), []
    for name in args.only:
        print(f"{name} ...", file=sys.stderr, flush=True)
        measured = ROWS[name](cases, readings)
        for line in [measured] if isinstance(measured, Line) else measured:
            lines.append(line)
            print(f"{line.row}: {line.result} ({'holds' if line.holds else 'DOES NOT HOLD'})", flush=True)
            args.output.write_text(markdown(lines), encoding="utf-8")
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
