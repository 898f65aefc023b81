"""N-gram models by interpolated Kneser-Ney smoothing with three discounts (Chen and Goodman 1999)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from pipeline.comparing.ngrams import END, START, packed

Gram = tuple[int, ...]
_LOWEST = 0.05  # discount, where too few grams are counted for the estimate to hold


def learn(
    name: str, sequences: Iterable[Sequence[int]], symbols: int, bits: int, least: Sequence[int]
) -> dict[str, np.ndarray]:
    """Counts and smooths.

    Args:
        name: what the arrays' names begin with.
        sequences: numbers from 2 on; 0 and 1 are the beginning and the end.
        symbols: how many numbers there are, those two included; the beginning follows on nothing.
        bits: that a number takes within a packed gram.
        least: for grams of one, two ... symbols, the count below which one is left to the shorter gram; as many as
            the longest gram has symbols.

    Returns:
        The arrays that `pipeline.comparing.ngrams.Grams` reads: packed grams in ascending order as differences, log-probabilities
        (natural) of their last symbol, packed contexts likewise, and what it costs to fall back from them.
    """
    counts = _continued(sequences, len(least))
    probabilities: dict[Gram, float] = {}
    backoff: dict[Gram, float] = {}
    for n in range(1, len(least) + 1):
        discounts = _discounts(counts[n].values())
        by_context: dict[Gram, list[Gram]] = defaultdict(list)
        for gram in counts[n]:
            by_context[gram[:-1]].append(gram)
        for context, grams in by_context.items():
            total = sum(counts[n][g] for g in grams)
            kept = {g: c - discounts[min(3, c)] for g in grams if (c := counts[n][g]) >= least[n - 1]}
            rest = 1.0 - sum(kept.values()) / total
            if not kept:
                continue
            if context:
                backoff[context] = rest
            for gram, count in kept.items():
                lower = _probability(gram[1:], probabilities, backoff) if context else 1 / (symbols - 1)
                probabilities[gram] = count / total + rest * lower
    for symbol in {END, *range(2, symbols)} - {g[0] for g in probabilities if len(g) == 1}:
        probabilities[(symbol,)] = 1e-9
    keys, logp = _arrays(probabilities, bits)
    contexts, costs = _arrays(backoff, bits)
    return {f"{name}_gram": keys, f"{name}_logp": logp, f"{name}_context": contexts, f"{name}_backoff": costs}


def _continued(sequences: Iterable[Sequence[int]], order: int) -> list[Counter[Gram]]:
    """Counts of the longest grams and of those at the beginning; of the others, how many symbols stand before them."""
    counts: list[Counter[Gram]] = [Counter() for _ in range(order + 1)]
    for sequence in sequences:
        whole = [START, *sequence, END]
        for end in range(2, len(whole) + 1):
            gram = tuple(whole[max(0, end - order) : end])
            counts[len(gram)][gram] += 1
    for n in range(order - 1, 0, -1):
        counts[n].update(gram[1:] for gram in counts[n + 1])
    return counts


def _discounts(counts: Iterable[int]) -> list[float]:
    of = Counter(min(4, c) for c in counts)
    share = of[1] / max(1, of[1] + 2 * of[2])
    return [0.0] + [max(_LOWEST, k - (k + 1) * share * of[k + 1] / max(1, of[k])) for k in (1, 2, 3)]


def _probability(gram: Gram, probabilities: Mapping[Gram, float], backoff: Mapping[Gram, float]) -> float:
    weight = 1.0
    while gram not in probabilities and len(gram) > 1:
        weight *= backoff.get(gram[:-1], 1.0)
        gram = gram[1:]
    return weight * probabilities[gram]


def _arrays(table: Mapping[Gram, float], bits: int) -> tuple[np.ndarray, np.ndarray]:
    numbers = {packed(gram, bits): math.log(max(p, 1e-9)) for gram, p in table.items()}
    keys = np.array(sorted(numbers), np.uint64)
    return np.diff(keys, prepend=np.uint64(0)), np.array([numbers[k] for k in keys.tolist()], np.float16)
