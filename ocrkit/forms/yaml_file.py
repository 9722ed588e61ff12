"""YAML text to nodes, within bounds: neither nesting nor aliases may make a small file stand for a huge one."""

from __future__ import annotations

from typing import Any

import yaml

_DEEPEST = 60
"""Levels of lists and mappings in each other; a form needs about ten."""
_MOST = 100_000
"""Nodes that a file stands for, each alias counted as all that it repeats; the statutory forms have 600."""


def compose(text: str) -> yaml.Node | None:
    """The root node, None for an empty text. Raises ``yaml.MarkedYAMLError``, ``yaml.reader.ReaderError``."""
    root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    if root is not None:
        _check_size(root)
    return root


def construct(root: yaml.Node) -> Any:
    """A node as lists, dicts and scalars. Raises ``yaml.MarkedYAMLError``."""
    return yaml.constructor.SafeConstructor().construct_document(root)


_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C takes a seventh of the time; a PyYAML built without it has the other alone."""


class _Loader(yaml.composer.Composer, _Parser):  # type: ignore[misc]
    """Refuses to go down without end."""

    _depth = 0

    def __init__(self, text: str) -> None:
        _Parser.__init__(self, text)
        yaml.composer.Composer.__init__(self)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self._depth += 1
        if self._depth > _DEEPEST and parent is not None:
            raise _error(f"more than {_DEEPEST} levels in each other", parent.start_mark)
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def _check_size(root: yaml.Node) -> None:
    """Refuse a node that holds itself, and one that stands for too many."""
    sizes: dict[int, int | None] = {}  # None while it is being counted

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node), 0)
        if known is None:
            raise _error("an alias in here stands for what it is in itself", node.start_mark)
        if known:
            return known
        sizes[id(node)] = None
        total = 1 + sum(size(child) for child in _children(node))
        if total > _MOST:
            raise _error(f"stands for more than {_MOST:,} entries by its aliases", node.start_mark)
        sizes[id(node)] = total
        return total

    size(root)


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _error(problem: str, mark: yaml.Mark) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
