"""One way to documents, whatever they are kept as."""

from __future__ import annotations

from pathlib import Path

from benchmarks.loaders import folders, html_tables, icdar
from benchmarks.loaders.document import Document
from ocrkit.errors import UsageError

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
NAMES = {
    "sample": ROOT / "tests/data/sample",
    "scans": SHARED / "scans",
    "real": SHARED / "real",
    "reports": SHARED / "real/annual-reports",
    "tables": SHARED / "real/tables",
    "icdar2013-eu": SHARED / "real/icdar2013-eu",
}
"""Collections by name. The check scans lie beside the repository, where the project is developed."""

RENDERED = ROOT / "out/rendered"
"""Where pages of PDFs are kept as images; made again when they are not there."""


def load_documents(place: Path | str, rendered: Path = RENDERED) -> list[Document]:
    """The documents of a collection named in ``NAMES``, or of a folder and the folders in it, checked.

    A folder may hold truth folders (docs/truth-format.md), images beside tables as HTML (``NAME.gt.html``), and PDFs
    beside the truth of the ICDAR 2013 competition (``NAME-str.xml``); these become images in ``rendered``. Names
    are unique. Raises ``TruthError`` for a truth that does not fit its pages, ``UsageError`` where there is no such
    folder.
    """
    root = NAMES.get(str(place), Path(place))
    if not root.is_dir():
        raise UsageError("there is no such folder", file=str(root), remedy=f"a folder, or one of: {', '.join(NAMES)}")
    return [*folders.load(root), *html_tables.load(root), *icdar.load(root, rendered)]
