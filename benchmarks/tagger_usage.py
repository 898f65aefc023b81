"""What each rule of newspaper usage gives: `python -m benchmarks.tagger_usage ../shared/gold/dev ../shared/gold/train`.

Mentions of annotated articles (of a folder `train`, the kept tenth), exact span without proclitics and type, with the tags alone,
with all rules, and with all but one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.cores import threads
from pipeline.mentions import mentions
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.sentences import read_abbreviations
from pipeline.scores import Score, counted
from pipeline.taggers import Tagged, usage
from pipeline.taggers.embedded import EmbeddedTagger
from pipeline.tokens import tokens
from training.tagger.corpus import is_kept

MODELS = Path(__file__).resolve().parents[1] / "models"
Found = set[tuple[str, int, int, str]]
# What each rule is called in `pipeline.taggers.usage`, and what is left without it: the names as they were.
RULES: dict[str, Callable[..., Any]] = {
    "_with_houses": lambda names, *_: names,
    "_parted_by_and": lambda name, *_: [name],
    "without_honorifics": lambda names, *_: names,
    "without_events": lambda names, *_: names,
    "parted_by_dash": lambda names, *_: names,
    "respelled_places": lambda names, *_: names,
    "with_press": lambda names, *_: names,
    "as_bodies": lambda names, *_: names,
    "without_nouns": lambda names, *_: names,
    "without_neighbours": lambda names, *_: names,
    "seen_again": lambda names, *_: names,
    "with_left_out": lambda names, *_: names,
    "outside_titles": lambda names, *_: names,
    "_is_nationality": lambda *_: False,
    "_describes": lambda *_: False,
    "without_words": lambda names, *_: names,
    "without_lone_words": lambda names, *_: names,
    "_with_nicknames": lambda names, *_: names,
    "with_latin": lambda names, *_: names,
}


class Remembering:
    """The shipped tagger, each article's tags read once."""

    def __init__(self) -> None:
        self.tagger = EmbeddedTagger(MODELS / "tagger", threads())
        self.last: tuple[object, Tagged] = (None, [])

    def tag(self, sentences: list[list[str]], articles: list[str]) -> Tagged:
        if self.last[0] != sentences:
            self.last = (sentences, self.tagger.tag(sentences, articles))
        return self.last[1]


def read_gold(folder: Path) -> tuple[pd.DataFrame, Found]:
    """The articles of a folder as the working table's columns, and their names; of a folder `train` the kept tenth alone."""
    files = [file for file in sorted(folder.glob("*.json")) if folder.name != "train" or is_kept(file.stem)]
    rows, names = [], set()
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        rows.append((file.stem, gold["text"], *gold["body"]))
        names |= {(file.stem, m["start"], m["end"], m["type"]) for m in gold["mentions"]}
    return pd.DataFrame(rows, columns=["article_id", "text", "body_start", "body_end"]), names


def word_table(articles: pd.DataFrame) -> pd.DataFrame:
    """The working table `tokens` of articles."""
    proclitics = read_proclitics(MODELS / "tokens" / "proclitics.npz")
    return tokens(articles, proclitics, read_abbreviations(MODELS / "articles" / "abbreviations.tsv"))


def scored(table: pd.DataFrame, gold: Found) -> Score:
    """Exact spans and types."""
    found = set(zip(table.article_id, table.start, table.end, table.type, strict=True))
    return counted(len(found & gold), len(found), len(gold))


@contextmanager
def without(rule: str) -> Iterator[None]:
    """All rules but one."""
    kept = getattr(usage, rule)
    setattr(usage, rule, RULES[rule])
    try:
        yield
    finally:
        setattr(usage, rule, kept)


def measure(folder: Path) -> None:
    """Print a table of one folder."""
    articles, gold = read_gold(folder)
    words, tagger, lists = word_table(articles), Remembering(), usage.read_usage(MODELS / "mentions")
    print(f"\n### {folder.name}: {len(articles)} articles\n")
    print("| rules | P | R | F1 | right | found |\n| --- | --- | --- | --- | --- | --- |")

    def show(what: str, table: pd.DataFrame) -> None:
        score = scored(table, gold)
        right = round(score.recall * score.gold)
        print(f"| {what} | {score.precision:.4f} | {score.recall:.4f} | {score.f1:.4f} | {right} | {score.found} |")

    show("none", mentions(articles, words, tagger))
    show("all", mentions(articles, words, tagger, usage=lists))
    for rule in RULES:
        with without(rule):
            show(f"all but `{rule.lstrip('_')}`", mentions(articles, words, tagger, usage=lists))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of annotated articles")
    for folder in parser.parse_args().gold:
        measure(folder)


if __name__ == "__main__":
    main()
