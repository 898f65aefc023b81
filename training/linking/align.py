"""Many-to-many alignment of a Latin and an Arabic spelling, by expectation-maximisation (Jiampojamarn et al. 2007)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

Unit = tuple[str, str]
Pair = tuple[str, str]
Shapes = Sequence[tuple[int, int]]

# (Latin letters, Arabic letters) that one unit may span: sh-ش, sch-ش, x-كس, mute letters, vowels that only one side has.
SHAPES = ((1, 1), (2, 1), (3, 1), (1, 0), (0, 1), (1, 2))
# Between two Arabic spellings: (2, 2) is read only where the two letters change places.
EDIT_SHAPES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2))
_FLOOR = 1e-9


class Aligner:
    """Probabilities of units, each some letters of one spelling with the letters of the other that stand for them."""

    def __init__(self, probabilities: dict[Unit, float], shapes: Shapes = SHAPES) -> None:
        self.probabilities = probabilities
        self.shapes = shapes

    def best(self, latin: str, arabic: str) -> tuple[float, list[Unit]]:
        """The likeliest units of a pair.

        Args:
            latin: Latin spelling.
            arabic: Arabic spelling.

        Returns:
            Log-probability (natural) and the units in order; (-inf, []) where no units join the two.
        """
        n, m = len(latin), len(arabic)
        score = [[-math.inf] * (m + 1) for _ in range(n + 1)]
        back: dict[tuple[int, int], tuple[int, int]] = {}
        score[0][0] = 0.0
        probability = self.probabilities
        for i in range(n + 1):
            for j in range(m + 1):
                for dl, da in self.shapes:
                    if dl > i or da > j or score[i - dl][j - da] == -math.inf:
                        continue
                    p = probability.get((latin[i - dl : i], arabic[j - da : j]))
                    if p is not None and (s := score[i - dl][j - da] + math.log(p)) > score[i][j]:
                        score[i][j] = s
                        back[i, j] = (dl, da)
        return score[n][m], _path(latin, arabic, back) if score[n][m] > -math.inf else []


def _path(latin: str, arabic: str, back: dict[tuple[int, int], tuple[int, int]]) -> list[Unit]:
    units = []
    i, j = len(latin), len(arabic)
    while (i, j) != (0, 0):
        dl, da = back[i, j]
        units.append((latin[i - dl : i], arabic[j - da : j]))
        i, j = i - dl, j - da
    return units[::-1]


def _expect(latin: str, arabic: str, p: dict[Unit, float], counts: dict[Unit, float], shapes: Shapes) -> None:
    """Adds the expected counts of one pair's units (forward-backward)."""
    n, m = len(latin), len(arabic)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    edges = []
    for i in range(n + 1):
        for j in range(m + 1):
            total = forward[i][j]
            for dl, da in shapes:
                if dl <= i and da <= j and (before := forward[i - dl][j - da]) > 0.0:
                    unit = (latin[i - dl : i], arabic[j - da : j])
                    if (q := p.get(unit, 0.0)) > 0.0:
                        total += before * q
                        edges.append((i - dl, j - da, i, j, unit, q))
            forward[i][j] = total
    if forward[n][m] <= 0.0:
        return
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward[n][m] = 1.0 / forward[n][m]
    for i, j, k, o, unit, q in reversed(edges):
        after = backward[k][o]
        if after > 0.0:
            backward[i][j] += q * after
            counts[unit] += forward[i][j] * q * after


def _uniform(pairs: Iterable[Pair], shapes: Shapes) -> dict[Unit, float]:
    seen: dict[Unit, float] = {}
    for latin, arabic in pairs:
        for dl, da in shapes:
            # A longer unit has to earn its place against the shorter ones that it is made of.
            weight = 0.1 ** (max(dl - 1, 0) + max(da - 1, 0) + (2 if not (dl and da) else 0))
            for i in range(len(latin) - dl + 1):
                for j in range(len(arabic) - da + 1):
                    unit = (latin[i : i + dl], arabic[j : j + da])
                    same = 100.0 if unit[0] == unit[1] else 1.0
                    if shapes is SHAPES or (dl, da) != (2, 2) or (unit[0] == unit[1][::-1] != unit[1]):
                        seen[unit] = weight * same
    total = sum(seen.values())
    return {unit: weight / total for unit, weight in seen.items()}


def train(
    pairs: Sequence[Pair], shapes: Shapes = SHAPES, least: float = 1.0, rounds: int = 5, warm: int = 6000
) -> Aligner:
    """Learns an aligner.

    Args:
        pairs: (Latin, Arabic) spellings; wrong ones are borne with if they are few.
        shapes: how many letters of each side a unit may span.
        least: expected count below which a unit is dropped.
        rounds: passes over the pairs; the first half read only `warm` of them.
        warm: how many pairs the first passes read, evenly over the list.

    Returns:
        The aligner.
    """
    some = pairs[:: max(1, len(pairs) // warm)]
    p = _uniform(some, shapes)
    for round_ in range(rounds):
        counts: dict[Unit, float] = defaultdict(float)
        for latin, arabic in some if round_ < rounds // 2 else pairs:
            _expect(latin, arabic, p, counts, shapes)
        kept = {unit: c for unit, c in counts.items() if c > (0.1 if round_ < rounds // 2 else least)}
        total = sum(kept.values())
        p = {unit: max(c / total, _FLOOR) for unit, c in kept.items()}
    return Aligner(p, shapes)
