"""Whom a family name alone means in the news: the given name that nearly always stands before it.

`python -m training.linking CORPORA --parts bearers` writes `bearers.npz`. Counted in the raw corpora are words side by side; a
word that has a Latin form and stands before the other far oftener than by chance is held to be a given name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np

from pipeline.comparing.namewords import lists, words_of
from pipeline.comparing.wordmodel import word_id
from pipeline.comparing.wordpairs import HOUSE, compare_words, model

_CLAUSE = re.compile(r"[.،؛:؟!\n\"()«»]")
_LIFT = 20.0  # times oftener than by chance: "that Trump" stands below it, "Mohammed Salah" at a hundred
_LEAST = 3  # times that a given name stands before a family name
_SEEN = 20  # times that a family name has a given one before it
_SHARE = 0.9  # of these times that it is one and the same; in gold/train 105 of 108 such bare names mean that person


def neighbours(articles: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """Counts words side by side.

    Args:
        articles: raw texts.

    Returns:
        How often each word has one after it, and one before it; how often each name stands before each word.
    """
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for text in articles:
        for clause in _CLAUSE.split(text):
            words = words_of(clause)
            before.update(words[:-1])
            after.update(words[1:])
            both.update(pair for pair in pairwise(words) if _is_given(pair[0]))
    return before, after, both


def _is_given(word: str) -> bool:
    """Whether a word has a Latin form, or is a "servant of"."""
    return word.startswith(lists().onto) or (bool(model().memory.known(word).sounds) and word not in lists().links)


def learn(
    before: Counter[str], after: Counter[str], both: Counter[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, int]]:
    """The given name of each family name that has one alone, in all its spellings.

    Args:
        before: how often each word has one after it.
        after: how often each word has one before it.
        both: how often each given name stands before each word.

    Returns:
        (family name, given name) to how often it was that one, and how often any.
    """
    total = sum(before.values())
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for (given, family), times in both.items():
        if times >= _LEAST and times * total >= _LIFT * before[given] * after[family]:
            named[family][given] = times
    found = {}
    for family, givens in named.items():
        top = max(givens, key=lambda given: (givens[given], given))
        same = [given for given in givens if compare_words(given, top)[0] >= HOUSE]
        right, seen = sum(givens[given] for given in same), sum(givens.values())
        if seen >= _SEEN and right >= _SHARE * seen:
            found.update({(family, given): (right, seen) for given in same})
    return found


def write(bearers: dict[tuple[str, str], tuple[int, int]], path: Path) -> None:
    """Writes the names by number, so that no list of words is shipped."""
    rows = sorted((word_id(family), word_id(given), *counts) for (family, given), counts in bearers.items())
    family, given, right, seen = np.array(rows, dtype=np.uint32).reshape(-1, 4).T
    np.savez_compressed(path, family=family, given=given, right=right, seen=seen)
