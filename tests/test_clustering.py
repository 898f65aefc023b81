"""Merges that hold against whole clusters."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.clustering import Clusters, Edge, merge, several


def run(count, edges, verdicts, forbidden=None):
    """Merge numbers whose agreement is told by `verdicts` ({pair: 1.0 or -1.0}); all others are not known."""
    clusters = Clusters(count)
    refused = merge(
        clusters, [Edge(a, b, score, "r", "") for a, b, score in edges], lambda i: (i,),
        lambda a, b: verdicts.get(frozenset((a, b)), 0.0), forbidden or {},
    )  # fmt: skip
    found = [tuple(sorted(clusters.of(root))) for root in clusters.roots()]
    assert {tuple(sorted(clusters.of(i))) for i in range(count)} == set(found)
    return found, refused


def test_a_chain_joins_only_as_far_as_it_holds():
    same = {frozenset((0, 1)): 1.0, frozenset((1, 2)): 1.0, frozenset((0, 2)): -1.0}
    found, refused = run(3, [(0, 1, 0.9), (1, 2, 0.8)], same)
    assert found == [(0, 1), (2,)]
    assert [(e.left, e.right) for e in refused] == [(1, 2)]


def test_most_pairs_unknown_is_not_enough():
    same = {frozenset((0, 1)): 1.0, frozenset((2, 3)): 1.0, frozenset((1, 2)): 1.0}
    found, _ = run(4, [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.5)], same)
    assert found == [(0, 1), (2, 3)]


def test_what_is_forbidden_never_meets_even_over_others():
    same = {frozenset(p): 1.0 for p in itertools.combinations(range(3), 2)}
    found, _ = run(3, [(0, 1, 0.9), (1, 2, 0.8)], same, {0: {2}, 2: {0}})
    assert found == [(0, 1), (2,)]


@given(st.permutations([(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.7), (0, 3, 0.9), (3, 4, 0.7)]))
def test_the_order_of_edges_does_not_matter(edges):
    same = {frozenset((a, b)): 1.0 for a, b, _ in edges}
    assert run(5, edges, same)[0] == run(5, sorted(edges), same)[0]


def test_codes_that_several_have_with_these():
    assert list(several([(4, "b"), (1, "a"), (2, "c"), (3, "a"), (9, "b"), (5, "a")])) == [("a", [1, 3, 5]), ("b", [4, 9])]
    assert list(several([])) == []
