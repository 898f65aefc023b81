"""The whole pipeline on the five seeds: what a user opens, and how good it is."""

import json
import subprocess
import sys

import networkx as nx
import pandas as pd
import pytest

from pipeline import read_tables, scores
from tests.conftest import ROOT, shabaka

# Floors of the seeds' scores; they only go up. `make score` prints the figures.
FLOORS = {"mentions": 0.965, "linking": 0.96, "relations": 0.835}
FLOORS_GIVEN = {"linking": 0.99, "relations": 0.94}

ONE_ENTITY = [
    ["كيم جونغ أون", "كيم جونج أون", "كيم جونغ-أون", "كيم جونغ-اون", "كيم", "أون"],
    ["بيونغ يانغ", "بيونج يانج", "بوينغ يانغ"],
    ["سيرغي شويغو", "سيرجي شويجو", "شويغو"],
    ["ديمترى بيسكوف", "ديمتري بيسكوف", "بيسسكوف"],
    ["جوستين ماكرى", "جوستن ماكري"],
    ["كوريا", "كوريا الديمقراطية", "كوريا الشمالية"],
    ["إنترفاكس", "انترفاكس"],
    ["كومسومولسك-نا-أموري", "كومسومولسك-نا-آم أموري"],
    ["مجلس الأمن للبيت الأبيض", "مجلس الأمن القومي", "مجلس الأمن القومي الأمريكي"],
]
APART = [
    ["كيم تيوو", "كيم جونغ أون"],
    ["كوريا الشمالية", "كوريا الجنوبية"],
    ["مجلس الأمن الدولي", "مجلس الأمن القومي"],
]


@pytest.fixture(scope="session")
def tables(outputs) -> dict[str, pd.DataFrame]:
    return read_tables(outputs)


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in (ROOT / "seeds").glob("*.txt")}


@pytest.fixture(scope="session")
def given(tmp_path_factory) -> dict[str, pd.DataFrame]:
    """The tables made of the gold's mentions."""
    folder = tmp_path_factory.mktemp("given")
    rows = ["article_id,start,end,type"]
    for article_id, article in scores.load_gold(ROOT / "tests" / "data" / "gold").items():
        rows += [f"{article_id},{m['start']},{m['end']},{m['type']}" for m in article["mentions"]]
    (folder / "mentions.csv").write_text("\n".join(rows) + "\n")
    done = shabaka("--seeds", "seeds", "--outputs", folder / "outputs", "--mentions", folder / "mentions.csv")
    assert done.returncode == 0, done.stderr
    return read_tables(folder / "outputs") | {"folder": folder / "outputs"}


def test_every_span_is_what_it_says(tables, texts):
    for row in tables["mentions"].itertuples():
        assert texts[row.article_id][row.start : row.end] == row.surface
    for row in tables["sentences"].itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
    for row in tables["relations"].itertuples():
        assert texts[row.article_id][row.start : row.end] == row.evidence
    for row in tables["quotes"].itertuples():
        assert texts[row.article_id][row.start : row.end] == row.quote


def test_nothing_is_found_outside_a_body(tables):
    bodies = tables["articles"].set_index("article_id")
    gold = scores.load_gold(ROOT / "tests" / "data" / "gold")
    for article_id, article in gold.items():
        assert [bodies.body_start[article_id], bodies.body_end[article_id]] == article["body"]
    found = tables["mentions"].join(bodies[["body_start", "body_end"]], on="article_id")
    assert ((found.start >= found.body_start) & (found.end <= found.body_end)).all()


def test_every_id_leads_to_a_row(tables):
    entities = set(tables["entities"].entity_id)
    for table, columns in {
        "mentions": ["entity_id"], "aliases": ["entity_id"], "merges": ["entity_id"], "quotes": ["speaker_id"],
        "relations": ["source_id", "target_id"], "cooccurrences": ["source_id", "target_id"],
        "evidence": ["source_id", "target_id"],
    }.items():  # fmt: skip
        for column in columns:
            assert set(tables[table][column]) - {""} <= entities, (table, column)
    for table, column in {
        "mentions": "mention_id", "entities": "entity_id", "relations": "relation_id", "quotes": "quote_id",
    }.items():  # fmt: skip
        assert tables[table][column].is_unique, table


def test_the_seeds_scores_stay_above_their_floors(outputs):
    found = scores.score(ROOT / "tests" / "data" / "gold", outputs / "tables")
    assert found["found outside the body"] == 0
    assert {name: found[name][""].f1 for name, floor in FLOORS.items() if found[name][""].f1 < floor} == {}


def test_the_scores_of_linking_and_relations_by_themselves(given):
    found = scores.score(ROOT / "tests" / "data" / "gold", given["folder"] / "tables")
    assert found["mentions"][""].f1 == 1
    assert {name: found[name][""].f1 for name, floor in FLOORS_GIVEN.items() if found[name][""].f1 < floor} == {}


@pytest.mark.parametrize("names", ONE_ENTITY, ids=lambda names: names[0])
def test_spellings_that_are_one_entity(given, names):
    of = entities_of(given, names)
    assert all(len(ids) == 1 for ids in of.values()), of
    assert len({i for ids in of.values() for i in ids}) == 1, of


@pytest.mark.parametrize("names", APART, ids=lambda names: names[0])
def test_names_that_stay_apart(given, names):
    left, right = entities_of(given, names).values()
    assert left and right and not left & right


def entities_of(tables, names):
    mentions = tables["mentions"]
    return {name: set(mentions.entity_id[mentions.surface.isin([name, name.removeprefix("ا")])]) for name in names}


def test_every_merge_says_why(given):
    merges = given["merges"]
    assert len(merges) > 10
    for column in ("rule", "detail", "sentence_a", "sentence_b"):
        assert (merges[column] != "").all(), column
    assert merges.score.between(0, 1).all()


def test_the_graph_reads_back_and_is_laid_out(outputs, tables):
    graph = nx.read_gexf(outputs / "graph" / "cooccurrence.gexf")
    named = tables["entities"][~tables["entities"].implied]
    assert graph.number_of_nodes() == len(named)
    assert graph.number_of_edges() == len(tables["cooccurrences"])
    assert {d["label"] for _, d in graph.nodes(data=True)} == set(named.name)
    places = {(d["viz"]["position"]["x"], d["viz"]["position"]["y"]) for _, d in graph.nodes(data=True)}
    assert len(places) == len(named)


def test_the_run_says_what_it_did(outputs, tables):
    about = json.loads((outputs / "run.json").read_text())
    assert about["rows"]["mentions"] == len(tables["mentions"])
    assert about["coverage"]["characters"] == about["coverage"]["read"] + about["coverage"]["boilerplate"]
    assert about["coverage"]["boilerplate"] > 1000
    assert "5 articles read, 0 files or rows skipped" in (outputs / "printed.txt").read_text()


def test_the_default_run_loads_no_heavy_library():
    code = (
        "import sys, tempfile; from pipeline.__main__ import main\n"
        "assert main(['--seeds', 'seeds', '--outputs', tempfile.mkdtemp(), '--jobs', '1']) == 0\n"
        "print({'torch', 'transformers', 'stanza', 'sklearn', 'gensim'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
