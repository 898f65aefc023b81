"""Which pairs of names are worth comparing: those that share a blocking key, in blocks that stay small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

# In a block of at most this many names all pairs are compared. Larger ones are split by second keys; what is still
# larger is compared with its neighbours in sorted order. Costs grow with the product of names and this number.
BLOCK = 40
NEIGHBOURS = 5


def pairs(keys: Sequence[Sequence[str]], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a blocking key, each once, smaller first.

    Args:
        keys: the blocking keys of each name.
        names: the names' sortable forms: where a block is too large, neighbours in this order are paired.

    Yields:
        Pairs in an order that depends on keys and names only. At most BLOCK - 1 + NEIGHBOURS a name and key.
    """
    seen: set[tuple[int, int]] = set()
    for pair in _all(keys, names):
        if pair not in seen:
            seen.add(pair)
            yield pair


def _all(keys: Sequence[Sequence[str]], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for _, block in sorted(_blocks(range(len(keys)), keys, ()).items()):
        yield from _within(block, keys, names, ())


def _blocks(items: Sequence[int], keys: Sequence[Sequence[str]], used: tuple[str, ...]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for i in items:
        for key in sorted(set(keys[i])):
            if key not in used:
                blocks[key].append(i)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _within(
    block: list[int], keys: Sequence[Sequence[str]], names: Sequence[str], used: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    if len(block) <= BLOCK:
        yield from combinations(sorted(block), 2)
        return
    if not used:
        common = set.intersection(*(set(keys[i]) for i in block))
        for _, part in sorted(_blocks(block, keys, tuple(common)).items()):
            yield from _within(part, keys, names, tuple(common) or ("",))
    ordered = sorted(block, key=lambda i: (names[i], i))
    for at, i in enumerate(ordered):
        for j in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield (i, j) if i < j else (j, i)
