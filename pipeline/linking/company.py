"""What else the articles of a name speak of: evidence of whether one name in two articles is one person or body."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

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
        """Attribute `named`: in how many articles each entity stands, by the unit that stands for it.

        Args:
            articles: the article of each row of the names table, equal ones together.
            of_row: the unit of each row.
            root: the unit that stands for each unit's entity.
        """
        codes = articles.ne(articles.shift()).cumsum().to_numpy() - 1
        self._root = np.asarray(root, dtype=np.int64)
        unit = np.asarray(of_row, dtype=np.int64)
        count = int(codes.max(initial=-1)) + 1
        article, self._beside = np.divmod(np.unique(codes * (len(root) + 1) + self._root[unit]), len(root) + 1)
        self._starts = np.searchsorted(article, np.arange(count + 1))
        self.named: list[int] = np.bincount(self._beside, minlength=len(root)).tolist()
        self._rarity = [math.log((count + _BEYOND) / articles) if articles else 0.0 for articles in self.named]
        order = np.argsort(unit, kind="stable")
        self._rows = codes[order]
        self._from = np.searchsorted(unit[order], np.arange(len(root) + 1))

    def articles(self, units: Iterable[int]) -> list[int]:
        """The numbers of the first articles that name the units, ascending."""
        found: set[int] = set()
        for unit in units:
            found.update(self._rows[self._from[unit] : self._from[unit + 1]][:_READ].tolist())
        return sorted(found)[:_READ]

    def of(self, units: Iterable[int]) -> set[int]:
        """What stands in the articles of the units beside the entities that they are of."""
        units = list(units)
        beside: set[int] = set()
        for article in self.articles(units):
            beside.update(self._beside[self._starts[article] : self._starts[article + 1]].tolist())
        return beside - set(self._root[units].tolist())

    def weight(self, shared: Iterable[int]) -> float:
        """How much it says that two articles share these entities: the sum of how rare each is."""
        return sum(self._rarity[entity] for entity in shared)
