"""The faults that a mutation run puts into code: each changes something, and nothing but what it says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from benchmarks.mutants.mutate import Mutant, mutants
from benchmarks.mutants.run import fate
from benchmarks.mutants.tests_of import SECONDS, Covered

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


COVERED = Covered(
    by_line={
        "ocrkit/forms/f.py": {8: frozenset({"quick", "slow"}), 12: frozenset({"quick"})},
        "ocrkit/forms/g.py": {},
    },
    seconds={"quick": 0.1, "slow": 1.0, "endless": 99.0, "tests/test_settings_defaults.py::test": 0.2},
)


@pytest.mark.parametrize(
    ("path", "line", "tests"),
    [
        ("ocrkit/forms/f.py", 8, ["quick", "slow"]),  # the fastest first
        ("ocrkit/forms/f.py", 10, []),  # nothing runs it
        ("ocrkit/forms/f.py", 6, ["quick", "tests/test_settings_defaults.py::test", "slow"]),  # run at import
        ("ocrkit/forms/g.py", 1, ["quick", "tests/test_settings_defaults.py::test", "slow"]),  # of the folder
    ],
)
def test_the_tests_of_a_line_are_those_that_run_it(path: str, line: int, tests: list[str]) -> None:
    assert COVERED.tests(path, SOURCE, range(line, line + 1)) == tests


def test_a_line_within_a_statement_is_run_where_the_statement_is() -> None:
    source = "def f():\n    return g(\n        1,\n    )\n"
    covered = Covered({"f.py": {2: frozenset({"test"})}}, {"test": 0.1})
    assert covered.tests("f.py", source, range(3, 4)) == ["test"]


def test_more_tests_than_a_mutant_may_take_are_left_out() -> None:
    seconds = {"a": 0.6 * SECONDS, "b": 0.5 * SECONDS, "c": 0.2 * SECONDS}
    covered = Covered({"f.py": {8: frozenset(seconds)}}, seconds)
    assert covered.tests("f.py", SOURCE, range(8, 9)) == ["c", "b"]
    alone = Covered({"f.py": {8: frozenset({"a"})}}, {"a": 2 * SECONDS})
    assert alone.tests("f.py", SOURCE, range(8, 9)) == ["a"]


def test_asserts_are_let_be_and_so_is_strict_of_zip() -> None:
    assert mutants("f.py", "def f(a):\n    assert a < 1\n    list(zip(a, a, strict=True))\n") == [
        Mutant("f.py", 3, 3, 4, "statement", "list(zip(a, a, strict=True))", "pass")
    ]
