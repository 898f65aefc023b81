"""What a network says of its nodes and edges: communities, centralities, the backbone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import igraph

SEED = 1
# Breadth-first steps that exact betweenness may take (nodes times edges): 1.5e8 are about three seconds on a laptop's core, what
# 5,000 nodes with 30,000 edges need. Larger networks are estimated from as many start nodes as that allows.
BETWEENNESS_STEPS = 150_000_000


@contextmanager
def seeded(seed: int = SEED) -> Iterator[None]:
    """Within it, igraph's random choices are those of `seed`."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def measures(count: int, ends: np.ndarray, weights: np.ndarray, directed: bool = False) -> pd.DataFrame:
    """Communities and centralities of a network's nodes.

    Args:
        count: how many nodes; they are numbered from 0.
        ends: the edges, shape (edges, 2), by node numbers; edges may be parallel.
        weights: a positive weight an edge.
        directed: whether edges run from the first end to the second.

    Returns:
        A row a node: `community` (Leiden, by modularity over the weights (Traag, Waltman, van Eck, From Louvain to Leiden,
        2019), seeded, direction left aside; 1 is the largest, 0 a node without edges), `degree` (edges),
        `weighted_degree` (their weights), `betweenness` (the share of the shortest paths between other nodes that pass
        through it (Freeman 1977), each edge one step; in large networks estimated from some start nodes (Brandes and Pich
        2007)), `pagerank` (over the weights, damping 0.85).
    """
    import igraph

    graph = igraph.Graph(n=count, edges=ends.tolist(), directed=directed)
    flat = ends.ravel()
    degree = np.bincount(flat, minlength=count)
    rank = graph.pagerank(directed=directed, weights=weights.tolist()) if count else []
    return pd.DataFrame(
        {
            "community": _communities(graph, weights, degree),
            "degree": degree.astype("int64"),
            "weighted_degree": np.bincount(flat, weights=np.repeat(weights, 2), minlength=count).astype("float64"),
            "betweenness": np.round(_betweenness(graph, directed), 8),
            "pagerank": np.round(np.array(rank, dtype="float64"), 8),
        }
    )


def _communities(graph: igraph.Graph, weights: np.ndarray, degree: np.ndarray) -> np.ndarray:
    if not graph.ecount():
        return np.zeros(graph.vcount(), dtype="int64")
    with seeded():
        found = graph.as_undirected(mode="each").community_leiden(
            "modularity", weights=weights.tolist(), n_iterations=-1
        )
    members = pd.Series(found.membership)[degree > 0]
    sizes = members.groupby(members).size().sort_values(ascending=False, kind="stable")
    numbers = pd.Series(np.arange(1, len(sizes) + 1), index=sizes.index)
    return np.where(degree > 0, pd.Series(found.membership).map(numbers).fillna(0), 0).astype("int64")


def _betweenness(graph: igraph.Graph, directed: bool) -> np.ndarray:
    nodes, edges = graph.vcount(), graph.ecount()
    if nodes < 3 or not edges:
        return np.zeros(nodes)
    starts = max(1, min(nodes, BETWEENNESS_STEPS // edges))
    sources = None if starts == nodes else random.Random(SEED).sample(range(nodes), starts)
    paths = np.array(graph.betweenness(directed=directed, sources=sources)) * (nodes / starts)
    return paths / ((nodes - 1) * (nodes - 2) / (1 if directed else 2))


def disparity(ends: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How easily chance gives an edge its weight, for the more surprised of its two ends.

    For an end of degree k whose edges weigh s together, an edge of weight w has (1 - w/s)^(k - 1); an end with one edge
    can't be surprised (1). The edges below a level alpha are the backbone (Serrano, Boguñá, Vespignani, Extracting the
    multiscale backbone of complex weighted networks, PNAS 106(16), 2009).

    Args:
        ends: the edges, shape (edges, 2), by node numbers; none parallel.
        weights: a positive weight an edge.

    Returns:
        A number an edge, 0 (surprising) to 1.
    """
    count = int(ends.max(initial=-1)) + 1
    degree = np.bincount(ends.ravel(), minlength=count)
    strength = np.bincount(ends.ravel(), weights=np.repeat(weights, 2), minlength=count)
    share = weights[:, None] / strength[ends]
    return np.power(1 - share, degree[ends] - 1).min(axis=1, initial=1.0)
