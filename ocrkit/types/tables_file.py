"""The tables of a file, as ``ocrkit table`` hands them over. Its JSON Schema is ``tables.schema.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from ocrkit.types.provenance import Provenance
from ocrkit.types.report import SourcePage
from ocrkit.types.table import Table

TABLES_VERSION = "1.1"


class TablesFile(BaseModel):
    """What ``page.tables.json`` holds: the pages read and the tables found on them, spans and all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: str = TABLES_VERSION
    provenance: Provenance | None = None
    pages: tuple[SourcePage, ...]
    tables: tuple[Table, ...]

    def to_json(self) -> str:
        """The tables as JSON text (UTF-8, indented)."""
        return self.model_dump_json(indent=1) + "\n"

    @classmethod
    def from_json(cls, path: Path) -> Self:
        """Read such a file; raises ``pydantic.ValidationError`` where it is not one."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))

    @classmethod
    def schema(cls) -> dict[str, Any]:  # type: ignore[override]
        """The JSON Schema of what ``to_json`` writes."""
        return cls.model_json_schema(mode="serialization")
