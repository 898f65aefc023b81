"""Clusters of names in which every merge holds against the whole cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

Strength = Callable[[int], tuple[Any, ...]]
Agree = Callable[[int, int], float]
Code = TypeVar("Code")
# A pair of clusters is compared through so many of the strongest names of each: the rest are variants of these, and a cluster
# of hundreds of spellings would cost the product of both.
WITNESSES = 6


class Edge(NamedTuple):
    """Two names that are likely the same, how likely, and why."""

    left: int
    right: int
    score: float
    rule: str
    detail: str


class Clusters:
    """Disjoint sets of the numbers 0..n-1 that grow by merges, each with the edge that made it."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))
        self.members: dict[int, list[int]] = {}
        self.made: list[Edge] = []

    def find(self, item: int) -> int:
        """The number that stands for the item's cluster."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def roots(self) -> list[int]:
        """The numbers that stand for clusters, ascending."""
        return [i for i, parent in enumerate(self.parent) if i == parent]

    def of(self, item: int) -> list[int]:
        """All in the item's cluster."""
        root = self.find(item)
        return self.members.get(root, [root])

    def join(self, edge: Edge) -> None:
        """Merge the clusters of the edge's ends; the smaller number stands for both."""
        a, b = sorted((self.find(edge.left), self.find(edge.right)))
        if a != b:
            self.members[a] = self.of(a) + self.of(b)
            self.members.pop(b, None)
            self.parent[b] = a
            self.made.append(edge)


def several(coded: Iterable[tuple[int, Code]]) -> Iterator[tuple[Code, list[int]]]:
    """The codes that two numbers and more have, with these: of a million codes few are, and a list is made for those alone.

    Args:
        coded: numbers, each once, with their codes.
    """
    first: dict[Code, int] = {}
    others: dict[Code, list[int]] = defaultdict(list)
    for number, code in coded:
        if first.setdefault(code, number) != number:
            others[code].append(number)
    for code, numbers in others.items():
        yield code, [first[code], *numbers]


def merge(
    clusters: Clusters, edges: Iterable[Edge], strength: Strength, agree: Agree, forbidden: Mapping[int, set[int]]
) -> list[Edge]:
    """Merge along the edges, strongest first, wherever the merge holds against both whole clusters (complete link).

    Args:
        clusters: what has been merged already; changed in place.
        edges: candidate pairs with scores.
        strength: sorts the names of a cluster, the most telling first; breaks ties between edges too, so that the result does
            not depend on the order of anything.
        agree: for two names 1.0 (the same), 0.0 (not known) or -1.0 (cannot be the same).
        forbidden: name -> names that may not come into one cluster with it, whatever else.

    Returns:
        The edges that were refused because the clusters as wholes are not the same.
    """
    refused = []
    for edge in sorted(edges, key=lambda e: (-e.score, *sorted((strength(e.left), strength(e.right))))):
        if clusters.find(edge.left) == clusters.find(edge.right):
            continue
        if allowed(clusters, edge, forbidden) and holds(clusters, edge, strength, agree):
            clusters.join(edge)
        else:
            refused.append(edge)
    return refused


def allowed(clusters: Clusters, edge: Edge, forbidden: Mapping[int, set[int]]) -> bool:
    """Whether no name of the one cluster is forbidden to meet one of the other."""
    if not forbidden:
        return True
    right = set(clusters.of(edge.right))
    return not any(forbidden.get(i, set()) & right for i in clusters.of(edge.left))


def holds(clusters: Clusters, edge: Edge, strength: Strength, agree: Agree) -> bool:
    """Whether no pair across the two clusters is known to differ, and at least half of them agree."""
    left = sorted(clusters.of(edge.left), key=strength)[:WITNESSES]
    right = sorted(clusters.of(edge.right), key=strength)[:WITNESSES]
    verdicts = [1.0 if {a, b} == {edge.left, edge.right} else agree(a, b) for a in left for b in right]
    return min(verdicts) >= 0 and 2 * sum(v > 0 for v in verdicts) >= len(verdicts)
