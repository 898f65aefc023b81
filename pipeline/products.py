"""The files that the user opens, written into a folder that the flow puts in its place when all of them are whole."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.base.contract import FINAL, write_csv
from pipeline.base.files import write_text
from pipeline.drawing import gexf, pictures, spreadsheet
from pipeline.graph import gephi_tables, networks
from pipeline.report import report

# What the rows of a table are ordered by, so that the same articles give the same files whatever order they were read in.
ORDER = {
    "articles": ["article_id"],
    "skipped": ["path", "row"],
    "sentences": ["article_id", "sentence"],
    "mentions": ["article_id", "start", "end"],
    "entities": ["type", "entity_id"],
    "aliases": ["entity_id", "alias"],
    "merges": ["entity_id", "alias", "article_id", "merged_with", "rule"],
    "relations": ["article_id", "start", "end", "relation", "relation_id"],
    "quotes": ["article_id", "start", "end", "quote_id"],
    "cooccurrences": ["source_id", "target_id"],
    "evidence": ["source_id", "target_id", "article_id", "sentence"],
}


def ordered(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A final table in its order."""
    return FINAL[name].check(frame).sort_values(ORDER[name], kind="stable", ignore_index=True)


def tables(  # noqa: PLR0913 - its arguments are what it reads
    article_list: pd.DataFrame, skipped: pd.DataFrame, sentences: pd.DataFrame, linked_mentions: pd.DataFrame,
    entities: pd.DataFrame, aliases: pd.DataFrame, merges: pd.DataFrame, relations: pd.DataFrame, quotes: pd.DataFrame,
    cooccurrences: pd.DataFrame, evidence: pd.DataFrame, folder: Path,
) -> None:  # fmt: skip
    """Write all final tables as `tables/*.csv` and as `tables.xlsx`."""
    made = {
        "articles": article_list, "skipped": skipped, "sentences": sentences, "mentions": linked_mentions,
        "entities": entities, "aliases": aliases, "merges": merges, "relations": relations, "quotes": quotes,
        "cooccurrences": cooccurrences, "evidence": evidence,
    }  # fmt: skip
    made = {name: ordered(name, frame) for name, frame in made.items()}
    for name, frame in made.items():
        write_csv(folder / "tables" / f"{name}.csv", frame, FINAL[name])
    spreadsheet.write(made, folder / "tables.xlsx")


def graph(
    article_list: pd.DataFrame, linked_mentions: pd.DataFrame, entities: pd.DataFrame, relations: pd.DataFrame,
    cooccurrences: pd.DataFrame, evidence: pd.DataFrame, folder: Path,
) -> None:  # fmt: skip
    """Write `graph/*.gexf`, and the co-occurrence network as `graph/nodes.csv`, `edges.csv`, `graph.svg` and `graph.png`."""
    made = networks(
        entities=ordered("entities", entities), articles=ordered("articles", article_list),
        mentions=ordered("mentions", linked_mentions), cooccurrences=ordered("cooccurrences", cooccurrences),
        evidence=evidence.sort_values(ORDER["evidence"], ignore_index=True), relations=ordered("relations", relations),
    )  # fmt: skip
    (folder / "graph").mkdir()
    for name, network in made.items():
        gexf.write(network, folder / "graph" / f"{name}.gexf")
    picture = pictures.svg(made["cooccurrence"])
    write_text(folder / "graph" / "graph.svg", picture)
    (folder / "graph" / "graph.png").write_bytes(pictures.png(picture))
    for name, frame in zip(("nodes", "edges"), gephi_tables(made["cooccurrence"]), strict=True):
        frame.to_csv(folder / "graph" / f"{name}.csv", index=False, lineterminator="\n")


def page(  # noqa: PLR0913
    articles: pd.DataFrame, article_list: pd.DataFrame, sentences: pd.DataFrame, linked_mentions: pd.DataFrame,
    entities: pd.DataFrame, aliases: pd.DataFrame, merges: pd.DataFrame, relations: pd.DataFrame, quotes: pd.DataFrame,
    cooccurrences: pd.DataFrame, evidence: pd.DataFrame, graph: Path, folder: Path,
) -> None:  # fmt: skip
    """Write `report.html`; places and communities are those of `graph/nodes.csv` in the folder `graph`."""
    made = {
        "articles": article_list, "sentences": sentences, "mentions": linked_mentions, "entities": entities,
        "aliases": aliases, "merges": merges, "relations": relations, "quotes": quotes,
        "cooccurrences": cooccurrences, "evidence": evidence,
    }  # fmt: skip
    nodes = pd.read_csv(graph / "graph" / "nodes.csv", dtype={"Id": "str"}, keep_default_na=False)
    layout = nodes.rename(columns={"Id": "entity_id"})[["entity_id", "x", "y", "community"]]
    write_text(folder / "report.html", report({n: ordered(n, f) for n, f in made.items()}, articles, layout))
