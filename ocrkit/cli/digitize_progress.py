"""How far ``ocrkit digitize`` has come: a bar on a terminal, elsewhere a line a report, or lines of JSON."""

from __future__ import annotations

import sys
import time

from ocrkit.archive.events import Ended, PageEnded
from ocrkit.archive.states import State
from ocrkit.cli.log import log
from ocrkit.cli.output import emit_data, is_terminal, json_line, write_error
from ocrkit.cli.width import printable
from ocrkit.types.phrases import Phrases

_BAR = 20


class DigitizeProgress:
    """Is told every page and every report that has come to an end."""

    def __init__(self, say: Phrases, as_json: bool) -> None:
        self._say = say
        self._json = as_json
        self._out = sys.stdout  # while libraries work it is another one (``quiet``)
        self._live = not as_json and is_terminal(sys.stderr)
        self._total = self._done = self._pages = 0
        self._accepted = self._review = self._failed = 0
        self._start = time.monotonic()

    def begin(self, total: int) -> None:
        """So many reports are to be read."""
        self._total += total

    def __call__(self, event: Ended | PageEnded) -> None:
        """Show it."""
        if isinstance(event, Ended):
            self._ended(event)
        else:
            self._pages += 1
        if self._live:
            self._draw()

    def close(self) -> None:
        """Take the bar away."""
        if self._live:
            write_error("\r\x1b[K")

    def _ended(self, event: Ended) -> None:
        if event.state is State.WAITING:
            self._total -= 1
        else:
            self._done += 1
            self._failed += event.state is State.FAILED
            clean = event.state is State.DONE and not event.doubtful
            self._accepted += clean
            self._review += event.state is not State.FAILED and not clean
        line = f"{event.report}: {self._what(event)}"
        (log.warning if event.error else log.info)("%s", line)
        if self._json:
            emit_data([json_line({"event": "report", **_record(event)})], self._out)
        elif not self._live:
            write_error(printable(f"{self._done}/{self._total} {line}") + "\n")

    def _what(self, event: Ended) -> str:
        error = event.error or ""
        match event.state:
            case State.WAITING:
                return self._say("changed report")
            case State.FAILED:
                return self._say("failed report", error=error)
            case State.INCOMPLETE:
                return self._say("incomplete report", n=event.pages, lost=event.lost, error=error)
        if event.doubtful:
            return self._say("review report", n=event.pages, doubtful=event.doubtful)
        return self._say("accepted report", n=event.pages)

    def _draw(self) -> None:
        spent = max(time.monotonic() - self._start, 1e-3)
        full = round(_BAR * self._done / max(1, self._total))
        parts = [
            "█" * full + "░" * (_BAR - full) + f" {self._done}/{self._total}",
            self._say("speed", reports=f"{self._done / spent:.2f}", pages=f"{self._pages / spent:.2f}"),
            self._say("so far", accepted=self._accepted, review=self._review, failed=self._failed),
        ]
        if self._done:
            left = spent / self._done * (self._total - self._done)
            parts.append(self._say("time left", time=clock(left)))
        write_error(f"\r\x1b[K{'  '.join(parts)}")


def clock(seconds: float) -> str:
    """A time as hours:minutes:seconds, without hours where there are none."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _record(event: Ended) -> dict[str, object]:
    return {
        "report": event.report,
        "state": event.state.value,
        "pages": event.pages,
        "lost": event.lost,
        "doubtful": event.doubtful,
        "seconds": round(event.seconds, 3),
        "error": event.error,
    }
