"""Arabic words in Latin letters by a joint n-gram model, learned from spellings of names (training/linking/joint.py)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from pipeline.comparing.namewords import MODELS
from pipeline.comparing.wordmodel import word_id

_ORDER = 5
_BEAM = 10
_CHOICES = 14  # units tried for the same Arabic letters; rarer ones are slips of the alignment
_BITS = 12  # of a unit's number within a packed gram, as in training/linking/joint.py
_START, _END = 0, 1
_UNSEEN = -16.0  # log-probability of a unit that no context foretells


@dataclass(frozen=True)
class _State:
    score: float
    context: tuple[int, ...]
    latin: str
    inserted: bool  # whether the last unit had no Arabic letter: two vowels in a row are none of Arabic's


class Transliterator:
    """The joint model: units of letters and how likely each is after the four before it."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as data:
            self._latin = ["", "", *data["latin"].tolist()]
            self._logp = dict(zip(data["gram"].tolist(), data["logp"].tolist(), strict=True))
            self._backoff = dict(zip(data["context"].tolist(), data["backoff"].tolist(), strict=True))
            arabic = data["arabic"].tolist()
        self._units: defaultdict[str, list[int]] = defaultdict(list)
        for number, letters in enumerate(arabic, 2):
            self._units[letters].append(number)
        for letters, units in self._units.items():
            units.sort(key=lambda unit: (-self._logp.get(_packed((unit,)), -99.0), unit))
            self._units[letters] = units[:_CHOICES]

    @lru_cache(maxsize=1 << 16)  # noqa: B019  one instance lives as long as the process
    def spell(self, word: str) -> str:
        """The likeliest Latin spelling of a cleaned Arabic word, in small letters; "" where it has no known letter."""
        if not word:
            return ""
        states = {0: [_State(0.0, (_START,) * (_ORDER - 1), "", False)]}
        for at in range(len(word) + 1):
            here = self._pruned(states.get(at, []))
            here += [s for state in here if not state.inserted for s in self._steps(state, "")]
            here = self._pruned(here)
            if at == len(word):
                return self._best(here)
            for size in (1, 2):
                letters = word[at : at + size]
                if len(letters) == size:
                    states.setdefault(at + size, []).extend(s for state in here for s in self._steps(state, letters))
            if not states.get(at + 1) and not states.get(at + 2):
                states[at + 1] = here  # a letter that no unit has is left out
        return ""

    def _steps(self, state: _State, letters: str) -> list[_State]:
        contexts = self._contexts(state.context)
        steps = []
        for unit in self._units.get(letters, ()):
            score = state.score + self._score(contexts, unit)
            steps.append(_State(score, (*state.context[1:], unit), state.latin + self._latin[unit], not letters))
        return steps

    def _contexts(self, context: tuple[int, ...]) -> list[tuple[int, float]]:
        """The context as a number, whole and ever shorter, with what it costs to fall back that far."""
        cost = 0.0
        found = []
        for start in range(len(context) + 1):
            packed = _packed(context[start:])
            found.append((packed << _BITS, cost))
            cost += self._backoff.get(packed, 0.0)
        return found

    def _score(self, contexts: list[tuple[int, float]], unit: int) -> float:
        for packed, cost in contexts:
            logp = self._logp.get(packed | unit)
            if logp is not None:
                return cost + logp
        return contexts[-1][1] + _UNSEEN

    def _best(self, states: list[_State]) -> str:
        if not states:
            return ""
        return min(states, key=lambda s: (-s.score - self._score(self._contexts(s.context), _END), s.latin)).latin

    @staticmethod
    def _pruned(states: list[_State]) -> list[_State]:
        best: dict[tuple[tuple[int, ...], bool], _State] = {}
        for state in states:
            kept = best.get((state.context, state.inserted))
            if kept is None or (state.score, state.latin) > (kept.score, kept.latin):
                best[state.context, state.inserted] = state
        return sorted(best.values(), key=lambda s: (-s.score, s.latin))[:_BEAM]


def _packed(gram: tuple[int, ...]) -> int:
    packed = 1
    for unit in gram:
        packed = packed << _BITS | unit
    return packed


@cache
def _usual() -> dict[int, str]:
    with np.load(MODELS / "usual.npz", allow_pickle=False) as data:
        return dict(zip(data["ids"].tolist(), data["latin"].tolist(), strict=True))


def usual(word: str) -> str:
    """The Latin form of a folded word that newspapers name often and the model would misspell; "" for another word."""
    return _usual().get(word_id(word), "")


@cache
def shipped() -> Transliterator:
    """The model under `models/linking`, read once."""
    return Transliterator(MODELS / "latin.npz")
