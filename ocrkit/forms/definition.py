"""Form definition files: YAML in, ``FormDefinition`` out, errors with file and line (format: docs/forms.md)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from os import PathLike
from typing import TypeVar

import yaml

from ocrkit.errors import FormDefinitionError, MissingFileError
from ocrkit.files import read_text
from ocrkit.forms.yaml_file import compose
from ocrkit.forms.yaml_nodes import Node, Source
from ocrkit.types.form import Block, Edition, Entry, FormDefinition, Rule

T = TypeVar("T")

_LARGEST = 256 * 2**10
"""Bytes of a definition file; the largest statutory one has 5,000."""


def load_definition(path: str | PathLike[str]) -> FormDefinition:
    """Read a definition file.

    Raises ``FormDefinitionError`` (file and line in the message) for anything wrong in it, and
    ``MissingFileError`` if it cannot be opened.
    """
    text = read_text(path, _LARGEST, FormDefinitionError, "name a form definition file", missing=MissingFileError)
    return parse_definition(text, os.fsdecode(path))


def load_definitions(paths: Iterable[str], known: Iterable[FormDefinition] = ()) -> tuple[FormDefinition, ...]:
    """Read definition files, no two of which may have one key, nor any a key of the ``known`` ones.

    Raises as ``load_definition`` does; the message names both files.
    """
    holders = dict.fromkeys((form.key for form in known), "of a form that ocrkit brings")
    found = []
    for path in paths:
        form = load_definition(path)
        if form.key in holders:
            raise FormDefinitionError(
                f"the key {form.key} is already that {holders[form.key]}",
                file=path,
                remedy="give the form a key of its own (form: ...)",
            )
        holders[form.key] = f"of {path}"
        found.append(form)
    return tuple(found)


def parse_definition(text: str, name: str) -> FormDefinition:
    """A definition from YAML text; ``name`` stands for the file in errors. Raises ``FormDefinitionError``."""
    source = Source(name)
    try:
        root = compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise source.error(f"not YAML: {error.problem or error.context}", mark.line + 1 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        raise source.error(f"not YAML: {error.reason}", line) from error
    if root is None:
        raise source.error("is empty", 1)
    return _definition(Node(root, source)).model_copy(update={"sha256": sha256(text.encode()).hexdigest()})


def _definition(root: Node) -> FormDefinition:
    fields = root.fields(required={"form", "editions"}, optional={"section", "shared", "rules", "changes"})
    editions_node = fields["editions"]
    editions = tuple(_edition(node) for node in editions_node.items())
    if not editions:
        raise editions_node.error("a form needs at least one edition")
    for again in _repeated(edition.name for edition in editions):
        raise editions_node.error(f"two editions of the same name: {again}")
    rules = tuple(_rule(node, editions) for node in fields["rules"].items()) if "rules" in fields else ()
    section = fields["section"].text() if "section" in fields else None
    changes = tuple(node.text() for node in fields["changes"].items()) if "changes" in fields else ()
    return FormDefinition(key=fields["form"].text(), section=section, changes=changes, editions=editions, rules=rules)


def _edition(node: Node) -> Edition:
    fields = node.fields(required={"blocks"}, optional={"name"})
    blocks = tuple(_block(block) for block in fields["blocks"].items())
    if not blocks:
        raise fields["blocks"].error("an edition needs at least one block")
    edition = Edition(name=fields["name"].text() if "name" in fields else None, blocks=blocks)
    for row, column in _repeated(edition.places()):
        raise node.error(f"two values of the same keys: row {row}, column {column}")
    return edition


def _block(node: Node) -> Block:
    fields = node.fields(required={"columns"}, optional={"title", "rows"})
    columns = _unique(_entries(fields["columns"]))
    rows = _unique(_entries(fields["rows"])) if "rows" in fields else ()
    if not columns:
        raise fields["columns"].error("a block needs at least one column")
    if "rows" in fields and not rows:
        raise fields["rows"].error("no rows; leave the key out where rows have no labels")
    for where, column in columns:
        if rows and column.row is not None:
            raise where.error(f"column {column.key} names a row ({column.row}), but the block has rows of its own")
        if not rows and column.row is None:
            raise where.error(f"column {column.key} needs a row key (row: ...), because the block has no rows")
    for where, row in rows:
        if row.row is not None:
            raise where.error(f"row {row.key}: row: is for columns of a block without rows")
    title = fields["title"].text() if "title" in fields else None
    return Block(title=title, columns=tuple(e for _, e in columns), rows=tuple(e for _, e in rows))


Found = tuple[Node, Entry]


def _entries(node: Node, path: tuple[str, ...] = (), row: str | None = None) -> Iterator[Found]:
    """Leaves in order; a nested list stands for its items, so that anchors can share runs of entries."""
    for item in node.items():
        if item.is_list:
            yield from _entries(item, path, row)
            continue
        for key_node, value in item.pairs():
            yield from _entry(key_node, value, path, row)


def _entry(key: Node, value: Node, path: tuple[str, ...], row: str | None) -> Iterator[Found]:
    name = key.text()
    if value.is_list:  # group label: entries
        yield from _entries(value, (*path, name), row)
    elif value.is_mapping and value.has("entries"):  # group label: {row, entries}
        fields = value.fields(required={"entries"}, optional={"row"})
        below = fields["row"].text() if "row" in fields else row
        yield from _entries(fields["entries"], (*path, name), below)
    elif value.is_mapping:  # key: {label, ...}
        fields = value.fields(required={"label"}, optional={"aliases", "unit", "row"})
        yield (
            key,
            Entry(
                key=name,
                path=(*path, fields["label"].text()),
                aliases=tuple(n.text() for n in fields["aliases"].items()) if "aliases" in fields else (),
                unit=fields["unit"].text() if "unit" in fields else None,
                row=fields["row"].text() if "row" in fields else row,
            ),
        )
    else:  # key: label
        yield key, Entry(key=name, path=(*path, value.text()), row=row)


def _unique(found: Iterable[Found]) -> tuple[Found, ...]:
    seen: set[tuple[str | None, str]] = set()
    every = tuple(found)
    for node, entry in every:
        if (entry.row, entry.key) in seen:
            raise node.error(f"key {entry.key} is given twice")
        seen.add((entry.row, entry.key))
    return every


def _rule(node: Node, editions: tuple[Edition, ...]) -> Rule:
    keys = node.keys()
    sides = ("equals", "sum_of") if keys & {"equals", "sum_of"} else ("left", "right")
    fields = node.fields(required={"name", "for_each", *sides}, optional={"edition"})
    direction = fields["for_each"].text()
    if direction not in ("row", "column"):
        raise fields["for_each"].error(f"for_each is row or column, not {direction}")
    edition = fields["edition"].text() if "edition" in fields else None
    held = [e for e in editions if edition is None or e.name == edition]
    if not held:
        raise fields["edition"].error(f"no edition is named {edition}")
    left, right = fields[sides[0]], fields[sides[1]]
    total = sides[0] == "equals"
    rule = Rule(
        name=fields["name"].text(),
        for_each="row" if direction == "row" else "column",
        left=(left.text(),) if total else _keys(left),
        right=_keys(right),
        total=total,
        edition=edition,
    )
    _check_keys(rule, left, right, held)
    return rule


def _keys(node: Node) -> tuple[str, ...]:
    keys = tuple(leaf.text() for leaf in node.leaves())
    if not keys:
        raise node.error("no keys")
    return keys


def _check_keys(rule: Rule, left: Node, right: Node, editions: list[Edition]) -> None:
    """Every key of a rule must exist in every edition that the rule holds for."""
    part = 1 if rule.for_each == "row" else 0
    for edition in editions:
        known = {place[part] for place in edition.places()}
        for side in (left, right):
            for leaf in side.leaves():
                if leaf.text() not in known:
                    kind = "column" if part else "row"
                    where = f" in edition {edition.name}" if edition.name else ""
                    raise leaf.error(f"rule {rule.name} names an unknown {kind}: {leaf.text()}{where}")


def _repeated(values: Iterable[T]) -> list[T]:
    return [value for value, count in Counter(values).items() if count > 1]
