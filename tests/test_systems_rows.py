"""Boxes of text grouped into tables by geometry, as a user of a plain OCR engine would write it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import ModuleType

import pytest

from benchmarks.systems.registry import WORKERS

SIZE = 20.0


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The workers' module, which imports its neighbours by their bare names."""
    monkeypatch.syspath_prepend(str(WORKERS))
    import rows

    yield rows
    for name in ("rows", "pages", "upright"):
        sys.modules.pop(name, None)


def placed(rows: ModuleType, *texts: tuple[float, float, str]) -> list[object]:
    """Words as wide as their text, by the middle of their box."""
    found = []
    for x, y, text in texts:
        half = len(text) * SIZE / 2
        found.append(rows.Word(text, (x - half, y - SIZE / 2, x + half, y + SIZE / 2)))
    return found


def read(rows: ModuleType, words: Sequence[object]) -> list[list[list[str]]]:
    """The tables' texts by square; a cell over several squares is in all of them."""
    tables = []
    for table in rows.tables(words, list):
        squares = [["?"] * table["n_cols"] for _ in range(table["n_rows"])]
        for cell in table["cells"]:
            for r in range(*cell["rows"]):
                for c in range(*cell["cols"]):
                    assert squares[r][c] == "?"
                    squares[r][c] = cell["text"]
        assert not any("?" in row for row in squares)
        tables.append(squares)
    return tables


def test_rows_and_columns_with_a_blank_cell(rows: ModuleType) -> None:
    words = placed(
        rows, (100, 100, "项目"), (300, 100, "本年"), (500, 100, "上年"), (100, 150, "许可"), (300, 150, "12"),
        (500, 150, "7"), (100, 200, "处罚"), (500, 200, "340"),
    )  # fmt: skip
    assert read(rows, words) == [[["项目", "本年", "上年"], ["许可", "12", "7"], ["处罚", "", "340"]]]


def test_the_order_of_the_words_does_not_matter(rows: ModuleType) -> None:
    words = placed(rows, (100, 100, "项目"), (300, 100, "本年"), (100, 150, "许可"), (300, 150, "12"))
    assert read(rows, words) == read(rows, words[::-1])


def test_a_heading_over_two_columns_covers_both(rows: ModuleType) -> None:
    words = placed(
        rows, (100, 100, "总计"), (400, 100, "法人或其他组织情况"), (100, 150, "5"), (330, 150, "1"), (470, 150, "4"),
        (100, 200, "6"), (330, 200, "2"), (470, 200, "4"),
    )  # fmt: skip
    table = rows.tables(words, list)[0]
    (wide,) = (cell for cell in table["cells"] if cell["text"].startswith("法人"))
    assert (wide["rows"], wide["cols"]) == ([0, 1], [1, 3])


def test_a_wrapped_label_goes_to_the_values_beside_it(rows: ModuleType) -> None:
    words = placed(
        rows, (100, 100, "第一项"), (300, 100, "3"), (100, 150, "很长的标"), (300, 161, "8"), (100, 172, "签名称"),
        (100, 220, "第三项"), (300, 220, "9"),
    )  # fmt: skip
    assert read(rows, words) == [[["第一项", "3"], ["很长的标\n签名称", "8"], ["第三项", "9"]]]


def test_a_label_without_values_stays_a_row(rows: ModuleType) -> None:
    words = placed(
        rows, (100, 100, "第一项"), (300, 100, "3"), (100, 126, "第二项"), (100, 152, "第三项"), (300, 152, "9")
    )
    assert read(rows, words) == [[["第一项", "3"], ["第二项", ""], ["第三项", "9"]]]


def test_parts_between_titles_share_one_grid(rows: ModuleType) -> None:
    words = placed(
        rows, (100, 100, "内容"), (300, 100, "制发"), (500, 100, "废止"), (100, 126, "规章"), (300, 126, "1"),
        (500, 126, "2"), (300, 152, "第五项"), (100, 178, "内容"), (420, 178, "处理决定数量"), (100, 204, "许可"),
        (420, 204, "23"),
    )  # fmt: skip
    (table,) = read(rows, words)
    assert table[2] == ["第五项"] * len(table[0])
    assert (table[0][0], table[4][0], table[4][-1]) == ("内容", "许可", "23")


def test_running_text_is_no_table_and_parts_two(rows: ModuleType) -> None:
    paragraph = "这是一段正文" * 6
    grid = [(100.0, 0.0, "甲"), (500.0, 0.0, "1"), (100.0, 30.0, "乙"), (500.0, 30.0, "2")]
    words = placed(
        rows,
        *((x, y + 100, text) for x, y, text in grid),
        (360, 200, paragraph),
        *((x, y + 260, text) for x, y, text in grid),
    )
    assert read(rows, words) == [[["甲", "1"], ["乙", "2"]]] * 2
    assert read(rows, placed(rows, (360, 100, paragraph), (360, 130, paragraph))) == []
    assert read(rows, []) == []


def test_numbers_found_as_one_piece_are_taken_apart(rows: ModuleType) -> None:
    words = placed(rows, (100, 100, "甲"), (300, 100, "1"), (500, 100, "2"), (100, 140, "乙"))
    words.append(rows.Word("30 4", (270, 130, 520, 150)))
    assert read(rows, words)[0][1] == ["乙", "30", "4"]


def test_cell_boxes_meet_half_way_and_go_through_the_map(rows: ModuleType) -> None:
    words = placed(rows, (100, 100, "甲"), (300, 100, "1"), (100, 140, "乙"), (300, 140, "2"))
    (table,) = rows.tables(words, lambda box: [v + 1000 for v in box])
    first, second, *_ = table["cells"]
    assert first["box"][2] == second["box"][0] == 1200
    assert first["box"][3] == 1120


def test_skew_is_found_and_boxes_find_their_way_back(rows: ModuleType) -> None:
    import cv2
    import numpy as np
    import upright

    page = np.full((800, 1000, 3), 240, np.uint8)
    for y in range(100, 700, 60):
        cv2.putText(page, "21 annual report 2021 figures", (100, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    cv2.rectangle(page, (700, 400), (740, 430), (0, 0, 255), -1)
    turn = cv2.getRotationMatrix2D((500, 400), 3.0, 1.0)
    skewed = cv2.warpAffine(page, turn, (1000, 800), borderValue=(240, 240, 240))
    assert upright.skew(cv2.cvtColor(skewed, cv2.COLOR_BGR2GRAY)) == pytest.approx(-3.0, abs=0.15)
    straight = upright.straighten(skewed)
    red = (straight.image[..., 2] > 200) & (straight.image[..., 1] < 60)
    y, x = np.nonzero(red)
    found = straight.on_page((x.min(), y.min(), x.max() + 1, y.max() + 1))
    truth = np.array([[700, 400, 1], [740, 400, 1], [740, 430, 1], [700, 430, 1]]) @ turn.T
    assert found == pytest.approx([*truth.min(axis=0), *truth.max(axis=0)], abs=5)
