"""``python -m benchmarks.fit_values scans|pack|train|export|pool``: trains the network for values."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.fit_values.lines import read_lines, report_lines, scans
from benchmarks.fit_values.pack import pack
from benchmarks.fit_values.pool import fitted, read_by_all


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "scans":
        for number, file in enumerate(scans(options.folder, options.seed, options.count, options.jobs), start=1):
            if number % 20 == 0:
                say(f"{number} of {options.count}: {file}")
    elif options.command == "pack":
        files = [file for folder in options.folders for file in sorted(folder.glob("*.pkl"))]
        say(f"{pack((line for file in files for line in read_lines(file)), options.out, options.highest)} lines")
    elif options.command == "pool":
        folders = sorted(file.parent for folder in options.reports for file in folder.glob("*/truth.json"))
        fitted(read_by_all(line for folder in folders for line in report_lines(folder)), say)
    elif options.command == "train":
        import torch

        from benchmarks.fit_values.train import train

        torch.save(train(options.packed, options.held, options.seconds, options.batch, say), options.out)
    else:
        import torch

        from benchmarks.fit_values.export import export

        export(torch.load(options.weights), options.out)
        say("now put its size and SHA-256 into ocrkit/recognise/engines/manifest.json")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_values", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("scans", help="draw sheets, scan them, cut out their lines")
    made.add_argument("folder", type=Path, help="where the files go; what it holds already is kept")
    made.add_argument("--seed", type=int, default=901)
    made.add_argument("--count", type=int, default=400, help="sheets (default: 400)")
    made.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    packed = commands.add_parser("pack", help="put lines into one file")
    packed.add_argument("out", type=Path)
    packed.add_argument("folders", type=Path, nargs="+", help="that scans wrote")
    packed.add_argument("--highest", type=int, default=48, help="pixels that a line is scaled down to (default: 48)")
    trained = commands.add_parser("train", help="train on packed lines")
    trained.add_argument("out", type=Path, help="the weights, as PyTorch keeps them")
    trained.add_argument("packed", type=Path, nargs="+")
    trained.add_argument("--held", type=Path, nargs="*", default=[], help="packed lines to tell how far it is")
    trained.add_argument("--seconds", type=float, default=360.0)
    trained.add_argument("--batch", type=int, default=1024)
    pooled = commands.add_parser("pool", help="tell how far it is to be believed beside PaddleOCR's")
    pooled.add_argument("reports", type=Path, nargs="+", help="folders of generated reports with their truth")
    exported = commands.add_parser("export", help="write the network as ocrkit runs it")
    exported.add_argument("weights", type=Path)
    exported.add_argument("out", type=Path)
    return parser


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
