"""Figures that the narrative gives: how many items, applications, cases, and for which time.

The wordings are data (``Narrative``, of the profile); here they are applied. A number that no wording claims beyond
doubt is left alone: a wrong figure is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ocrkit.figures.scope import Scope, last_cue, scope_of
from ocrkit.figures.settle import Found, settled
from ocrkit.figures.text import Mention, Sentence, sentences
from ocrkit.types.profile import Cues, Narrative, NumberRule, Profile
from ocrkit.types.report import Figure, Section
from ocrkit.types.table import Place

_STOP = re.compile(r"[,;:。()!?]")
_TAIL_STOP = re.compile(r"[,;:。()!?、\d]")
_ORDINAL = re.compile(
    r"\s*[（(][一二三四五六七八九十\d]+[）)]"
)  # opens a part of the section, with a theme of its own


@dataclass
class _Context:
    """What the paragraph has said up to here."""

    narrative: Narrative
    before: str = ""
    theme: str | None = None
    topic: str | None = None
    scope: Scope | None = None
    listing: bool = False
    categories: set[Mention] = field(default_factory=set)


def read_figures(sections: Sequence[Section], profile: Profile, year: int | None = None) -> tuple[Figure, ...]:
    """The figures in the sections' paragraphs, in reading order, each value of a key (and label) once.

    ``year`` is the report's, by default the one the text names most: counts of other years are left out. A
    figure has the sentence as printed and the page and box of the paragraph where it stands. A profile without a
    narrative knows no figures.
    """
    narrative = profile.narrative
    if narrative is None:
        return ()
    found: list[Found] = []
    year = year or _usual_year(sections)
    for section in sections:
        theme: str | None = None
        for i, paragraph in enumerate(section.paragraphs):
            place = section.places[i] if i < len(section.places) else None
            context = _Context(narrative, theme=None if _ORDINAL.match(paragraph) else theme)
            found += _paragraph(paragraph, context, section.key, place, year)
            theme = context.theme
    return settled(found, narrative.categories)


def _usual_year(sections: Sequence[Section]) -> int | None:
    text = "".join(paragraph for section in sections for paragraph in section.paragraphs)
    years = Counter(re.findall(r"(20\d\d)\s*年", text))
    return int(years.most_common(1)[0][0]) if years else None


def _paragraph(
    text: str, context: _Context, section: str | None, place: Place | None, year: int | None
) -> list[Found]:
    found: list[Found] = []
    for sentence in sentences(text, context.narrative.units):
        if not sentence.plain.startswith("其中"):
            context.topic, context.scope, context.listing = None, None, False
        context.categories.clear()
        for result in _sentence(sentence, context, year):
            at = {"section": section, "sentence": sentence.printed}
            if place is not None:
                at |= {"page": place.page, "box": place.box}  # type: ignore[dict-item]
            found.append(replace(result, figure=result.figure.model_copy(update=at)))
        context.before += sentence.plain
        context.theme = _theme(sentence.plain, context.narrative) or context.theme
    return found


def _sentence(sentence: Sentence, context: _Context, year: int | None) -> list[Found]:
    cues = context.narrative.cues
    found = _none_statements(sentence, context, year)
    said: set[str] = set()
    end = 0
    for i, mention in enumerate(sentence.mentions):
        lead = sentence.plain[end : mention.start]
        end = mention.end
        if mention.unit in ("%", "‰") or cues.change.search(lead):
            continue
        clause = _STOP.split(lead)[-1]
        context.listing = context.listing or bool(cues.parts.search(lead))
        if cues.planned.search(lead) or cues.vague.search(clause) or mention.about:
            context.topic = None
            continue
        _turn(context, lead)
        claimed = _claimed(sentence, mention, lead, context, said, year)
        found += claimed or _part(sentence, mention, lead, i, context)
    return found


def _claimed(
    sentence: Sentence, mention: Mention, lead: str, context: _Context, said: set[str], year: int | None
) -> list[Found]:
    """What a rule makes of a number: one figure, seldom two; what the rule is about becomes the topic."""
    cues = context.narrative.cues
    tail = _TAIL_STOP.split(sentence.plain[mention.end :])[0]
    own_time = last_cue(lead, year)  # 历年…3021条，其中2022年…88条: a part, but a figure of its own
    part = context.listing and (own_time is None or own_time is context.scope)
    rule = _matching(f"{lead}#{tail}", mention, context, part)
    if rule is None:
        if ";" in lead and not context.listing:
            context.topic = context.scope = None
        return []
    scope = scope_of(lead, context.before + sentence.plain[: mention.start - len(lead)], year, rule.topic in said)
    context.topic, context.scope = rule.topic, scope
    if not cues.parts.search(lead):
        context.listing = False
    by_channel = rule.weak and cues.channel in lead and cues.by_channel.search(sentence.plain)
    keys = {Scope.YEAR: rule.this_year, Scope.ALL: rule.all_years}.get(scope, ()) if scope is not None else ()
    if not keys or by_channel:
        return []
    said.add(rule.topic)
    return [Found(Figure(key=key, value=mention.value, printed=mention.words), rule.weak) for key in keys]


def _matching(window: str, mention: Mention, context: _Context, part: bool) -> NumberRule | None:
    clause = re.split("[,;:。]", window.split("#")[0])[-1]
    another = "其中" not in clause and context.narrative.cues.done.search(clause) is not None
    for rule in context.narrative.numbers:
        if mention.unit not in rule.units or rule.within not in (None, context.topic or context.theme):
            continue
        if part and not rule.part and (rule.topic == context.topic or not another):
            continue
        if rule.says.search(window) and not (rule.veto and rule.veto.search(window)):
            return rule
    return None


def _part(sentence: Sentence, mention: Mention, lead: str, index: int, context: _Context) -> list[Found]:
    """A part of a total given before: a category of disclosed information, or a channel of the hotline."""
    cues, channels, categories = context.narrative.cues, context.narrative.channels, context.narrative.categories
    label = _label(sentence, mention, lead, cues)
    if not 1 < len(label) <= 30 or context.scope is Scope.OTHER:
        return []
    if channels is not None and context.topic == channels.topic:
        if not context.listing or channels.veto.search(label):
            return []
        figure = Figure(key=channels.key, value=mention.value, label=label, printed=mention.words)
        return [Found(figure)]
    if categories is None or context.topic not in (None, categories.topic) or mention.unit not in categories.units:
        return []
    if _in_bracket_of(sentence, mention, context.categories):
        return []  # a part of a part: …类12条（其中规范性文件3条）
    percent = _percent(sentence, index, cues)
    likely = categories.label.search(label) or (percent is not None and label.endswith(categories.ending))
    listed = cues.classes.search(lead) or (context.listing and context.topic == categories.topic)
    if not (likely or listed) or categories.veto.search(_STOP.split(lead)[-1]):
        return []
    context.topic, context.listing = categories.topic, True
    context.categories.add(mention)
    figure = Figure(key=categories.key, value=mention.value, label=label, percent=percent, printed=mention.words)
    return [Found(figure, of_all=context.scope is Scope.ALL)]


def _in_bracket_of(sentence: Sentence, mention: Mention, owners: set[Mention]) -> bool:
    """Whether a number stands in a bracket that was opened after one of ``owners``."""
    opened = sentence.plain.rfind("(", 0, mention.start)
    if opened <= sentence.plain.rfind(")", 0, mention.start):
        return False
    before = [other for other in sentence.mentions if other.end <= opened]
    return bool(before) and before[-1] in owners


def _label(sentence: Sentence, mention: Mention, lead: str, cues: Cues) -> str:
    """The words right before a number, as printed, without what leads up to them."""
    clause = _STOP.split(lead)[-1]
    opening = cues.part_label.match(clause)
    start = mention.start - len(clause) + (opening.end() if opening else 0)
    ending = cues.through_end if opening and cues.through.search(opening.group()) else cues.label_end
    return ending.sub("", sentence.squeezed[start : mention.start]).strip("“”\"'‘’、")


def _percent(sentence: Sentence, index: int, cues: Cues) -> Decimal | None:
    """The percentage that follows an item as its share (占25%)."""
    after = sentence.mentions[index + 1 : index + 2]
    if not after or after[0].unit != "%":
        return None
    between = sentence.plain[sentence.mentions[index].end : after[0].start]
    return after[0].value if cues.share.match(between) else None


def _turn(context: _Context, lead: str) -> None:
    """Where the words before a number name a theme, the sentence has turned to it."""
    theme = _theme(lead, context.narrative)
    if theme is not None and theme != context.topic:
        context.theme, context.topic = theme, None
        context.listing = bool(context.narrative.cues.parts.search(lead))


def _theme(text: str, narrative: Narrative) -> str | None:
    """The theme that a text named last."""
    named = [(m.end(), topic) for topic, words in narrative.themes.items() for m in words.finditer(text)]
    return max(named)[1] if named else None


def _none_statements(sentence: Sentence, context: _Context, year: int | None) -> list[Found]:
    """Zeros said in words."""
    found = []
    for rule in context.narrative.nones:
        for match in rule.says.finditer(sentence.plain):
            clause = _clause_around(sentence.plain, match.start(), match.end())
            if rule.veto.search(clause) or context.narrative.cues.planned.search(clause):
                continue
            before = sentence.plain[: match.start()]
            if scope_of(before + match.group(), context.before, year, False) is not Scope.YEAR:
                continue
            name = next(n for n, words in match.groupdict().items() if words)
            words = sentence.squeezed[match.start(name) : match.end(name)]
            found.append(Found(Figure(key=rule.key, value=Decimal(0), printed=words)))
    return found


def _clause_around(text: str, start: int, end: int) -> str:
    left = max((text.rfind(sign, 0, start) for sign in ",;:。"), default=-1) + 1
    right = min((at for sign in ",;:。" if (at := text.find(sign, end)) >= 0), default=len(text))
    return text[left:right]
