"""SQL over the tables of an archive, by DuckDB: nothing is fetched, and no file can be read or written by a query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ocrkit.archive.datasets import dataset
from ocrkit.archive.extra import extra
from ocrkit.archive.schema import TABLES
from ocrkit.archive.views import views
from ocrkit.errors import UsageError
from ocrkit.types.closing import Closing

_CLOSED = (
    "set enable_external_access = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set python_enable_replacements = false",
    "set lock_configuration = true",
)
"""No files, no network, no extensions, no variables of this process; and none of it can be undone."""


class Database(Closing):
    """The tables and views, in memory. Use it in a ``with`` block, or call ``close``."""

    def __init__(self, tables: Path) -> None:
        """``tables`` is a folder that ``tables.write_tables`` made. Raises ``InstallationError`` without DuckDB."""
        self._duckdb = extra("duckdb", "a query")
        self._db = self._duckdb.connect(":memory:", config={"temp_directory": ""})
        for name in TABLES:
            self._db.register(name, dataset(tables, name))
        for name, sql in views().items():
            self._db.execute(f"create view {name} as {sql}")
        for setting in _CLOSED:
            self._db.execute(setting)

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()

    def arrow(self, sql: str) -> Any:
        """The answer as a ``pyarrow.Table``. Raises ``UsageError`` where the query is wrong."""
        try:
            answer = self._db.sql(sql)
            if answer is None:
                raise UsageError("the query gives no rows", remedy="give a select")
            return answer.to_arrow_table()
        except self._duckdb.Error as error:
            said = str(error).strip()
            raise UsageError(said, remedy="the examples of ocrkit query show questions and their answers") from error
