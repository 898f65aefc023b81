"""Stage `graph`: the networks that Gephi opens, laid out, measured and coloured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.base.contract import SEPARATOR
from pipeline.base.scans import Rows, ask
from pipeline.drawing.gexf import Network
from pipeline.drawing.layout import positions
from pipeline.drawing.measures import disparity, measures

# The level of the backbone: an edge is kept if chance gives one of its ends so heavy an edge less often than this.
ALPHA = 0.05
# Okabe and Ito's colours, told apart by colour-blind readers too.
COLORS = {"PER": "#d55e00", "LOC": "#009e73", "ORG": "#0072b2", "ARTICLE": "#999999"}
SMALLEST, LARGEST = 4.0, 40.0  # radius of a node, in the layout's units
_GAP = 2.0  # what stays free around a node
_DAY = r"^(\d{4}-\d{2}-\d{2})(?:$|T| )"
# The most that one network holds: what Gephi lays out and a person finds a way through. The most mentioned entities, the
# heaviest edges between them, the articles that name most of them; the tables hold all.
NODES, EDGES, ARTICLES = 10_000, 50_000, 3_000

_KNOWN = "(SELECT entity_id FROM kept)"
_PAIRS = f"""
FROM cooccurrences WHERE source_id IN {_KNOWN} AND target_id IN {_KNOWN}
ORDER BY weight DESC, sentences DESC, source_id, target_id LIMIT $edges"""
_RELATIONS = f"""
WITH inside AS (FROM relations WHERE source_id IN {_KNOWN} AND target_id IN {_KNOWN}), edges AS (
    SELECT source_id, relation, status, target_id FROM inside
    GROUP BY ALL ORDER BY count(*) DESC, source_id, relation, status, target_id LIMIT $edges
)
SELECT relation_id, article_id, source_id, relation, status, target_id, title, score
FROM inside SEMI JOIN edges USING (source_id, relation, status, target_id)"""
# The titles of an edge that are not empty, each once, the most frequent first.
_STATED = f"""
WITH counted AS (
    SELECT source_id, relation, status, target_id, title, count(*) AS number FROM relations WHERE title <> '' GROUP BY ALL
), listed AS (
    SELECT source_id, relation, status, target_id, string_agg(title, '{SEPARATOR}' ORDER BY number DESC, title) AS titles
    FROM counted GROUP BY ALL
)
SELECT source_id, relation, status, target_id, coalesce(titles, '') AS title, count(DISTINCT relation_id) AS count,
    count(DISTINCT article_id) AS articles, max(score) AS score
FROM relations LEFT JOIN listed USING (source_id, relation, status, target_id)
GROUP BY ALL ORDER BY source_id, relation, status, target_id"""
_NAMING = f"""
WITH counts AS (
    SELECT article_id, entity_id, count(*) AS "Weight" FROM mentions WHERE entity_id IN {_KNOWN} GROUP BY ALL
), articles AS (
    SELECT article_id FROM counts GROUP BY ALL ORDER BY count(*) DESC, article_id LIMIT $articles
), heaviest AS (
    FROM counts SEMI JOIN articles USING (article_id) ORDER BY "Weight" DESC, article_id, entity_id LIMIT 2 * $edges
)
FROM heaviest ORDER BY article_id, entity_id"""
_LISTED = """
FROM articles ORDER BY article_id IN (SELECT article_id FROM edges) DESC, article_id LIMIT $articles"""

_ENTITY = ["name_latin", "entity_type", "mentions", "articles", "role", "country_code", "latitude", "longitude"]
_MEASURED = ["community", "degree", "weighted_degree", "betweenness", "pagerank"]
_PLACED = ["first_date", "last_date", "x", "y", "size", "color", "dates"]


def networks(
    *, entities: Rows, articles: Rows, mentions: Rows, cooccurrences: Rows, evidence: Rows, relations: Rows
) -> dict[str, Network]:
    """The networks of a corpus, by the name of their file.

    Args:
        entities, articles, mentions, cooccurrences, evidence, relations: tables of the contract; of `evidence` no text
            is read.

    Returns:
        `cooccurrence` (named entities; an edge a pair that shares sentences), `cooccurrence_backbone` (its edges with
        disparity < ALPHA and their nodes, at the same places), `relations` (directed; an edge a source, relation, status
        and target) and `articles` (articles and the entities they name); in a large corpus the strongest NODES and EDGES,
        as their descriptions say.
    """
    kept = ask("FROM entities ORDER BY mentions DESC, entity_id LIMIT $nodes", {"nodes": NODES}, entities=entities)
    pairs = ask(_PAIRS, {"edges": EDGES}, cooccurrences=cooccurrences, kept=kept[["entity_id"]])
    told = ask(_RELATIONS, {"edges": EDGES}, relations=relations, kept=kept[["entity_id"]])
    shared = cooccurrence(kept, articles, mentions, pairs, evidence)
    left = max(0, len(entities) - len(kept)), max(0, len(cooccurrences) - len(pairs))
    if any(left):
        note = f" The strongest alone: {left[0]} entities and {left[1]} pairs more are in the tables."
        shared = replace(shared, description=shared.description + note)
    return {
        "cooccurrence": shared,
        "cooccurrence_backbone": backbone(shared),
        "relations": stated(kept, articles, mentions, told),
        "articles": bipartite(kept, articles, mentions),
    }


def cooccurrence(
    entities: pd.DataFrame, articles: Rows, mentions: Rows, cooccurrences: pd.DataFrame, evidence: Rows
) -> Network:
    """Entities that share sentences: undirected, weighted by `weight`. Entities that only an adjective names are left out."""
    pair = ["source_id", "target_id"]
    edges = cooccurrences.assign(**_dated(cooccurrences, evidence, pair, articles))
    edges = edges.rename(columns={"source_id": "Source", "target_id": "Target", "weight": "Weight"})
    edges["Id"] = edges["Source"] + "--" + edges["Target"]
    nodes = _entity_nodes(entities[entities["mentions"] > 0], articles, mentions)
    nodes = _laid_out(nodes, edges, directed=False)
    edges["disparity"] = disparity(_ends(nodes, edges), edges["Weight"].to_numpy("float64")).round(6)
    kept = ["sentences", "articles", "npmi", "g2", "disparity", "first_date", "last_date", "dates"]
    return Network(
        nodes, edges[["Id", "Source", "Target", "Weight", *kept]], False,
        "Entities that share sentences. Weight: sentences, near-duplicate articles counted once.",
    )  # fmt: skip


def backbone(network: Network, alpha: float = ALPHA) -> Network:
    """The edges of `network` with disparity < alpha, and their nodes with the measures and places they have in `network`."""
    edges = network.edges[network.edges["disparity"] < alpha]
    nodes = network.nodes[network.nodes["Id"].isin({*edges["Source"], *edges["Target"]})]
    note = f"{network.description} Backbone: disparity filter, alpha {alpha}; measures are those of the whole network."
    return Network(nodes.reset_index(drop=True), edges.reset_index(drop=True), network.directed, note)


def stated(entities: pd.DataFrame, articles: Rows, mentions: Rows, relations: pd.DataFrame) -> Network:
    """What sentences state of two entities: directed, an edge a source, relation, status and target."""
    keys = ["source_id", "relation", "status", "target_id"]
    edges = ask(_STATED, relations=relations)
    edges = edges.merge(_once(relations, keys, articles), on=keys)
    edges = edges.assign(**_dated(edges, relations, keys, articles))
    edges["Kind"] = edges["relation"] + np.where(edges["status"] == "done", "", " (" + edges["status"] + ")")
    edges["Label"] = edges["title"].where(edges["title"] != "", edges["Kind"])
    edges = edges.rename(columns={"source_id": "Source", "target_id": "Target"})
    edges["Id"] = edges["Source"] + "--" + edges["Kind"] + "--" + edges["Target"]
    named = entities[entities["entity_id"].isin({*edges["Source"], *edges["Target"]})]
    nodes = _laid_out(_entity_nodes(named, articles, mentions), edges, directed=True)
    order = [
        "Id",
        "Source",
        "Target",
        "Label",
        "Weight",
        "Kind",
        "relation",
        "status",
        "title",
        "count",
        "articles",
        "score",
    ]
    return Network(
        nodes, edges[[*order, "first_date", "last_date", "dates"]], True,
        "Relations that sentences state between entities. Weight: statements, near-duplicate articles counted once.",
    )  # fmt: skip


def bipartite(entities: pd.DataFrame, articles: Rows, mentions: Rows) -> Network:
    """Articles and the entities they name: undirected, weighted by how often."""
    edges = ask(_NAMING, {"articles": ARTICLES, "edges": EDGES}, mentions=mentions, kept=entities[["entity_id"]])
    edges = edges.assign(**_dated(edges, edges, ["article_id"], articles))
    edges["Source"] = "article:" + edges["article_id"]
    edges = edges.rename(columns={"entity_id": "Target"})
    edges["Id"] = edges["Source"] + "--" + edges["Target"]
    listed = ask(_LISTED, {"articles": ARTICLES}, articles=articles, edges=edges[["article_id"]])
    named = _entity_nodes(entities[entities["mentions"] > 0], articles, mentions)
    nodes = pd.concat([_article_nodes(listed, edges), named], ignore_index=True)
    nodes = nodes.fillna({name: "" for name in nodes.columns if name not in ("latitude", "longitude")})
    nodes = _laid_out(nodes.astype({"articles": "int64"}), edges, directed=False)
    return Network(
        nodes, edges[["Id", "Source", "Target", "Weight", "first_date", "last_date", "dates"]], False,
        "Articles and the entities they name. Weight: how often.",
    )  # fmt: skip


def gephi_tables(network: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`nodes.csv` and `edges.csv` for Gephi's spreadsheet import, networkx and pandas.

    Returns:
        Nodes (Id, Label, …) and edges (Source, Target, Type, Weight, …). With dates, both have a `Timeset` of days in
        Gephi's notation.
    """
    front = ["Source", "Target", "Type", "Weight"]
    edges = network.edges.assign(Type="Directed" if network.directed else "Undirected")
    edges = edges[front + [name for name in edges.columns if name not in front]]
    nodes = network.nodes
    if network.dated:
        nodes, edges = (frame.assign(Timeset=_timeset(frame["dates"])) for frame in (nodes, edges))
    return nodes.drop(columns="dates"), edges.drop(columns="dates")


def _timeset(dates: pd.Series) -> pd.Series:
    days = dates.str.split(SEPARATOR, regex=False)
    return pd.Series(
        ["<" + "; ".join(f"[{day}, {day}]" for day in listed) + ">" if listed[0] else "" for listed in days],
        index=dates.index, dtype="str",
    )  # fmt: skip


def _entity_nodes(entities: pd.DataFrame, articles: Rows, mentions: Rows) -> pd.DataFrame:
    nodes = entities.rename(columns={"entity_id": "Id", "name": "Label", "type": "entity_type"})
    dates = _dated(entities, mentions, ["entity_id"], articles)
    return nodes[["Id", "Label", *_ENTITY]].assign(**dates)


def _article_nodes(articles: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    label = articles["title"].where(articles["title"] != "", articles["article_id"])
    nodes = articles[["article_id"]].assign(Id="article:" + articles["article_id"], Label=label)
    nodes["mentions"] = nodes["Id"].map(edges.groupby("Source")["Weight"].sum()).fillna(0).astype("int64")
    nodes = nodes.assign(entity_type="ARTICLE", outlet=articles["outlet"], articles=1)
    return nodes.assign(**_dated(nodes, articles, ["article_id"], articles))


def _laid_out(nodes: pd.DataFrame, edges: pd.DataFrame, directed: bool) -> pd.DataFrame:
    """The nodes, the most mentioned first, with what the network says of them, their place and their looks."""
    nodes, edges = nodes.sort_values("Id", ignore_index=True), edges.sort_values("Id")  # whatever the input's order
    ends, weights = _ends(nodes, edges), edges["Weight"].to_numpy("float64")
    nodes[_MEASURED] = measures(len(nodes), ends, weights, directed)
    share = nodes["mentions"] / max(nodes["mentions"].max(), 1) if len(nodes) else nodes["mentions"]
    nodes["size"] = (SMALLEST + (LARGEST - SMALLEST) * np.sqrt(share.astype("float64"))).round(2)
    half = np.repeat(nodes[["size"]].to_numpy("float64") + _GAP, 2, axis=1)
    nodes[["x", "y"]] = positions(len(nodes), ends, weights, half).round(2)
    nodes["color"] = nodes["entity_type"].map(COLORS).astype("str")
    nodes = nodes.sort_values(["mentions", "Id"], ascending=[False, True], ignore_index=True)
    last = [*_MEASURED, *_PLACED]
    first = ["Id", "Label"]
    return nodes[first + [name for name in nodes.columns if name not in first + last] + last]


def _ends(nodes: pd.DataFrame, edges: pd.DataFrame) -> np.ndarray:
    """The edges by row numbers of their nodes, shape (edges, 2)."""
    rows = pd.Series(np.arange(len(nodes)), index=nodes["Id"])
    return np.stack([edges[end].map(rows).to_numpy("int64") for end in ("Source", "Target")], axis=1)


def _dated(rows: pd.DataFrame, places: Rows, keys: list[str], articles: Rows) -> dict[str, pd.Series]:
    """For each row the days of the articles in which `places` has its keys.

    Args:
        rows: have the columns `keys`.
        places: have them too, and article_id.
        keys: names of columns.
        articles: article_id and published.

    Returns:
        Columns for `rows`: `dates` (ascending, joined by SEPARATOR; what has no day is not there), `first_date`, `last_date`.
    """
    key = ", ".join(keys)
    found = ask(
        f"""
        WITH days AS (
            SELECT DISTINCT {key}, day FROM places SEMI JOIN wanted USING ({key})
            JOIN (SELECT article_id, regexp_extract(published, '{_DAY}', 1) AS day FROM articles) USING (article_id)
        )
        SELECT {key}, string_agg(day, '{SEPARATOR}' ORDER BY day) AS dates FROM days WHERE day <> '' GROUP BY ALL""",
        places=places, wanted=rows[keys].drop_duplicates(), articles=articles,
    )  # fmt: skip
    dates = rows[keys].merge(found, on=keys, how="left")["dates"].astype("str").fillna("").set_axis(rows.index)
    days = dates.str.split(SEPARATOR, regex=False)
    return {"dates": dates, "first_date": days.str[0].astype("str"), "last_date": days.str[-1].astype("str")}


def _once(rows: pd.DataFrame, keys: list[str], articles: Rows) -> pd.DataFrame:
    """How many rows each key has, an article and its near-duplicates counted by the one that has most: keys and Weight."""
    stories = "SELECT article_id, coalesce(nullif(duplicate_of, ''), article_id) AS story FROM articles"
    placed = rows.merge(ask(f"{stories} SEMI JOIN placed USING (article_id)", articles=articles, placed=rows[["article_id"]]))
    counts = placed.groupby([*keys, "story", "article_id"]).size()
    return counts.groupby([*keys, "story"]).max().groupby(keys).sum().astype("int64").reset_index(name="Weight")
