"""Settings of the forms stage."""

from __future__ import annotations

from pydantic import Field

from ocrkit.forms.align import AlignSettings
from ocrkit.types.settings import Settings


class FormSettings(Settings):
    """How sure a label must be.

    Similarities are 0 to 1 (``labels.similarity``); a score is a similarity with evidence added
    (``scores``). ``sure`` is the least similarity of a label that identifies its row or column by itself,
    ``floor`` the least at which it may at all, and ``margin`` how far its score must lie above every other
    label's. ``hit`` is the least similarity that counts when looking for which form a table is,
    and ``covered`` the least share of a table's labels that must fit for it to be that form's; ``shape`` the least
    share of borders between its cells that must be the form's where its labels do not fit (``shape``).
    ``dash_confidence`` is the least confidence at which 一 alone in a cell is taken for a dash unreviewed,
    ``sign_confidence`` that at which a number without a sign is, where a change stands. ``align``: which columns of
    a table that goes on on another page are which. ``depth``: a character so many powers of ten less probable than
    the one that was read says nothing for a label (``prior.likely``), ``short_depth`` for one that was read with no
    more characters than ``short``.
    """

    sure: float = Field(default=0.6, gt=0, le=1)
    floor: float = Field(default=0.4, gt=0, le=1)
    margin: float = Field(default=0.12, gt=0, le=1)
    hit: float = Field(default=0.7, gt=0, le=1)
    covered: float = Field(default=0.5, ge=0, le=1)
    shape: float = Field(default=0.95, gt=0, le=1)
    dash_confidence: float = Field(default=0.8, ge=0, le=1)
    sign_confidence: float = Field(default=0.97, ge=0, le=1)
    depth: float = Field(default=4.0, gt=0)
    short_depth: float = Field(default=1.0, gt=0)
    short: int = Field(default=3, ge=0)
    align: AlignSettings = AlignSettings()
