"""Which names of a corpus are likely spellings of one name: near pairs, compared on all cores where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import numpy as np

from pipeline.base.cores import cores, side_by_side
from pipeline.base.cycles import no_search_for_cycles
from pipeline.linking import blocking
from pipeline.linking.clustering import Edge
from pipeline.linking.compatible import BARE, barred
from pipeline.linking.coreference import ALIKE, Similar
from pipeline.linking.linking import Linking
from pipeline.linking.units import Unit

# Pairs that are sent to a process at once, and from how many on further processes are worth their start: each loads the
# models in about the time that it compares 20,000 pairs. The result does not depend on either.
_PIECE = 5_000
_MANY = 50_000

Same = list[tuple[int, float, str]]


def edges(found: list[Unit], alone: set[int], linking: Linking) -> Iterator[Edge]:
    """Edges between names whose spellings are likely of the same name.

    Args:
        found: the units.
        alone: those of names that many bear, which spelling does not tell.
        linking: what names are compared with.
    """
    for type_, of in _by_type(found, alone).items():
        near = blocking.candidates([found[i].node.key for i in of], type_, linking.blocks, ALIKE)
        names = [found[i].node.name for i in of]
        for at, score, detail in _compared(near, names, type_, linking.similar):
            left, right = (of[i] for i in near[at].tolist())
            a, b = found[left].node, found[right].node
            if (score >= BARE or min(len(a.parts), len(b.parts)) > 1) and not barred(a, b):
                yield Edge(left, right, score, "spelling", detail)


def _by_type(found: list[Unit], alone: set[int]) -> dict[str, list[int]]:
    named: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(found):
        if i not in alone:
            named[unit.node.type].append(i)
    return named


def _compared(near: np.ndarray, names: list[str], type_: str, similar: Similar) -> Iterator[tuple[int, float, str]]:
    """The numbers of the pairs that are the same, in ascending order, with score and detail."""
    pieces = ([(names[i], names[j]) for i, j in near[at : at + _PIECE].tolist()] for at in range(0, len(near), _PIECE))
    processes = cores() if len(near) >= _MANY else 1
    for number, same in enumerate(side_by_side(partial(_same, similar, type_), pieces, processes)):
        for at, score, detail in same:
            yield number * _PIECE + at, score, detail


def _same(similar: Similar, type_: str, pairs: list[tuple[str, str]]) -> Same:
    """Which of the pairs are the same name."""
    with no_search_for_cycles():
        judged = ((at, similar(one, other, type_)) for at, (one, other) in enumerate(pairs))
        return [(at, verdict.score, verdict.detail) for at, verdict in judged if verdict.verdict == "same"]
