"""Latin words that are known: which of two spellings is a name that somebody has (training/linking/latinwords.py)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.comparing.wordmodel import word_id

BITS = 22  # of a number that a beginning is kept under: with half a million of them, one in nine others seems to be one
STEPS = 16  # a weight's steps to one


class LatinWords:
    """Latin words by number, with what each is worth, and their beginnings; no list of words can be read from it."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Takes `known_word` (numbers as differences), `known_weight` and `known_begun` (bits); none of them for no words."""
        words = np.cumsum(arrays.get("known_word", ()), dtype=np.uint32).tolist()
        weights = (arrays.get("known_weight", np.array(())) / STEPS).tolist()
        self._weights = dict(zip(words, weights, strict=True))
        self._begun = arrays["known_begun"].tobytes() if words else b""

    def weight(self, word: str) -> float:
        """How much less (natural log) a spelling costs for being a known word; 0 for another."""
        return self._weights.get(word_id(word), 0.0)

    def begins(self, letters: str) -> bool:
        """Whether a known word begins with these letters, or seems to."""
        if not self._begun:
            return False
        at = beginning(letters)
        return bool(self._begun[at >> 3] >> (at & 7) & 1)


def beginning(letters: str) -> int:
    """The number of a word's first letters, of `BITS` bits."""
    return word_id(letters) >> (32 - BITS)
