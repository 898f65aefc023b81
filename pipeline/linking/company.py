"""What else the articles of a name speak of: evidence of whether one name in two articles is one person or body."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

# What fewer articles name weighs more: log((articles + _BEYOND) / articles that name it). A small corpus is counted as a
# part of a larger one, in which what all its articles share is rare.
_BEYOND = 100
# Of an entity that more articles name, the first so many are read: what is said of it is seen by then.
_READ = 100


class Company:
    """The entities of each article as they are linked by now, and how rare each is."""

    def __init__(self, articles: pd.Series, of_row: Sequence[int], root: Sequence[int]) -> None:
        """Args:
        articles: the article of each row of the names table, equal ones together.
        of_row: the unit of each row.
        root: the unit that stands for each unit's entity.
        """
        codes = articles.ne(articles.shift()).cumsum().to_numpy() - 1
        self._root = np.asarray(root, dtype=np.int64)
        self._unit = np.asarray(of_row, dtype=np.int64)
        self._starts = np.append(np.flatnonzero(np.diff(codes, prepend=-1)), len(codes))
        together = np.unique(codes * (len(self._root) + 1) + self._root[self._unit])
        self.named = np.bincount(together % (len(self._root) + 1), minlength=len(self._root))
        self._count = len(self._starts) - 1
        order = np.argsort(self._unit, kind="stable")
        self._rows = codes[order]
        self._from = np.searchsorted(self._unit[order], np.arange(len(self._root) + 1))

    def articles(self, units: Iterable[int]) -> list[int]:
        """The numbers of the first articles that name the units, ascending."""
        found: set[int] = set()
        for unit in units:
            found.update(self._rows[self._from[unit] : self._from[unit + 1]][:_READ].tolist())
        return sorted(found)[:_READ]

    def of(self, units: Iterable[int]) -> set[int]:
        """What stands in the articles of the units beside the entities that they are of."""
        units = list(units)
        beside = set().union(*(self._in(article) for article in self.articles(units)))
        return beside - set(self._root[units].tolist())

    @lru_cache(maxsize=1 << 14)  # noqa: B019  one instance lives as long as one linking
    def _in(self, article: int) -> frozenset[int]:
        return frozenset(self._root[self._unit[self._starts[article] : self._starts[article + 1]]].tolist())

    def weight(self, shared: Iterable[int]) -> float:
        """How much it says that two articles share these entities: the sum of how rare each is."""
        return sum(math.log((self._count + _BEYOND) / self.named[entity]) for entity in shared)
