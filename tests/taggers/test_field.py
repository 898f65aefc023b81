"""The field's numbers against every tagging counted out."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from pipeline.taggers.field import marginals, viterbi


def _all_taggings(scores: np.ndarray, follow: np.ndarray) -> dict[tuple[int, ...], float]:
    words, tags = scores.shape
    return {
        path: follow[-1, path[0]]
        + sum(scores[i, t] for i, t in enumerate(path))
        + sum(follow[a, b] for a, b in pairwise(path))
        for path in product(range(tags), repeat=words)
    }


@pytest.fixture
def batch() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(0)
    return generator.normal(size=(3, 4, 3)), generator.normal(size=(4, 3)), np.array([4, 1, 3])


def test_viterbi_finds_the_best_of_all_taggings(batch: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    scores, follow, lengths = batch
    best = viterbi(scores, follow, lengths)
    for row, found, length in zip(scores, best, lengths, strict=True):
        totals = _all_taggings(row[:length], follow)
        assert tuple(found[:length]) == max(totals, key=totals.__getitem__)
        assert not found[length:].any()


def test_marginals_are_sums_over_all_taggings(batch: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    scores, follow, lengths = batch
    chances = marginals(scores, follow, lengths)
    for row, found, length in zip(scores, chances, lengths, strict=True):
        totals = {path: np.exp(total) for path, total in _all_taggings(row[:length], follow).items()}
        for word, tag in product(range(length), range(3)):
            expected = sum(t for path, t in totals.items() if path[word] == tag) / sum(totals.values())
            assert found[word, tag] == pytest.approx(expected)
