"""The words of two names side by side."""

from __future__ import annotations

import math
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipeline.comparing.consonants import slim
from pipeline.comparing.namewords import lists
from pipeline.comparing.wordpairs import compare_words

_LONG = 6  # letters of a word that may differ in two from the two words that it stands for
_SKIP = -2.0  # what the alignment pays for a word that only one name has


class Pair(NamedTuple):
    """Two words that stand side by side: the log-odds that they are spellings of one, and why."""

    left: str
    right: str
    logit: float
    text: str


def align(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[list[Pair], list[int], list[int]]:
    """The words of two names side by side, in order; two words of one may stand for one of the other.

    Args:
        left: words of a name.
        right: words of the other.

    Returns:
        Pairs, and the numbers of the words that stand alone on each side.
    """
    n, m = len(left), len(right)
    if n == m and sum(map(str.__eq__, left, right)) >= n - 1:
        # All words but one are alike in their places: nothing can align better, and most pairs of a large corpus are so.
        return [Pair(x, y, *compare_words(x, y)) for x, y in zip(left, right, strict=True)], [], []
    best = [[-math.inf] * (m + 1) for _ in range(n + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            for di, dj in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
                if di <= i and dj <= j:
                    gain = _gain(left[i - di : i], right[j - dj : j]) if di and dj else _SKIP
                    if (score := best[i - di][j - dj] + gain) > best[i][j]:
                        best[i][j] = score
                        back[i, j] = (di, dj)
    return _collect(left, right, back)


def _gain(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    if len(left) == len(right):
        return compare_words(left[0], right[0])[0]
    # Two words are read as one only where that makes them nearly alike.
    x, y = "".join(left), "".join(right)
    if abs(len(x) - len(y)) > 2 or (x[0] != y[0] and x[-1] != y[-1]):
        return -math.inf
    # A particle takes a letter or two from the house that it is written onto (da Vinci), and a long word keeps its consonants.
    apart = OSA.distance(x, y, score_cutoff=2)
    if apart > 2 or (apart > 1 and (left if len(left) > 1 else right)[0] not in lists().links and not _one_skeleton(x, y)):
        return -math.inf
    logit = compare_words(x, y)[0]
    return logit - 0.5 if logit >= 2.0 else -math.inf


def _one_skeleton(x: str, y: str) -> bool:
    """Whether two long words have the consonants that spellings of one name share (Xiaoping)."""
    return min(len(x), len(y)) >= _LONG and slim(x) == slim(y)


def _collect(
    left: tuple[str, ...], right: tuple[str, ...], back: dict[tuple[int, int], tuple[int, int]]
) -> tuple[list[Pair], list[int], list[int]]:
    i, j = len(left), len(right)
    pairs: list[Pair] = []
    only_left: list[int] = []
    only_right: list[int] = []
    while i or j:
        di, dj = back[i, j]
        i, j = i - di, j - dj
        if not dj:
            only_left.append(i)
        elif not di:
            only_right.append(j)
        else:
            x, y = "".join(left[i : i + di]), "".join(right[j : j + dj])
            pairs.append(Pair(x, y, *compare_words(x, y)))
    return pairs[::-1], only_left[::-1], only_right[::-1]
