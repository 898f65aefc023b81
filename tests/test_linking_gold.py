"""Floors of linking on the annotated articles, and what must and must not come together on the seeds."""

from pathlib import Path

import pytest

from benchmarks.gold_frames import bcubed, frames, gold_articles
from pipeline.base.contract import WORKING
from pipeline.linking.judgements import read_judgements
from pipeline.linking.linking import MODELS, load
from pipeline.links import links
from pipeline.names import names

GOLD = next((p for p in (Path("tests/data/gold"), Path("../shared/gold/dev")) if p.exists()), None)
pytestmark = pytest.mark.skipif(GOLD is None, reason="the annotated articles are not here")
# Measured without claims, whose offices bring the last bodies and ministers together.
FLOORS = {"f1": 0.985, "p": 0.99}
TOGETHER = (
    ("PER", "كيم جونغ أون", "كيم جونج أون", "كيم جونغ-أون", "كيم جونغ-اون", "كيم", "أون"),
    ("LOC", "بيونغ يانغ", "بيونج يانج", "بوينغ يانغ"),
    ("PER", "شويغو", "سيرجي شويجو", "سيرغي شويغو"),
    ("PER", "ديمترى بيسكوف", "ديمتري بيسكوف", "بيسسكوف"),
    ("PER", "جوستين ماكرى", "جوستن ماكري"),
    ("LOC", "كوريا", "كوريا الديمقراطية", "كوريا الشمالية"),
    ("ORG", "إنترفاكس", "انترفاكس"),
    ("LOC", "كومسومولسك-نا-أموري", "كومسومولسك-نا-آم أموري"),
)  # fmt: skip
APART = (
    ("PER", "كيم تيوو", "كيم جونغ أون"),
    ("LOC", "كوريا الشمالية", "كوريا الجنوبية"),
    ("ORG", "مجلس الأمن الدولي", "مجلس الأمن القومي"),
)


@pytest.fixture(scope="module")
def linked():
    articles, tokens, mentions, entities = frames(gold_articles(GOLD))
    linking = load(MODELS / "linking")
    found = names(articles, tokens, mentions, WORKING["claims"].empty(), linking)
    return mentions, entities, links(found, read_judgements(Path("none")), linking)


def test_linking_does_not_fall_below_its_floor(linked):
    mentions, entities, table = linked
    of = {(r.article_id, r.name, r.type): r.entity_id for r in table.itertuples()}
    found = bcubed(entities, {m.mention_id: of[m.article_id, m.name, m.type] for m in mentions.itertuples()})
    assert all(found[measure] >= floor for measure, floor in FLOORS.items()), found


def ids(table, type_, name):
    return set(table.entity_id[(table.type == type_) & (table.name == name)])


@pytest.mark.parametrize("names_", TOGETHER, ids=lambda names_: names_[1])
def test_all_spellings_come_together(linked, names_):
    table = linked[2]
    if not ids(table, *names_[:2]):
        pytest.skip("not named in these articles")
    assert len(set().union(*(ids(table, names_[0], name) for name in names_[1:]))) == 1


@pytest.mark.parametrize("names_", APART, ids=lambda names_: names_[1])
def test_different_things_stay_apart(linked, names_):
    type_, left, right = names_
    assert not ids(linked[2], type_, left) & ids(linked[2], type_, right)
