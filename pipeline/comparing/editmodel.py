"""How likely two spellings of one word are to stand for the same name: a stochastic edit model with a background model."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np

# Log-odds of a unit that the training pairs don't hold: about that of the rarest ones that they do.
_UNSEEN = -7.5
_CONTEXT = 2  # letters of what two words share on each side that a unit may reach into


@dataclass(frozen=True)
class Edits:
    """What turns one spelling into the other.

    Attributes:
        odds: log-likelihood ratio (natural) of "variants of one name" against "two unrelated words".
        cost: the part of it that the differing letters lost, 0 where there are none, else negative.
        worst: the lowest cost of a single unit.
        units: the differing units, as ("غ", "ج"); an empty side is a letter too many.
    """

    odds: float
    cost: float
    worst: float
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EditModel:
    """Log-odds of units of letters, learned from spellings that share a Latin form.

    Attributes:
        units: (letters, letters) to log-odds against the two standing side by side by chance.
        letters: log-probability of a letter in any name.
    """

    units: dict[tuple[str, str], float]
    letters: dict[str, float]
    _same: dict[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> EditModel:
        """Reads the model that `python -m training.linking` wrote."""
        with np.load(path, allow_pickle=False) as data:
            pairs = zip(data["left"].tolist(), data["right"].tolist(), strict=True)
            units = dict(zip(pairs, data["odds"].tolist(), strict=True))
            letters = dict(zip(data["letter"].tolist(), data["letter_logp"].tolist(), strict=True))
        return cls(units, letters)

    def same(self, letter: str) -> float:
        """Log-odds of one letter on both sides."""
        return self.units.get((letter, letter), 5.0)

    def edits(self, left: str, right: str) -> Edits:
        """Aligns two folded words at their likeliest.

        Args:
            left: a word as `letters.key` gives it.
            right: another.

        Returns:
            The log-odds and what differs.
        """
        a, b = f"^{left}$", f"^{right}$"
        head = _shared(a, b, _CONTEXT)
        tail = _shared(a[head:][::-1], b[head:][::-1], _CONTEXT)
        middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
        shared = sum(self.same(letter) for letter in a[:head] + a[len(a) - tail :])
        odds, units = self._best(middle_a, middle_b)
        costs = [(self._odds(u), u) for u in units if u[0] != u[1]]
        losses = [odd - max(self._alike(u[0]), self._alike(u[1])) for odd, u in costs]
        return Edits(odds + shared, sum(losses), min(losses, default=0.0), tuple(u for _, u in costs))

    def _alike(self, letters: str) -> float:
        return sum(self.same(letter) for letter in letters)

    def _odds(self, unit: tuple[str, str]) -> float:
        return self.units.get(unit, _UNSEEN)

    @cached_property
    def _by_left(self) -> dict[str, dict[str, float]]:
        """The units by their left letters."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for (left, right), odd in self.units.items():
            found[left][right] = odd
        return dict(found)

    def _best(self, a: str, b: str) -> tuple[float, list[tuple[str, str]]]:
        """The likeliest units that make up two texts, and their log-odds.

        A unit spans (1, 1), (1, 0), (0, 1), (2, 1), (1, 2) or (2, 2) letters, as in training/linking/align.py; of equals the
        first of these is taken. Written out shape by shape: half of the time that linking takes was spent in a loop over them.
        """
        units, none = self._by_left, self._by_left.get("", {})
        doubles = ["", *(b[j : j + 2] for j in range(len(b)))][: len(b)]
        scores = [list(accumulate((none.get(other, _UNSEEN) for other in b), initial=0.0))]
        steps = [[(0, 0)] + [(0, 1)] * len(b)]
        for i, letter in enumerate(a, 1):
            one, two = units.get(letter, {}), units.get(a[i - 2 : i], {}) if i > 1 else {}
            left_out = one.get("", _UNSEEN)
            up, upper = scores[i - 1], scores[i - 2]
            row, step = [up[0] + left_out], [(1, 0)]
            for j, (other, double) in enumerate(zip(b, doubles, strict=True), 1):
                swapped = one.get(other)
                if swapped is None:
                    swapped = self.same(letter) if letter == other else _UNSEEN
                best, how = up[j - 1] + swapped, (1, 1)
                if up[j] + left_out > best:
                    best, how = up[j] + left_out, (1, 0)
                if (score := row[j - 1] + none.get(other, _UNSEEN)) > best:
                    best, how = score, (0, 1)
                if other in two and (score := upper[j - 1] + two[other]) > best:
                    best, how = score, (2, 1)
                if double in one and j > 1 and (score := up[j - 2] + one[double]) > best:
                    best, how = score, (1, 2)
                if double in two and j > 1 and (score := upper[j - 2] + two[double]) > best:
                    best, how = score, (2, 2)
                row.append(best)
                step.append(how)
            scores.append(row)
            steps.append(step)
        return scores[-1][-1], _walk(a, b, steps)


def _shared(a: str, b: str, keep: int) -> int:
    """Letters that two strings begin alike with, less those that a unit may still reach into."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return max(0, count - keep)


def _walk(a: str, b: str, back: list[list[tuple[int, int]]]) -> list[tuple[str, str]]:
    i, j = len(a), len(b)
    units = []
    while i or j:
        da, db = back[i][j]
        units.append((a[i - da : i], b[j - db : j]))
        i, j = i - da, j - db
    return units[::-1]
