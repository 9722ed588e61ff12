"""What was read compared with what is printed: truth files, metrics, and scores of one and of many documents."""

from ocrkit.score.cells import CellScores, DigitCount, Graded, Miss, score_cells
from ocrkit.score.document import DocumentFacts, DocumentScore, score_document
from ocrkit.score.grid import Grid, GridCell, grids_of
from ocrkit.score.intervals import Interval, bootstrap, ratio_interval
from ocrkit.score.match import matched
from ocrkit.score.output import OutputLine, PageOutput, SystemOutput
from ocrkit.score.pool import FIGURES, Figure, PooledScores, breakdown, pool, risk_coverage
from ocrkit.score.position import PositionScore, iou, score_positions
from ocrkit.score.structure import GritsScores, TableScore, grits, match_tables, score_tables, teds
from ocrkit.score.text import TextErrors, character_error_rate, found_error_rate
from ocrkit.score.truth import (
    Truth,
    TruthCell,
    TruthForm,
    TruthPage,
    TruthSection,
    TruthTable,
    TruthTableCell,
    documents,
    read_truth,
    truth_text,
    write_truth,
)

__all__ = [
    "FIGURES",
    "CellScores",
    "DigitCount",
    "DocumentFacts",
    "DocumentScore",
    "Figure",
    "Graded",
    "Grid",
    "GridCell",
    "GritsScores",
    "Interval",
    "Miss",
    "OutputLine",
    "PageOutput",
    "PooledScores",
    "PositionScore",
    "SystemOutput",
    "TableScore",
    "TextErrors",
    "Truth",
    "TruthCell",
    "TruthForm",
    "TruthPage",
    "TruthSection",
    "TruthTable",
    "TruthTableCell",
    "bootstrap",
    "breakdown",
    "character_error_rate",
    "documents",
    "found_error_rate",
    "grids_of",
    "grits",
    "iou",
    "match_tables",
    "matched",
    "pool",
    "ratio_interval",
    "read_truth",
    "risk_coverage",
    "score_cells",
    "score_document",
    "score_positions",
    "score_tables",
    "teds",
    "truth_text",
    "write_truth",
]
