"""Rows of words as arrays of numbers: what is said of a word is said once, however many names have it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import pandas as pd
from pandas.util import hash_array


@dataclass(frozen=True)
class Rows:
    """Rows of different lengths, one after the other.

    Attributes:
        values: what the rows hold.
        lengths: how many of `values` each row holds.
    """

    values: np.ndarray
    lengths: np.ndarray

    @property
    def row(self) -> np.ndarray:
        """The number of the row of each of `values`."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @property
    def place(self) -> np.ndarray:
        """The place of each of `values` in its row, from 0."""
        return counted(self.lengths)

    def where(self, kept: np.ndarray) -> Self:
        """The rows with those of `values` alone for which `kept` is true."""
        lengths = np.bincount(self.row[kept], minlength=len(self.lengths))
        return dataclasses.replace(self, values=self.values[kept], lengths=lengths)

    def only(self, rows: np.ndarray) -> Self:
        """The rows of these numbers, in their order."""
        starts, lengths = np.cumsum(self.lengths) - self.lengths, self.lengths[rows]
        values = self.values[np.repeat(starts[rows], lengths) + counted(lengths)]
        return dataclasses.replace(self, values=values, lengths=lengths)


@dataclass(frozen=True)
class WordRows(Rows):
    """Rows of words, such as the words of each name: `values` are numbers of `words`, the distinct ones."""

    words: Sequence[str]

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> WordRows:
        """The rows of words as numbers, in order of first use."""
        every: list[str] = []
        ends = [0]
        for row in rows:
            every += row
            ends.append(len(every))
        values, words = pd.factorize(np.array(every, dtype=object))
        return cls(values, np.diff(ends), words.tolist())

    def words_as(self, form: Callable[[str], str]) -> Self:
        """The rows with each of `words` in another form; two words may then be written alike."""
        return dataclasses.replace(self, words=[form(word) for word in self.words])

    def joined(self) -> np.ndarray:
        """The words of each row written together."""
        words, ends = [self.words[i] for i in self.values.tolist()], np.cumsum(self.lengths).tolist()
        return np.array(["".join(words[a:b]) for a, b in pairwise([0, *ends])], dtype=object)


def counted(counts: np.ndarray) -> np.ndarray:
    """The numbers from 0 up to each count, one after the other."""
    ends = np.cumsum(counts, dtype=np.int64)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def hashes(texts: Sequence[str] | np.ndarray) -> np.ndarray:
    """64-bit hashes of texts, the same in every run."""
    return hash_array(np.array(texts, dtype=object), categorize=False)
