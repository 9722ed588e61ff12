"""Ruled tables of random structure with Chinese and numeric texts: merged cells in any place, not the form's."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker.flow import Item
from benchmarks.pagemaker.grid import Grid, GridCell

Owners = NDArray[np.intp]
NOUNS = re.findall(
    "..",
    "项目类别单位合计数量金额备注序号面积人数日期等级小麦玉米水库道路桥梁图书设备学校医院车辆湖泊林地仓库"
    "电表阀门渠道乡镇街道社区工程材料人工",
)
MODIFIERS = re.findall("..", "新建改造上年本年其中东部西部常用备用主要其他一类二类年末累计计划")
UNITS = ("", "", "", "", "%", "元", "万元", "公里", "个", "亩")
REMARKS = ("已完成，待验收", "按计划推进", "见附表", "含上年结转部分", "数据由各乡镇报送，经核对后汇总", "暂缓", "—")
TITLES = ("分类汇总表", "情况一览表", "明细表", "统计表", "对照表", "登记表")


def tables(rng: np.random.Generator) -> tuple[list[Item], dict[str, Grid]]:
    """A page's flow with one table, now and then two, and the tables' grids."""
    flow: list[Item] = []
    grids: dict[str, Grid] = {}
    most = int(rng.integers(5, 18))
    for index in range(1 if most > 9 or rng.random() < 0.5 else 2):
        name = f"random{index}"
        title = f"表{index + 1}　{_noun(rng)}{rng.choice(TITLES)}"
        flow += [Item("heading", title), Item("table", name)]
        grids[name] = table(rng, name, int(rng.integers(4, most + 1)), int(rng.integers(3, 9)))
    flow.append(Item("paragraph", f"注：本表由{_noun(rng)}管理部门填报，单位以表中所列为准。"))
    return flow, grids


def table(rng: np.random.Generator, name: str, n_rows: int, n_cols: int) -> Grid:
    """A table of random merged cells: every grid line is drawn somewhere, every row has a cell of its own height."""
    owners = random_owners(rng, n_rows, n_cols, share=float(rng.choice([0.1, 0.25, 0.4])))
    writers = [_writer(rng) for _ in range(n_cols)]
    head = int(rng.integers(0, 3))
    cells = [_cell(rng, owners, number, head, writers) for number in dict.fromkeys(owners.ravel().tolist())]
    widths = tuple(float(w) for w in rng.uniform(0.7, 1.6, n_cols))
    return Grid(name, n_rows, n_cols, tuple(cells), widths, head)


def random_owners(rng: np.random.Generator, n_rows: int, n_cols: int, share: float) -> Owners:
    """The number of the cell that covers each square of the grid, (rows, columns)."""
    owners = np.arange(n_rows * n_cols, dtype=np.intp).reshape(n_rows, n_cols)
    merged = np.zeros(owners.shape, bool)
    for _ in range(int(n_rows * n_cols * share)):
        height, width = (int(min(rng.geometric(0.5), most, 6)) for most in (n_rows, n_cols))
        top, left = int(rng.integers(0, n_rows - height + 1)), int(rng.integers(0, n_cols - width + 1))
        window = np.s_[top : top + height, left : left + width]
        if height * width == 1 or merged[window].any():
            continue
        trial = owners.copy()
        trial[window] = owners[top, left]
        if _proper(trial):
            owners = trial
            merged[window] = True
    return owners


def _proper(owners: Owners) -> bool:
    """Whether each inner grid line parts two cells somewhere, and each row has a cell of one row, blank or not."""
    lying = (owners[1:] != owners[:-1]).any(axis=1).all()
    standing = (owners[:, 1:] != owners[:, :-1]).any(axis=0).all()
    above = np.vstack([np.full((1, owners.shape[1]), -1), owners[:-1]])
    below = np.vstack([owners[1:], np.full((1, owners.shape[1]), -1)])
    single = ((owners != above) & (owners != below)).any(axis=1).all()
    return bool(lying and standing and single)


def _cell(
    rng: np.random.Generator, owners: Owners, number: int, head: int, writers: list[Callable[[], str]]
) -> GridCell:
    rows, cols = np.nonzero(owners == number)
    row, col = int(rows.min()), int(cols.min())
    row_span, col_span = int(rows.max()) + 1 - row, int(cols.max()) + 1 - col
    text, role = (_noun(rng), "head") if row < head else (writers[col](), "value")
    if role == "value" and rng.random() < 0.08 and row_span > 1:
        text = ""
    return GridCell(row, col, text, role, row_span, col_span)


def _noun(rng: np.random.Generator) -> str:
    return (str(rng.choice(MODIFIERS)) if rng.random() < 0.5 else "") + str(rng.choice(NOUNS))


def _writer(rng: np.random.Generator) -> Callable[[], str]:
    """What writes the cells of one column."""
    unit = str(rng.choice(UNITS))
    size, places = float(rng.uniform(1, 6)), int(rng.choice([0, 0, 0, 1, 2]))
    thousands = "," if rng.random() < 0.3 else ""

    def number() -> str:
        return f"{10 ** rng.uniform(0, size):{thousands}.{places}f}{unit}"

    def words() -> str:
        return str(rng.choice(REMARKS)) if rng.random() < 0.25 else _noun(rng)

    def blank_or_number() -> str:
        return str(rng.choice(["", "/", "—", "0"])) if rng.random() < 0.4 else number()

    return (number, number, words, blank_or_number)[int(rng.integers(4))]
