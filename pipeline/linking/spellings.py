"""Which names of a corpus are likely spellings of one name: near pairs, compared on all cores where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from pipeline.base.cores import cores, side_by_side
from pipeline.linking import blocking
from pipeline.linking.clustering import Edge
from pipeline.linking.compatible import BARE, barred
from pipeline.linking.coreference import ALIKE, Similar
from pipeline.linking.linking import Linking
from pipeline.linking.units import Unit

# Pairs from which on further processes are worth their start: each loads the models in about the time that it compares
# 20,000 pairs. The result does not depend on it.
_MANY = 50_000


class _Near(NamedTuple):
    """Pairs of near names of one type: their units, an array (pairs, 2), and the names."""

    type: str
    units: np.ndarray
    names: list[tuple[str, str]]


def edges(found: list[Unit], alone: set[int], linking: Linking) -> Iterator[Edge]:
    """Edges between names whose spellings are likely of the same name.

    Args:
        found: the units, sorted by type and key.
        alone: those of names that many bear, which spelling does not tell.
        linking: what names are compared with.
    """
    near = _near(found, alone, linking)
    first = [*_at_least(_MANY, near)]
    processes = cores() if sum(len(pairs.units) for pairs in first) >= _MANY else 1
    for same in side_by_side(partial(_same, linking.similar), chain(first, near), processes):
        for left, right, score, detail in same:
            a, b = found[left].node, found[right].node
            if (score >= BARE or min(len(a.parts), len(b.parts)) > 1) and not barred(a, b):
                yield Edge(left, right, score, "spelling", detail)


def _near(found: list[Unit], alone: set[int], linking: Linking) -> Iterator[_Near]:
    """The pairs that are worth comparing, a piece at a time: while further ones are found, other processes compare."""
    of_type: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(found):
        if i not in alone:
            of_type[unit.node.type].append(i)
    for type_, of in of_type.items():
        numbers = np.array(of, dtype=np.int64)
        for pairs in blocking.candidates([found[i].node.key for i in of], type_, linking.blocks, ALIKE):
            units = numbers[pairs]
            yield _Near(type_, units, [(found[i].node.name, found[j].node.name) for i, j in units.tolist()])


def _at_least(count: int, near: Iterator[_Near]) -> Iterator[_Near]:
    """The first pieces, until they hold so many pairs."""
    held = 0
    for pairs in near:
        yield pairs
        held += len(pairs.units)
        if held >= count:
            return


def _same(similar: Similar, near: _Near) -> list[tuple[int, int, float, str]]:
    """The units of those pairs that are the same name, with score and detail."""
    judged = (similar(one, other, near.type) for one, other in near.names)
    return [
        (left, right, verdict.score, verdict.detail)
        for (left, right), verdict in zip(near.units.tolist(), judged, strict=True) if verdict.verdict == "same"
    ]  # fmt: skip
