"""Who holds which office: evidence, beyond spelling, that two people or two bodies are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from pipeline.base.contract import SEPARATOR
from pipeline.base.letters import key
from pipeline.comparing.nameparts import bare
from pipeline.linking.clustering import Clusters, Edge
from pipeline.linking.coreference import NATION
from pipeline.linking.units import Unit

# Between a title and what it is of, in the context of a person's name.
OF = " > "
# A holder's name is no spelling of the other's; the office alone speaks for it. Told apart from spellings in the ledger.
_SCORE = 0.9


def edges(clusters: Clusters, found: list[Unit], names: pd.DataFrame, of_row: list[int]) -> Iterator[Edge]:
    """Pairs that an office makes one.

    Two people of one family name who hold one office (of which the corpus knows no holder of another family name); two bodies
    of one head in which one person holds one office.

    Args:
        clusters: what has been merged by now.
        found: the units.
        names: the names table; `context` holds "title > body" for people.
        of_row: the unit of each row.
    """
    holders: dict[tuple[str, int], set[int]] = defaultdict(set)
    bodies: dict[tuple[str, int], set[int]] = defaultdict(set)
    for person, title, body in _held(names, of_row):
        holders[title, clusters.find(body)].add(person)
        bodies[title, clusters.find(person)].add(body)
    for (title, body), people in sorted(holders.items()):
        full = sorted(p for p in people if len(found[p].node.parts) > 1)
        if len({found[p].node.parts[-1] for p in full}) == 1:
            yield from _pairs(full, "same-office", f"{title} : {found[body].node.name}")
    for (title, person), held in sorted(bodies.items()):
        for a, b in combinations(sorted(b for b in held if found[b].node.type == "ORG"), 2):
            if _one_head(found[a], found[b]):
                yield Edge(a, b, _SCORE, "same-office-holder", f"{title} : {found[person].node.name}")


def _pairs(units: list[int], rule: str, detail: str) -> Iterator[Edge]:
    for a, b in combinations(units, 2):
        yield Edge(a, b, _SCORE, rule, detail)


def _held(names: pd.DataFrame, of_row: list[int]) -> Iterator[tuple[int, str, int]]:
    """Each office that an article states: the person's unit, the title, the body's or country's unit."""
    units = np.asarray(of_row, dtype=np.int64)
    holding = (names.type == "PER").to_numpy() & np.array([OF in context for context in names.context], dtype=bool)
    beside = (names.article_id.isin(names.article_id[holding]) & (names.type != "PER")).to_numpy()
    bodies = zip(names.article_id[beside], names.name[beside], strict=True)
    at = dict(zip(bodies, units[beside].tolist(), strict=True))
    holders = zip(names.article_id[holding], names.context[holding], units[holding].tolist(), strict=True)
    for article_id, context, person in holders:
        for office in context.split(SEPARATOR):
            title, of, body = office.partition(OF)
            if of and (article_id, body) in at:
                yield person, " ".join(bare(word) for word in key(title).split()), at[article_id, body]


def _one_head(a: Unit, b: Unit) -> bool:
    """Whether two bodies begin with the same two parts and name no two countries."""
    nations = [{p for p in u.node.parts if p.startswith(NATION)} for u in (a, b)]
    return a.node.parts[:2] == b.node.parts[:2] and (not nations[0] or not nations[1] or nations[0] == nations[1])
