"""Definition files: what the package brings, what a user may write, and errors that name the line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocrkit.errors import FormDefinitionError, MissingFileError
from ocrkit.forms import load_definition
from ocrkit.forms.definition import load_definitions
from ocrkit.profiles import annual_report
from ocrkit.types.form import FormDefinition

VOCABULARY = Path(__file__).parents[2] / "shared" / "domain" / "vocabulary.json"

GOOD = """\
form: hotline
section: 热线办理情况
editions:
  - blocks:
      - columns:
          - cases: 受理件数
          - 办结情况:
              - closed: 已办结
              - open: 未办结
        rows:
          - phone: 一、电话
          - all: 合计
rules:
  - name: by_state
    for_each: row
    equals: cases
    sum_of: [closed, open]
"""


def by_key() -> dict[str, FormDefinition]:
    return {definition.key: definition for definition in annual_report().forms}


def load(tmp_path: Path, text: str) -> FormDefinition:
    path = tmp_path / "form.yaml"
    path.write_text(text, encoding="utf-8")
    return load_definition(path)


def test_statutory_tables_have_the_places_of_the_form() -> None:
    sizes = {
        (key, edition.name): len(edition.places()) for key, form in by_key().items() for edition in form.editions
    }
    assert sizes == {
        ("proactive", "2021"): 10,
        ("proactive", "2019"): 22,
        ("requests", "2021"): 25 * 7,
        ("requests", "2019"): 23 * 7,
        ("review_and_litigation", None): 15,
    }


def test_statutory_rules_hold_per_edition() -> None:
    rules = by_key()["requests"].rules_of("2019")
    assert [rule.name for rule in rules] == ["applicants_sum", "results_sum", "flow"]
    assert len(rules[1].right) == 19
    assert [rule.total for rule in rules] == [True, True, False]
    assert by_key()["review_and_litigation"].rules[0].right == ("upheld", "corrected", "other_result", "pending")


@pytest.mark.shared
@pytest.mark.skipif(not VOCABULARY.exists(), reason="the project's vocabulary is not beside the repository")
def test_keys_and_labels_are_the_vocabulary() -> None:
    vocabulary = json.loads(VOCABULARY.read_text(encoding="utf-8"))
    forms = by_key()
    for name in ("2021", "2019"):
        block = forms["requests"].edition(name).blocks[0]
        rows = vocabulary["requests"]["rows"][name]
        assert [(row.key, list(row.path)) for row in block.rows] == [(row["key"], row["path"]) for row in rows]
        columns = vocabulary["requests"]["columns"]
        assert [(c.key, c.path[-1]) for c in block.columns] == [(c["key"], c["label"]) for c in columns]
        for block, printed in zip(
            forms["proactive"].edition(name).blocks, vocabulary["proactive"][name], strict=True
        ):
            assert block.title == printed["article"]
            assert [[c.key, c.path[-1]] for c in block.columns] == printed["columns"]
            assert [[r.key, r.path[-1]] for r in block.rows] == printed["rows"]
    review = vocabulary["review_and_litigation"]
    assert forms["review_and_litigation"].editions[0].places() == [
        (block["key"], outcome["key"]) for block in review["blocks"] for outcome in review["outcomes"]
    ]
    for key, form in forms.items():
        assert form.section == vocabulary[key]["section"]


def test_groups_become_paths(tmp_path: Path) -> None:
    form = load(tmp_path, GOOD)
    assert [column.path for column in form.editions[0].blocks[0].columns] == [
        ("受理件数",),
        ("办结情况", "已办结"),
        ("办结情况", "未办结"),
    ]
    assert form.rules[0].left == ("cases",)


def test_anchors_share_entries(tmp_path: Path) -> None:
    text = GOOD.replace("form: hotline\n", "form: hotline\nshared:\n  - &ends\n    - all: 合计\n")
    form = load(tmp_path, text.replace("- all: 合计\nrules", "- *ends\nrules"))
    assert [row.key for row in form.editions[0].blocks[0].rows] == ["phone", "all"]


def test_columns_can_name_their_row(tmp_path: Path) -> None:
    text = (
        "form: halves\neditions:\n  - blocks:\n      - columns:\n"
        "          - 上半年: {row: first, entries: [{count: 件数}]}\n"
        "          - 下半年: {row: second, entries: [{count: 件数}]}\n"
    )
    assert load(tmp_path, text).editions[0].places() == [("first", "count"), ("second", "count")]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("section: 热线办理情况", "sections: 热线办理情况", 2, "unknown key sections"),
        ("form: hotline\n", "", 1, "key form is missing"),
        ("      - columns:\n", "      - title: 甲\n        colums:\n", 6, "unknown key colums"),
        ("          - all: 合计\n", "          - phone: 合计\n", 12, "key phone is given twice"),
        ("              - open: 未办结\n", "              - cases: 未办结\n", 9, "key cases is given twice"),
        ("[closed, open]", "[closed, opened]", 17, "unknown column: opened"),
        ("    equals: cases\n", "    equals: phone\n", 16, "unknown column: phone"),
        ("for_each: row", "for_each: cell", 15, "row or column, not cell"),
        ("    sum_of: [closed, open]\n", "", 14, "key sum_of is missing"),
        ("    equals: cases\n", "    equals: cases\n    edition: '1999'\n", 17, "no edition is named 1999"),
        ("受理件数", "[受理件数]", 6, "expected key: value, found a single value"),
        ("section: 热线办理情况", "section: [热线]", 2, "expected a text, found a list"),
        ("section: 热线办理情况", "section:", 2, "found nothing"),
        ("editions:\n  - blocks:", "editions:\n    blocks:", 4, "expected a list, found a mapping"),
        ("section: 热线办理情况", "section: 'open quote", 18, "not YAML"),
        ("section: 热线办理情况", "section: a: b", 2, "not YAML"),
        ("section: 热线办理情况", "section: \x07", 2, "not YAML"),
        (GOOD[GOOD.index("        rows:") : GOOD.index("rules:")], "", 6, "column cases needs a row key"),
        ("受理件数", "{label: 受理件数, row: x}", 6, "the block has rows of its own"),
        ("一、电话", "{label: 一、电话, row: x}", 11, "row: is for columns"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    with pytest.raises(FormDefinitionError, match=rf"form\.yaml: line {line}: ") as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert says in str(caught.value)


def test_same_place_twice_over_blocks(tmp_path: Path) -> None:
    block = GOOD[GOOD.index("      - columns") : GOOD.index("rules:")]
    with pytest.raises(FormDefinitionError, match="two values of the same keys: row phone, column cases"):
        load(tmp_path, GOOD.replace("rules:", block + "rules:"))


def test_files_that_are_no_definitions(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        load_definition(tmp_path / "absent.yaml")
    with pytest.raises(FormDefinitionError, match="is empty"):
        load(tmp_path, "")
    (tmp_path / "form.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormDefinitionError, match="not UTF-8"):
        load_definition(tmp_path / "form.yaml")


def test_the_documented_example_loads(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "forms.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    assert [entry.key for entry in load(tmp_path, example).editions[0].blocks[0].rows] == ["phone", "online", "all"]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("editions:\n  - blocks:", "editions: []\nold:\n  - blocks:", 4, "unknown key old"),
        (GOOD[GOOD.index("editions:") :], "editions: []\n", 3, "a form needs at least one edition"),
        (GOOD[GOOD.index("  - blocks:") :], "  - blocks: []\n", 4, "an edition needs at least one block"),
        (
            GOOD[GOOD.index("          - cases") : GOOD.index("        rows:")],
            "          []\n",
            6,
            "at least one column",
        ),
        (
            GOOD[GOOD.index("          - phone") : GOOD.index("rules:")],
            "          []\n",
            11,
            "leave the key out where rows",
        ),
        ("[closed, open]", "[]", 17, "no keys"),
        ("[closed, open]", "[[closed], [open, shut]]", 17, "unknown column: shut"),
        ("form: hotline", "form: ''", 1, "expected a text, found nothing"),
        ("form: hotline", "form: ~", 1, "expected a text, found nothing"),
        ("受理件数", "{}", 6, "expected key: value, found nothing"),
        ("受理件数", "{label: 受理件数, label: 两次}", 6, "key label is given twice"),
        ("受理件数", "{label: {a: b}}", 6, "expected a text, found a mapping"),
    ],
)
def test_what_is_empty_or_of_another_kind_names_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    test_errors_name_the_line(tmp_path, old, new, line, says)


def test_two_editions_of_one_name_and_a_rule_of_one_edition(tmp_path: Path) -> None:
    edition = GOOD[GOOD.index("  - blocks") : GOOD.index("rules:")]
    named = [edition.replace("  - blocks:", f"  - name: '{name}'\n    blocks:") for name in ("2019", "2021")]
    head, rules = GOOD[: GOOD.index("  - blocks")], GOOD[GOOD.index("rules:") :]
    with pytest.raises(FormDefinitionError, match="two editions of the same name: 2019"):
        load(tmp_path, head + named[0] * 2 + rules)
    limited = rules.replace("    for_each", "    edition: '2021'\n    for_each")
    form = load(tmp_path, head + "".join(named) + limited)
    assert [len(form.rules_of(name)) for name in ("2019", "2021")] == [0, 1]
    other = named[1].replace("open: 未办结", "shut: 未办结")
    with pytest.raises(FormDefinitionError, match="unknown column: open in edition 2021"):
        load(tmp_path, head + named[0] + other + rules)
    assert load(tmp_path, head + named[0] + other + limited.replace("2021", "2019")).rules[0].edition == "2019"


def test_aliases_units_and_changes_are_read(tmp_path: Path) -> None:
    text = GOOD.replace("受理件数", "{label: 受理件数, aliases: [受理数, 件数], unit: 件}")
    form = load(tmp_path, text.replace("form: hotline", "form: hotline\nchanges: [增, 减]"))
    cases = form.editions[0].blocks[0].columns[0]
    assert (cases.aliases, cases.unit, cases.path, cases.row) == (("受理数", "件数"), "件", ("受理件数",), None)
    assert form.changes == ("增", "减")
    assert len(form.sha256) == 64


def test_rules_with_two_sides_have_no_total(tmp_path: Path) -> None:
    text = GOOD.replace("equals: cases", "left: [cases]").replace("sum_of:", "right:")
    (rule,) = load(tmp_path, text).rules
    assert (rule.left, rule.right, rule.total) == (("cases",), ("closed", "open"), False)
    assert load(tmp_path, GOOD).rules[0].total


@pytest.mark.parametrize(("levels", "refused"), [(50, False), (70, True)])
def test_lists_in_each_other_have_a_bound_and_those_beside_each_other_none(
    tmp_path: Path, levels: int, refused: bool
) -> None:
    deep = GOOD.replace("[closed, open]", "[" * levels + "closed" + "]" * levels)
    if refused:
        with pytest.raises(FormDefinitionError, match="more than 60 levels in each other"):
            load(tmp_path, deep)
    else:
        assert load(tmp_path, deep).rules[0].right == ("closed",)
    wide = GOOD.replace("[closed, open]", "[" + ", ".join(["[closed]"] * 300) + "]")
    assert len(load(tmp_path, wide).rules[0].right) == 300


def test_no_two_files_have_one_key(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.yaml" for i in range(2)]
    for path in paths:
        path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(FormDefinitionError, match=rf"the key hotline is already that of {paths[0]}"):
        load_definitions(map(str, paths))
    with pytest.raises(FormDefinitionError, match="the key hotline is already that of a form that ocrkit brings"):
        load_definitions([str(paths[0])], [load(tmp_path, GOOD)])
    assert [form.key for form in load_definitions([str(paths[0])])] == ["hotline"]
