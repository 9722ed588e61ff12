"""A report to files."""

from ocrkit.export.atomic import Writing, check_free
from ocrkit.export.crops import crop_name, write_crops
from ocrkit.export.html_report import html_page
from ocrkit.export.pictures import PageImages, crop_png, turns_of
from ocrkit.export.settings import ALL_FORMATS, ExportSettings
from ocrkit.export.write import TablesFile, report_names, table_names, write_report, write_tables

__all__ = [
    "ALL_FORMATS",
    "ExportSettings",
    "PageImages",
    "TablesFile",
    "Writing",
    "check_free",
    "crop_name",
    "crop_png",
    "html_page",
    "report_names",
    "table_names",
    "turns_of",
    "write_crops",
    "write_report",
    "write_tables",
]
