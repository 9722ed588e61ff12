"""The stage: parts of tables in, the forms' values, whole tables and findings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.forms.join import WholeTable, join_parts, names_section
from ocrkit.forms.match import FormMatch, Placed, doubted, match_form
from ocrkit.forms.parts import TablePart
from ocrkit.forms.paths import Line
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.values import read_value
from ocrkit.forms.whole import by_shape
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.report import Cell, FormTable
from ocrkit.types.table import Table


@dataclass(frozen=True)
class FormsResult:
    """The forms' tables by form key, every table (parts joined, ``Table.form`` set), and what was odd."""

    forms: dict[str, FormTable]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]

    @property
    def lacking(self) -> tuple[CellRef, ...]:
        """The places of the forms' tables for which no value was found."""
        codes = (FindingCode.ROWS_LACKING, FindingCode.COLUMNS_LACKING)
        return tuple(ref for finding in self.findings if finding.code in codes for ref in finding.cells)


def read_forms(
    parts: Sequence[TablePart], definitions: Sequence[FormDefinition], settings: FormSettings | None = None
) -> FormsResult:
    """Find each form's table among ``parts`` (in reading order) and read its values by label.

    Where labels cannot be read, a table that lies cell by cell as the form does is filed in the form's order, each
    value with a doubt (``whole``). Else nothing is filed that its labels do not name: a row that fits none, a form's
    row that is not there, and a table under a form's heading that is not the form's are findings, not values.
    """
    settings = settings or FormSettings()
    labelled = [(whole, _match(whole, settings)) for whole in join_parts(parts, definitions, settings)]
    wholes, matches = zip(*by_shape(labelled, parts, definitions, settings), strict=True) if labelled else ((), ())
    chosen = _choose(matches)
    forms: dict[str, FormTable] = {}
    tables: list[Table] = []
    findings: list[Finding] = []
    for i, (whole, match) in enumerate(zip(wholes, matches, strict=True)):
        if match is not None and i in chosen:
            forms[match.definition.key] = _form_table(match, settings)
            tables.append(whole.table.model_copy(update={"form": match.definition.key}))
            findings += _findings(whole.table, match)
        else:
            tables.append(whole.table)
            findings += _unmatched(whole, match, definitions, settings)
    return FormsResult(forms, tuple(tables), tuple(findings))


def _match(whole: WholeTable, settings: FormSettings) -> FormMatch | None:
    if whole.definition is None:
        return None
    match = match_form(whole.table, whole.definition, settings)
    if not match.placed or match.told < settings.covered:
        return None
    # Misread labels say nothing, not even that the table is another.
    return match if match.covered >= settings.covered else doubted(match, Doubt(DoubtCode.FEW_LABELS_TOLD))


def _choose(matches: Sequence[FormMatch | None]) -> set[int]:
    """For each form the table with the most values."""
    best: dict[str, int] = {}
    for i, match in enumerate(matches):
        if match is None:
            continue
        other = matches[best[match.definition.key]] if match.definition.key in best else None
        if other is None or len(match.placed) > len(other.placed):
            best[match.definition.key] = i
    return set(best.values())


def _form_table(match: FormMatch, settings: FormSettings) -> FormTable:
    """The values in the form's order."""
    found: dict[tuple[str, str], Cell] = {}
    for placed in match.placed:
        place = placed.row, placed.column.key
        again = (Doubt(DoubtCode.PLACE_TAKEN_TWICE),) if place in found else ()
        if not again:
            found[place] = _value(placed, match.definition, settings)
        else:
            found[place] = _reviewed(found[place], again)
    cells: dict[str, dict[str, Cell]] = {}
    for row, column in match.edition.places():
        if (row, column) in found:
            cells.setdefault(row, {})[column] = found[row, column]
    rows, columns = _official_labels(match.edition)
    return FormTable(
        edition=match.edition.name,
        cells=cells,
        row_labels=rows,
        row_groups=_row_groups(match.edition),
        column_labels=columns,
    )


def _value(placed: Placed, definition: FormDefinition, settings: FormSettings) -> Cell:
    signed = definition.gives_changes(placed.column)
    cell = read_value(placed.cell, settings, signed=signed, doubts=placed.doubts)
    if placed.unit is not None and cell.unit is None and cell.kind == "number":
        return cell.model_copy(update={"unit": placed.unit})
    return cell


def _reviewed(cell: Cell, doubts: tuple[Doubt, ...]) -> Cell:
    return cell.model_copy(update={"status": "review", "doubts": (*cell.doubts, *doubts)})


def _official_labels(edition: Edition) -> tuple[dict[str, str], dict[str, str]]:
    """Row and column labels by key; where rows have none, the groups that stand over a row's columns."""
    rows: dict[str, str] = {}
    columns: dict[str, str] = {}
    for block in edition.blocks:
        rows |= {row.key: row.path[-1] for row in block.rows}
        for column in block.columns:
            columns.setdefault(column.key, column.path[-1])
            if column.row is not None:
                rows.setdefault(column.row, " ".join(column.path[:-1]))
    return rows, columns


def _row_groups(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The labels over each row's own, outermost first: its block's title, then its groups."""
    groups = {
        row.key: (*filter(None, [block.title]), *row.path[:-1]) for block in edition.blocks for row in block.rows
    }
    return {row: labels for row, labels in groups.items() if labels}


def _findings(table: Table, match: FormMatch) -> list[Finding]:
    """Lines of the table that fit no label, and places of the form that the table does not have."""
    key = match.definition.key
    findings = []
    for block in match.blocks:
        for line, rows in [(x, True) for x in block.strange_rows] + [(x, False) for x in block.strange_columns]:
            detail = {"form": key, "axis": "row" if rows else "column", "label": line.text}
            pages = _pages(table, line, rows)
            findings.append(Finding.of(FindingCode.LINE_FITS_NOTHING, detail, pages=pages))
    found = {(placed.row, placed.column.key) for placed in match.placed}
    missing = [place for place in match.edition.places() if place not in found]
    if missing:
        rows_labels, _ = _official_labels(match.edition)
        whole = [row for row in dict.fromkeys(r for r, _ in missing) if not any(f[0] == row for f in found)]
        labels = tuple(rows_labels[row] for row in whole)
        code = FindingCode.ROWS_LACKING if labels else FindingCode.COLUMNS_LACKING
        cells = tuple(CellRef(form=key, row=row, column=column) for row, column in missing)
        findings.append(
            Finding.of(code, {"form": key, "count": len(missing), "rows": labels}, cells=cells, pages=table.pages)
        )
    return findings


def _pages(table: Table, line: Line, rows: bool) -> tuple[int, ...]:
    spans = [(cell.rows if rows else cell.cols, cell) for cell in table.cells]
    inside = [cell for span, cell in spans if line.range[0] <= span[0] and span[1] <= line.range[1]]
    return tuple(sorted({place.page for cell in inside for place in cell.places}))


def _unmatched(
    whole: WholeTable, match: FormMatch | None, definitions: Sequence[FormDefinition], settings: FormSettings
) -> list[Finding]:
    """A finding for a table that ought to be a form's; plain tables of other content are none."""
    if match is not None:
        return [Finding.of(FindingCode.SECOND_TABLE, {"form": match.definition.key}, pages=whole.table.pages)]
    if whole.definition is not None:
        return [Finding.of(FindingCode.NO_VALUE_FILED, {"form": whole.definition.key}, pages=whole.table.pages)]
    if any(names_section(whole.heading, definition, settings) for definition in definitions):
        return [Finding.of(FindingCode.FITS_NO_FORM, {"heading": whole.heading or ""}, pages=whole.table.pages)]
    return []
