"""YAML nodes that know their line, so that an error in a definition file can name it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from ocrkit.errors import FormDefinitionError


@dataclass(frozen=True)
class Source:
    """The file the nodes came from."""

    name: str

    def error(self, message: str, line: int) -> FormDefinitionError:
        """An error to raise, at a line (from 1)."""
        return FormDefinitionError(
            f"line {line}: {message}", file=self.name, remedy="ocrkit read --help shows a form"
        )


@dataclass(frozen=True)
class Node:
    """A YAML node with checks of its type; every check raises ``FormDefinitionError`` naming the line."""

    yaml: yaml.Node
    source: Source

    def error(self, message: str) -> FormDefinitionError:
        """An error to raise, at this node's line."""
        return self.source.error(message, self.yaml.start_mark.line + 1)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.yaml, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.yaml, yaml.MappingNode)

    def text(self) -> str:
        """The text of a scalar; numbers are taken as they are written."""
        if not isinstance(self.yaml, yaml.ScalarNode):
            raise self.error(f"expected a text, found a {self._kind()}")
        value = str(self.yaml.value).strip()
        if not value or self.yaml.tag == "tag:yaml.org,2002:null":
            raise self.error("expected a text, found nothing")
        return value

    def items(self) -> list[Node]:
        """The items of a list."""
        if not isinstance(self.yaml, yaml.SequenceNode):
            raise self.error(f"expected a list, found a {self._kind()}")
        return [Node(item, self.source) for item in self.yaml.value]

    def leaves(self) -> Iterator[Node]:
        """The scalars of a list, nested lists flattened; a scalar stands for itself."""
        if not self.is_list:
            yield self
            return
        for item in self.items():
            if item.is_list:
                yield from item.leaves()
            else:
                yield item

    def pairs(self) -> list[tuple[Node, Node]]:
        """The keys and values of a mapping that is not empty."""
        if not isinstance(self.yaml, yaml.MappingNode):
            raise self.error(f"expected key: value, found a {self._kind()}")
        if not self.yaml.value:
            raise self.error("expected key: value, found nothing")
        pairs = [(Node(key, self.source), Node(value, self.source)) for key, value in self.yaml.value]
        seen: set[str] = set()
        for key, _ in pairs:
            if key.text() in seen:
                raise key.error(f"key {key.text()} is given twice")
            seen.add(key.text())
        return pairs

    def keys(self) -> set[str]:
        """The keys of a mapping."""
        return {key.text() for key, _ in self.pairs()}

    def has(self, key: str) -> bool:
        """Whether a mapping has a key."""
        return self.is_mapping and any(k.value == key for k, _ in self.yaml.value)

    def fields(self, required: set[str], optional: set[str]) -> dict[str, Node]:
        """The values of a mapping by key, with no key missing and none unknown."""
        pairs = self.pairs()
        for key, _ in pairs:
            if key.text() not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise key.error(f"unknown key {key.text()} (known here: {known})")
        fields = {key.text(): value for key, value in pairs}
        for missing in sorted(required - fields.keys()):
            raise self.error(f"key {missing} is missing")
        return fields

    def _kind(self) -> str:
        return "list" if self.is_list else "mapping" if self.is_mapping else "single value"
