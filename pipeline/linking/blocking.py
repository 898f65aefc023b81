"""Which pairs of names are worth comparing: those that share a blocking key, in blocks that stay small, and look alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.base.cores import cores, side_by_side
from pipeline.comparing.nameparts import bare
from pipeline.comparing.wordrows import Rows, WordRows, counted

# In a block of at most this many names all pairs are compared. Larger ones are split by second keys; what is still
# larger is compared with its neighbours in sorted order. Costs grow with the product of names and this number.
BLOCK = 32
NEIGHBOURS = 5
# Pairs that are made at once: bounds the memory that they take.
_CHUNK = 1 << 20
_MEASURED = 1 << 16  # pairs that are measured at once: about one in fifteen is worth comparing
_KEYS = 8  # about how many keys a name has
# RapidFuzz ratio that the least alike words of two spellings reach, read off gold/train: 336 of 352 merges did, and it
# spares three quarters of the comparisons by the learned model.
_WORDS_ALIKE = 55.0
# The same for two names of which one is written with other gaps.
_JOINED = 80.0

# Names whose keys are made at once, and from how many on further processes are worth their start.
_PIECE = 50_000
_MANY = 200_000

_ODD = np.uint64(0x9E3779B97F4A7C15)  # parts a block's second keys from another block's

Blocks = Callable[[Sequence[str], str], tuple[np.ndarray, np.ndarray]]


class _Blocks(NamedTuple):
    """Blocks one after the other: their rows, ascending in each, and how many each has."""

    rows: np.ndarray
    sizes: np.ndarray

    def only(self, kept: np.ndarray) -> _Blocks:
        return _Blocks(self.rows[np.repeat(kept, self.sizes)], self.sizes[kept])

    def pieces(self, costs: np.ndarray) -> Iterator[_Blocks]:
        """The blocks in runs that cost about _CHUNK each."""
        run = np.cumsum(costs, dtype=np.int64) // _CHUNK
        for number in np.unique(run):
            yield self.only(run == number)


def candidates(names: Sequence[str], type_: str, blocks: Blocks, least: float) -> Iterator[np.ndarray]:
    """Pairs of names that are near, and alike word by word: worth comparing by the learned model.

    Args:
        names: folded names of one type, in ascending order.
        type_: this type.
        blocks: the blocking keys of names of a type.
        least: RapidFuzz ratio of whole names from which on a pair is kept.

    Yields:
        The pairs as `near` returns them, a piece at a time, so that they can be compared while further ones are found.
    """
    words = WordRows.of(map(str.split, names)).words_as(bare)
    texts = np.array(names, dtype=object)
    for part in _near(texts, type_, blocks, least):
        yield part[_alike(part, texts, words)]


def near(names: Sequence[str], type_: str, blocks: Blocks, least: float) -> np.ndarray:
    """Pairs of names that share a blocking key and are alike as strings.

    Args:
        names: names of one type.
        type_: this type.
        blocks: the blocking keys of names of a type.
        least: RapidFuzz ratio, 0 to 100, from which on a pair is kept.

    Returns:
        An array (pairs, 2) of positions in `names`, each pair once, the smaller position first, in ascending order.
    """
    order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
    parts = _near(np.array(names, dtype=object)[order], type_, blocks, least)
    found = np.concatenate([np.empty((0, 2), dtype=np.int64), *(np.sort(order[part], axis=1) for part in parts)])
    return found[np.lexsort(found.T[::-1])]


def _near(ordered: np.ndarray, type_: str, blocks: Blocks, least: float) -> Iterator[np.ndarray]:
    """As `near`, a piece at a time, of names in ascending order."""
    for part in pairs(*_keys(ordered.tolist(), type_, blocks)):
        yield part[ratios(ordered[part[:, 0]], ordered[part[:, 1]], least) >= least]


def _keys(names: list[str], type_: str, blocks: Blocks) -> tuple[np.ndarray, np.ndarray]:
    """The blocking keys of names, on all cores where there are many."""
    pieces = (names[at : at + _PIECE] for at in range(0, len(names), _PIECE))
    processes = cores() if len(names) >= _MANY else 1
    made = [*side_by_side(partial(_of_type, blocks, type_), pieces, processes)]
    rows = [np.empty(0, dtype=np.int64), *(row + number * _PIECE for number, (row, _) in enumerate(made))]
    return np.concatenate(rows), np.concatenate([np.empty(0, dtype=np.uint64), *(keys for _, keys in made)])


def _of_type(blocks: Blocks, type_: str, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    return blocks(names, type_)


def ratios(left: np.ndarray, right: np.ndarray, least: float) -> np.ndarray:
    """RapidFuzz ratios, 0 to 100, of the texts of two arrays side by side, on all cores; 0 for one under `least`."""
    return process.cpdist(
        left.tolist(), right.tolist(), scorer=fuzz.ratio, score_cutoff=least, dtype=np.float64, workers=-1
    )


def _alike(found: np.ndarray, names: np.ndarray, words: WordRows) -> np.ndarray:
    """Which pairs of names have words that are alike each by each, or are alike but for the gaps; equal names are none.

    Args:
        found: pairs of positions in `names`.
        names: names as folded.
        words: their words without articles.
    """
    kept = names[found[:, 0]] != names[found[:, 1]]
    fewer = np.argsort(words.lengths[found], axis=1, kind="stable")
    short, long = np.take_along_axis(found, fewer, axis=1).T
    level = words.lengths[short] == words.lengths[long]
    one, other = words.only(short[level]), words.only(long[level])
    unlike = one.row[~_words_alike(words, one.values, other.values)]
    kept[level] &= np.bincount(unlike, minlength=len(one.lengths)) == 0
    one, other = words.only(short[~level]), words.only(long[~level])
    gaps = ratios(one.joined(), other.joined(), _JOINED) >= _JOINED
    each = other.only(one.row)
    met = np.bincount(each.row[_words_alike(words, one.values[each.row], each.values)], minlength=len(one.values)) > 0
    kept[~level] &= gaps | (np.bincount(one.row[~met], minlength=len(one.lengths)) == 0)
    return kept


def _words_alike(words: WordRows, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    texts = np.array(words.words, dtype=object)
    like = one == other
    like[~like] = ratios(texts[one[~like]], texts[other[~like]], _WORDS_ALIKE) >= _WORDS_ALIKE
    return like


def pairs(rows: np.ndarray, keys: np.ndarray) -> Iterator[np.ndarray]:
    """Pairs of rows that share a blocking key; where a block is too large, neighbours by number are paired.

    Args:
        rows: numbers, the same once for each of its keys.
        keys: the keys, 64-bit numbers.

    Yields:
        Arrays (pairs, 2) of rows, each pair once, the smaller number first, in ascending order over all.
        At most BLOCK - 1 + NEIGHBOURS pairs a row and key.
    """
    count = int(rows.max(initial=0)) + 1
    found = np.empty(0, dtype=np.int64)
    pending: list[np.ndarray] = []
    for left, right in _paired(*_distinct(rows, keys)):
        pending.append(_once(left * count + right))
        if sum(map(len, pending)) > max(len(found) // 2, _CHUNK):
            found = _once(np.concatenate([found, *pending]))
            pending.clear()
    found = _once(np.concatenate([found, *pending]))
    for start in range(0, len(found), _MEASURED):
        chunk = found[start : start + _MEASURED]
        yield np.stack([chunk // count, chunk % count], axis=1)


def _distinct(rows: np.ndarray, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows in ascending order with their keys, each once."""
    by = np.lexsort((keys, rows))
    rows, keys = rows[by], keys[by]
    first = _changes(rows) | _changes(keys)
    return rows[first], keys[first]


def _paired(rows: np.ndarray, keys: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of rows that share a key, many of them several times."""
    blocks, _ = _blocks(rows, keys)
    yield from _within(blocks)
    large = blocks.only(blocks.sizes > BLOCK)
    held = Rows(keys, np.bincount(rows))
    for piece in large.pieces(large.sizes * _KEYS):
        second = held.only(piece.rows)
        number = np.repeat(np.arange(len(piece.sizes)), piece.sizes)[second.row]
        parts, first = _blocks(piece.rows[second.row], second.values + number.astype(np.uint64) * _ODD)
        # A key that the whole block has parts nothing.
        yield from _within(parts.only(parts.sizes < piece.sizes[number[first]]))


def _blocks(rows: np.ndarray, keys: np.ndarray) -> tuple[_Blocks, np.ndarray]:
    """The blocks of two rows and more that share a key, and where the first row of each stood; `rows` ascend for each key."""
    by = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(_changes(keys[by]))
    sizes = np.diff(starts, append=len(by))
    blocks = _Blocks(rows[by], sizes).only(sizes > 1)
    return blocks, by[starts[sizes > 1]]


def _within(blocks: _Blocks) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The pairs of each block: all of a small one, neighbours of a large one."""
    large = blocks.sizes > BLOCK
    small = blocks.only(~large)
    for piece in small.pieces(small.sizes * (small.sizes - 1) // 2):
        later = np.repeat(piece.sizes, piece.sizes) - 1 - counted(piece.sizes)
        left = np.repeat(np.arange(len(later)), later)
        yield piece.rows[left], piece.rows[left + 1 + counted(later)]
    rows, sizes = blocks.only(large)
    number = np.repeat(np.arange(len(sizes)), sizes)
    for step in range(1, NEIGHBOURS + 1):
        both = number[step:] == number[:-step]
        yield rows[:-step][both], rows[step:][both]


def _changes(values: np.ndarray) -> np.ndarray:
    """Where a value is another than the one before; the first is."""
    return np.concatenate([[True], values[1:] != values[:-1]]) if len(values) else np.empty(0, dtype=bool)


def _once(codes: np.ndarray) -> np.ndarray:
    """The codes in ascending order, each once."""
    codes = np.sort(codes)
    return codes[_changes(codes)]
