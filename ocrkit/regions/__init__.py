"""Lines of text to titles, headings, paragraphs and sections, in reading order."""

from ocrkit.regions.model import PageText, Part, Region
from ocrkit.regions.read import read_regions
from ocrkit.regions.result import Regions
from ocrkit.regions.settings import RegionSettings

__all__ = ["PageText", "Part", "Region", "RegionSettings", "Regions", "read_regions"]
