"""The distinct words of the corpora with their rows in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pipeline.taggers.words import Folding, base_of, flatten, ngram_buckets

BREAK = "\n"  # stands between paragraphs


@dataclass(frozen=True)
class Vocabulary:
    """Distinct words, most frequent first, and what the word vectors read of them.

    Attributes:
        own: [words] row in the table of words, -1 if it has none.
        base: [words] row of the word without its proclitics, -1 if it has none.
        grams: [n] n-gram rows of all words.
        offsets: [words + 1] where each word's n-grams begin and end.
    """

    own: np.ndarray
    base: np.ndarray
    grams: np.ndarray
    offsets: np.ndarray

    def lookup(self, types: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The arguments of `WordVectors` for these distinct words."""
        begins, lengths = self.offsets[types], self.offsets[types + 1] - self.offsets[types]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        places = np.arange(lengths.sum()) - np.repeat(offsets, lengths) + np.repeat(begins, lengths)
        arrays = (self.own[types], self.base[types], self.grams[places], offsets)
        return tuple(torch.from_numpy(array.astype(np.int64)) for array in arrays)  # type: ignore[return-value]


def describe(words: list[str], rows: dict[str, int], counts: dict[str, int], folding: Folding, buckets: int) -> Vocabulary:
    """What the word vectors read of folded words.

    Args:
        words: folded words.
        rows: the words with a vector of their own and their rows.
        counts: how often these are seen.
        folding: how words are made alike.
        buckets: rows of the n-gram table.
    """
    own = [rows.get(word, -1) for word in words]
    base = [rows.get(base_of(word, folding, counts), -1) for word in words]
    flat, offsets = flatten([ngram_buckets(word, buckets) for word in words])
    return Vocabulary(
        np.array(own, np.int32), np.array(base, np.int32), np.array(flat, np.int32), np.array([*offsets, len(flat)], np.int64)
    )


def read_counts(file: Path, at_least: int = 1) -> dict[str, int]:
    """The folded words and how often they are seen, most frequent first."""
    lines = (line.rstrip("\n").split("\t") for line in file.open(encoding="utf-8"))
    return {word: int(count) for word, count in lines if int(count) >= at_least}
