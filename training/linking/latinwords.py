"""Which Latin words are names that somebody has, and how much that is worth to a spelling (in latin.npz)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

import numpy as np

from pipeline.comparing.latinwords import BITS, STEPS, beginning
from pipeline.comparing.wordmodel import word_id

# What it is worth (natural log) to be a name or a place's, to be seen in the Arabic texts, and to be seen there e times as
# often (ten times at most). Fitted (multinomial logistic regression over all that a wide search finds) on 1,600 words that
# another tenth of the Arabic words left out and 600 names in brackets, whose articles were not counted; how often a name or a
# place has the word tells nothing more. Of these names in brackets 0.33 are right by it, 0.24 without. Fitted were 3.8 and 3.3:
# less is taken, as a word that is in no list loses by it (of 800 of those 0.205 are right, as fitted 0.195, without 0.23).
_NAME, _PLACE, _TEXTS, _SEEN = 3.2, 2.4, 1.0, 1.7
_MOST = 10


def learn(names: Collection[str], places: Iterable[str], seen: Mapping[str, int]) -> dict[str, np.ndarray]:
    """The arrays of `latin.npz` that `pipeline.comparing.latinwords.LatinWords` reads.

    Args:
        names: plain Latin words of names, and of cities.
        places: those of villages.
        seen: how often each Latin word is seen in the Arabic texts.
    """
    worth: dict[int, float] = {}
    begun = np.zeros(1 << BITS, bool)
    for word in sorted({*names, *places, *seen}):
        times = min(_MOST, seen.get(word, 0))
        worth[word_id(word)] = (_NAME if word in names else _PLACE) + _TEXTS * (times > 0) + _SEEN * math.log1p(times)
        begun[[beginning(word[:i]) for i in range(len(word) + 1)]] = True
    numbers = sorted(worth)
    return {
        "known_word": np.diff(np.array(numbers, np.uint32), prepend=np.uint32(0)),
        "known_weight": np.array([round(worth[n] * STEPS) for n in numbers], np.uint8),
        "known_begun": np.packbits(begun, bitorder="little"),
    }
