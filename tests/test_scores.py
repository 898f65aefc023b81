"""The project's scorer: small cases worked by hand, and the reference scorer's own figures."""

import json
import subprocess
import sys

import pytest

from pipeline import scores
from pipeline.base.contract import FINAL
from pipeline.base.errors import UserError
from pipeline.base.scans import write_csv

TEXT = "التقى بوتين كيم في موسكو"


def gold_article(**more):
    spans = [(6, 11, "PER", "putin"), (12, 15, "PER", "kim"), (19, 24, "LOC", "moscow")]
    return {
        "id": "a", "text": TEXT, "body": [0, len(TEXT)],
        "mentions": [{"start": s, "end": e, "type": t, "entity": x, "text": TEXT[s:e]} for s, e, t, x in spans],
        "relations": [
            {"head": "kim", "type": "met", "tail": "putin"},
            {"head": "putin", "type": "role", "tail": "russia"},
            {"head": "kim", "type": "visited", "tail": "moscow", "optional": True},
        ],
    } | more  # fmt: skip


def mention(start, end, kind, entity):
    return {
        "mention_id": f"a:{start}-{end}", "article_id": "a", "sentence": 0, "start": start, "end": end,
        "surface": TEXT[start:end], "name": TEXT[start:end], "type": kind, "score": 1.0,
        "entity_id": entity, "entity_name": TEXT[start:end],
    }  # fmt: skip


def relation(source, kind, target, target_name="", status="done"):
    row = {c.name: "" for c in FINAL["relations"].columns} | {"sentence": 0, "score": 1.0, "start": 0, "end": 1}
    return row | {
        "article_id": "a", "source_id": source, "relation": kind, "target_id": target,
        "target_name": target_name, "status": status,
    }  # fmt: skip


@pytest.fixture
def folders(tmp_path):
    gold, tables = tmp_path / "gold", tmp_path / "tables"
    gold.mkdir(), tables.mkdir()
    (gold / "a.json").write_text(json.dumps(gold_article()))
    (gold / "names.tsv").write_text("russia\tروسيا\n")
    found = [mention(6, 11, "PER", "P1"), mention(12, 15, "LOC", "L1"), mention(0, 5, "PER", "P1")]
    write_csv(tables / "mentions.csv", "FROM asked", FINAL["mentions"], ["start"], asked=FINAL["mentions"].frame(found))
    stated = [
        relation("P1", "met", "L1"), relation("P1", "role", "L9", "روسيا"), relation("L1", "visited", "L8", "موسكو"),
        relation("P1", "visited", "L7", status="denied"), relation("P1", "supports", "L7"),
    ]  # fmt: skip
    write_csv(tables / "relations.csv", "FROM asked", FINAL["relations"], ["start"], asked=FINAL["relations"].frame(stated))
    return gold, tables


def test_a_small_case_worked_by_hand(folders):
    out = scores.score(*folders)
    assert out["articles"] == 1
    assert out["found outside the body"] == 0
    # one of three found is right; of the gold's three, one is found
    assert (out["mentions"][""].precision, out["mentions"][""].recall) == (1 / 3, 1 / 3)
    assert (out["mentions"]["LOC"].gold, out["mentions"]["LOC"].found, out["mentions"]["LOC"].f1) == (1, 1, 0)
    # P1 holds putin's mention and a spurious one: precision (1/2 + 1 + 0)/3, recall (1 + 1 + 0)/3
    assert out["linking"][""].precision == pytest.approx((0.5 + 1) / 3)
    assert out["linking"][""].recall == pytest.approx(2 / 3)
    assert out["linking|found"][""].f1 == 1
    # the meeting holds either way round, russia is matched by its name
    # the optional visit, the denied one and a type that is not scored don't count
    assert (out["relations"][""].precision, out["relations"][""].recall) == (1, 1)
    assert (out["relations"]["met"].f1, out["relations"]["role"].f1, out["relations"]["visited"].found) == (1, 1, 0)
    assert (out["co-mentioned edges"][""].gold, out["co-mentioned edges"][""].found) == (3, 1)


def test_a_mention_outside_the_body_is_counted(folders):
    gold, tables = folders
    (gold / "a.json").write_text(json.dumps(gold_article(body=[6, len(TEXT)])))
    assert scores.score(gold, tables)["found outside the body"] == 1


def test_the_reference_scorer_says_the_same(folders, shared):
    ours = scores.report(scores.score(*folders))
    command = [sys.executable, shared / "gold" / "score.py", *map(str, folders)]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert ours.strip().splitlines() == theirs.strip().splitlines()


def test_a_folder_without_gold_and_a_damaged_file_are_named(tmp_path):
    with pytest.raises(UserError, match="no annotated article"):
        scores.load_gold(tmp_path)
    (tmp_path / "b.json").write_text('{"id": "b"}')
    with pytest.raises(UserError, match=r"b\.json: not an annotated article"):
        scores.load_gold(tmp_path)
