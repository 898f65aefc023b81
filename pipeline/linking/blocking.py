"""Which pairs of names are worth comparing: those that share a blocking key, in blocks that stay small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from rapidfuzz import fuzz, process

# In a block of at most this many names all pairs are compared. Larger ones are split by second keys; what is still
# larger is compared with its neighbours in sorted order. Costs grow with the product of names and this number.
BLOCK = 32
NEIGHBOURS = 5
# Pairs that are measured at once: bounds the memory that their strings take.
_CHUNK = 1 << 20


def pairs(keys: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    """Pairs of positions that share a blocking key.

    Args:
        keys: the blocking keys of each name.
        names: the names' sortable forms: where a block is too large, neighbours in this order are paired.

    Returns:
        An array (pairs, 2) of positions, each pair once, the smaller position first, in ascending order.
        At most BLOCK - 1 + NEIGHBOURS pairs a name and key.
    """
    count = len(keys)
    order = np.empty(count, dtype=np.int64)
    order[sorted(range(count), key=names.__getitem__)] = np.arange(count)
    blocks = _blocks(range(count), keys, frozenset())
    codes = [low * count + high for block in blocks.values() for low, high in _within(block, keys, order, False)]
    found = np.unique(np.concatenate(codes)) if codes else np.empty(0, dtype=np.int64)
    return np.stack([found // max(1, count), found % max(1, count)], axis=1)


def near(found: np.ndarray, names: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """The pairs whose names are alike as strings.

    Args:
        found: pairs of positions in `names`.
        names: the names.
        least: RapidFuzz ratio, 0 to 100, from which on a pair is kept.
    """
    texts = np.array(names, dtype=object)
    for start in range(0, len(found), _CHUNK):
        chunk = found[start : start + _CHUNK]
        ratios = process.cpdist(
            texts[chunk[:, 0]].tolist(),
            texts[chunk[:, 1]].tolist(),
            scorer=fuzz.ratio,
            score_cutoff=least,
            dtype=np.float32,
        )
        yield from map(tuple, chunk[ratios >= least].tolist())


def _blocks(items: Sequence[int], keys: Sequence[Sequence[str]], used: frozenset[str]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for i in items:
        for key in set(keys[i]) - used:
            blocks[key].append(i)
    return {key: block for key, block in blocks.items() if len(block) > 1}


@cache
def _triangle(size: int) -> tuple[np.ndarray, np.ndarray]:
    return np.triu_indices(size, 1)


def _within(
    block: list[int], keys: Sequence[Sequence[str]], order: np.ndarray, split: bool
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The pairs of a block: all, or those of its parts and the neighbours."""
    if len(block) <= BLOCK:
        rows = np.sort(np.array(block, dtype=np.int64))
        low, high = _triangle(len(block))
        yield rows[low], rows[high]
        return
    if not split:
        common = frozenset.intersection(*(frozenset(keys[i]) for i in block))
        for part in _blocks(block, keys, common).values():
            yield from _within(part, keys, order, True)
    rows = np.array(block, dtype=np.int64)
    rows = rows[np.argsort(order[rows])]
    for step in range(1, NEIGHBOURS + 1):
        yield np.minimum(rows[:-step], rows[step:]), np.maximum(rows[:-step], rows[step:])
