"""``ocrkit doctor``: is everything in place, and what to do if not."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from importlib import import_module

from ocrkit.cli.output import emit, emit_data, json_text
from ocrkit.cli.quiet import quiet


def doctor(args: argparse.Namespace) -> int:
    """Run the command; returns 0 where every check passed, else 1."""
    checks_module = import_module("ocrkit.cli.doctor")
    with quiet():
        checks = checks_module.collect(args.models)
    code = 0 if all(check.ok for check in checks) else 1
    if args.json:
        content = {"command": "doctor", "exit_code": code, "checks": [asdict(check) for check in checks]}
        emit_data([json_text(content)])
    else:
        emit([checks_module.render(checks)])
    return code
