"""How often each word is seen in the raw corpora, and how often beside an Arabic given name."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import regex

from pipeline.base.letters import fold

# saudinewsnet is left out: its licence is for measuring only.
SOURCES = ("ant-multisource-2018", "ant-jawhara", "arwiki-2017", "ntrex-2019")
_WORD = regex.compile(r"\p{L}+")


def texts(corpora: Path) -> Iterator[str]:
    """Title and text of every raw article that may train a shipped model."""
    for source in SOURCES:
        with lzma.open(corpora / "raw" / f"{source}.jsonl.xz", "rt", encoding="utf8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row.get('title', '')}\n{row['text']}"


def count(articles: Iterable[str], given: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """Counts words.

    Args:
        articles: raw texts.
        given: folded Arabic given names that mark what stands beside them as part of an Arabic name.

    Returns:
        How often each folded word is seen; how often right before or after one of `given`.
    """
    seen: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for text in articles:
        words = _WORD.findall(fold(text))
        seen.update(words)
        for left, right in pairwise(words):
            if left in given:
                beside[right] += 1
            if right in given:
                beside[left] += 1
    return seen, beside
