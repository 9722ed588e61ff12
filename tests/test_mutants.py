"""The faults that a mutation run puts into code: each changes something, and nothing but what it says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from benchmarks.mutants.mutate import Mutant, mutants
from benchmarks.mutants.run import fate

SOURCE = '''"""Words — not changed."""

from __future__ import annotations


def f(a: int = 1, b: float | None = None) -> bool:
    """Nor these 1 < 2."""
    if a < 2 and not b:
        raise ValueError("a" + str(3))
    a += 1
    print("中", a)
    return (a - 1) / 2 == 0.5 if b else True
'''


def test_every_kind_of_fault_is_found_where_it_stands() -> None:
    found = mutants("f.py", SOURCE)
    assert {(m.line, m.kind, m.before, m.after) for m in found} == {
        (6, "constant", "1", "2"),
        (8, "boolean", "a < 2 and not b", "(a < 2 or not b)"),
        (8, "condition", "a < 2 and not b", "False"),
        (8, "comparison", "a < 2", "a <= 2"),
        (8, "constant", "2", "3"),
        (8, "boolean", "not b", "(b)"),
        (10, "statement", "a += 1", "pass"),
        (10, "constant", "1", "2"),
        (11, "statement", 'print("中", a)', "pass"),
        (12, "return", "return (a - 1) / 2 == 0.5 if b else True", "return None"),
        (12, "condition", "(a - 1) / 2 == 0.5 if b else True", "((a - 1) / 2 == 0.5 if not b else True)"),
        (12, "comparison", "(a - 1) / 2 == 0.5", "(a - 1) / 2 != 0.5"),
        (12, "arithmetic", "(a - 1) / 2", "((a - 1) * 2)"),
        (12, "arithmetic", "a - 1", "(a + 1)"),
        (12, "constant", "1", "2"),
        (12, "constant", "2", "3"),
        (12, "constant", "0.5", "0.75"),
        (12, "constant", "True", "False"),
    }


def test_each_is_still_python_and_another_program() -> None:
    whole = ast.dump(ast.parse(SOURCE))
    changed = [ast.dump(ast.parse(m.applied(SOURCE))) for m in mutants("f.py", SOURCE)]
    assert len({whole, *changed}) == 1 + len(changed)


def test_a_mutant_of_another_source_is_refused() -> None:
    with pytest.raises(ValueError, match=r"f\.py:8"):
        mutants("f.py", SOURCE)[1].applied(SOURCE.replace("a < 2", "a < 3"))


def test_fates(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("def double(x):\n    y = x + x\n    z = 5\n    return y\n")
    (tmp_path / "test_code.py").write_text("def test():\n    import code_\n    assert code_.double(2) == 4\n")
    (tmp_path / "code.py").rename(tmp_path / "code_.py")
    noticed = Mutant("code_.py", 2, 2, 8, "arithmetic", "x + x", "(x - x)")
    unnoticed = Mutant("code_.py", 3, 3, 8, "constant", "5", "6")
    source = (tmp_path / "code_.py").read_text()
    assert [fate(tmp_path, m, ["test_code.py"], 1.0) for m in (noticed, unnoticed)] == ["killed", "survived"]
    assert fate(tmp_path, noticed, [], 0.0) == "not run"
    assert (tmp_path / "code_.py").read_text() == source
