"""Whether two words of names are spellings of one another: learned weights over edits, frequency and origin."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from rapidfuzz.distance import OSA

from pipeline.comparing.editmodel import EditModel, Edits

# Letters that only words of Arabic origin have; a transcription of a foreign name does without them.
_ARABIC_ONLY = frozenset("عحصضذظء")
_UNKNOWN_ORIGIN = -0.5  # log-odds of Arabic origin for a word that the corpora don't show
_FARTHEST = -15.0  # lowest cost that features tell apart; beyond it two words are simply unrelated


def word_id(word: str) -> int:
    """The number under which the memory keeps a word; 32 bits, so that no list of words is shipped."""
    return zlib.crc32(word.encode())


@dataclass(frozen=True)
class Known:
    """What the memory holds of a word.

    Attributes:
        frequency: log(1 + times seen in the raw corpora).
        origin: log-odds that it is an Arabic word and not a transcribed foreign one.
        sounds: numbers of the Latin spellings it stands for, 0 where none.
        skeletons: numbers of these spellings' consonants.
    """

    frequency: float
    origin: float
    sounds: frozenset[int] = frozenset()
    skeletons: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Memory:
    """Words of the corpora by number: arrays of one length, sorted by `ids`."""

    ids: np.ndarray
    frequency: np.ndarray
    origin: np.ndarray
    sounds: np.ndarray
    skeletons: np.ndarray

    @cached_property
    def _rows(self) -> dict[int, int]:
        return dict(zip(self.ids.tolist(), range(len(self.ids)), strict=True))

    @lru_cache(maxsize=1 << 17)  # noqa: B019  one instance lives as long as the process
    def known(self, word: str) -> Known:
        """What is held of a folded word; frequency 0 for one never seen."""
        at = self._rows.get(word_id(word))
        if at is None:
            return Known(0.0, 3.0 if _ARABIC_ONLY & set(word) else _UNKNOWN_ORIGIN)
        return Known(
            float(self.frequency[at]) / 16,
            float(self.origin[at]) / 16,
            frozenset(self.sounds[at].tolist()) - {0},
            frozenset(self.skeletons[at].tolist()) - {0},
        )


def features(left: str, right: str, edits: Edits, a: Known, b: Known) -> list[float]:
    """What the weights are over; training reads the same function.

    Args:
        left: a folded word.
        right: another folded word.
        edits: what the edit model says of them.
        a: what is known of `left`.
        b: what is known of `right`.

    Returns:
        Numbers, in a fixed order.
    """
    longest, shortest = max(len(left), len(right)), min(len(left), len(right))
    low, high = sorted((a.frequency, b.frequency))
    origin = max(-4.0, min(4.0, a.origin, b.origin))
    arabic = max(0.0, origin)
    known = bool(a.sounds) and bool(b.sounds)
    sounds, skeletons = bool(a.sounds & b.sounds), bool(a.skeletons & b.skeletons)
    cost = max(edits.cost, _FARTHEST)
    often = max(0.0, low - 3.0)
    seldom = max(0.0, 3.0 - low)
    slip = OSA.distance(left, right, score_cutoff=1) <= 1
    ending = left + "ه" == right or right + "ه" == left
    return [
        edits.odds / 10, cost, edits.worst, len(edits.units), shortest, shortest <= 4, shortest <= 3, low, high, origin,
        arabic, arabic * low, arabic * cost, often, often * (shortest <= 4), often * cost, known, known and sounds,
        known and skeletons, (known and not sounds) * low, (known and not skeletons) * low, ending, ending * arabic,
        left[:1] != right[:1], left[-1:] != right[-1:], max(0.0, high - low - 2), (high - low) * arabic, slip,
        slip * (shortest >= 5), slip * seldom, slip * often, cost / longest,
    ]  # fmt: skip


@dataclass(frozen=True)
class WordModel:
    """The learned comparison of two words."""

    edits: EditModel
    memory: Memory
    mean: np.ndarray
    weight: np.ndarray
    bias: float

    @classmethod
    def load(cls, folder: Path) -> WordModel:
        """Reads `edits.npz` and `words.npz`."""
        with np.load(folder / "words.npz", allow_pickle=False) as data:
            memory = Memory(*(data[n] for n in ("ids", "frequency", "origin", "sounds", "skeletons")))
            return cls(EditModel.load(folder / "edits.npz"), memory, data["mean"], data["weight"], float(data["bias"]))

    @cached_property
    def _plain(self) -> tuple[list[float], float]:
        weights = self.weight.tolist()
        return weights, self.bias - sum(m * w for m, w in zip(self.mean.tolist(), weights, strict=True))

    def logit(self, left: str, right: str) -> tuple[float, Edits]:
        """Log-odds that two different folded words are spellings of one name, and what differs."""
        edits = self.edits.edits(left, right)
        values = features(left, right, edits, self.memory.known(left), self.memory.known(right))
        weights, bias = self._plain
        return bias + sum(v * w for v, w in zip(values, weights, strict=True)), edits

    def origin(self, word: str) -> float:
        """Log-odds that a folded word is Arabic and not a transcribed foreign one."""
        return self.memory.known(word).origin

    def frequency(self, word: str) -> float:
        """log(1 + times seen) of a folded word."""
        return self.memory.known(word).frequency

    def rarity(self, word: str) -> float:
        """How much of a name's identity a word carries: 1 for a word never seen, about 0.1 for the commonest."""
        return max(0.1, 1.0 - self.frequency(word) / 12)


def sigmoid(logit: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
