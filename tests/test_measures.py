import itertools

import igraph
import networkx
import numpy as np
import pytest

from pipeline.drawing import measures as module
from pipeline.drawing.measures import disparity, measures

# Two triangles of unlike weights, joined by one edge; node 6 stands alone.
ENDS = np.array([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
WEIGHTS = np.array([3.0, 3, 3, 2, 2, 2, 1])


def drawn(directed: bool = False) -> networkx.Graph:
    graph = networkx.DiGraph() if directed else networkx.Graph()
    graph.add_nodes_from(range(7))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in zip(ENDS.tolist(), WEIGHTS, strict=True))
    return graph


@pytest.mark.parametrize("directed", [False, True])
def test_centralities_are_those_of_networkx(directed):
    found, graph = measures(7, ENDS, WEIGHTS, directed), drawn(directed)
    assert found["degree"].tolist() == [graph.degree(n) for n in range(7)]
    assert found["weighted_degree"].tolist() == [graph.degree(n, weight="weight") for n in range(7)]
    between = networkx.betweenness_centrality(graph)
    assert found["betweenness"].tolist() == pytest.approx([between[n] for n in range(7)], abs=1e-6)
    rank = networkx.pagerank(graph, tol=1e-12)
    assert found["pagerank"].tolist() == pytest.approx([rank[n] for n in range(7)], abs=1e-6)


def test_communities_are_numbered_by_size_and_a_lone_node_has_none():
    ends = np.vstack([ENDS, [(0, 6), (1, 6)]])
    found = measures(9, ends, np.append(WEIGHTS, [3.0, 3.0]))["community"].tolist()
    assert found == [1, 1, 1, 2, 2, 2, 1, 0, 0]


def test_the_same_seed_gives_the_same_communities_and_leaves_no_seed_behind():
    graph = networkx.gnm_random_graph(80, 200, seed=1)
    ends = np.array(graph.edges)
    first = measures(80, ends, np.ones(len(ends)))
    assert first.equals(measures(80, ends, np.ones(len(ends))))
    drawn_after = {tuple(igraph.Graph.Erdos_Renyi(n=30, m=40).get_edgelist()) for _ in range(3)}
    assert len(drawn_after) == 3


def test_a_network_without_edges_or_nodes_has_zeros():
    empty = np.zeros((0, 2), dtype="int64")
    assert measures(2, empty, np.zeros(0)).to_numpy().tolist() == [[0, 0, 0, 0, 0.5]] * 2
    assert measures(0, empty, np.zeros(0)).empty
    assert disparity(empty, np.zeros(0)).tolist() == []


def test_betweenness_of_a_large_network_is_estimated_close_by(monkeypatch):
    graph = networkx.barabasi_albert_graph(300, 3, seed=1)
    ends = np.array(graph.edges)
    exact = measures(300, ends, np.ones(len(ends)))["betweenness"]
    monkeypatch.setattr(module, "BETWEENNESS_STEPS", 100 * len(ends))
    estimated = measures(300, ends, np.ones(len(ends)))["betweenness"]
    assert not estimated.equals(exact)
    assert estimated.corr(exact) > 0.98
    assert estimated.sum() == pytest.approx(exact.sum(), rel=0.1)


def test_disparity_follows_its_formula():
    # node 0 has three edges of weights 8, 1, 1; the others one each: (1 - .8)^2, (1 - .1)^2, (1 - .1)^2
    star = np.array([(0, 1), (0, 2), (3, 0)])
    assert disparity(star, np.array([8.0, 1, 1])).tolist() == pytest.approx([0.04, 0.81, 0.81])
    # the end that is more surprised decides: node 1 gives its edge to 0 all but a tenth
    both = np.array([(0, 1), (1, 2), (0, 3)])
    assert disparity(both, np.array([9.0, 1, 9])).tolist() == pytest.approx([0.1, 0.9, 0.5])
    # an edge between two ends that have no other is never surprising
    assert disparity(np.array([(0, 1)]), np.array([5.0])).tolist() == [1.0]


def test_disparity_grows_when_the_weight_falls():
    edges = np.array(list(itertools.combinations(range(5), 2)))
    levels = [disparity(edges, np.array([w] + [1.0] * 9))[0] for w in (1, 2, 4, 8)]
    assert levels == sorted(levels, reverse=True)
    assert all(0 <= level <= 1 for level in levels)
