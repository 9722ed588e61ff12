"""A report to files."""

from ocrkit.export.crops import crop_name, write_crops
from ocrkit.export.html_report import html_page
from ocrkit.export.pictures import PageImages, crop_png, turns_of
from ocrkit.export.results import AS_THEY_WERE, WRITTEN, ResultFolder, named
from ocrkit.export.settings import ALL_FORMATS, ExportSettings
from ocrkit.export.write import (
    former_report,
    report_files,
    table_files,
    table_names,
    write_report,
    write_tables,
)
from ocrkit.types.tables_file import TablesFile

__all__ = [
    "ALL_FORMATS",
    "AS_THEY_WERE",
    "WRITTEN",
    "ExportSettings",
    "PageImages",
    "ResultFolder",
    "TablesFile",
    "crop_name",
    "crop_png",
    "former_report",
    "html_page",
    "named",
    "report_files",
    "table_files",
    "table_names",
    "turns_of",
    "write_crops",
    "write_report",
    "write_tables",
]
