"""The results of an archive, to be looked at."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ocrkit.archive.aliases import read_aliases
from ocrkit.archive.ledger import Ledger
from ocrkit.archive.place import REPORT, check_archive, report_folder
from ocrkit.archive.rows import Known
from ocrkit.archive.states import State
from ocrkit.archive.status import Status, state_of
from ocrkit.errors import OutputError
from ocrkit.names import shown_name
from ocrkit.types.closing import Closing
from ocrkit.types.report import Report


class Results(Closing):
    """The results in a folder that ``ocrkit digitize`` made. Use it in a ``with`` block, or call ``close``."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Raises ``UsageError`` for what is no archive, ``LedgerError`` where its ledger cannot be read."""
        self.folder = Path(folder)
        check_archive(self.folder)
        self._aliases = read_aliases(self.folder)
        self._ledger = Ledger(self.folder)

    def close(self) -> None:
        """Let go of the ledger."""
        self._ledger.close()

    def status(self) -> Status:
        """Where it stands."""
        return state_of(self._ledger)

    def __len__(self) -> int:
        return len(self.ids())

    def ids(self) -> list[str]:
        """The ids of the reports whose results are there, in the order in which they were found."""
        query = "select id from reports where result is not null order by number"
        return [row["id"] for row in self._ledger.rows(query)]

    def report(self, report_id: str) -> Report:
        """One report. Raises ``OutputError`` where its result is not there, or not as it was written."""
        path = report_folder(self.folder, report_id) / REPORT
        before = self._written(report_id)
        try:
            data = path.read_bytes()
            if before not in (None, hashlib.sha256(data).hexdigest()) and before == self._written(report_id):
                raise _spoilt("the result is not what was written there", path)
            return Report.model_validate_json(data)
        except OSError as error:
            raise _spoilt(f"the result cannot be opened: {error.strerror}", path) from error
        except ValidationError as error:
            raise _spoilt("the result is no report that this ocrkit can read", path) from error

    def reports(self) -> Iterator[Report]:
        """Every report, one after the other: no more than one is held."""
        return map(self.report, self.ids())

    def known(self) -> list[Known]:
        """What the ledger knows of each report whose result is there, by agency and year."""
        rows = self._ledger.rows(
            "select r.*, f.path, f.sha256 from reports r join report_files f on f.report = r.id and f.number = 0"
            " where result is not null order by r.number"
        )
        found = [self._known(dict(row)) for row in rows]
        return sorted(found, key=lambda one: (one.agency or "", one.year or 0))

    def _written(self, report_id: str) -> str | None:
        """The hash of a result, None while a run may be writing another one in its place."""
        query = "select result from reports where id = ? and state not in (?, ?)"
        rows = self._ledger.rows(query, (report_id, State.READING, State.WAITING))
        return rows[0]["result"] if rows else None

    def _known(self, entry: Mapping[str, Any]) -> Known:
        agency = entry["agency_given"] or entry["agency"]
        year = entry["year_given"] or entry["year"]
        name = None if agency is None else self._aliases.get(agency, agency)
        return Known(entry, name, year, shown_name(os.fsdecode(entry["path"])), entry["sha256"])


def _spoilt(what: str, path: Path) -> OutputError:
    archive = path.parents[2]
    return OutputError(what, file=str(path), remedy=f"remove it, and ocrkit digitize -o {archive} reads it again")
