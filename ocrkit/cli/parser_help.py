"""What the help of the command says around its options."""

from __future__ import annotations

EXIT_CODES = """exit codes
  0    everything was read (findings and doubtful values are no failure)
  1    something could not be read or written
  2    the command line is wrong, or a result is there already and --force was not given
  3    only with --strict: there are doubtful values (with table: cells)
  4    only with benchmark: the reading is worse than was asked for
  130  interrupted
"""

ABOUT = "Turns scanned Chinese annual reports on information disclosure back into data. Works offline."

EXAMPLES = """examples
  ocrkit read scan/page*.jpg -o out/     one report from its pages
  ocrkit read report.pdf -o out/         the same from a PDF, a multi-page TIFF or a folder
  ocrkit table page.png -o out/          any table on any page
  ocrkit benchmark scans/                how well are pages read whose values you know
  ocrkit doctor                          is everything in place, and what to do if not
"""

READ = """Reads the pages of ONE report and writes what it says as data:
  report.json    everything: values with box, confidence and alternatives, text, tables, findings
  report.csv     one row a value          report.xlsx   tables with merged cells
  report.html    tables beside the scan   report.md     to read or to paste
  doubtful/      a picture of every value that a person should check

A wrong number is worse than none: a doubtful reading is marked "review" and listed, never passed
off as right. Wrong sums are handed over as printed, and reported as findings.
"""

READ_EXAMPLES = """examples
  ocrkit read scan/page*.jpg -o out/
  ocrkit read report.pdf --dpi 400 --password secret -o out/
  ocrkit read scans/2023/ -o out/ --formats json,csv --force
  ocrkit read scan/*.png -o out/ --strict --json > summary.json
  ocrkit read scan/*.png -o out/ --form my-form.yaml     a form of your own beside the statutory ones
  ocrkit read report.pdf -o out/ --pages 1-3,5 --settings my.toml

my-form.yaml, for a table with two rows and a total (all keys: docs/forms.md)
  form: hotline
  section: 热线办理情况
  editions:
    - blocks:
        - columns: [cases: 受理件数, closed: 已办结]
          rows: [phone: 一、电话, letters: 二、信件, all: 合计]
  rules:
    - {name: all_cases, for_each: column, equals: all, sum_of: [phone, letters]}

my.toml
  [load]
  max_pages = 20
"""

TABLE = """Finds every table on the pages, ruled or not, and writes, for each file, its rows, columns, spans and text:
  page.tables.json   page.tables.html   page.tables.xlsx
The page need not be of a report. A cell that may be misread is marked "review", with its doubts.
"""

BENCHMARK = """Reads documents whose values are known, and says how many are read right. FOLDER holds a folder for
each document (or is one itself): its pages, and a truth.json that says what is printed on them. Every
truth.json is checked first: one that does not fit its pages or the form is refused before anything runs.

  values right           the same number, or blank, dash or text where that is printed
  wrong and not flagged  a wrong value that is handed over as right: what must not happen
  flagged                marked for a person, or not read, right or not

TEDS and GriTS (tables as structures), the character error rate and the position of values are given where
the truth says what they need. A document that cannot be read in whole has no score; the run goes on.
With -o: score.json (everything) and score.html (every miss with its picture).
"""

BENCHMARK_EXAMPLES = """examples
  ocrkit benchmark scans/ -o out/
  ocrkit benchmark scans/ --min-accuracy 0.99 --max-silent 0     for a CI: exits with 4 if it is worse
  ocrkit benchmark scans/ --json > summary.json

a truth.json that scores three values (all keys: docs/truth-format.md)
  {"pages": [{"file": "page1.jpg"}],
   "requests": {"edition": "2021", "partial": true, "cells": {
     "new_received": {"natural_person": {"value": 12, "kind": "number"},
                      "commercial_enterprise": {"value": null, "kind": "blank"},
                      "total": {"value": 12, "kind": "number"}}}}}
"""
