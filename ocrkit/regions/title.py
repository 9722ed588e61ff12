"""Title, agency and year of a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.regions.measure import Measure
from ocrkit.regions.model import Line
from ocrkit.text.numerals import year_of
from ocrkit.text.widths import squeezed
from ocrkit.types.profile import Title
from ocrkit.types.text import same_print

_SEARCHED = 10  # lines from the top of the first page
_SHORT_END = 4  # characters of a last line that ends a title only together with the line above
_TALLEST = 4  # lines of a title
_TALLER = 0.65  # of the height of the title's last line: its other lines are set as large


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """The title's lines and what they say; None for what was not found."""

    lines: tuple[Line, ...] = ()
    title: str | None = None
    agency: str | None = None
    year: int | None = None


def read_title(top: Sequence[Line], text: Sequence[str], measure: Measure, words: Title) -> TitleFacts:
    """Title, agency and year from the lines before the first heading, else from the paragraphs in ``text``.

    The title ends with a line that ends like 年度报告; lines above it that are centred and set as large belong
    to it. Lines that are far paler than the darkest show through from the back, unless none else is a title.
    """
    darkest = max((line.dark for line in top if line.dark is not None), default=None)
    front = [line for line in top if same_print(line.dark, darkest)]
    lines = _title_lines(front[:_SEARCHED], measure, words) or _title_lines(top[:_SEARCHED], measure, words)
    title = "".join(squeezed(line.text) for line in lines) or None
    below = [squeezed(line.text) for line in top if line not in lines and _centred(line, measure)]
    return TitleFacts(
        lines=lines,
        title=title,
        agency=_agency(title or "", below, text, words),
        year=_year(title or "", below, text, words),
    )


def _title_lines(top: Sequence[Line], measure: Measure, words: Title) -> tuple[Line, ...]:
    ends = (i for i in range(len(top)) if _ends_title(top, i, words))
    end = next((i for i in ends if _stands_as_title(top, i, measure, words)), None)
    if end is None:
        return ()
    last = top[end]
    start = end
    while start > 0 and end - start < _TALLEST - 1 and _same_title(top[start - 1], top[start], last, measure, words):
        start -= 1
    stop = end + 1
    if stop < len(top) and words.subtitle.match(squeezed(top[stop].text)) and _centred(top[stop], measure):
        stop += 1
    return tuple(top[start:stop])


def _ends_title(top: Sequence[Line], i: int, words: Title) -> bool:
    """Whether a line ends like a title, by itself or with the line above: the last line may hold 报告 alone."""
    here, above = squeezed(top[i].text), squeezed(top[i - 1].text) if i else ""
    return bool(words.end.search(here)) or (len(here) <= _SHORT_END and bool(words.end.search(above + here)))


def _stands_as_title(top: Sequence[Line], i: int, measure: Measure, words: Title) -> bool:
    """Whether a line that ends like a title is one: centred, on the subject, or centred under the line above."""
    under = i > 0 and abs(top[i].box.centre[0] - top[i - 1].box.centre[0]) < measure.em
    return under or _centred(top[i], measure) or _is_subject(top[i].text, words)


def _same_title(line: Line, below: Line, last: Line, measure: Measure, words: Title) -> bool:
    near = below.box.centre[1] - line.box.centre[1] < 4 * last.box.height
    as_large = _TALLER < line.box.height / last.box.height < 1 / _TALLER
    no_number = not words.document_number.search(squeezed(line.text))
    above = abs(line.box.centre[0] - last.box.centre[0]) < measure.em
    return (above or _centred(line, measure)) and near and as_large and no_number


def _centred(line: Line, measure: Measure) -> bool:
    middle = (measure.left + measure.right) / 2
    return abs(line.box.centre[0] - middle) < 2 * measure.em


def _is_subject(text: str, words: Title) -> bool:
    return words.subject.search(squeezed(text)) is not None and "。" not in text


def _agency(title: str, below: Sequence[str], text: Sequence[str], words: Title) -> str | None:
    found = _agency_in(title, words)
    if found:
        return found
    made_by = (m.group(1) for paragraph in text[:3] if (m := words.made_by.search(squeezed(paragraph))))
    candidates = [line for line in below if words.agency.fullmatch(line)]
    candidates += [name for name in made_by if words.agency.fullmatch(name)]
    candidates += [squeezed(p) for p in text[-3:] if words.agency.fullmatch(squeezed(p))]
    return candidates[0] if candidates else None


def _agency_in(title: str, words: Title) -> str | None:
    """What stands before the subject in a title, the year and 关于 taken off."""
    subject = words.subject.search(title)
    if subject is None:
        return None
    before = title[: subject.start()]
    if words.shared and words.shared_after and before.endswith(words.shared_after):
        before += words.shared if subject.group().startswith(words.shared) else ""
    name = words.apart.sub("", words.year.sub("", before)).strip("关于《（()）—-·")
    return name or None


def _year(title: str, below: Sequence[str], text: Sequence[str], words: Title) -> int | None:
    for line in (title, *below):
        found = words.year.search(line)
        if found and (year := year_of(found.group(1))):
            return year
    joined = squeezed("".join(text))
    period = words.period.search(joined)
    if period:
        return int(period.group(1))
    years = Counter(re.findall(r"(20\d\d)年", joined))
    return int(years.most_common(1)[0][0]) if years else None
