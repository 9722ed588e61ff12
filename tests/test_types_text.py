"""When two texts say the same."""

from __future__ import annotations

import pytest

from ocrkit.types.text import folded, same


def test_the_same_text_in_other_widths_and_dashes() -> None:
    assert folded("１ ２３４") == "1234"
    assert folded("—") == folded("－") == folded("一") == "-"
    assert folded("一2") == "一2"


@pytest.mark.parametrize("dash", "-‐‑‒–—―−─━－﹣ー一")
def test_any_dash_is_a_dash(dash: str) -> None:
    assert same(dash, "-")
    assert same(dash * 2, "—")


def test_what_cannot_be_read_is_like_nothing() -> None:
    assert not same(None, "")
    assert not same(None, None)
    assert same("", " ")
