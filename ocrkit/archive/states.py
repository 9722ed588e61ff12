"""The states of a report in the ledger, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """What became of a report so far."""

    WAITING = "waiting"
    """Known, and to be read."""
    READING = "reading"
    """A run has begun with it."""
    DONE = "done"
    """Its result is there, every page in it."""
    INCOMPLETE = "incomplete"
    """Its result is there, without the pages that could not be read: these are quarantined, each with its error."""
    FAILED = "failed"
    """Not one page of it could be read."""


FOLLOWS: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.READING}),
    State.READING: frozenset({State.DONE, State.INCOMPLETE, State.FAILED, State.WAITING}),
    State.DONE: frozenset({State.WAITING}),
    State.INCOMPLETE: frozenset({State.WAITING}),
    State.FAILED: frozenset({State.WAITING}),
}
"""From reading back to waiting where a run ends before the report does; from an end where it is to be read again."""


def before(state: State) -> tuple[State, ...]:
    """The states that this one may follow."""
    return tuple(one for one, following in FOLLOWS.items() if state in following)
