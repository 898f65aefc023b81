"""How often each word is seen in the raw corpora, how often beside an Arabic given name, and how often Latin words."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import regex

from pipeline.base.letters import fold
from training.linking.pairs import plain_latin

# saudinewsnet is left out: its licence is for measuring only.
SOURCES = ("ant-multisource-2018", "ant-jawhara", "arwiki-2017", "ntrex-2019")
_WORD = regex.compile(r"\p{L}+")
_LATIN_NAME = regex.compile(r"(?=\p{Lu})[\p{Latin}]{3,}")


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


def latin(articles: Iterable[str]) -> Counter[str]:
    """How often each Latin word of three letters or more with a capital is seen, in plain letters."""
    seen: Counter[str] = Counter()
    for text in articles:
        seen.update(_LATIN_NAME.findall(text))
    plain: Counter[str] = Counter()
    for word, times in seen.items():
        plain[plain_latin(word)] += times
    return plain
