"""Pairs that share a key, in blocks that stay small."""

from pipeline.blocking import BLOCK, NEIGHBOURS, pairs


def test_pairs_that_share_a_key_once_each():
    assert list(pairs([["a", "b"], ["b"], ["a", "b"], ["c"]], ["w", "x", "y", "z"])) == [(0, 2), (0, 1), (1, 2)]


def test_a_large_block_is_split_by_second_keys():
    count = 10 * BLOCK
    keys = [["all", f"second{i // 2}"] for i in range(count)]
    found = set(pairs(keys, [f"{i:05}" for i in range(count)]))
    assert {(i, i + 1) for i in range(0, count, 2)} <= found
    assert len(found) <= count * (NEIGHBOURS + 1)


def test_a_large_block_without_second_keys_costs_its_length():
    count = 100 * BLOCK
    found = list(pairs([["all"]] * count, [f"{i:05}" for i in range(count)]))
    assert len(found) <= count * NEIGHBOURS
