"""Pairs that share a key, in blocks that stay small, and are alike."""

from itertools import combinations

import numpy as np
import pytest
from rapidfuzz import fuzz

from pipeline.comparing.namekeys import blocking_keys
from pipeline.linking import blocking
from pipeline.linking.blocking import BLOCK, NEIGHBOURS, candidates, near


def keyed(*keys: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Rows and keys as `pairs` takes them, of the keys of each row."""
    rows = [row for row, held in enumerate(keys) for _ in held]
    return np.array(rows, dtype=np.int64), np.array([k for held in keys for k in held], dtype=np.uint64)


def pairs(rows: np.ndarray, keys: np.ndarray) -> np.ndarray:
    return np.concatenate([np.empty((0, 2), dtype=np.int64), *blocking.pairs(rows, keys)])


def one_block(names, type_):
    return np.arange(len(names)), np.zeros(len(names), dtype=np.uint64)


def test_pairs_that_share_a_key_once_each():
    assert pairs(*keyed([1, 2, 1], [2], [2, 1], [3])).tolist() == [[0, 1], [0, 2], [1, 2]]
    assert pairs(*keyed()).tolist() == []


def test_the_order_of_rows_and_keys_does_not_matter():
    rows, keys = keyed(*([i % 7, 10 + i % 11, 30] for i in range(3 * BLOCK)))
    mixed = np.random.default_rng(0).permutation(len(rows))
    assert pairs(rows, keys).tolist() == pairs(rows[mixed], keys[mixed]).tolist()


def test_keys_made_in_several_processes_are_the_same(monkeypatch):
    names = ["محمد علي", "علي محمد", "محمد", "بوتين", "محمد على", "بوتن"]
    whole = [[0, 4], [3, 5]]
    assert near(names, "PER", blocking_keys, 0).tolist() == whole
    monkeypatch.setattr(blocking, "_MANY", 1)
    monkeypatch.setattr(blocking, "_PIECE", 4)
    monkeypatch.setattr(blocking, "cores", lambda: 2)
    assert near(names, "PER", blocking_keys, 0).tolist() == whole


def test_pairs_come_in_chunks(monkeypatch):
    keyed_rows = keyed(*([i % 7, 10 + i % 11, 30] for i in range(3 * BLOCK)))
    whole = pairs(*keyed_rows).tolist()
    monkeypatch.setattr(blocking, "_CHUNK", 50)
    monkeypatch.setattr(blocking, "_MEASURED", 50)
    chunks = list(blocking.pairs(*keyed_rows))
    assert len(chunks) == -(-len(whole) // 50) > 2
    assert np.concatenate(chunks).tolist() == whole


def test_all_pairs_of_a_small_block_and_of_no_more_rows():
    assert len(pairs(*keyed(*[[1]] * BLOCK))) == BLOCK * (BLOCK - 1) // 2
    assert len(pairs(*keyed(*[[1]] * (BLOCK + 1)))) == sum(BLOCK + 1 - step for step in range(1, NEIGHBOURS + 1))


def test_a_large_block_is_split_by_second_keys():
    count = 10 * BLOCK
    found = set(map(tuple, pairs(*keyed(*([1, 100 + i % (count // 2)] for i in range(count)))).tolist()))
    assert {(i, i + count // 2) for i in range(count // 2)} <= found
    assert len(found) <= count * (NEIGHBOURS + 1)


def test_a_second_key_that_all_of_a_block_have_does_not_split_it():
    count = 10 * BLOCK
    assert pairs(*keyed(*[[1, 2]] * count)).tolist() == pairs(*keyed(*[[1]] * count)).tolist()


def test_a_large_block_without_second_keys_costs_its_length():
    count = 100 * BLOCK
    assert len(pairs(*keyed(*[[1]] * count))) <= count * NEIGHBOURS


def test_only_names_that_are_alike_are_near_by_their_positions():
    assert near(["zzzz", "aaab", "aaaa"], "PER", one_block, 70).tolist() == [[1, 2]]
    assert near([], "PER", one_block, 70).tolist() == []


NAMES = [
    "", "سلمان", "سليمان", "عبد الرحمن", "عبدالرحمن", "محمد", "محمد صالح", "محمد صلاح", "محمد صلاح", "محمود صلاح الدين",
]  # fmt: skip


@pytest.mark.parametrize(("least", "measured"), [(0.0, 100), (55.0, 100), (55.0, 3)])
def test_candidates_are_alike_word_by_word_or_but_for_the_gaps(least, measured, monkeypatch):
    """As said of one pair: each word of the shorter name is like one of the longer, in place where they have as many."""

    def alike(a: str, b: str) -> bool:
        short, long = sorted(([w.removeprefix("ال") for w in name.split()] for name in (a, b)), key=len)
        if a == b or fuzz.ratio(a, b) < least:
            return False
        if len(short) == len(long):
            return all(fuzz.ratio(x, y) >= 55 for x, y in zip(short, long, strict=True))
        gaps = fuzz.ratio("".join(short), "".join(long)) >= 80
        return gaps or all(any(fuzz.ratio(x, y) >= 55 for y in long) for x in short)

    expected = [[i, j] for i, j in combinations(range(len(NAMES)), 2) if alike(NAMES[i], NAMES[j])]
    monkeypatch.setattr(blocking, "_MEASURED", measured)
    pieces = [*candidates(NAMES, "PER", one_block, least)]
    assert len(pieces) == -(-len(NAMES) * (len(NAMES) - 1) // (2 * measured))
    assert np.concatenate(pieces).tolist() == expected
    assert [6, 7] in expected and [3, 4] in expected and [7, 8] not in expected
