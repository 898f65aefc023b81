"""Latin words that are known: which of two spellings is a name that somebody has (training/linking/latinwords.py)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from zlib import crc32

import numpy as np

from pipeline.comparing.wordmodel import word_id

BITS = 23  # of a number that a beginning is kept under: with 700,000 of them, one in thirteen others seems to be one
_REST = 32 - BITS
STEPS = 16  # a weight's steps to one


class LatinWords:
    """Latin words by number, with what each is worth, and their beginnings; no list of words can be read from it."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Takes `known_word` (numbers as differences), `known_weight` and `known_begun` (bits); none of them for no words."""
        self._words = np.cumsum(arrays.get("known_word", ()), dtype=np.uint32).data
        self._weights = arrays.get("known_weight", np.zeros(0, np.uint8)).tobytes()
        self._begun = arrays["known_begun"].tobytes() if self._weights else b""

    def weight(self, word: str) -> float:
        """How much less (natural log) a spelling costs for being a known word; 0 for another."""
        number = word_id(word)
        at = bisect_left(self._words, number)
        return self._weights[at] / STEPS if at < len(self._words) and self._words[at] == number else 0.0

    def begins(self, letters: str) -> bool:
        """Whether a known word begins with these letters, or seems to."""
        at = crc32(letters.encode()) >> _REST  # as `beginning` has it: called for every unfinished spelling
        return bool(self._begun) and self._begun[at >> 3] >> (at & 7) & 1 == 1


def beginning(letters: str) -> int:
    """The number of a word's first letters, of `BITS` bits."""
    return word_id(letters) >> _REST
