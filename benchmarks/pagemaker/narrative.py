"""The report's prose, worded in many ways, with the figures it states and where it contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from benchmarks.pagemaker import phrases
from benchmarks.pagemaker.model import Figure

CATEGORIES = (
    "机构职能类信息",
    "政策、规范性文件类信息",
    "行政许可类信息",
    "重大建设项目信息",
    "财政预决算类信息",
    "科教文体卫生类信息",
    "安全生产、应急管理类信息",
    "其他类别信息",
)


@dataclass
class Prose:
    """Paragraphs of the three worded sections, with the figures they state, in reading order."""

    overview: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    other_matters: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)


def write(
    rng: np.random.Generator, year: int, received: int, *, full: bool, contradict: bool, variant: int = 0
) -> Prose:
    """The prose of one report.

    ``received`` is the number of new applications in table three. ``full`` states every kind of figure, else
    only a few; ``contradict`` makes the text contradict itself or the table; ``variant`` picks the wordings.
    """
    writer = _Writer(rng, year, variant)
    disclosed = writer.disclosed(contradict)
    if full or rng.random() < 0.6:
        writer.categories(disclosed, contradict)
    writer.applications(received, contradict)
    if full:
        writer.activities()
    for title, sentences in phrases.PRACTICE[variant % len(phrases.PRACTICE)]:
        writer.prose.overview += [title, sentences]
    writer.prose.problems = list(phrases.PROBLEMS[variant % len(phrases.PROBLEMS)])
    writer.fees(full)
    return writer.prose


def terse(year: int, received: int) -> Prose:
    """One sentence a section."""
    prose = Prose([f"{year}年共收到政府信息公开申请{received}件。"], ["信息更新需要更加及时。"], ["无。"])
    prose.figures.append(Figure("applications_received_this_year", received))
    return prose


class _Writer:
    """Adds one kind of figure after the other to a prose."""

    def __init__(self, rng: np.random.Generator, year: int, variant: int) -> None:
        self.rng, self.year, self.variant = rng, year, variant
        self.prose = Prose()

    def _say(self, forms: tuple[str, ...], *, join: bool = False, **numbers: object) -> None:
        """Add a sentence, worded by the variant, as a paragraph or at the end of the last one."""
        text = forms[self.variant % len(forms)].format(year=self.year, last=self.year - 1, **numbers)
        if join:
            self.prose.overview[-1] += text
        else:
            self.prose.overview.append(text)

    def _note(self, key: str, value: int, printed: str | None = None) -> None:
        self.prose.figures.append(Figure(key, value, printed=printed))

    def disclosed(self, contradict: bool) -> int:
        """Items disclosed, this year and in all; returns this year's."""
        now = int(self.rng.integers(4, 60)) * 20
        total = now + int(self.rng.integers(100, 9000))
        self._say(phrases.DISCLOSED, now=now, total=total)
        self._note("disclosed_this_year", now)
        self._note("disclosed_cumulative", total)
        if contradict and self.variant % 2:
            other = total + int(self.rng.integers(1, 400))
            self._say(phrases.DISCLOSED_AGAIN, join=True, total=other)
            self._note("disclosed_cumulative", other)
            self.prose.contradictions.append(f"disclosed_cumulative given as {total} and as {other}")
        return now

    def categories(self, disclosed: int, contradict: bool) -> None:
        """The items by category with percentages, which add up unless they are to contradict."""
        names = [*self.rng.permutation(CATEGORIES[:-1])[: int(self.rng.integers(3, 6))].tolist(), CATEGORIES[-1]]
        share = self.rng.multinomial(disclosed // 20, [1 / len(names)] * len(names))
        counts = (share * 20).tolist()
        if contradict and not self.variant % 2:
            counts[0] += 10
            self.prose.contradictions.append(
                f"disclosed_by_category adds up to {sum(counts)}, disclosed_this_year is {disclosed}"
            )
        percents = [_percent(n, disclosed) for n in counts]
        form, comma = phrases.CATEGORY[self.variant % len(phrases.CATEGORY)]
        printed = "{percent}" in form
        if printed and abs(sum(percents, Decimal(0)) - 100) > Decimal("0.5"):
            self.prose.contradictions.append(f"category percentages add up to {sum(percents):f}")
        parts = [form.format(name=a, n=n, percent=f"{p:f}") for a, n, p in zip(names, counts, percents, strict=True)]
        lead = phrases.CATEGORY_LEAD[self.variant % len(phrases.CATEGORY_LEAD)]
        told = lead + comma.join(parts) + "。"
        if self.variant % 2:
            self.prose.overview.append(told)
        else:
            self.prose.overview[-1] += told
        for name, n, percent in zip(names, counts, percents, strict=True):
            figure = Figure("disclosed_by_category", n, label=name, percent=percent if printed else None)
            self.prose.figures.append(figure)

    def applications(self, received: int, contradict: bool) -> None:
        """Applications received, answered and in all."""
        if received == 0:
            form, printed = phrases.NO_APPLICATIONS[self.variant % len(phrases.NO_APPLICATIONS)]
            self._say((form,))
            self._note("applications_received_this_year", 0, printed)
            return
        said = received
        if contradict and self.variant % 3 == 0:
            said = received + int(self.rng.integers(1, 20))
            self.prose.contradictions.append(
                f"applications_received_this_year is {said}, requests.new_received.total is {received}"
            )
        total = said + int(self.rng.integers(50, 3000))
        answered = max(1, said - int(self.rng.integers(0, 4)))
        self._say(phrases.APPLICATIONS, now=said, answered=answered, total=total)
        order = phrases.APPLICATIONS_ORDER[self.variant % len(phrases.APPLICATIONS)]
        told = {"now": said, "answered": answered, "total": total}
        for name in order:
            self._note(phrases.APPLICATION_KEYS[name], told[name])

    def activities(self) -> None:
        """Documents, interpretations, training and the hotline."""
        small = [int(n) for n in self.rng.integers(2, 90, 3)]
        cases = int(self.rng.integers(100, 2000))
        channel = int(self.rng.integers(1, cases))
        self._say(phrases.DOCUMENTS, n=small[0], m=small[1])
        self._note("normative_documents_issued", small[0])
        self._note("policy_interpretations", small[1])
        self._say(phrases.TRAINING, join=True, n=small[2])
        self._note("training_sessions", small[2])
        name = phrases.CHANNELS[self.variant % len(phrases.CHANNELS)]
        self._say(phrases.HOTLINE, join=self.variant % 3 == 0, n=cases, m=channel, channel=name)
        self._note("hotline_cases", cases)
        self.prose.figures.append(Figure("hotline_cases_by_channel", channel, label=name))

    def fees(self, full: bool) -> None:
        """The fees of section six."""
        if not full:
            self.prose.other_matters.append("无。")
            return
        form, words = phrases.FEES[self.variant % len(phrases.FEES)]
        n = 0 if words else int(self.rng.integers(0, 2000))
        self.prose.other_matters.append(form.format(year=self.year, n=n))
        self._note("information_fees", n, words)


def _percent(part: int, whole: int) -> Decimal:
    """A share in percent as a report prints it: two decimals at most, no trailing zeros."""
    return (Decimal(part * 100) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
