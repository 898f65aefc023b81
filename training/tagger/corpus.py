"""The raw news and encyclopedia text as lines of folded words."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.base.words import word_spans
from pipeline.taggers.words import Folding

# News first: the encoder sees it last as well, and names in news are what it is for.
SOURCES = ("ant-multisource-2018", "ant-jawhara", "ntrex-2019", "arwiki-2017")
_LONGEST_LINE = 2000
_KEPT_TENTH = 9
_AT_RANDOM = 360  # gold articles with a lower number were drawn at random, the rest because earlier taggers were unsure of them


def is_kept(article_id: str) -> bool:
    """Whether a gold article belongs to the tenth that no shipped model is trained on (its number ends in 9)."""
    return int(article_id.partition("_")[0]) % 10 == _KEPT_TENTH


def is_random(article_id: str) -> bool:
    """Whether a gold article was drawn at random, so that figures on it are those of news at large."""
    return int(article_id.partition("_")[0]) < _AT_RANDOM


def opening(text: str) -> str:
    """What tells that two copies of an article are one: the letters of its beginning."""
    return re.sub(r"\W", "", text)[:120]


def kept_openings(gold: Path) -> set[str]:
    """The beginnings of the kept tenth's articles, so that the raw copies can be left out of pretraining.

    Args:
        gold: folder with the gold articles of the train side.
    """
    articles = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(gold.glob("*.json")) if is_kept(file.stem)]
    return {opening(article["text"].partition("\n")[2]) for article in articles}


def raw_lines(file: Path, leave_out: set[str]) -> Iterator[str]:
    """The paragraphs of one raw corpus, headlines among them, without the articles to leave out.

    Args:
        file: JSON lines, xz-compressed, with `title` and `text`.
        leave_out: beginnings as `kept_openings` gives them.
    """
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if opening(article["text"]) in leave_out:
                continue
            yield article.get("title", "")
            yield from article["text"].split("\n")


def folded_lines(corpora: Path, gold: Path, folding: Folding) -> Iterator[tuple[str, list[str]]]:
    """The source and the words of each paragraph of the corpora that may train a shipped model, folded.

    Args:
        corpora: folder that holds `raw/`.
        gold: folder with the gold's train side, whose kept tenth is left out.
        folding: how words are made alike.
    """
    fold = folding.folder()
    leave_out = kept_openings(gold)
    for source in SOURCES:
        for line in raw_lines(corpora / "raw" / f"{source}.jsonl.xz", leave_out):
            text = fold(line)
            words = [text[start:end] for start, end in word_spans(text)]
            for start in range(0, len(words), _LONGEST_LINE):
                yield source, words[start : start + _LONGEST_LINE]


def write_corpus(corpora: Path, gold: Path, folding: Folding, work: Path) -> None:
    """Write the folded words, a paragraph a line, how often each is seen, and how many are news.

    Args:
        corpora: as for `folded_lines`.
        gold: as for `folded_lines`.
        folding: as for `folded_lines`.
        work: gets corpus.txt, counts.tsv and news.txt (words and breaks before the encyclopedia).
    """
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    with (work / "corpus.txt").open("w", encoding="utf-8") as file:
        for source, words in folded_lines(corpora, gold, folding):
            counts.update(words)
            sizes[source] += len(words) + 1
            file.write(" ".join(words) + "\n")
    (work / "counts.tsv").write_text("".join(f"{w}\t{n}\n" for w, n in counts.most_common()), encoding="utf-8")
    (work / "news.txt").write_text(str(sum(sizes[source] for source in SOURCES[:-1])))
