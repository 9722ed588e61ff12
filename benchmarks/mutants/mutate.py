"""The faults: where a source can be changed in a small way, and the source with that change."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

FOLDERS = ("verify", "forms", "recognise", "export")
"""Of ``ocrkit``: where faults are made."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}


@dataclass(frozen=True)
class Mutant:
    """A change of ``path``, lines ``line`` to ``end`` (from 1): ``before`` becomes ``after``."""

    path: str
    line: int
    end: int
    column: int
    kind: str
    before: str
    after: str

    @property
    def lines(self) -> range:
        """The lines it changes."""
        return range(self.line, self.end + 1)

    def applied(self, source: str) -> str:
        """The source with the change; raises ``ValueError`` where ``before`` does not stand at its place."""
        lines = source.encode().splitlines(keepends=True)
        start = sum(map(len, lines[: self.line - 1])) + self.column
        before = self.before.encode()
        whole = source.encode()
        if whole[start : start + len(before)] != before:
            raise ValueError(f"{self.path}:{self.line}: not {self.before!r}")
        return (whole[:start] + self.after.encode() + whole[start + len(before) :]).decode()


def mutants(path: str, source: str) -> list[Mutant]:
    """Every change that can be made to a source, in its order. Words for people and types are left alone."""
    tree = ast.parse(source)
    ignored = {id(node) for part in _ignored(tree) for node in ast.walk(part)}
    found = [
        _mutant(path, source, changed, kind, after)
        for node in ast.walk(tree)
        if id(node) not in ignored
        for changed, kind, after in _changes(node)
    ]
    return sorted(found, key=lambda m: (m.line, m.column, m.kind, m.after))


def _mutant(path: str, source: str, node: ast.stmt | ast.expr, kind: str, after: str) -> Mutant:
    before = ast.get_source_segment(source, node)
    assert before is not None
    assert node.end_lineno is not None
    return Mutant(path, node.lineno, node.end_lineno, node.col_offset, kind, before, after)


def _ignored(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, annotations, imports, messages of errors, asserts (``zip(strict=)`` too), what type checkers need.

    A change in any of these changes nothing that a program without another fault does.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom() | ast.Assert():
                yield node
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield node
            case ast.AnnAssign(annotation=annotation):
                yield annotation
            case ast.arg(annotation=ast.expr() as annotation):
                yield annotation
            case ast.FunctionDef(returns=ast.expr() as returns):
                yield returns
            case ast.Raise(exc=ast.Call() as call):
                yield call
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                yield node
            case ast.Call(func=ast.Name(id="zip"), keywords=[ast.keyword(arg="strict", value=strict)]):
                yield strict


Change = tuple[ast.stmt | ast.expr, str, str]
"""What is changed, the kind of change, and the new source of it."""


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.If(test=test):
            yield test, "condition", "False"
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield node, "return", "return None"
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Continue() | ast.Break():
            yield node, "statement", "pass"
        case ast.expr():
            yield from ((node, kind, after) for kind, after in _other_expressions(node))


def _other_expressions(node: ast.expr) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Compare(ops=[op]):
            yield "comparison", _with(node, ops=[SWAPS[type(op)]()])
        case ast.BoolOp(op=op):
            yield "boolean", "(" + _with(node, op=SWAPS[type(op)]()) + ")"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "boolean", f"({ast.unparse(operand)})"
        case ast.BinOp(op=op) if type(op) in SWAPS and not _joins_text(node):
            yield "arithmetic", "(" + _with(node, op=SWAPS[type(op)]()) + ")"
        case ast.IfExp(test=test):
            yield "condition", "(" + _with(node, test=ast.UnaryOp(ast.Not(), test)) + ")"
        case ast.Constant(value=bool() as value):
            yield "constant", str(not value)
        case ast.Constant(value=int() as value):
            yield "constant", str(value + 1)
        case ast.Constant(value=float() as value):
            yield "constant", repr(value * 1.5 if value else 1.0)


def _with(node: ast.AST, **fields: object) -> str:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return ast.unparse(ast.fix_missing_locations(changed))


def _joins_text(node: ast.BinOp) -> bool:
    """Whether one of its sides is plainly a text: texts are not subtracted."""
    return any(isinstance(side, ast.JoinedStr | ast.Constant) and _is_text(side) for side in (node.left, node.right))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
