"""Documents with truth, from wherever they are kept: truth folders, tables as HTML, the ICDAR 2013 competition.

``load_documents`` is the one way in. ``write`` makes truth folders of people's own pages, and
``python -m benchmarks.loaders`` checks folders and makes them.
"""

from benchmarks.loaders.document import Document
from benchmarks.loaders.load import NAMES, load_documents

__all__ = ["NAMES", "Document", "load_documents"]
