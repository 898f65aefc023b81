"""Where the nodes of a network stand: near those they are tied to, and not upon each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

import numpy as np

from pipeline.measures import SEED, seeded

# Rounds of the force-directed layout: as many as 500 for a small network, fewer for a large one, so that it stays
# within some twenty seconds (a round costs about 3 microseconds a node and edge).
ROUNDS, ROUND_STEPS = 500, 6_000_000
# Share of the picture's area that the nodes cover before they are moved apart; with more, they must be moved further.
DENSITY = 0.08


def positions(nodes: int, ends: np.ndarray, weights: np.ndarray, half_sizes: np.ndarray) -> np.ndarray:
    """A place for each node, the same on every run.

    Fruchterman and Reingold's forces (1991) on the logarithm of the weights, then each node at its place or the nearest
    free one, the largest first. Nodes without edges stand around the others.

    Args:
        nodes: how many; they are numbered from 0.
        ends: the edges, shape (edges, 2), by node numbers.
        weights: a positive weight an edge.
        half_sizes: half the width and half the height that each node needs, shape (nodes, 2).

    Returns:
        x and y, shape (nodes, 2), centred on 0; no two nodes' boxes overlap.
    """
    if not nodes:
        return np.zeros((0, 2))
    tied = np.unique(ends)
    points = np.zeros((nodes, 2))
    points[tied] = _forces(len(tied), np.searchsorted(tied, ends), weights)
    area = 4 * np.prod(half_sizes, axis=1).sum()
    spread = np.ptp(points[tied], axis=0).prod() if len(tied) > 2 else 1.0
    points *= np.sqrt(area / DENSITY / max(spread, 1e-9))
    lone = np.setdiff1d(np.arange(nodes), tied)
    points[lone] = _around(points[tied], half_sizes[lone])
    return apart(points, half_sizes)


def _forces(nodes: int, ends: np.ndarray, weights: np.ndarray) -> np.ndarray:
    if nodes < 3:
        return np.arange(2 * nodes, dtype="float64").reshape(nodes, 2) - (nodes - 1) / 2
    import igraph

    rounds = int(np.clip(ROUND_STEPS / (nodes + len(ends)), 20, ROUNDS))
    start = np.random.default_rng(SEED).normal(size=(nodes, 2)) * np.sqrt(nodes)
    graph = igraph.Graph(n=nodes, edges=ends.tolist())
    with seeded():
        layout = graph.layout_fruchterman_reingold(
            weights=np.log1p(weights).tolist(), niter=rounds, seed=start.tolist(), grid=nodes > 1000
        )
    points = np.array(layout.coords)
    return points - points.mean(axis=0)


def _around(inner: np.ndarray, half_sizes: np.ndarray) -> np.ndarray:
    """Places on rings outside `inner`, one after the other."""
    ring = np.abs(inner).max(initial=0.0) * 1.1 + 2 * half_sizes.max(initial=0.0)
    gap = 3 * half_sizes.max(initial=0.0)
    places: list[tuple[float, float]] = []
    while len(places) < len(half_sizes):
        for step in range(max(1, int(2 * np.pi * ring / max(gap, 1e-9)))):
            angle = step * gap / max(ring, 1e-9)
            places.append((ring * np.cos(angle), ring * np.sin(angle)))
        ring += gap
    return np.array(places[: len(half_sizes)]).reshape(-1, 2)


def apart(points: np.ndarray, half_sizes: np.ndarray) -> np.ndarray:
    """The points, each moved as little as need be so that no two boxes overlap.

    Args:
        points: x and y, shape (nodes, 2).
        half_sizes: half the width and half the height of each node's box, shape (nodes, 2).

    Returns:
        New points. The largest boxes are placed first and so move least.
    """
    placed = points.astype("float64").copy()
    cell = max(float(np.median(half_sizes)) * 4, 1e-9)
    taken: dict[tuple[int, int], list[tuple[float, float, float, float]]] = defaultdict(list)
    for node in np.argsort(-half_sizes.prod(axis=1), kind="stable").tolist():
        width, height = half_sizes[node].tolist()
        for x, y in _spiral(points[node], min(width, height)):
            box = (x - width, y - height, x + width, y + height)
            cells = _cells(box, cell)
            if not any(_overlap(box, other) for place in cells for other in taken.get(place, ())):
                break
        for place in cells:
            taken[place].append(box)
        placed[node] = x, y
    return placed


def _cells(box: tuple[float, float, float, float], cell: float) -> list[tuple[int, int]]:
    left, bottom, right, top = (int(side // cell) for side in box)
    return [(x, y) for x in range(left, right + 1) for y in range(bottom, top + 1)]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _spiral(centre: np.ndarray, step: float) -> Iterator[tuple[float, float]]:
    """The point itself, then points on wider and wider rings around it, without end."""
    x, y = centre.tolist()
    yield x, y
    for ring in count(1):
        for angle in np.linspace(0, 2 * np.pi, 6 * ring, endpoint=False).tolist():
            yield x + ring * step * np.cos(angle), y + ring * step * np.sin(angle)
