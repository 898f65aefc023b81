"""A joint n-gram model over aligned units (Bisani and Ney 2008)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from training.linking.align import Aligner, Pair, Unit

ORDER = 5
_DISCOUNT = 0.75  # absolute discounting; the usual value for counts like these
START, END = 0, 1


def sequences(pairs: Iterable[Pair], aligner: Aligner) -> list[list[Unit]]:
    """The units of each pair; pairs that don't align are left out."""
    found = []
    for latin, arabic in pairs:
        _, units = aligner.best(latin, arabic)
        if units:
            found.append(units)
    return found


def train(found: Sequence[list[Unit]], out: Path) -> None:
    """Counts n-grams, discounts them and writes the model.

    Args:
        found: the units of each name.
        out: the file.
    """
    names = sorted({unit for units in found for unit in units})
    number = {unit: i + 2 for i, unit in enumerate(names)}
    counts: list[Counter[tuple[int, ...]]] = [Counter() for _ in range(ORDER + 1)]
    for units in found:
        ids = [START] * (ORDER - 1) + [number[unit] for unit in units] + [END]
        for i in range(ORDER - 1, len(ids)):
            for n in range(1, ORDER + 1):
                counts[n][tuple(ids[i - n + 1 : i + 1])] += 1
    probabilities, backoff = _discounted(counts, len(names) + 2)
    grams = sorted(probabilities)
    contexts = sorted(backoff)
    np.savez_compressed(
        out,
        latin=np.array([unit[0] for unit in names]),
        arabic=np.array([unit[1] for unit in names]),
        gram=np.array([_packed(g) for g in grams], np.uint64),
        logp=np.array([math.log(probabilities[g]) for g in grams], np.float16),
        context=np.array([_packed(c) for c in contexts], np.uint64),
        backoff=np.array([math.log(backoff[c]) for c in contexts], np.float16),
    )


def _packed(gram: tuple[int, ...]) -> int:
    """A gram of at most five units as one number, twelve bits a unit; a unit's own number is never that of padding."""
    packed = 1
    for unit in gram:
        packed = packed << 12 | unit
    return packed


def _discounted(
    counts: list[Counter[tuple[int, ...]]], size: int
) -> tuple[dict[tuple[int, ...], float], dict[tuple[int, ...], float]]:
    """Interpolated absolute discounting; grams of three units and more are kept from two on."""
    probabilities: dict[tuple[int, ...], float] = {}
    backoff: dict[tuple[int, ...], float] = {}
    total = sum(counts[1].values())
    for gram, count in counts[1].items():
        probabilities[gram] = (count + 0.01) / (total + 0.01 * size)
    for n in range(2, ORDER + 1):
        by_context: dict[tuple[int, ...], list[tuple[tuple[int, ...], float]]] = defaultdict(list)
        for gram, count in counts[n].items():
            if n < 3 or count >= 2:
                by_context[gram[:-1]].append((gram, count))
        for context, grams in by_context.items():
            mass = sum(max(c, _DISCOUNT) for _, c in grams)
            rest = _DISCOUNT * len(grams) / mass
            backoff[context] = min(rest, 1.0)
            for gram, seen in grams:
                lower = _probability(gram[1:], probabilities, backoff)
                probabilities[gram] = max(seen - _DISCOUNT, 0.0) / mass + rest * lower
    return probabilities, backoff


def _probability(
    gram: tuple[int, ...], probabilities: dict[tuple[int, ...], float], backoff: dict[tuple[int, ...], float]
) -> float:
    weight = 1.0
    while gram not in probabilities and len(gram) > 1:
        weight *= backoff.get(gram[:-1], 1.0)
        gram = gram[1:]
    return weight * probabilities.get(gram, 1e-7)
