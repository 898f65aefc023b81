"""Pairs that share a key, in blocks that stay small."""

from pipeline.linking.blocking import BLOCK, NEIGHBOURS, near, pairs


def test_pairs_that_share_a_key_once_each():
    assert pairs([["a", "b"], ["b"], ["a", "b"], ["c"]], ["w", "x", "y", "z"]).tolist() == [[0, 1], [0, 2], [1, 2]]
    assert pairs([], []).tolist() == []


def test_a_large_block_is_split_by_second_keys():
    count = 10 * BLOCK
    keys = [["all", f"second{i // 2}"] for i in range(count)]
    found = set(map(tuple, pairs(keys, [f"{i:05}" for i in range(count)]).tolist()))
    assert {(i, i + 1) for i in range(0, count, 2)} <= found
    assert len(found) <= count * (NEIGHBOURS + 1)


def test_a_large_block_without_second_keys_costs_its_length():
    count = 100 * BLOCK
    found = pairs([["all"]] * count, [f"{i:05}" for i in range(count)])
    assert len(found) <= count * NEIGHBOURS


def test_only_names_that_are_alike_are_near():
    names = ["aaaa", "aaab", "zzzz"]
    assert list(near(pairs([["x"]] * 3, names), names, 70)) == [(0, 1)]
