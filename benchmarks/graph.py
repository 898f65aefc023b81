"""How long the graph files take for a network of a given size: counting, measures, layout, GEXF, picture, workbook.

    python -m benchmarks.graph --names 10000 --pairs 50000

The network is made up: names of Zipf's frequency in sentences of one to six, in the articles of a hundred days, in topics, until
as many pairs share a sentence.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.base.contract import FINAL
from pipeline.cooccurrences import cooccurrences, evidence, pair_counts, stories
from pipeline.drawing import gexf, pictures, spreadsheet
from pipeline.graph import networks
from pipeline.products import with_texts

TOPICS, SENTENCES = 60, 12


def tables(names: int, pairs: int, seed: int = 1) -> dict[str, pd.DataFrame]:
    """A made-up corpus with about as many pairs."""
    dice = np.random.default_rng(seed)
    drawn: set[tuple[int, int]] = set()
    mentions: list[tuple[str, int, int]] = []
    sentence = 0
    while len(drawn) < pairs:
        article, number = divmod(sentence, SENTENCES)
        topic = article % TOPICS
        ranks = np.minimum(dice.zipf(1.3, dice.integers(1, 7)), names)
        own = dice.random(len(ranks)) < 0.7
        found = sorted(
            {
                int((rank * TOPICS + topic) % names if mine else rank % names)
                for rank, mine in zip(ranks, own, strict=True)
            }
        )
        drawn.update((a, b) for i, a in enumerate(found) for b in found[i + 1 :])
        mentions.extend((f"a{article:06}", number, name) for name in found)
        sentence += 1
    return _tables(mentions, sentence, names)


def _tables(mentions: list[tuple[str, int, int]], sentences: int, names: int) -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(mentions, columns=["article_id", "sentence", "name"])
    frame = frame.assign(
        entity_id="PER-" + frame["name"].astype("str").str.zfill(6), start=frame["name"], end=frame["name"] + 1
    )
    frame = frame.assign(surface="اسم", type="PER", score=0.9, entity_name="اسم", mention_id=frame.index.astype("str"))
    frame["name"] = frame["entity_id"]
    counts = frame.groupby("entity_id").agg(mentions=("name", "size"), articles=("article_id", "nunique")).reset_index()
    blank = {c.name: "" for c in FINAL["entities"].columns if c.type in ("text", "list", "time")}
    entities = counts.assign(
        **blank | {"entity_id": counts["entity_id"], "name": "اسم " + counts["entity_id"], "type": "PER"}
    )
    entities = entities.assign(latitude=np.nan, longitude=np.nan, implied=False)
    number = np.arange(sentences)
    lines = pd.DataFrame({"article_id": [f"a{n // SENTENCES:06}" for n in number], "sentence": number % SENTENCES})
    lines = lines.assign(start=0, end=90, text="جملة فيها أسماء كثيرة بعضها مع بعض " * 3)
    ids = lines["article_id"].drop_duplicates().reset_index(drop=True)
    days = pd.Timestamp("2018-02-01") + pd.to_timedelta(np.arange(len(ids)) % 100, unit="D")
    blank = {c.name: 0 if c.type in ("count", "offset") else "" for c in FINAL["articles"].columns}
    articles = pd.DataFrame({"article_id": ids}).assign(
        **blank | {"article_id": ids, "published": days.strftime("%Y-%m-%d")}
    )
    made = {"mentions": frame, "entities": entities, "sentences": lines, "articles": articles}
    return {n: table.check(made[n]) if n in made else table.empty() for n, table in FINAL.items()}


@contextmanager
def timed(what: str) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    print(f"{what:28} {wall:7.1f} s, of the processor {cpu:7.1f} s; peak {peak:,.0f} MB", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--names", type=int, default=10_000)
    options.add_argument("--pairs", type=int, default=50_000)
    given = options.parse_args()
    made = tables(given.names, given.pairs)
    with timed("cooccurrences and evidence"):
        counts = pair_counts(made["mentions"], made["sentences"], stories(made["articles"]))
        made["cooccurrences"] = cooccurrences(counts, made["entities"])
        made["evidence"] = with_texts("evidence", made["sentences"], evidence(made["mentions"]))
    print(", ".join(f"{len(made[name]):,} {name}" for name in ("articles", "mentions", "entities", "cooccurrences")))
    with timed("four networks, laid out"):
        drawn = networks(
            **{n: made[n] for n in ("entities", "articles", "mentions", "cooccurrences", "evidence", "relations")}
        )
    with tempfile.TemporaryDirectory() as folder:
        for name, network in drawn.items():
            path = Path(folder) / f"{name}.gexf"
            with timed(f"{name}.gexf"):
                gexf.write(network, path)
            print(f"    {len(network.nodes):,} nodes, {len(network.edges):,} edges, {path.stat().st_size / 1e6:.1f} MB")
        with timed("graph.svg and graph.png"):
            pictures.png(pictures.svg(drawn["cooccurrence"]))
        with timed("tables.xlsx"):
            spreadsheet.write(made, Path(folder) / "tables.xlsx")


if __name__ == "__main__":
    main()
