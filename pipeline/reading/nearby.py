"""What the rest of an article says of a word: `لبيونج` there keeps the first letter of `بيونج`, `مي` takes that of `لمي`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.proclitics import Candidate, Floats, Ints, candidates, sound_hash

_SHIFT = np.int64(32)


def nearby(words: Sequence[str], articles: Ints, chosen: Ints) -> Floats:
    """How often the base of each candidate stands elsewhere in the article, by sound.

    Args:
        words: all words of some articles.
        articles: [words] the number of each word's article.
        chosen: rows of the words that may be split.

    Returns:
        [candidates of the chosen words in a row, 2] log(1 + count): of words that are the base whole (0 for the unsplit
        candidate); of other distinct words that have the base after a proclitic.
    """
    options = [candidates(words[row]) for row in chosen.tolist()]
    sizes = np.array([len(each) for each in options], dtype=np.int64)
    flat: list[Candidate] = [candidate for each in options for candidate in each]
    if not flat:
        return np.zeros((0, 2), dtype=np.float32)
    split = np.array([candidate.kind != 0 for candidate in flat])
    keys = np.repeat(articles[chosen], sizes) << _SHIFT | _sounds([candidate.base for candidate in flat])
    seen = articles << _SHIFT | _sounds(words)
    whole = _count(np.unique(seen, return_counts=True), keys) * split
    # A word counts once for an article, however often it stands there.
    place: dict[tuple[int, str], int] = {}
    for number, row in enumerate(chosen.tolist()):
        place.setdefault((int(articles[row]), words[row]), number)
    once = np.zeros(len(chosen), dtype=bool)
    once[list(place.values())] = True
    others = _count(np.unique(keys[np.repeat(once, sizes) & split], return_counts=True), keys) - split
    return np.log1p(np.stack([whole, others], axis=1)).astype(np.float32)


def _sounds(words: Sequence[str]) -> NDArray[np.int64]:
    return np.array([sound_hash(word) for word in words], dtype=np.int64)


def _count(table: tuple[NDArray[np.int64], NDArray[np.int64]], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The count of each key, 0 for one that the table does not have."""
    known, counts = table
    if not len(known):
        return np.zeros(len(keys), dtype=np.int64)
    places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: NDArray[np.int64] = np.where(known[places] == keys, counts[places], 0)
    return found
