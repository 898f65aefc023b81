"""The raw news and encyclopedia text as lines of folded words."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.taggers.words import Folding
from pipeline.words import word_spans

# News first: the encoder sees it last as well, and names in news are what it is for.
SOURCES = ("ant-multisource-2018", "ant-jawhara", "ntrex-2019", "arwiki-2017")
_LONGEST_LINE = 2000
_KEPT_TENTH = 9


def is_kept(article_id: str) -> bool:
    """Whether a gold article belongs to the tenth that no shipped model is trained on (its number ends in 9)."""
    return int(article_id.split("_")[0]) % 10 == _KEPT_TENTH


def _opening(text: str) -> str:
    """What tells that two copies of an article are one: the letters of its beginning."""
    return re.sub(r"\W", "", text)[:120]


def kept_openings(gold: Path) -> set[str]:
    """The beginnings of the kept tenth's articles, so that the raw copies can be left out of pretraining.

    Args:
        gold: folder with the gold articles of the train side.
    """
    articles = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(gold.glob("*.json")) if is_kept(file.stem)]
    return {_opening(article["text"].partition("\n")[2]) for article in articles}


def raw_lines(file: Path, leave_out: set[str]) -> Iterator[str]:
    """The paragraphs of one raw corpus, headlines among them, without the articles to leave out.

    Args:
        file: JSON lines, xz-compressed, with `title` and `text`.
        leave_out: beginnings as `kept_openings` gives them.
    """
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if _opening(article["text"]) in leave_out:
                continue
            yield article.get("title", "")
            yield from article["text"].split("\n")


def folded_lines(corpora: Path, gold: Path, folding: Folding) -> Iterator[list[str]]:
    """The words of all corpora that may train a shipped model, folded, a paragraph at a time.

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
                yield words[start : start + _LONGEST_LINE]


def write_corpus(corpora: Path, gold: Path, folding: Folding, out: Path) -> Counter[str]:
    """Write the folded words, a paragraph a line, and count them.

    Returns:
        How often each folded word is seen.
    """
    counts: Counter[str] = Counter()
    with out.open("w", encoding="utf-8") as file:
        for words in folded_lines(corpora, gold, folding):
            counts.update(words)
            file.write(" ".join(words) + "\n")
    return counts
