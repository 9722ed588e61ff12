"""What is seen of lines and edges: both directions alike, and what tells a rule from what looks like one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.tables.context import context
from ocrkit.tables.evidence import edge_evidence, line_evidence
from ocrkit.tables.ink import page_ink
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.regions import find_regions
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.settle import Lines, settled
from ocrkit.tables.sides import Floats, Side
from ocrkit.tables.straight import Region, straight_region
from ocrkit.tables.trees import Trees

Image = NDArray[np.uint8]

SIDE, PAPER, INK, LINE = 1500, 250, 40, (40,)
"""Square pages: transposed they are the same to every stage."""

XS, YS = (200, 400, 600, 800, 1000), (300, 370, 440, 510, 580)


def ruled(gaps: tuple[tuple[int, int], ...] = ()) -> Image:
    """Four by four cells; of the edges of the middle upright line in these rows nothing."""
    image = np.full((SIDE, SIDE), PAPER, np.uint8)
    for x, y in zip(XS, YS, strict=True):
        cv2.line(image, (XS[0], y), (XS[-1], y), LINE, 3)
        cv2.line(image, (x, YS[0]), (x, YS[-1]), LINE, 3)
    for row, column in gaps:
        image[YS[row] + 2 : YS[row + 1] - 1, XS[column] - 3 : XS[column] + 4] = PAPER
    return image


def region_of(image: Image) -> Region:
    settings = TableSettings(side=SIDE)
    ink = page_ink(image, np.zeros(image.shape, np.bool_), settings)
    (box,) = find_regions(ink)
    return straight_region(ink, box)


def lattice_of(image: Image) -> tuple[Side, Side]:
    found = find_lattice(region_of(image))
    assert found is not None
    return found


def seen(image: Image) -> tuple[dict[str, Floats], Side]:
    """The evidence and context of the edges of the upright lines; edges are likely where they are inked."""
    level, upright = lattice_of(image)
    own, across = edge_evidence(upright, level), edge_evidence(level, upright)
    likely = [(each["inked"] > 0.5).astype(np.float32) for each in (own, across)]
    return own | context(upright, likely[0], likely[1], own), upright


def edge_at(side: Side, line: float, place: float, origin: tuple[int, int]) -> tuple[int, int]:
    """The line nearest to a place of the page, and its edge there."""
    i = int(np.abs(side.lines.at + origin[0] - line).argmin())
    return i, int(np.searchsorted(side.across.at + origin[1], place)) - 1


def test_upright_lines_are_seen_as_level_ones_are_on_the_transposed_page() -> None:
    image = ruled(((1, 2),))
    image[400:404, 250:330] = INK
    there, back = lattice_of(image), lattice_of(np.ascontiguousarray(image.T))
    for side, other in ((there[0], back[1]), (there[1], back[0])):
        assert np.array_equal(side.lines.ink, other.lines.ink)
        for name, values in line_evidence(side).items():
            assert values == pytest.approx(line_evidence(other)[name], abs=1e-3), name


def bracket(image: Image, row: int, column: int) -> None:
    """An upright stroke of a character in line with a column, between the rules and not touching them."""
    x, top, bottom = XS[column], YS[row] + 14, YS[row + 1] - 14
    cv2.ellipse(image, (x + 8, (top + bottom) // 2), (8, (bottom - top) // 2), 0, 90, 270, LINE, 2)
    for side in (-12, 14):
        cv2.line(image, (x + side, top + 5), (x + side, bottom - 5), LINE, 3)


def test_a_bracket_in_line_with_a_column_is_less_than_the_column_is_elsewhere() -> None:
    image = ruled(((1, 2),))
    bracket(image, 1, 2)
    evidence, upright = seen(image)
    corner = region_of(image).corner
    line, _ = edge_at(upright, XS[2], YS[1] + 1, corner)
    places = upright.across.at + corner[1]
    middles = (places[1:] + places[:-1]) / 2
    stroke, rule = ((middles > YS[r]) & (middles < YS[r + 1]) for r in (1, 2))  # its ends cut the stroke in pieces
    assert evidence["inked less line"][line][stroke].min() < -0.3 < evidence["inked less line"][line][rule].min()
    assert evidence["bare at both ends"][line][stroke].max() > 7 > evidence["bare at both ends"][line][rule].max()
    assert evidence["print before"][line][stroke].max() > 0.3 > evidence["print before"][line][rule].max()


def test_a_row_without_rules_lies_between_rows_with_the_same_ones_and_a_heading_does_not() -> None:
    """The same empty band: below it the columns go on, or others begin."""
    kept = ruled(tuple((1, column) for column in range(5)))
    moved = kept.copy()
    moved[YS[2] + 3 :, :] = PAPER
    for x in (200, 300, 500, 700, 900, 1000):
        cv2.line(moved, (x, YS[2]), (x, YS[4]), LINE, 3)
    for y in YS[2:]:
        cv2.line(moved, (XS[0], y), (XS[-1], y), LINE, 3)
    shares = []
    for image in (kept, moved):
        evidence, upright = seen(image)
        edge = edge_at(upright, XS[0], (YS[1] + YS[2]) / 2, region_of(image).corner)
        shares.append(evidence["filled on both sides of fewer"][edge])
    assert shares[0] == 1
    assert shares[1] < 0.5


def test_an_open_side_is_a_line_where_two_rules_end() -> None:
    image = ruled()
    image[:, : XS[0] + 3] = PAPER
    image[YS[2] - 3 : YS[4] + 4, : XS[1] - 3] = PAPER  # only the first two rules reach out
    _, upright = lattice_of(image)
    left = upright.lines.at + region_of(image).corner[0]
    assert np.abs(left - XS[0]).min() <= 6


@pytest.mark.parametrize("deep", [10, 20])
def test_lines_that_bend_together_are_made_straight(deep: int) -> None:
    image = ruled()
    x, y = np.meshgrid(np.arange(SIDE, dtype=np.float32), np.arange(SIDE, dtype=np.float32))
    bent = y + np.float32(deep) * np.sin((x - XS[0]) / (XS[-1] - XS[0]) * np.float32(np.pi))
    image = np.asarray(cv2.remap(image, x, bent.astype(np.float32), cv2.INTER_LINEAR), np.uint8)
    level, _ = lattice_of(image)
    longest = np.sort(level.lines.ink.sum(axis=1))[-len(YS) :]
    assert (longest >= 0.97 * (XS[-1] - XS[0])).all()


def two_lines(apart: float, first: tuple[float, ...], second: tuple[float, ...]) -> int:
    """How many lines are left of a table of three rows, whose inner two rules lie so far apart."""
    ys, xs = np.array([0.0, 100, 100 + apart, 200]), np.array([0.0, 100, 200, 300])
    level = np.array([[6.0] * 3, first, second, [6.0] * 3], np.float32)
    lines = [
        Lines(at, odds, np.repeat(at[:, None], 3, axis=1), np.asarray(odds > 0, np.float64))
        for at, odds in ((ys, level), (xs, np.full((4, 3), 6.0)))
    ]
    return len(settled(*lines).edges.level)


def test_a_line_that_bends_from_one_place_to_another_is_one() -> None:
    assert two_lines(12, (6.0, 6.0, -6.0), (-6.0, -6.0, 5.0)) == 3


def test_a_row_as_low_as_a_blank_line_is_one_where_both_its_rules_are_as_sure() -> None:
    assert two_lines(12, (6.0, 6.0, 6.0), (5.0, 6.0, 6.0)) == 4
    assert two_lines(12, (6.0, 6.0, 6.0), (-1.0, 2.0, 2.0)) == 3


def test_trees_answer_as_their_questions_say() -> None:
    """Two trees of two questions: the first question's answer is the lowest bit."""
    trees = Trees(
        ("a", "b"),
        np.array([[0, 1], [1, 1]]),
        np.array([[0.5, 2.0], [0.0, np.inf]], np.float32),
        np.array([[1.0, 2.0, 4.0, 8.0], [10.0, 20.0, 30.0, 40.0]], np.float32),
        0.5,
    )
    evidence = {"a": np.array([[0.0, 1.0]], np.float32), "b": np.array([[3.0, -1.0]], np.float32)}
    assert trees(evidence).tolist() == [[0.5 + 4 + 20, 0.5 + 2 + 10]]
