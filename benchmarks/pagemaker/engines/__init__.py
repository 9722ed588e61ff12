"""The typesetters: each breaks lines, fills pages and draws rules its own way, from one description of the flow.

``base`` says what is asked of them. ``typst_engine`` is a typesetter of its own kind; ``weasy_engine`` and
``chromium_engine`` are two layout engines that share nothing but the language their page is written in
(``html``). Chromium is held out: nothing is developed on its pages, and its results are only reported.
"""

from benchmarks.pagemaker.engines.base import Engine, Layout, Placed
from benchmarks.pagemaker.engines.chromium_engine import Chromium
from benchmarks.pagemaker.engines.typst_engine import Typst
from benchmarks.pagemaker.engines.weasy_engine import Weasy

ENGINES: dict[str, Engine] = {engine.name: engine for engine in (Typst(), Weasy())}
HELD_OUT_ENGINE: Engine = Chromium()
ALL_ENGINES = ENGINES | {HELD_OUT_ENGINE.name: HELD_OUT_ENGINE}

__all__ = ["ALL_ENGINES", "ENGINES", "HELD_OUT_ENGINE", "Engine", "Layout", "Placed"]
