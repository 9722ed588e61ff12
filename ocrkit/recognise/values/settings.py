"""How lines of cells are read as values, and checked."""

from __future__ import annotations

from pydantic import Field

from ocrkit.recognise.cells.crops import CropSettings
from ocrkit.recognise.values.alike import AlikeSettings
from ocrkit.recognise.values.apart import ApartSettings
from ocrkit.recognise.values.second_look import SecondLookSettings
from ocrkit.recognise.values.set_close import SetCloseSettings
from ocrkit.recognise.values.speckless import SpecklessSettings
from ocrkit.recognise.values.strokes import StrokeSettings
from ocrkit.types.settings import Settings


class PrintSettings(Settings):
    """What the print of one table has in common. Lengths are shares of the digits' height unless said otherwise.

    ``lines``: from so many lines of digits on a table tells what its print is, ``few``: from so many on that none of
    them is unlike all others. ``own``: what this share of them has is the table's own (half of it for weight and
    colour: totals are bold, changes red). ``pixels``: a length is known to so many pixels of the page. ``size``,
    ``baseline``: digits differ by less than this; ``large``: where too few tell, none is higher than so many times
    the table's characters, of which digits have three quarters. ``weight``: strokes differ by less than this share
    of their width, and digits of two shapes by ``shapes`` more (in 216 numbers of seed 31 by 0.34 in all at most).
    ``tint``: below the first share of coloured ink a line is not coloured, from the second on it is.
    ``fellows``: a digit is held against so many others read as it, and is ``unlike`` them where it differs from
    their mean by so many times what they do. ``unlike_cut``: so many times where it touches the next and was cut
    from it, or where one ``spot`` of it differs by so much from every fellow: of 22,000 unmarked digits 0.04% do,
    and half of those that lost a stroke and were read as another (``python -m benchmarks.marks --lost``, seeds 64 to
    66); and by ``spots`` times what digits of the table usually do, for on coarse copies every third of them differs
    so much. ``gained``: of one that is unlike, this share of the ink, outside the fellow that holds it best, was put
    on it. ``room``: digits together are at least this share as wide as elsewhere. ``steps``: so many pairs of digits
    tell how far apart they stand, to ``step``. ``mark``: the least and greatest size of a mark that may be print
    though it is left out as dirt. ``dash``: a dash in Chinese is no longer than this, in usual text heights.
    ``point_room``: digits with a point between them are at least so many times as far apart as others. ``hole``: so
    much paper, in usual text heights, is within no line: it is more than two characters take.
    """

    lines: int = Field(default=10, ge=2)
    few: int = Field(default=5, ge=2)
    own: float = Field(default=0.12, gt=0, le=1)
    pixels: float = Field(default=1.0, ge=0)
    size: float = Field(default=0.14, gt=0, lt=1)
    large: float = Field(default=1.0, ge=0.5)
    baseline: float = Field(default=0.10, gt=0, lt=1)
    weight: float = Field(default=0.2, gt=0)
    shapes: float = Field(default=0.2, ge=0)
    tint: tuple[float, float] = (0.1, 0.6)
    fellows: int = Field(default=3, ge=2)
    unlike: float = Field(default=3.0, gt=1)
    unlike_cut: float = Field(default=6.0, gt=1)
    spot: float = Field(default=0.31, gt=0, le=1)
    spots: float = Field(default=2.0, ge=1)
    gained: float = Field(default=0.15, gt=0, lt=1)
    room: float = Field(default=0.9, gt=0, le=1)
    steps: int = Field(default=6, ge=2)
    step: float = Field(default=0.12, gt=0, lt=1)
    mark: tuple[float, float] = (0.22, 0.7)
    dash: float = Field(default=2.7, gt=0)
    point_room: float = Field(default=1.15, gt=1)
    hole: float = Field(default=3.0, gt=0)


class ValueReaderSettings(Settings):
    """The margins of the first look and the settings of the checks.

    ``by_shape`` is the probability given to a dash or slash that its shape told. ``dash_read``: what stands in a
    dash's place without its shape is one beyond doubt where it is read as one with this probability; of 303 such
    marks in the reports of seeds 31 and 8117 two were none, read as dashes at 0.45 and 0.16. ``faint``: ink that is
    darker than its paper by fewer grey levels has lost strokes as a rule (4 is left as 1), unless it was read at once
    with the probability ``faint_read``, or is a slash or a dash that looks as ``faint_alike`` others do; office scans
    have 77 or more.
    ``pale``: what has less than this share of the usual darkness of digits, or of dashes, may not be print at all.
    ``low``: ink of less than this share of the usual text height is no digit, whatever it was read as (digits are
    about three quarters of a Chinese character, and values may be set smaller than labels). ``box_corner``,
    ``box_hole``: ink so near to the four corners of a glyph on average, in shares of its sides, and a hole of this
    share of its height, higher than a 9's, and half of it across, wider than in digits that touch, make a box: of
    536 noughts (second pages of seed 31) none came nearer than 0.17, a worn box to 0.09.
    """

    crop: CropSettings = CropSettings()
    second: SecondLookSettings = SecondLookSettings()
    strokes: StrokeSettings = StrokeSettings()
    specks: SpecklessSettings = SpecklessSettings()
    print: PrintSettings = PrintSettings()
    apart: ApartSettings = ApartSettings()
    alike: AlikeSettings = AlikeSettings()
    close: SetCloseSettings = SetCloseSettings()
    box_corner: float = Field(default=0.15, gt=0, lt=0.5)
    box_hole: float = Field(default=0.5, gt=0, lt=1)
    faint: float = Field(default=60, ge=0, le=255)
    faint_read: float = Field(default=0.985, gt=0, le=1)
    faint_alike: int = Field(default=12, ge=1)
    pale: float = Field(default=0.5, ge=0, le=1)
    low: float = Field(default=0.45, ge=0, le=1)
    by_shape: float = Field(default=0.99, gt=0, le=1)
    dash_read: float = Field(default=0.6, gt=0, le=1)
