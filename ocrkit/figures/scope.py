"""Which time a number speaks of: the report's year, all years, or another time that no figure is for."""

from __future__ import annotations

import re
from enum import Enum


class Scope(Enum):
    """The time a number is for."""

    YEAR = "this year"
    ALL = "all years"
    OTHER = "another time"


_CUES = re.compile(
    r"""(?P<span>(?:自)?(?:20\d\d年)?1月1日起?[至到\-—~](?:20\d\d年)?12月31日
              |(?:20\d\d年)?1月?[至到\-—~]12月)
      | (?P<all>历年|历次|迄今|至今|有史以来
              |(?:自[^,;。]{1,20}|[^,;。\d]{0,10}[^,;。年直期])以来|自20\d\d年[^,;]{0,6}起)
      | (?P<until>(?:截[至止]|至(?=20\d\d年(?:\d|底|末)))
          (?:目前|(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[年月]?[底末])?))
      | (?P<part>上半年|下半年|第?[一二三四]季度|本月|当月|(?:20\d\d年)?\d{1,2}月份?(?!\d|底|末))
      | (?P<past>上年度?|上一年度?|去年|前年|往年|同期)
      | 20\d\d年以来|(?P<number>20\d\d)年度?
      | (?P<year>本年度?|今年|全年|年度内?|年内|报告期|当年|这一年|一年来)""",
    re.VERBOSE,
)
_SUM = "累计"
_COMPARED = re.compile("(?:较|比|与|同)(?:20\\d\\d年度?|上年度?|上一年度?|去年|前年|往年|同期)")
_LAST_YEAR = re.compile("上年度?|上一年度?|去年|前年|往年|同期")  # said of one number, not of those after it


def scope_of(since: str, before: str, year: int | None, said: bool) -> Scope | None:
    """The scope of a number, None where the words leave it open.

    ``since`` is the text between the number before and this one, ``before`` all the text of the paragraph
    ahead of it; ``said`` is whether the same matter was given for this year already. The last cue counts. 累计
    alone is for all years only beside a count for this year (2021年度累计 is this year), and 截至 a date only
    with 累计 and without a word for this year.
    """
    since, before = _COMPARED.sub("", since), _COMPARED.sub("", before)
    cues = _cues(since, year)
    if "until" in cues and cues[-1] == "until":
        return Scope.ALL if _SUM in since and Scope.YEAR not in cues else None
    named = last_cue(since, year)
    if named is not None:
        return named
    earlier = last_cue(_LAST_YEAR.sub("", before), year)
    if _SUM in since:
        if said:
            return Scope.ALL
        return Scope.YEAR if earlier is Scope.YEAR else None
    return Scope.OTHER if earlier is Scope.OTHER else Scope.YEAR


def last_cue(text: str, year: int | None) -> Scope | None:
    """The time that the last words of time in a text name, None if there are none."""
    named = [cue for cue in _cues(text, year) if isinstance(cue, Scope)]
    return named[-1] if named else None


def _cues(text: str, year: int | None) -> list[Scope | str]:
    return [_cue(found, year) for found in _CUES.finditer(text)]


def _cue(found: re.Match[str], year: int | None) -> Scope | str:
    if found["until"]:
        return "until"
    if found["all"]:
        return Scope.ALL
    if found["part"] or found["past"]:
        return Scope.OTHER
    if found["number"]:
        return Scope.YEAR if year in (None, int(found["number"])) else Scope.OTHER
    return Scope.YEAR
