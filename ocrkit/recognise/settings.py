"""How the cells of a table are read."""

from __future__ import annotations

from pydantic import Field

from ocrkit.recognise.cells.dashes import DashSettings
from ocrkit.recognise.cells.diagonal import DiagonalSettings
from ocrkit.recognise.cells.faint_dashes import FaintDashSettings
from ocrkit.recognise.cells.faint_print import FaintPrintSettings
from ocrkit.recognise.cells.ink_parts import InkSettings
from ocrkit.recognise.cells.ledger import LedgerSettings
from ocrkit.recognise.cells.line_picture import AroundSettings
from ocrkit.recognise.cells.lost_print import LostPrintSettings
from ocrkit.recognise.cells.pale_fellows import PaleFellowSettings
from ocrkit.recognise.cells.runs_on import RunsOnSettings
from ocrkit.recognise.cells.streaks import StreakSettings
from ocrkit.recognise.prototype_signs import ByPrototypeSettings
from ocrkit.recognise.turned import TurnedSettings
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.recognise.whole_numbers import WholeNumberSettings
from ocrkit.recognise.whole_signs import WholeSettings
from ocrkit.types.settings import Settings


class CellSettings(Settings):
    """How cells are read."""

    ink: InkSettings = InkSettings()
    around: AroundSettings = AroundSettings()
    values: ValueReaderSettings = ValueReaderSettings()
    ledger: LedgerSettings = LedgerSettings()
    dashes: DashSettings = DashSettings()
    faint_dashes: FaintDashSettings = FaintDashSettings()
    lost_print: LostPrintSettings = LostPrintSettings()
    pale_fellows: PaleFellowSettings = PaleFellowSettings()
    streaks: StreakSettings = StreakSettings()
    runs_on: RunsOnSettings = RunsOnSettings()
    faint_print: FaintPrintSettings = FaintPrintSettings()
    diagonal: DiagonalSettings = DiagonalSettings()
    turned: TurnedSettings = TurnedSettings()
    whole: WholeSettings = WholeSettings()
    whole_numbers: WholeNumberSettings = WholeNumberSettings()
    by_prototype: ByPrototypeSettings = ByPrototypeSettings()
    text_sure: float = Field(default=0.9, ge=0, le=1)
    """A text is in doubt whose least sure character has less (``benchmarks.text_confidence``)."""
