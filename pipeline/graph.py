"""Stage `graph`: the networks that Gephi opens, laid out, measured and coloured."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.contract import SEPARATOR
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

_ENTITY = ["name_latin", "entity_type", "mentions", "articles", "role", "country_code", "latitude", "longitude"]
_MEASURED = ["community", "degree", "weighted_degree", "betweenness", "pagerank"]
_PLACED = ["first_date", "last_date", "x", "y", "size", "color", "dates"]


def networks(
    *,
    entities: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    cooccurrences: pd.DataFrame,
    evidence: pd.DataFrame,
    relations: pd.DataFrame,
) -> dict[str, Network]:
    """The networks of a corpus, by the name of their file.

    Args:
        entities, articles, mentions, cooccurrences, evidence, relations: tables of the contract; of `evidence` no text
            is read.

    Returns:
        `cooccurrence` (all named entities; an edge a pair that shares sentences), `cooccurrence_backbone` (its edges with
        disparity < ALPHA and their nodes, at the same places), `relations` (directed; an edge a source, relation, status
        and target) and `articles` (articles and the entities they name).
    """
    shared = cooccurrence(entities, articles, mentions, cooccurrences, evidence)
    return {
        "cooccurrence": shared,
        "cooccurrence_backbone": backbone(shared),
        "relations": stated(entities, articles, mentions, relations),
        "articles": bipartite(entities, articles, mentions),
    }


def cooccurrence(
    entities: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    cooccurrences: pd.DataFrame,
    evidence: pd.DataFrame,
) -> Network:
    """Entities that share sentences: undirected, weighted by `weight`. Entities that only an adjective names are left out."""
    pair = ["source_id", "target_id"]
    edges = cooccurrences.assign(**_dated(cooccurrences, _dates(evidence, pair, articles), pair))
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


def stated(entities: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame, relations: pd.DataFrame) -> Network:
    """What sentences state of two entities: directed, an edge a source, relation, status and target."""
    keys = ["source_id", "relation", "status", "target_id"]
    edges = relations.groupby(keys, as_index=False).agg(
        title=("title", _listed), count=("relation_id", "nunique"), articles=("article_id", "nunique"), score=("score", "max")
    )  # fmt: skip
    edges = edges.astype(dict.fromkeys(["title", *keys], "str"))
    edges = edges.merge(_once(relations, keys, articles), on=keys)
    edges = edges.assign(**_dated(edges, _dates(relations, keys, articles), keys))
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


def bipartite(entities: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame) -> Network:
    """Articles and the entities they name: undirected, weighted by how often."""
    known = mentions[mentions["entity_id"].isin(entities["entity_id"])]
    edges = known.groupby(["article_id", "entity_id"], as_index=False).agg(Weight=("mention_id", "size"))
    edges = edges.assign(**_dated(edges, _dates(edges, ["article_id"], articles), ["article_id"]))
    edges["Source"] = "article:" + edges["article_id"]
    edges = edges.rename(columns={"entity_id": "Target"})
    edges["Id"] = edges["Source"] + "--" + edges["Target"]
    named = _entity_nodes(entities[entities["mentions"] > 0], articles, mentions)
    nodes = pd.concat([_article_nodes(articles, edges), named], ignore_index=True)
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


def _entity_nodes(entities: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    nodes = entities.rename(columns={"entity_id": "Id", "name": "Label", "type": "entity_type"})
    nodes = nodes[["Id", "Label", *_ENTITY]]
    return nodes.assign(**_dated(nodes, _dates(mentions, ["entity_id"], articles), ["Id"]))


def _article_nodes(articles: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    label = articles["title"].where(articles["title"] != "", articles["article_id"])
    nodes = articles[["article_id"]].assign(Id="article:" + articles["article_id"], Label=label)
    nodes["mentions"] = nodes["Id"].map(edges.groupby("Source")["Weight"].sum()).fillna(0).astype("int64")
    nodes = nodes.assign(entity_type="ARTICLE", outlet=articles["outlet"], articles=1)
    return nodes.assign(**_dated(nodes, _dates(nodes, ["article_id"], articles), ["article_id"]))


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


def _dates(rows: pd.DataFrame, keys: list[str], articles: pd.DataFrame) -> pd.Series:
    """The days of the articles in which each key stands, ascending, joined by SEPARATOR; what has no day is not there."""
    days = articles["published"].str.extract(_DAY, expand=False)
    dated = articles[["article_id"]].assign(day=days).dropna()
    found = rows[list({*keys, "article_id"})].merge(dated, on="article_id")[[*keys, "day"]].drop_duplicates()
    return found.sort_values("day").groupby(keys)["day"].agg(SEPARATOR.join)


def _dated(rows: pd.DataFrame, dates: pd.Series, keys: list[str]) -> dict[str, pd.Series]:
    """Columns `dates`, `first_date` and `last_date` for `rows`, whose `keys` are the index of `dates`."""
    wanted = rows[keys[0]] if len(keys) == 1 else pd.MultiIndex.from_frame(rows[keys])
    found = pd.Series(dates.reindex(wanted).to_numpy(), index=rows.index, dtype="str").fillna("")
    days = found.str.split(SEPARATOR, regex=False)
    return {"dates": found, "first_date": days.str[0].astype("str"), "last_date": days.str[-1].astype("str")}


def _once(rows: pd.DataFrame, keys: list[str], articles: pd.DataFrame) -> pd.DataFrame:
    """How many rows each key has, an article and its near-duplicates counted by the one that has most: keys and Weight."""
    story = articles["duplicate_of"].where(articles["duplicate_of"] != "", articles["article_id"])
    placed = rows.merge(articles[["article_id"]].assign(story=story), on="article_id")
    counts = placed.groupby([*keys, "story", "article_id"]).size()
    return counts.groupby([*keys, "story"]).max().groupby(keys).sum().astype("int64").reset_index(name="Weight")


def _listed(titles: pd.Series) -> str:
    """The titles that are not empty, each once, the most frequent first."""
    counts = titles[titles != ""].value_counts().reset_index()
    counts = counts.sort_values(["count", titles.name], ascending=[False, True])
    return SEPARATOR.join(counts[titles.name])
