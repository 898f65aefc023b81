import io

import networkx
import numpy as np
import pandas as pd
import pytest

from pipeline.base.contract import FINAL
from pipeline.drawing.gexf import Network
from pipeline.graph import ALPHA, COLORS, LARGEST, SMALLEST, backbone, gephi_tables, networks
from tests.frames import FRANCE, KIM, LAVROV, NKOREA, PUTIN, RUSSIA, tables

READ = ["entities", "articles", "mentions", "cooccurrences", "evidence", "relations"]


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return {name: frame for name, frame in tables().items() if name in READ}


@pytest.fixture(scope="module")
def drawn(frames) -> dict[str, Network]:
    return networks(**frames)


def test_every_named_entity_is_a_node_and_every_pair_an_edge(drawn, frames):
    network = drawn["cooccurrence"]
    named = frames["entities"].query("mentions > 0")
    assert set(network.nodes["Id"]) == set(named["entity_id"])
    assert FRANCE not in set(network.nodes["Id"])
    pairs = frames["cooccurrences"]
    assert network.edges[["Source", "Target", "Weight"]].to_numpy().tolist() == (
        pairs[["source_id", "target_id", "weight"]].to_numpy().tolist()
    )


def test_a_node_says_all_that_is_known_of_its_entity(drawn):
    node = drawn["cooccurrence"].nodes.set_index("Id").loc[RUSSIA]
    told = ["Label", "name_latin", "entity_type", "mentions", "articles", "country_code", "latitude", "longitude"]
    assert node[told].tolist() == ["روسيا", "Russia", "LOC", 6, 4, "RU", 60.0, 100.0]
    assert node[["first_date", "last_date"]].tolist() == ["2023-09-11", "2023-10-01"]
    assert node[["degree", "weighted_degree", "size", "color"]].tolist() == [4, 6.0, LARGEST, COLORS["LOC"]]
    assert drawn["cooccurrence"].nodes.set_index("Id").loc[KIM, "role"] == "زعيم"


def test_an_edge_has_the_dates_of_its_sentences_and_none_without(drawn):
    edges = drawn["cooccurrence"].edges.set_index(["Source", "Target"])
    assert edges.loc[(RUSSIA, KIM), ["first_date", "last_date", "dates"]].tolist() == [
        "2023-09-11", "2023-10-01", "2023-09-11 | 2023-09-12 | 2023-10-01"
    ]  # fmt: skip
    assert edges.loc[(PUTIN, LAVROV), ["first_date", "last_date", "dates"]].tolist() == ["", "", ""]


def test_relations_keep_status_and_titles_apart_and_count_a_story_once(drawn):
    edges = drawn["relations"].edges.set_index("Id")
    assert drawn["relations"].directed
    met = edges.loc[f"{PUTIN}--met--{KIM}"]
    assert met[["Weight", "count", "articles", "status"]].tolist() == [1, 2, 2, "done"]
    role = edges.loc[f"{LAVROV}--role--{RUSSIA}"]
    assert role[["Label", "relation", "title", "Kind"]].tolist() == ["وزير الخارجية", "role", "وزير الخارجية", "role"]
    planned = edges.loc[f"{KIM}--visited (planned)--{RUSSIA}"]
    assert planned[["relation", "status", "Label"]].tolist() == ["visited", "planned", "visited (planned)"]
    assert f"{KIM}--visited--{RUSSIA}" in edges.index


def test_an_entity_that_only_an_adjective_names_stands_among_the_relations(drawn):
    nodes = drawn["relations"].nodes.set_index("Id")
    assert nodes.loc[FRANCE, ["mentions", "size"]].tolist() == [0, SMALLEST]


def test_titles_of_one_relation_are_listed_by_frequency(frames):
    more = frames["relations"].query("relation == 'role'").head(1)
    more = pd.concat([more.assign(relation_id=str(i), title=title) for i, title in enumerate(["ب", "ا", "ب", ""])])
    edges = networks(**frames | {"relations": more})["relations"].edges
    assert edges["title"].tolist() == ["ب | ا"]


def test_articles_and_their_entities(drawn, frames):
    network = drawn["articles"]
    weights = network.edges.set_index(["Source", "Target"])["Weight"]
    assert weights[("article:a1", KIM)] == 2
    assert weights.sum() == (frames["mentions"]["entity_id"] != "").sum()
    article = network.nodes.set_index("Id").loc["article:a2"]
    assert article[["Label", "article_id", "outlet", "entity_type"]].tolist() == ["a2", "a2", "الأولى", "ARTICLE"]
    assert article[["mentions", "articles", "first_date"]].tolist() == [3, 1, "2023-09-13"]
    graph = networkx.Graph(network.edges[["Source", "Target"]].to_numpy().tolist())
    assert networkx.is_bipartite(graph)


def test_the_backbone_is_the_surprising_edges_in_their_places():
    names = ["hub", *(f"n{i}" for i in range(9))]
    counts = [("hub", f"n{i}", 90 if i == 0 else 1) for i in range(9)]
    whole = networks(**corpus(names, counts))["cooccurrence"]
    kept = backbone(whole)
    assert kept.edges[["Source", "Target"]].to_numpy().tolist() == [["hub", "n0"]]
    assert (kept.edges["disparity"] < ALPHA).all()
    pd.testing.assert_frame_equal(kept.nodes, whole.nodes[whole.nodes["Id"].isin(["hub", "n0"])].reset_index(drop=True))
    assert str(ALPHA) in kept.description


def corpus(names: list[str], counts: list[tuple[str, str, int]]) -> dict[str, pd.DataFrame]:
    """Tables of entities that share the counted sentences, without articles."""
    entities = FINAL["entities"].frame(
        [{c.name: "PER" if c.name == "type" else "" for c in FINAL["entities"].columns}
         | {"entity_id": n, "name": n, "mentions": 1, "articles": 1, "latitude": None, "longitude": None, "implied": False}
         for n in names]
    )  # fmt: skip
    pairs = [
        {"source_id": a, "source_name": a, "target_id": b, "target_name": b, "sentences": w, "articles": 1, "weight": w}
        | {"npmi": 0.0, "g2": 0.0}
        for a, b, w in counts
    ]
    frames = {name: FINAL[name].empty() for name in READ}
    return frames | {"entities": entities, "cooccurrences": FINAL["cooccurrences"].frame(pairs)}


def test_the_networks_do_not_depend_on_the_order_of_the_tables(drawn, frames):
    mixed = {name: frame.sample(frac=1, random_state=3) for name, frame in frames.items()}
    for name, network in networks(**mixed).items():
        pd.testing.assert_frame_equal(network.nodes, drawn[name].nodes)
        columns = ["Id", "Weight", "dates"]
        sides = (network.edges, drawn[name].edges)
        pd.testing.assert_frame_equal(*(e[columns].sort_values("Id", ignore_index=True) for e in sides))


def test_no_node_lies_upon_another(drawn):
    for network in drawn.values():
        nodes = network.nodes
        points, sizes = nodes[["x", "y"]].to_numpy(), nodes["size"].to_numpy()
        distance = np.linalg.norm(points[:, None] - points[None], axis=2) + np.eye(len(nodes)) * 1e9
        assert (distance >= sizes[:, None] + sizes[None]).all()


def test_gephis_tables(drawn):
    nodes, edges = gephi_tables(drawn["cooccurrence"])
    assert nodes.columns.tolist()[:3] == ["Id", "Label", "name_latin"]
    assert edges.columns.tolist()[:4] == ["Source", "Target", "Type", "Weight"]
    assert set(edges["Type"]) == {"Undirected"}
    assert set(gephi_tables(drawn["relations"])[1]["Type"]) == {"Directed"}
    known = nodes.set_index("Id")["Timeset"]
    assert known[LAVROV] == "<[2023-09-13, 2023-09-13]>"
    assert known[NKOREA] == "<[2023-09-13, 2023-09-13]; [2023-10-01, 2023-10-01]>"
    assert edges.set_index("Id").loc[f"{PUTIN}--{LAVROV}", "Timeset"] == ""


def test_gephis_tables_have_no_timeset_without_dates_and_read_into_networkx(frames):
    undated = networks(**frames | {"articles": frames["articles"].assign(published="")})
    nodes, edges = gephi_tables(undated["cooccurrence"])
    assert "Timeset" not in nodes.columns and "Timeset" not in edges.columns
    again = pd.read_csv(io.StringIO(edges.to_csv(index=False)))
    graph = networkx.from_pandas_edgelist(again, "Source", "Target", edge_attr=["Weight", "npmi"])
    assert graph.number_of_edges() == len(frames["cooccurrences"])
    assert graph[RUSSIA][KIM]["Weight"] == 3


def test_published_that_is_no_day_gives_no_date(frames):
    articles = frames["articles"].assign(published=["2023", "2023-09", "about 2023-09-11", "2023-09-11 10:00", ""])
    network = networks(**frames | {"articles": articles})["articles"]
    assert sorted(network.nodes.query("entity_type == 'ARTICLE'")["dates"]) == ["", "", "", "", "2023-09-11"]


def test_empty_tables_give_empty_networks(frames):
    for network in networks(**{name: frame.head(0) for name, frame in frames.items()}).values():
        assert network.nodes.empty and network.edges.empty and not network.dated
        assert list(network.nodes.columns[:2]) == ["Id", "Label"]


def test_of_a_large_corpus_the_strongest_are_drawn_and_the_rest_is_told(frames, monkeypatch):
    for name, most in (("NODES", 3), ("EDGES", 2), ("ARTICLES", 2)):
        monkeypatch.setattr(f"pipeline.graph.{name}", most)
    made = networks(**frames)
    strongest = frames["entities"].sort_values(["mentions", "entity_id"], ascending=[False, True])["entity_id"].head(3)
    assert set(made["cooccurrence"].nodes["Id"]) == set(strongest)
    pairs = frames["cooccurrences"].query("source_id in @strongest and target_id in @strongest").head(2)
    assert made["cooccurrence"].edges[["Source", "Target"]].to_numpy().tolist() == (
        pairs[["source_id", "target_id"]].to_numpy().tolist()
    )
    left = len(frames["entities"]) - 3, len(frames["cooccurrences"]) - 2
    assert f"{left[0]} entities and {left[1]} pairs more are in the tables" in made["cooccurrence"].description
    assert len(made["relations"].edges) == 2
    assert (made["articles"].nodes["entity_type"] == "ARTICLE").sum() == 2
    assert len(made["articles"].edges) == 4
