"""``ocrkit doctor``: is everything in place, and what to do if not."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from importlib import import_module

from ocrkit.cli import show
from ocrkit.cli.quiet import quiet


def doctor(args: argparse.Namespace) -> int:
    """Run the command; returns 0 where every check passed, else 1."""
    checks_module = import_module("ocrkit.cli.doctor")
    with quiet():
        checks = checks_module.collect()
    code = 0 if all(check.ok for check in checks) else 1
    if args.json:
        content = {"command": "doctor", "exit_code": code, "checks": [asdict(check) for check in checks]}
        show.emit([json.dumps(content, ensure_ascii=False, indent=1)])
    else:
        show.emit([checks_module.render(checks)])
    return code
