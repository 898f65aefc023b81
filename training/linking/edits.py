"""Learns the edit model: which letters spellings of one name exchange, and how often by chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from pipeline.base.letters import key
from training.linking import align
from training.linking.align import Pair, Unit

# Slips of the hand are rare among the pairs, which come from encyclopaedias; what they cost against the letters
# rightly written is set so that one slip in a name of six letters still leaves it likelier than not.
_TURNED = -5.0  # two letters in the other's place
_DOUBLED = -4.0  # a letter written twice


def spellings(forms: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """(Latin form, spelling, other spelling) for each two folded one-word spellings of a Latin form."""
    found = []
    for latin in sorted(forms):
        folded = sorted({key(a) for a in forms[latin]})
        words = [w for w in folded if " " not in w and len(w) > 1]
        found += [(latin, x, y) for x, y in combinations(words, 2)]
    return found


def learn(pairs: Iterable[Pair], words: Iterable[str]) -> tuple[dict[Unit, float], dict[str, float]]:
    """Log-odds of units and log-probabilities of letters.

    Args:
        pairs: folded spellings of one name, each pair once.
        words: folded spellings of any names, for the background.

    Returns:
        Units with their log-likelihood ratio; letters with their log-probability. `^` and `$` are a word's ends.
    """
    marked = [(f"^{x}$", f"^{y}$") for x, y in pairs]
    aligner = align.train(sorted(marked + [(y, x) for x, y in marked]), align.EDIT_SHAPES, rounds=8)
    counts = Counter(letter for word in words for letter in f"^{word}$" if letter != " ")
    total = sum(counts.values())
    letters = {letter: math.log(n / total) for letter, n in counts.items()}
    rarest = min(letters.values())
    odds = {
        unit: math.log(p) - sum(letters.get(c, rarest) for c in unit[0] + unit[1])
        for unit, p in aligner.probabilities.items()
    }
    return odds | _slips(odds, letters), letters


def _slips(odds: Mapping[Unit, float], letters: Mapping[str, float]) -> dict[Unit, float]:
    inner = sorted(set(letters) - set("^$"))
    same = {c: odds.get((c, c), 5.0) for c in inner}
    slips: dict[Unit, float] = {}
    for x in inner:
        for unit in ((x + x, x), (x, x + x)):
            slips[unit] = max(odds.get(unit, -99.0), same[x] + _DOUBLED)
        for y in inner:
            if x != y:
                unit = (x + y, y + x)
                slips[unit] = max(odds.get(unit, -99.0), same[x] + same[y] + _TURNED)
    return slips


def write(odds: Mapping[Unit, float], letters: Mapping[str, float], out: Path) -> None:
    """Writes `edits.npz`."""
    units = sorted(odds)
    np.savez_compressed(
        out,
        left=np.array([u[0] for u in units]),
        right=np.array([u[1] for u in units]),
        odds=np.array([odds[u] for u in units], np.float32),
        letter=np.array(sorted(letters)),
        letter_logp=np.array([letters[c] for c in sorted(letters)], np.float32),
    )
