import math
import random

import pandas as pd
import pytest

from pipeline.base.contract import FINAL
from pipeline.cooccurrences import LIST_LENGTH, cooccurrences, evidence, pair_counts, stories
from pipeline.products import with_texts
from tests.frames import KIM, LAVROV, MINISTRY, NKOREA, ODD, PUTIN, RUSSIA, tables


def corpus(named: dict[tuple[str, int], str], copies: dict[str, str] | None = None):
    """Mentions, sentences, articles and entities from {(article, sentence): "letters of the entities in it"}."""
    mentions = [(a, s, e) for (a, s), letters in named.items() for e in letters]
    names = sorted({a for a, _ in named})
    entities = sorted({e for _, _, e in mentions})
    return (
        pd.DataFrame(mentions, columns=["article_id", "sentence", "entity_id"]).astype({"entity_id": "str"}),
        pd.DataFrame(named.keys(), columns=["article_id", "sentence"]).assign(text="x"),
        pd.DataFrame({"article_id": names, "duplicate_of": [(copies or {}).get(a, "") for a in names]}),
        pd.DataFrame({"entity_id": entities, "name": [e.upper() for e in entities]}),
    )


def counted(named, copies=None) -> pd.DataFrame:
    mentions, sentences, articles, entities = corpus(named, copies)
    return cooccurrences(pair_counts(mentions, sentences, stories(articles)), entities)


def test_pairs_of_the_small_corpus():
    pairs = tables()["cooccurrences"]
    assert pairs[["source_id", "target_id", "sentences", "articles", "weight"]].to_numpy().tolist() == [
        [RUSSIA, KIM, 5, 3, 3],  # two of the five stand in the near-duplicate
        [RUSSIA, PUTIN, 2, 2, 1],
        [PUTIN, KIM, 2, 2, 1],
        [NKOREA, RUSSIA, 1, 1, 1],
        [NKOREA, MINISTRY, 1, 1, 1],
        [NKOREA, KIM, 1, 1, 1],
        [RUSSIA, ODD, 1, 1, 1],
        [PUTIN, LAVROV, 1, 1, 1],
    ]
    assert (pairs["source_id"] < pairs["target_id"]).all()


def test_an_entity_named_twice_in_a_sentence_is_no_pair_and_counts_once():
    pairs = counted({("a", 0): "xxy", ("a", 1): "xx"})
    assert pairs[["source_id", "target_id", "weight"]].to_numpy().tolist() == [["x", "y", 1]]


def test_npmi_and_g2_follow_their_definitions():
    named = {("a", i): letters for i, letters in enumerate(["xy", "xy", "x", "y", "", "z", "z", "xz", "", ""])}
    row = counted(named).set_index(["source_id", "target_id"]).loc[("x", "y")]
    both, first, second, every = 2, 4, 3, 10
    assert row["npmi"] == pytest.approx(math.log(both * every / (first * second)) / -math.log(both / every), abs=1e-6)
    stats = pytest.importorskip("scipy.stats")
    table = [[both, first - both], [second - both, every - first - second + both]]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert row["g2"] == pytest.approx(expected, abs=1e-4)


def test_npmi_is_one_for_inseparable_pairs_even_in_every_sentence():
    assert counted({("a", 0): "xy", ("a", 1): ""})["npmi"].tolist() == [1.0]
    everywhere = counted({("a", 0): "xy", ("a", 1): "xy"})
    assert everywhere[["npmi", "g2"]].to_numpy().tolist() == [[1.0, 0.0]]


def test_a_story_counts_by_its_fullest_printing():
    named = {("a", 0): "xy", ("b", 0): "xy", ("b", 1): "xy", ("c", 0): "xy"}
    pairs = counted(named, {"b": "a"})
    assert pairs[["sentences", "articles", "weight"]].to_numpy().tolist() == [[4, 3, 3]]


def test_printings_that_differ_give_finite_scores():
    named = {("a", i): "x" for i in range(4)} | {("b", i): "y" for i in range(4)} | {("a", 4): "xy", ("b", 4): "xy"}
    pairs = counted(named, {"b": "a"})
    assert pairs[["npmi", "g2"]].notna().all(axis=None)
    assert pairs["g2"].between(0, 100).all()


def test_any_partition_and_grouping_of_articles_gives_the_same_table():
    dice = random.Random(4)
    named = {(f"a{a}", s): dice.choices("pqrstuv", k=dice.randrange(5)) for a in range(12) for s in range(4)}
    copies = {"a3": "a1", "a7": "a1", "a9": "a8"}
    mentions, sentences, articles, entities = corpus(named, copies)
    whole = cooccurrences(pair_counts(mentions, sentences, stories(articles)), entities)
    parts = []
    for number in range(5):
        own = [f"a{a}" for a in range(12) if a % 5 == number]
        mine, theirs = (frame[frame["article_id"].isin(own)] for frame in (mentions, sentences))
        parts.append(pair_counts(mine, theirs, stories(articles)))
    pd.testing.assert_frame_equal(cooccurrences(pd.concat(parts[::-1]), entities), whole)
    assert len(whole) > 10


def test_dropped_and_unknown_entities_take_no_part():
    mentions, sentences, articles, entities = corpus({("a", 0): "xyz"})
    mentions.loc[mentions["entity_id"] == "x", "entity_id"] = ""
    known = entities[entities["entity_id"] != "z"]
    counts = pair_counts(mentions, sentences, stories(articles))
    assert cooccurrences(counts, known).empty
    assert evidence(mentions)[["source_id", "target_id"]].to_numpy().tolist() == [["y", "z"]]


def test_no_mention_and_no_article_give_empty_tables_of_the_contract():
    frames = {name: table.empty() for name, table in FINAL.items()}
    counts = pair_counts(frames["mentions"], frames["sentences"], stories(frames["articles"]))
    assert FINAL["cooccurrences"].check(cooccurrences(counts, frames["entities"])).empty
    assert with_texts("evidence", frames["sentences"], evidence(frames["mentions"])).empty


def test_evidence_holds_every_sentence_of_every_pair():
    frames = tables()
    behind = frames["evidence"]
    assert behind[behind["source_id"].eq(PUTIN) & behind["target_id"].eq(KIM)].to_numpy().tolist() == [
        [PUTIN, KIM, "a1", 1, "التقى بوتين الزعيم كيم في روسيا."],
        [PUTIN, KIM, "b1", 1, "التقى بوتين الزعيم كيم في روسيا."],
    ]
    sizes = behind.groupby(["source_id", "target_id"]).size()
    pairs = frames["cooccurrences"].set_index(["source_id", "target_id"])["sentences"]
    assert sizes.to_dict() == pairs.to_dict()


def test_a_list_of_a_thousand_names_is_counted_without_repeating_its_text():
    names = [f"PER-{i:04}" for i in range(1000)]
    mentions = pd.DataFrame({"article_id": "a", "sentence": 0, "entity_id": names})
    sentences = pd.DataFrame({"article_id": ["a"], "sentence": [0], "text": ["ا" * 10_000]})
    articles = pd.DataFrame({"article_id": ["a"], "duplicate_of": [""]})
    entities = pd.DataFrame({"entity_id": names, "name": names})
    pairs = cooccurrences(pair_counts(mentions, sentences, stories(articles)), entities)
    behind = with_texts("evidence", sentences, evidence(mentions))
    assert len(pairs) == len(behind) == 1000 * 999 // 2
    assert set(behind["text"]) == {""}
    short = mentions.head(LIST_LENGTH)
    assert set(with_texts("evidence", sentences, evidence(short))["text"]) == {"ا" * 10_000}


def test_a_story_is_each_copy_and_the_first_printing():
    articles = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "duplicate_of": ["", "", "a", "a"]})
    assert stories(articles).to_numpy().tolist() == [["a", "a"], ["c", "a"], ["d", "a"]]
