"""Any of the sample scan's values in any ink, with seals over them or without: no wrong value is accepted."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from recoloured import SAMPLE, recoloured

from benchmarks.marks.spot import INKS
from ocrkit.pipeline import Reader
from ocrkit.score import CellScores, score_cells


def read(reader: Reader, folder: Path, seed: int) -> tuple[CellScores, str]:
    truth, done = recoloured(folder, seed)
    report = reader.read_report([str(folder / page.file) for page in truth.pages]).report
    about = f"seed {seed}: {len(done.inks)} values in {sorted(set(done.inks.values()))}, seals {done.seals}"
    return score_cells(report.form_tables(), truth), about


def check(scores: CellScores, about: str) -> None:
    assert scores.total == 200
    assert scores.silent == 0, (about, [miss for miss in scores.misses if not miss.flagged])
    assert scores.right >= 0.97 * scores.total, (about, scores.misses)


def test_values_in_colours_under_seals_are_read_or_doubted(tmp_path: Path) -> None:
    with Reader() as reader:
        check(*read(reader, tmp_path, seed=3))


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_values_in_colours_on_a_hundred_pages_are_read_or_doubted(tmp_path: Path) -> None:
    with Reader() as reader:
        read_all = {seed: read(reader, tmp_path, seed) for seed in range(100, 134)}
    silent = {
        seed: (about, [miss for miss in scores.misses if not miss.flagged])
        for seed, (scores, about) in read_all.items()
        if scores.silent
    }
    assert not silent, silent
    right = sum(scores.right for scores, _ in read_all.values())
    assert right >= 0.97 * 200 * len(read_all), right


def test_a_recoloured_value_has_the_colour_of_its_ink_and_nothing_else_changed(tmp_path: Path) -> None:
    truth, done = recoloured(tmp_path, seed=4)
    assert done.inks
    page = next(cell.page for _, _, cell in truth.requests or () if cell.page is not None)
    file = truth.pages[page - 1].file
    before, after = (cv2.imread(str(folder / file)).astype(int) for folder in (SAMPLE, tmp_path))
    changed, same = np.abs(before - after).max(axis=2) > 60, []
    for (form, row, column), ink in done.inks.items():
        cell = truth.forms()[form].cells[row][column]
        if cell.page == page and cell.box is not None and cell.kind == "number":
            x0, y0, x1, y1 = (round(v) for v in (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1))
            print_ = after[y0 + 5 : y1 - 5, x0 + 5 : x1 - 5].reshape(-1, 3)
            darkest = print_[print_.sum(axis=1).argsort()[:8]].mean(axis=0)
            hue, wanted = darkest - darkest.mean(), np.array(INKS[ink]) - np.mean(INKS[ink])
            same.append(hue @ wanted > 0.8 * np.linalg.norm(hue) * np.linalg.norm(wanted))
            changed[y0:y1, x0:x1] = False
    assert sum(same) > 0.9 * len(same), "all but those under the sample's own seal"
    for x, y, radius in done.seals[page - 1 : page]:
        cv2.circle(changed.view(np.uint8), (x, y), radius + 20, 0, -1)
    assert changed.sum() < 50
