"""The written tables, to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ocrkit.archive.extra import extra


def dataset(tables: Path, name: str) -> Any:
    """A table as a ``pyarrow.dataset.Dataset``, read when it is asked for rows."""
    return extra("pyarrow.dataset", "Parquet").dataset(sorted((tables / name).rglob("*.parquet")), format="parquet")
