"""Settings of the form as what is known."""

from __future__ import annotations

from pydantic import Field

from ocrkit.types.settings import Settings


class PriorSettings(Settings):
    """When a grid gives way to what the form's labels say of it.

    ``hits`` is the least number of labels by which a table is told for a form's.
    A line is left out if its ``slack`` (``extra.slack``) is at least ``loose`` where the table has more lines than
    the form's labels in it account for; and where it has not, if it cuts at least ``cuts`` labels of the form in two.
    ``most`` is how many lines are left out of one table, or put into it, before it is given up.
    """

    hits: int = Field(default=2, ge=1)
    loose: float = Field(default=0.5, gt=0)
    cuts: int = Field(default=2, ge=1)
    most: int = Field(default=40, ge=0)
