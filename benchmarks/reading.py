"""What the stages that read text are worth: `python -m benchmarks.reading [--scores] [--speed]`.

Prints the share of bodies as annotated; how many names come out exactly when the tagger is never wrong (the ceiling that
sentences, proclitics, edges and the rules of usage leave to it); with `--scores` how well the ways to score a name fit; with
`--speed` words a second.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections.abc import Callable, Sequence
from itertools import islice
from math import prod
from pathlib import Path

import numpy as np
import pandas as pd

import pipeline.mentions
from pipeline.articles import articles
from pipeline.duplicates import signatures
from pipeline.mentions import mentions
from pipeline.reading.body import read_markers
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.records import Record
from pipeline.reading.sentences import read_abbreviations
from pipeline.taggers import Tagged, Tagger, load
from pipeline.taggers.usage import read_usage
from pipeline.tokens import tokens

MODELS = Path(__file__).resolve().parent.parent / "models"
Span = tuple[str, int, int, str]


class Oracle:
    """A tagger that knows the annotated names: each word that one touches is tagged."""

    def __init__(self, tags: list[tuple[str, float]]) -> None:
        self.tags = iter(tags)

    def tag(self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None) -> Tagged:
        return [[next(self.tags) for _ in words] for words in sentences]


def gold_tags(gold: dict[str, dict], words: pd.DataFrame) -> list[tuple[str, float]]:
    """The tag of each row of the token table."""
    tags = []
    for name, group in words.groupby("article_id", sort=False):
        left = sorted(gold[str(name)]["mentions"], key=lambda m: m["start"])
        for start, end in zip(group.start, group.end, strict=True):
            while left and left[0]["end"] <= start:
                left = left[1:]
            inside = bool(left) and left[0]["start"] < end
            tags.append((f"{'I' if start > left[0]['start'] else 'B'}-{left[0]['type']}" if inside else "O", 1.0))
    return tags


def read(rows: Sequence[tuple[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `articles` and `tokens` of (id, text)."""
    table, _ = articles(
        (Record(name, name, 0, "", "", "", "", text) for name, text in rows),
        read_markers(MODELS / "articles/boilerplate.tsv"),
    )
    known = read_abbreviations(MODELS / "articles/abbreviations.tsv")
    return table, tokens(table, read_proclitics(MODELS / "tokens/proclitics.npz"), known)


def spans(table: pd.DataFrame) -> set[Span]:
    return set(zip(table.article_id, table.start, table.end, table.type, strict=True))


def annotated(gold: dict[str, dict]) -> set[Span]:
    return {(name, m["start"], m["end"], m["type"]) for name, article in gold.items() for m in article["mentions"]}


def ceiling(title: str, gold: dict[str, dict]) -> None:
    """Print the share of names that come out exactly with a tagger that is never wrong, and those that don't."""
    table, words = read([(name, article["text"]) for name, article in gold.items()])
    found = spans(mentions(table, words, Oracle(gold_tags(gold, words)), usage=read_usage(MODELS / "mentions")))
    wanted = annotated(gold)
    bodies = sum(gold[r.article_id]["body"] == [r.body_start, r.body_end] for r in table.itertuples())
    print(
        f"{title:12} bodies {bodies}/{len(gold)}  names {len(wanted)}  exact {len(found & wanted) / len(wanted):.4f}",
        end="",
    )
    print(f"  of those found {len(found & wanted) / len(found):.4f}")
    for name, start, end, _ in sorted(wanted - found):
        text = gold[name]["text"]
        print(f"    {name[:12]:12} {text[max(0, start - 12) : start]!r} {text[start:end]!r} {text[end : end + 8]!r}")


def fit(title: str, gold: dict[str, dict], tagger: Tagger) -> None:
    """Print how far the ways to score a name are from the share that is right (Brier), and how they part right from wrong."""
    table, words = read([(name, article["text"]) for name, article in gold.items()])
    ways: dict[str, Callable[[Sequence[float]], float]] = {
        "lowest": min, "product": prod, "geometric mean": lambda chances: prod(chances) ** (1 / len(chances)),
    }  # fmt: skip
    wanted, usage = annotated(gold), read_usage(MODELS / "mentions")
    for name, way in ways.items():
        pipeline.mentions.span_score = way
        found = mentions(table, words, tagger, usage=usage)
        keys = zip(found.article_id, found.start, found.end, found.type, strict=True)
        right = np.array([key in wanted for key in keys], dtype=float)
        score = found.score.to_numpy()
        order = score[right == 1][:, None] > score[right == 0][None, :]
        print(f"{title:12} {name:15} F1 {2 * right.sum() / (len(found) + len(wanted)):.4f}", end="")
        print(f"  Brier {((score - right) ** 2).mean():.4f}  AUC {order.mean():.4f}")


def speed(corpora: Path) -> None:
    """Print words a second of each stage, on 2,000 articles of one core's work."""
    with lzma.open(corpora / "raw" / "ant-multisource-2018.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [(str(i), json.loads(line)["text"]) for i, line in enumerate(islice(lines, 2000))]
    records = [Record(name, name, 0, "", "", "", "", text) for name, text in rows]
    markers = read_markers(MODELS / "articles/boilerplate.tsv")
    known = read_abbreviations(MODELS / "articles/abbreviations.tsv")
    model = read_proclitics(MODELS / "tokens/proclitics.npz")
    table = articles(records, markers)[0]
    words = tokens(table, model, known)
    none = Oracle([("O", 1.0)] * len(words))
    usage = read_usage(MODELS / "mentions")
    steps: dict[str, Callable[[], object]] = {
        "articles": lambda: articles(records, markers),
        "tokens": lambda: tokens(table, model, known),
        "mentions, without the tagger": lambda: mentions(table, words, none, usage=usage),
        "signatures of duplicates": lambda: signatures(table),
    }
    for name, step in steps.items():
        begin = time.process_time()
        step()
        print(f"{name:30} {len(words) / (time.process_time() - begin):12,.0f} words/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--scores", action="store_true")
    parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    train = {path.stem: json.loads(path.read_text()) for path in sorted((given.gold / "train").glob("*.json"))}
    dev = {path.stem: json.loads(path.read_text()) for path in sorted((given.gold / "dev").glob("*.json"))}
    tenth = {name: article for name, article in train.items() if int(name.split("_", maxsplit=1)[0]) % 10 == 9}
    for title, gold in (("dev", dev), ("kept tenth", tenth), ("train", train)):
        ceiling(title, gold)
    if given.scores:
        for title, gold in (("dev", dev), ("kept tenth", tenth)):
            fit(title, gold, load("embedded", MODELS))
    if given.speed:
        speed(given.corpora)


if __name__ == "__main__":
    main()
