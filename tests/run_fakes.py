"""Documents and systems for the tests of benchmarks/run: two values a document, and systems that are functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from benchmarks.run.documents import Document
from benchmarks.systems import SystemCrash
from ocrkit.score import PageOutput, SystemOutput, Truth, TruthCell, TruthForm, TruthPage
from ocrkit.types.report import Cell, FormTable, Report

ROW = "new_received"
COLUMNS = ("natural_person", "total")
Edit = Callable[[str, Cell], Cell]


def document(
    folder: Path, i: int, *, level: str = "office", engine: str = "typst", edition: str = "2021", **facts: object
) -> Document:
    """A document of one page, with the values 10 + i and 20 + i."""
    name = f"doc-{i}"
    page = folder / name / "page1.png"
    page.parent.mkdir(parents=True)
    cv2.imwrite(str(page), np.full((8, 8), i, dtype=np.uint8))
    cells = {column: TruthCell(value=10 * (k + 1) + i, kind="number") for k, column in enumerate(COLUMNS)}
    truth = Truth(
        level=level, engine=engine, source=str(facts.pop("source", "generated")), pages=(TruthPage(file=page.name),),
        requests=TruthForm(edition=edition, cells={ROW: cells}, partial=True), **facts,
    )  # fmt: skip
    return Document(name, (page,), truth)


def documents(folder: Path, count: int) -> list[Document]:
    """Documents that go round levels, typesetters and editions, each at its own pace."""
    levels, engines, editions = ("office", "worn"), ("a", "b"), ("2019", "2021")
    return [
        document(folder, i, level=levels[i % 2], engine=engines[i // 2 % 2], edition=editions[i // 4 % 2])
        for i in range(count)
    ]


def report(image: Path, edit: Edit) -> Report:
    """What a perfect reader makes of a page of ``document``, with every cell passed through ``edit``."""
    i = int(image.parent.name.split("-")[1]) if "-" in image.parent.name else 0
    cells = {
        column: edit(column, Cell(value=10 * (k + 1) + i, text=str(10 * (k + 1) + i), kind="number", confidence=0.9))
        for k, column in enumerate(COLUMNS)
    }
    return Report(requests=FormTable(edition="2021", cells={ROW: cells}))


@dataclass
class FakeSystem:
    """A system that reads as ``edit`` says, crashes on the documents named, and counts what it is asked."""

    name: str
    edit: Edit = lambda column, cell: cell
    crashes_on: Sequence[str] = ()
    why_missing: str | None = None
    made_of: str = "1"
    seconds: float = 0.1
    version: str = "fake 1.0"
    startup_seconds: float = 0.5
    asked: list[str] = field(default_factory=list)
    starts: int = 0

    def missing(self) -> str | None:
        return self.why_missing

    def fingerprint(self) -> str:
        return self.made_of

    @contextmanager
    def start(self, threads: int) -> Iterator[FakeSystem]:
        self.starts += 1
        yield self

    def read(self, images: Sequence[Path]) -> SystemOutput:
        name = images[0].parent.name
        self.asked.append(name)
        if name in self.crashes_on:
            raise SystemCrash(f"out of memory in /some/where/{name}.py")
        pages = tuple(PageOutput(page=i, seconds=self.seconds * i) for i, _ in enumerate(images, 1))
        return SystemOutput(
            system=self.name, version=self.version, pages=pages, report=report(images[0], self.edit),
            stages={"tables": 0.3, "cells": 0.7}, startup_seconds=self.startup_seconds, peak_mib=100.0,
        )  # fmt: skip


def off_by_one(column: str, cell: Cell) -> Cell:
    """Every total is read wrong, and not flagged."""
    wrong = cell.value + 1 if column == "total" and cell.value is not None else cell.value
    return cell.model_copy(update={"value": wrong, "text": str(wrong)})
