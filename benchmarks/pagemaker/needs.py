"""What this machine lacks to print pages: ``python -m benchmarks.pagemaker.needs [--held-out] [--packages]``."""

from __future__ import annotations

import argparse
import sys

from benchmarks.pagemaker import engines, style, typeset


def missing(*, held_out: bool = False) -> str | None:
    """Why some typesetter cannot set some font here, or None where all can all."""
    names = list(engines.ALL_ENGINES if held_out else engines.ENGINES)
    fonts = (*style.BENCHMARK_FONTS, *style.FONT_SETS, *(style.HELD_OUT_FONTS if held_out else ()))
    for name in names:
        if reason := typeset.missing(name, fonts):
            return f"{name}: {reason}"
    return None


def packages(*, held_out: bool = False) -> str:
    """The Debian packages that pages need, the held-out ones on demand."""
    return f"{style.SYSTEM_PACKAGES} {style.HELD_OUT_PACKAGES}" if held_out else style.SYSTEM_PACKAGES


def main() -> int:
    """Say what is missing (nothing: exit status 0), or name the packages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="also what held-out pages need")
    parser.add_argument("--packages", action="store_true", help="name the Debian packages")
    options = parser.parse_args()
    if options.packages:
        print(packages(held_out=options.held_out))
        return 0
    reason = missing(held_out=options.held_out)
    print(reason or "", end="")
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
