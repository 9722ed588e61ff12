"""Words for people in English and Chinese, made from templates with parameters, the same way for all that has a code.

The names in braces of a template are its parameters. Conversions put them into the language: ``!q`` quotes texts
(``blank`` where one is empty), ``!t`` takes a word of ours (``row``), ``!j`` strings texts together, ``!a`` joins
those that exclude one another, ``!k`` is what keys add up to (the first to the last, where they are many), ``!i`` a
number or the interval between two, either "" where it is open, ``!p`` the s of an English plural.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter
from typing import Any, Literal, NamedTuple

Language = Literal["en", "zh"]

Parameter = str | int | float | tuple[str, ...]
"""What a parameter may be; exact numbers are given as strings of digits."""


class Words(NamedTuple):
    """What something is called, or a template with its parameters in braces, in each language."""

    en: str
    zh: str

    def fill(self, language: Language, parameters: Mapping[str, Parameter]) -> str:
        """The template with its parameters; raises ``KeyError`` where one is lacking."""
        return _SPEAKERS[language].vformat(getattr(self, language), (), parameters)


TERMS: Mapping[str, Words] = {
    "": Words("blank", "空白"),
    "row": Words("row", "行"),
    "column": Words("column", "列"),
    "no heading": Words("no heading", "无标题"),
    "title": Words("title", "标题"),
    "agency": Words("agency", "机关"),
    "year": Words("year", "年度"),
}
"""Words of ours that stand in parameters."""

_FEW = 3
"""Keys of a sum that are named one by one; of more, the first and the last."""


@cache
def parameters_of(words: Words) -> tuple[str, ...]:
    """The names of a template's parameters, in the order of its English words."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(words.en) if name))


def plain(template: str) -> str:
    """A template whose parameters are names in braces and no more, for lists."""
    return re.sub(r"\{(\w+)[^}]*\}", r"{\1}", template)


class _Speaker(Formatter):
    """``str.format`` with conversions that put parameters into a language."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._conversions: Mapping[str, Callable[[Any], str]] = {
            "a": self._alternatives,
            "i": self._interval,
            "j": self._strung,
            "q": self._quoted,
            "k": self._sum,
            "p": self._plural,
            "t": self._term,
        }

    def convert_field(self, value: Any, conversion: Any) -> Any:
        if conversion in self._conversions:
            return self._conversions[conversion](value)
        return super().convert_field(value, conversion)

    def _or(self, en: str, zh: str) -> str:
        return en if self._language == "en" else zh

    def _term(self, value: Any) -> str:
        return getattr(TERMS[value], self._language) if value in TERMS else str(value)

    def _plural(self, value: Any) -> str:
        return self._or("s" if value != 1 else "", "")

    def _quoted(self, value: Any) -> str:
        return self._or(", ", "、").join(self._one_quoted(text) for text in _several(value))

    def _one_quoted(self, value: Any) -> str:
        if not isinstance(value, str):
            return str(value)
        if self._language == "zh":
            return f"“{value}”" if value else TERMS[""].zh
        return repr(value or TERMS[""].en)

    def _strung(self, value: Any) -> str:
        return self._or("; ", "；").join(map(str, _several(value)))

    def _alternatives(self, value: Any) -> str:
        return self._or(" and as ", "、又为 ").join(map(str, _several(value)))

    def _sum(self, value: Any) -> str:
        keys = _several(value)
        if len(keys) <= _FEW:
            return " + ".join(keys)
        return self._or(f"the sum of {keys[0]} to {keys[-1]}", f"{keys[0]} 至 {keys[-1]} 之和")

    def _interval(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        least, most = value
        if least and most:
            return self._or(f"{least} to {most}", f"{least} 至 {most}")
        if least:
            return self._or(f"at least {least}", f"至少 {least}")
        return self._or(f"at most {most}", f"至多 {most}") if most else self._or("anything", "任意数")


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


_SPEAKERS = {"en": _Speaker("en"), "zh": _Speaker("zh")}
