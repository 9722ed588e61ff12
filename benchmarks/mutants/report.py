"""The result of a run: RESULT.json, and RESULT.md to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

SURVIVED = ("survived", "not run")

WHY = Path(__file__).parent / "why.yaml"
"""Why survivors are let be: a list of {file, line (of the run), before, after, why}."""


def write(result: dict[str, Any], out: Path) -> None:
    """Both files."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "RESULT.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / "RESULT.md").write_text(_text(result), encoding="utf-8")


def _text(result: dict[str, Any]) -> str:
    records = result["mutants"]
    lines = [
        "# Mutants",
        "",
        f"{len(records)} faults put into the code on purpose, chosen with seed {result['seed']} before any test was"
        f" written for one of them, at commit {result['commit']}. A mutant is killed where a test fails with it, or"
        " no test ends.",
        "",
        *_shares(records, "first"),
    ]
    if result["again_at"]:
        lines += [
            "",
            "Those that survived were looked into, tests were written for gaps that matter, and they were tried again"
            f" at commit {result['again_at']}. This says nothing of faults that were not chosen:",
            "",
            *_shares(records, "fate"),
        ]
    lines += [
        "",
        "## Survivors of the first run",
        "",
        "| where | was | became | why nobody noticed | now |",
        "|---|---|---|---|---|",
    ]
    why = _reasons()
    for r in records:
        if r.get("first", r["fate"]) in SURVIVED:
            reason = why.get((r["path"], r["line"], r["before"], r["after"])) or _unexplained(r)
            now = "survives" if r["fate"] in SURVIVED else "noticed"
            lines.append(
                f"| {r['path']}:{r['line']} | {_code(r['before'])} | {_code(r['after'])} | {reason} | {now} |"
            )
    return "\n".join(lines) + "\n"


def _shares(records: list[dict[str, Any]], which: str) -> list[str]:
    """A table by folder; ``which`` is "first" for the first run, "fate" for the last."""
    lines = ["| folder | mutants | killed | survived | share killed |", "|---|---|---|---|---|"]
    for folder in (*sorted({_folder(r) for r in records}), "all"):
        fates = [r.get(which, r["fate"]) for r in records if folder in (_folder(r), "all")]
        left = sum(fate in SURVIVED for fate in fates)
        killed, every = len(fates) - left, len(fates)
        lines.append(f"| {folder} | {every} | {killed} | {left} | {100 * killed / every:.1f}% |")
    return lines


def _reasons() -> dict[tuple[str, int, str, str], str]:
    if not WHY.is_file():
        return {}
    listed = yaml.safe_load(WHY.read_text(encoding="utf-8")) or []
    return {(entry["file"], entry["line"], entry["before"], entry["after"]): entry["why"] for entry in listed}


def _unexplained(record: dict[str, Any]) -> str:
    """What is plain of a survivor that nobody has looked into."""
    if record["fate"] == "not run":
        return "no test runs it"
    edges = ("<", "<="), ("<=", "<"), (">", ">="), (">=", ">")
    if record["kind"] == "comparison" and any(
        f" {a} " in record["before"] and f" {b} " in record["after"] for a, b in edges
    ):
        return "differs only where both sides are equal; no test has that"
    return "not looked into: no test tells the two apart"


def _folder(record: dict[str, Any]) -> str:
    return str(record["path"].split("/")[1])


def _code(text: str) -> str:
    return "`" + " ".join(text.split()).replace("|", "\\|") + "`"
