"""Files to pages as given: ``list_pages`` names them, ``load_pages`` decodes them one at a time.

Formats are told by content, not by file ending. What is wrong with one file or page becomes a ``PageFailure``
with a typed error, and the other pages go on.
"""

from ocrkit.load.pages import Listing, PageFailure, doubles, list_pages, load_listed, load_page, load_pages
from ocrkit.load.settings import LoadSettings

__all__ = [
    "Listing",
    "LoadSettings",
    "PageFailure",
    "doubles",
    "list_pages",
    "load_listed",
    "load_page",
    "load_pages",
]
