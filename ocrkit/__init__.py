"""Scanned annual reports on information disclosure, turned back into data.

``read_report`` gives a ``Report``, ``read_tables`` the tables of any page. For several reports in one
process make one ``Reader`` and use it again: it keeps its engines. Heavy libraries load on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocrkit.api import read_report, read_tables
    from ocrkit.archive.opened import open_archive
    from ocrkit.errors import OcrkitError
    from ocrkit.pipeline import Reader
    from ocrkit.settings import ReadSettings
    from ocrkit.types.report import Report
    from ocrkit.types.table import Table

__version__ = "0.1.0"
__all__ = [
    "OcrkitError",
    "ReadSettings",
    "Reader",
    "Report",
    "Table",
    "__version__",
    "open_archive",
    "read_report",
    "read_tables",
]

_HOME = {
    "OcrkitError": "ocrkit.errors",
    "ReadSettings": "ocrkit.settings",
    "Reader": "ocrkit.pipeline",
    "Report": "ocrkit.types.report",
    "Table": "ocrkit.types.table",
    "open_archive": "ocrkit.archive.opened",
    "read_report": "ocrkit.api",
    "read_tables": "ocrkit.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'ocrkit' has no attribute {name!r}")
    try:
        home = import_module(_HOME[name])
    except ImportError as error:
        from ocrkit.installation import explained

        raise explained(error) from error
    return getattr(home, name)
