"""The phrases of terminal and HTML: one list, both languages, nothing in it that is not used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from ocrkit.score.pool import FIGURES
from ocrkit.types.archive_phrases import ARCHIVE_PHRASES
from ocrkit.types.finding_codes import FindingKind
from ocrkit.types.phrases import PHRASES, Phrases, language_of
from ocrkit.types.words import parameters_of

PACKAGE = Path(__file__).parent.parent / "ocrkit"

NAMES = re.compile(r"TEDS(-S)?|GriTS|IoU|score\.json|-o\b")
"""Of metrics, files and options: the same in every language."""


@pytest.mark.parametrize("key", PHRASES)
def test_every_phrase_says_the_same_in_both_languages(key: str) -> None:
    words = PHRASES[key]
    assert set(re.findall(r"{(\w+)", words.zh)) == set(parameters_of(words))
    given = dict.fromkeys(parameters_of(words), "7")
    english, chinese = (Phrases(language)(key, **given) for language in ("en", "zh"))
    assert not re.search("[\u4e00-\u9fff{}]", english)
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[A-Za-z{}]", NAMES.sub("", chinese))


def test_every_kind_of_finding_has_a_phrase_and_every_phrase_is_used() -> None:
    assert set(get_args(FindingKind)) <= set(PHRASES)
    sources = [path for folder in ("cli", "export", "archive") for path in (PACKAGE / folder).glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    made = set(re.findall(r"\bf[\"'](\w+(?: by)?) \{", text))  # keys that end with a name
    known = [key for key in PHRASES if key.rpartition(" ")[0] not in made]
    unused = [key for key in known if not re.search(f"[\"']{re.escape(key)}[\"']", text)]
    assert set(unused) <= {*get_args(FindingKind), *FIGURES}


def test_no_key_of_an_archive_hides_another() -> None:
    text = (PACKAGE / "types" / "phrases.py").read_text(encoding="utf-8")
    assert [key for key in ARCHIVE_PHRASES if f'    "{key}": Words(' in text] == []


def test_plurals_are_english() -> None:
    assert [Phrases()("n findings", n=n) for n in (0, 1, 2)] == ["0 findings", "1 finding", "2 findings"]
    assert Phrases("zh")("n findings", n=2) == "2 个问题"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language_is_the_locales(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
