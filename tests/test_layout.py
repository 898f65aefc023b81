import networkx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.drawing.layout import apart, positions


def overlaps(points: np.ndarray, half_sizes: np.ndarray) -> int:
    distance = np.abs(points[:, None] - points[None])
    needed = half_sizes[:, None] + half_sizes[None]
    return int(np.triu((distance < needed - 1e-6).all(axis=2), 1).sum())


def clustered() -> tuple[int, np.ndarray, np.ndarray, np.ndarray]:
    graph = networkx.disjoint_union(networkx.complete_graph(12), networkx.complete_graph(12))
    graph.add_edge(0, 12)
    graph.add_nodes_from(range(24, 30))
    sizes = np.repeat(np.linspace(2, 30, 30)[:, None], 2, axis=1)
    return 30, np.array(graph.edges), np.ones(graph.number_of_edges()), sizes


def test_no_two_nodes_overlap_and_the_layout_is_the_same_again():
    count, ends, weights, sizes = clustered()
    points = positions(count, ends, weights, sizes)
    assert overlaps(points, sizes) == 0
    assert np.array_equal(points, positions(count, ends, weights, sizes))


def test_tied_nodes_stand_nearer_than_others_and_lone_ones_outside():
    count, ends, weights, sizes = clustered()
    points = positions(count, ends, weights, np.full_like(sizes, 1.0))
    one, two = points[:12], points[12:24]
    within = np.linalg.norm(one - one.mean(axis=0), axis=1).mean()
    assert np.linalg.norm(one.mean(axis=0) - two.mean(axis=0)) > 2 * within
    centre = points[:24].mean(axis=0)
    assert np.linalg.norm(points[24:] - centre, axis=1).min() > np.linalg.norm(points[:24] - centre, axis=1).max()


def test_networks_of_no_one_and_two_nodes():
    none, pair = np.zeros((0, 2), dtype="int64"), np.array([(0, 1)])
    assert positions(0, none, np.zeros(0), np.zeros((0, 2))).shape == (0, 2)
    assert np.isfinite(positions(1, none, np.zeros(0), np.ones((1, 2)))).all()
    two = positions(2, pair, np.ones(1), np.ones((2, 2)))
    assert overlaps(two, np.ones((2, 2))) == 0
    lone = positions(40, none, np.zeros(0), np.ones((40, 2)))
    assert overlaps(lone, np.ones((40, 2))) == 0


@settings(max_examples=50, deadline=None)
@given(
    arrays("float64", (25, 2), elements=st.floats(-50, 50, width=32)),
    arrays("float64", (25, 2), elements=st.floats(0.5, 20, width=32)),
)
def test_boxes_never_overlap_after_being_moved_apart(points, half_sizes):
    assert overlaps(apart(points, half_sizes), half_sizes) == 0


def test_boxes_that_are_apart_stay_where_they_are():
    points = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    assert np.array_equal(apart(points, np.full((3, 2), 4.0)), points)
