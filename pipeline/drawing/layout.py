"""Where the nodes of a network stand: near those they are tied to, and not upon each other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from pipeline.drawing.measures import SEED, seeded

# Rounds of the force-directed layout: as many as 500 for a small network, fewer for a large one, so that it stays
# within some ten seconds (a round costs about 3 microseconds a node and edge).
ROUNDS, ROUND_STEPS = 500, 4_000_000
# Share of the area that nodes cover: with more they must be moved further apart, with less the picture is mostly empty.
DENSITY = 0.2


def positions(
    nodes: int, ends: np.ndarray, weights: np.ndarray, half_sizes: np.ndarray, density: float = DENSITY
) -> np.ndarray:
    """A place for each node, the same on every run.

    Fruchterman and Reingold's forces (1991) on the logarithm of the weights, then each node at its place or the nearest
    free one, the largest first. Nodes without edges stand around the others.

    Args:
        nodes: how many; they are numbered from 0.
        ends: the edges, shape (edges, 2), by node numbers.
        weights: a positive weight an edge.
        half_sizes: half the width and half the height that each node needs, shape (nodes, 2).
        density: the share of the area that the nodes cover before they are moved apart, 0 to 1.

    Returns:
        x and y, shape (nodes, 2), centred on 0; no two nodes' boxes overlap.
    """
    if not nodes:
        return np.zeros((0, 2))
    tied = np.unique(ends)
    areas = 4 * np.prod(half_sizes, axis=1)
    points = np.zeros((nodes, 2))
    points[tied] = _even(_forces(len(tied), np.searchsorted(tied, ends), weights), areas[tied] / density)
    lone = np.setdiff1d(np.arange(nodes), tied)
    points[lone] = _around(points[tied], half_sizes[lone])
    return apart(points, half_sizes)


def _even(points: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """The points in their directions from the centre and in their order outwards, each disc around the centre as full.

    Forces leave the middle of a network crowded and its rim empty. Here a point's distance is that of a disc which holds
    the areas of all points within it.
    """
    distance = np.linalg.norm(points, axis=1)
    order = np.argsort(distance, kind="stable")
    within = np.cumsum(areas[order]) - areas[order] / 2
    even = np.empty_like(distance)
    even[order] = np.sqrt(within / np.pi)
    return points * (even / np.maximum(distance, 1e-9))[:, None]


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
    """Places on rings outside `inner`, evenly along each."""
    largest = half_sizes.max(initial=1e-9)
    radius = np.linalg.norm(inner, axis=1).max(initial=0.0) * 1.05 + 4 * largest
    rings = [np.zeros((0, 2))]
    left = len(half_sizes)
    while left:
        held = min(left, max(1, int(math.tau * radius / (4 * largest))))
        angles = np.arange(held) * math.tau / held
        rings.append(radius * np.stack([np.cos(angles), np.sin(angles)], axis=1))
        left -= held
        radius += 4 * largest
    return np.concatenate(rings)


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
    """The point itself, then points on rings around it, each a fifth (at least a step) further out, without end."""
    x, y = centre.tolist()
    yield x, y
    step = max(step, 1e-9)
    radius = 0.0
    while True:
        radius += max(step, radius / 5)
        directions = min(6 * int(radius / step), 32)
        for angle in range(directions):
            turn = math.tau * angle / directions + radius  # each ring begins elsewhere
            yield x + radius * math.cos(turn), y + radius * math.sin(turn)
