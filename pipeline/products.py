"""The files that the user opens, written into a folder that the flow puts in its place when all of them are whole."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.base.contract import FINAL, read_csv
from pipeline.base.files import write_text
from pipeline.base.scans import Rows, Scan, ask, write_csv
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
    "merges": ["entity_id", "alias", "article_id", "merged_with", "rule", "score", "detail"],
    "relations": ["article_id", "start", "end", "relation", "relation_id"],
    "quotes": ["article_id", "start", "end", "quote_id"],
    "cooccurrences": ["source_id", "target_id"],
    "evidence": ["source_id", "target_id", "article_id", "sentence"],
}


# How final tables that repeat sentences are made from working tables that say where these stand.
WITH_TEXTS = {
    "merges": """
        SELECT merges.*, one.text AS sentence_a, other.text AS sentence_b FROM merges
        LEFT JOIN sentences AS one ON one.article_id = article_a AND one.sentence = number_a
        LEFT JOIN sentences AS other ON other.article_id = article_b AND other.sentence = number_b""",
    "evidence": """
        SELECT evidence.*, CASE WHEN listed THEN '' ELSE text END AS text
        FROM evidence LEFT JOIN sentences USING (article_id, sentence)""",
}


def with_texts(name: str, sentences: Rows, places: Rows) -> pd.DataFrame:
    """The final table `merges` or `evidence`, in its order, of a working table and the sentences."""
    keys = ", ".join(f"asked.{key}" for key in ORDER[name])
    made = ask(f"FROM ({WITH_TEXTS[name]}) AS asked ORDER BY {keys}", **{name: places, "sentences": sentences})
    texts = {column: made[column].fillna("") for column in ("sentence_a", "sentence_b", "text") if column in made}
    return FINAL[name].check(made.assign(**texts))


def tables(  # noqa: PLR0913 - its arguments are what it reads
    article_list: Scan, skipped: Scan, sentences: Scan, linked_mentions: Scan, entities: Scan, aliases: Scan, merges: Scan,
    relations: Scan, quotes: Scan, cooccurrences: Scan, evidence: Scan, folder: Path,
) -> None:  # fmt: skip
    """Write all final tables as `tables/*.csv` and, their beginnings, as `tables.xlsx`."""
    made = {
        "articles": article_list, "skipped": skipped, "sentences": sentences, "mentions": linked_mentions,
        "entities": entities, "aliases": aliases, "merges": merges, "relations": relations, "quotes": quotes,
        "cooccurrences": cooccurrences, "evidence": evidence,
    }  # fmt: skip
    shown = {}
    for name, rows in made.items():
        path, asked = folder / "tables" / f"{name}.csv", {name: rows, "sentences": sentences}
        write_csv(path, WITH_TEXTS.get(name, f"FROM {name}"), FINAL[name], ORDER[name], **asked)
        shown[name] = read_csv(path, FINAL[name], spreadsheet.ROWS)
    for name, column in spreadsheet.FIRST.items():
        order = ", ".join([f"{column} DESC", *ORDER[name]])  # of keys that are no words of SQL
        shown[name] = FINAL[name].check(ask(f"FROM asked ORDER BY {order} LIMIT {spreadsheet.ROWS}", asked=made[name]))
    spreadsheet.write(shown, folder / "tables.xlsx", {name: len(rows) for name, rows in made.items()})


def graph(
    article_list: Scan, linked_mentions: Scan, entities: Scan, relations: Scan, cooccurrences: Scan, evidence: Scan,
    folder: Path,
) -> None:  # fmt: skip
    """Write `graph/*.gexf`, and the co-occurrence network as `graph/nodes.csv`, `edges.csv`, `graph.svg` and `graph.png`."""
    made = networks(
        entities=entities, articles=article_list, mentions=linked_mentions, cooccurrences=cooccurrences, evidence=evidence,
        relations=relations,
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
    articles: Scan, article_list: Scan, sentences: Scan, linked_mentions: Scan, entities: Scan, aliases: Scan, merges: Scan,
    relations: Scan, quotes: Scan, cooccurrences: Scan, evidence: Scan, graph: Path, folder: Path,
) -> None:  # fmt: skip
    """Write `report.html`; places and communities are those of `graph/nodes.csv` in the folder `graph`."""
    made = {
        "articles": article_list, "sentences": sentences, "mentions": linked_mentions, "entities": entities,
        "aliases": aliases, "merges": merges, "relations": relations, "quotes": quotes,
        "cooccurrences": cooccurrences, "evidence": evidence,
    }  # fmt: skip
    nodes = pd.read_csv(graph / "graph" / "nodes.csv", dtype={"Id": "str"}, keep_default_na=False)
    layout = nodes.rename(columns={"Id": "entity_id"})[["entity_id", "x", "y", "community"]]
    write_text(folder / "report.html", report(made, articles, layout))
