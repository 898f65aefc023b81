"""Which Latin words are names that somebody has, and how much that is worth to a spelling (in latin.npz)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np

from pipeline.comparing.latinwords import BITS, STEPS, beginning
from pipeline.comparing.wordmodel import word_id

# What it is worth (natural log) to be a name of the pairs, to have e times as many Arabic spellings there (three at most),
# to be a word of a city's name, and to be seen e times as often in the Arabic texts. Tried at a third to four thirds of
# this on names that Wikipedia's articles give in brackets: of 700, right 0.34 to 0.38 (none: 0.32); with beginnings kept
# by the search 0.41.
_NAME, _SPELLINGS, _CITY, _SEEN = 3.0, 1.0, 1.5, 0.7
_MOST = 3


def learn(names: Iterable[str], cities: Collection[str], seen: Mapping[str, int]) -> dict[str, np.ndarray]:
    """The arrays of `latin.npz` that `pipeline.comparing.latinwords.LatinWords` reads.

    Args:
        names: the Latin form of each pair, as often as it has Arabic spellings.
        cities: words of cities' names.
        seen: how often each Latin word is seen in the Arabic texts.
    """
    spellings = Counter(names)
    worth: dict[int, float] = {}
    begun = np.zeros(1 << BITS, bool)
    for word in sorted({*spellings, *cities, *seen}):
        count = min(_MOST, spellings[word])
        value = (_NAME + _SPELLINGS * math.log1p(count)) * (count > 0) + _CITY * (word in cities)
        worth[word_id(word)] = value + _SEEN * math.log1p(seen.get(word, 0))
        begun[[beginning(word[:i]) for i in range(len(word) + 1)]] = True
    numbers = sorted(worth)
    return {
        "known_word": np.diff(np.array(numbers, np.uint32), prepend=np.uint32(0)),
        "known_weight": np.array([min(255, round(worth[n] * STEPS)) for n in numbers], np.uint8),
        "known_begun": np.packbits(begun, bitorder="little"),
    }
