"""A report to files."""

from ocrkit.export.atomic import check_free
from ocrkit.export.crops import crop_name, write_crops
from ocrkit.export.pictures import PageImages
from ocrkit.export.settings import ALL_FORMATS, ExportSettings
from ocrkit.export.write import TablesFile, report_names, table_names, write_report, write_tables

__all__ = [
    "ALL_FORMATS",
    "ExportSettings",
    "PageImages",
    "TablesFile",
    "check_free",
    "crop_name",
    "report_names",
    "table_names",
    "write_crops",
    "write_report",
    "write_tables",
]
