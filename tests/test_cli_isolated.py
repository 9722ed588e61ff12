"""Reading in a process of its own: one that dies takes nothing with it but the document it was reading."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from ocrkit.cli.isolated import IsolatedReader
from ocrkit.cli.reader import ReadOptions
from ocrkit.errors import EngineError


class Teller:
    """Gives the number of its process; dies where it is asked to."""

    def read_report(self, files: Sequence[str]) -> SimpleNamespace:
        if files == ("die",):
            os.kill(os.getpid(), signal.SIGKILL)
        return SimpleNamespace(pid=os.getpid())


def make_teller(options: ReadOptions) -> Teller:
    return Teller()


@pytest.fixture
def reader():
    with IsolatedReader(make_teller, ReadOptions()) as found:
        yield found


def test_a_process_that_dies_while_it_reads_loses_that_document_only(reader) -> None:
    first = reader.read(["a"]).pid
    with pytest.raises(EngineError, match="process died"):
        reader.read(["die"])
    assert reader.read(["b"]).pid != first


def test_a_process_that_dies_between_documents_loses_none(reader) -> None:
    first = reader.read(["a"]).pid
    os.kill(first, signal.SIGKILL)
    time.sleep(0.5)
    assert reader.read(["b"]).pid != first
