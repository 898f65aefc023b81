"""Words of names from the gold articles: what was written for one person's name, and for two persons'."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import OSA

from pipeline.base.letters import key
from pipeline.comparing.namewords import without_article, words_of

_NUMBER = re.compile(r"\d+")


def kept_apart(path: Path) -> bool:
    """Whether an article belongs to the tenth that no shipped model learns from."""
    number = _NUMBER.match(path.name)
    return number is not None and int(number.group()) % 10 == 9


def people(folder: Path) -> dict[str, set[str]]:
    """The folded Arabic spellings of each person of the gold, without the kept tenth."""
    names: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.json")):
        if not kept_apart(path):
            for mention in json.loads(path.read_text(encoding="utf8"))["mentions"]:
                if mention["type"] == "PER" and re.search("[ء-ي]", mention["text"]):
                    names[mention["entity"]].add(key(mention["text"]))
    return names


def words(folder: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Pairs of words of one place in one person's names, and close pairs of two persons' last names."""
    same: set[tuple[str, str]] = set()
    last: dict[str, set[str]] = defaultdict(set)
    for entity, spellings in people(folder).items():
        split = [words_of(s) for s in sorted(spellings)]
        for x, y in combinations(split, 2):
            if len(x) == len(y):
                same |= {_sorted(a, b) for a, b in zip(x, y, strict=True) if a != b and _close(a, b)}
        for parts in split:
            if parts:
                last[parts[-1]].add(entity)
    different = {
        _sorted(a, b) for a, b in combinations(sorted(last), 2) if not last[a] & last[b] and OSA.distance(a, b) <= 2
    }
    return sorted(same), sorted(different - same)


def _sorted(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _close(left: str, right: str) -> bool:
    if without_article(left) == without_article(right):
        return False
    return OSA.normalized_similarity(left, right) >= 0.6
