"""How dark a line of text is: what shows through from the back is told by it, a thin stroke is not."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.page_text import _dark
from ocrkit.types.geometry import UprightBox

BOX = UprightBox(10, 10, 200, 40)


@pytest.mark.parametrize(("wide", "level", "dark"), [(60, 40, 215), (1, 30, 225), (60, 200, 55), (0, 255, 0)])
def test_print_is_as_dark_as_its_ink(wide: int, level: int, dark: int) -> None:
    image = np.full((60, 220), 255, np.uint8)
    image[15:30, 51 : 51 + wide] = level
    assert _dark(image, BOX) == dark


def test_a_box_beside_the_page() -> None:
    assert _dark(np.full((60, 220), 255, np.uint8), UprightBox(300, 10, 320, 30)) is None
