"""What the network tells apart, and the text of a cell in those characters."""

from __future__ import annotations

import re

from ocrkit.recognise.engines.weighed import OTHER

CHARACTERS = "0123456789.,-/%+元万增减无" + OTHER

_WIDTHS = str.maketrans("０１２３４５６７８９．，－–—−／％＋〇", "0123456789.,----/%+0")


def target(text: str) -> str:
    """A printed text as the network should read it: one width, any dashes as one, other characters as ``OTHER``."""
    narrow = re.sub(r"-+", "-", re.sub(r"\s", "", text.translate(_WIDTHS)))
    return "".join(character if character in CHARACTERS else OTHER for character in narrow)
