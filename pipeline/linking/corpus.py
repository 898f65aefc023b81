"""Which names of a corpus are one entity: spellings, codes, short forms, and what the user forces or forbids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.comparing.nameparts import of_state
from pipeline.linking import clustering, namesakes, offices, spellings
from pipeline.linking.clustering import Clusters, Edge
from pipeline.linking.company import Company
from pipeline.linking.compatible import Told, barred, two_codes
from pipeline.linking.coreference import NATION
from pipeline.linking.identity import identify, why_of
from pipeline.linking.linking import Linking
from pipeline.linking.shortforms import short_forms
from pipeline.linking.units import ARTICLE, Nodes, Unit, units


@dataclass
class Constraints:
    """What judgements force and forbid, by rows of the names table.

    Attributes:
        same: pairs of row sets that are one entity, and the words for it.
        different: pairs of row sets of which no two are one entity.
        names: row -> the name that the user gives its entity.
        types: row -> the type that the user gives it.
        dropped: rows that are left out.
        own: rows that stand for themselves whatever their article says.
        scoped: rows that are apart from the same name in other articles.
    """

    same: list[tuple[set[int], set[int], str]] = field(default_factory=list)
    different: list[tuple[set[int], set[int], str]] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    scoped: set[int] = field(default_factory=set)

    @property
    def rows(self) -> set[int]:
        """The rows that are spoken of."""
        sides = (side for pairs in (self.same, self.different) for left, right, _ in pairs for side in (left, right))
        return self.own.union(self.scoped, self.names, *sides)


@dataclass
class Linked:
    """The result.

    Attributes:
        rows: the rows of the names table that are not dropped, ascending.
        entity_ids: the entity of each.
        why: the ledger's columns of each.
        name_of: each entity's name.
        refused: the edges that were not followed.
        units: the units.
    """

    rows: Sequence[int]
    entity_ids: list[str]
    why: list[tuple[str, str, float, str]]
    name_of: dict[str, str]
    refused: list[Edge] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


def link(names: pd.DataFrame, constraints: Constraints, linking: Linking) -> Linked:
    """Link the rows of the names table.

    Args:
        names: working table `names`, index 0, 1, …, sorted by article, name, type.
        constraints: the user's word.
        linking: what names are compared with.
    """
    kept, table = _without(constraints.dropped, names)
    if constraints.types:
        table = table.assign(type=[constraints.types.get(i, t) for i, t in zip(kept, table.type, strict=True)])
    spoken_of = constraints.rows
    at = {row: i for i, row in enumerate(kept) if row in spoken_of} if spoken_of else {}
    own = {at[i] for i in constraints.own if i in at}
    many, found, of_row = _units(table, own, {at[i] for i in constraints.scoped if i in at}, linking)
    alone = {of_row[i] for i in many.rows}
    forbidden, forced = _constrained(constraints, of_row, at)
    clusters = Clusters(len(found))
    refused = _merge(clusters, found, alone, forced, forbidden, linking)
    company = Company(table.article_id, of_row, namesakes.roots(clusters, found, alone))
    references = {of_row[i] for i in many.references}
    kinship = namesakes.Kinship(found, alone - references, table, company, linking)
    refused += _namesakes(clusters, kinship, found, forbidden, linking)
    refused += _officers(clusters, found, table, of_row, forbidden)
    refused += short_forms(clusters, found, table, of_row, forbidden, company, references, linking.arabic)
    given = {of_row[at[i]]: name for i, name in constraints.names.items() if i in at}
    ids, called, parents = identify(clusters, found, given, linking)
    entity_ids = [ids[clusters.find(unit)] for unit in of_row]
    rows = zip(table.name, table.refers_to, table.rule, table.score, table.detail, strict=True)
    why = [why_of(row, i in own, of_row[i], found, parents) for i, row in enumerate(rows)]
    return Linked(kept, entity_ids, why, {ids[root]: name for root, name in called.items()}, refused, found)


def _without(dropped: set[int], names: pd.DataFrame) -> tuple[Sequence[int], pd.DataFrame]:
    """The rows that are not dropped, and the table of them, its index 0, 1, … again."""
    if not dropped:
        return range(len(names)), names
    kept = [i for i in range(len(names)) if i not in dropped]
    return kept, names.iloc[kept].reset_index(drop=True)


def _units(
    table: pd.DataFrame, own: set[int], scoped: set[int], linking: Linking
) -> tuple[namesakes.Namesakes, list[Unit], list[int]]:
    """The names that many bear, the units, and the unit of each row."""
    nodes = Nodes(linking)
    many = namesakes.namesakes(table, linking, nodes)
    return many, *units(table, linking, nodes, own, scoped | many.rows)


def _constrained(
    constraints: Constraints, of_row: list[int], at: dict[int, int]
) -> tuple[dict[int, set[int]], list[Edge]]:
    """The constraints by units: what may not join, and what must."""
    forbidden: dict[int, set[int]] = defaultdict(set)
    for left, right, _ in constraints.different:
        for a in {of_row[at[i]] for i in left if i in at}:
            for b in {of_row[at[i]] for i in right if i in at} - {a}:
                forbidden[a].add(b)
                forbidden[b].add(a)
    forced = []
    for left, right, words in constraints.same:
        ends = sorted({of_row[at[i]] for i in left | right if i in at})
        forced += [Edge(ends[0], end, 1.0, "judgement", words) for end in ends[1:]]
    return forbidden, forced


def _merge(
    clusters: Clusters,
    found: list[Unit],
    alone: set[int],
    forced: list[Edge],
    forbidden: dict[int, set[int]],
    linking: Linking,
) -> list[Edge]:
    """What is forced, then known codes and equal parts, then spellings, each held against the whole entity.

    Names that many bear (`alone`) are left to `namesakes`.
    """
    for edge in forced:
        clusters.join(edge)
    agree = _agreement(found, linking)

    def strength(i: int) -> tuple:
        return found[i].strength

    refused = []
    for edges in (_equal(found, alone), spellings.edges(found, alone, linking)):
        refused += clustering.merge(clusters, edges, strength, agree, forbidden)
    return refused


def _namesakes(
    clusters: Clusters, kinship: namesakes.Kinship, found: list[Unit], forbidden: dict[int, set[int]], linking: Linking
) -> list[Edge]:
    """Join names that many bear where their articles mean one: no chain of company joins what shares none."""
    likely = _agreement(found, linking)

    def strength(i: int) -> tuple:
        return found[i].strength

    def agree(i: int, j: int) -> float:
        return min(likely(i, j), kinship.agree(i, j))

    refused = clustering.merge(clusters, kinship.edges(), strength, agree, forbidden)
    for told in (kinship.wholes, kinship.dominant):
        refused += clustering.merge(clusters, list(told(clusters)), strength, likely, forbidden)
    return refused


def _officers(
    clusters: Clusters, found: list[Unit], table: pd.DataFrame, of_row: list[int], forbidden: dict[int, set[int]]
) -> list[Edge]:
    """Join what an office makes one, unless a judgement, two known codes or the modifiers of two of their names forbid it."""
    refused = []
    told: dict[int, Told] = {}
    for edge in list(offices.edges(clusters, found, table, of_row)):
        for root in map(clusters.find, (edge.left, edge.right)):
            if root not in told:
                told[root] = Told.by(found[i].node for i in clusters.of(root))
        left, right = (told[clusters.find(end)] for end in (edge.left, edge.right))
        if clustering.allowed(clusters, edge, forbidden) and not left.told_from(right):
            clusters.join(edge)
            told[clusters.find(edge.left)] = left | right
        else:
            refused.append(edge)
    return refused


def _equal(found: list[Unit], alone: set[int]) -> Iterator[Edge]:
    """Edges between names of one code, of the same parts, or of one key in several scopes."""
    told = [i for i, unit in enumerate(found) if i not in alone and not (unit.scope and _undecided(unit))]
    scoped = {(unit.node.type, unit.node.key) for unit in found if unit.scope}
    rules: tuple[tuple[str, Callable[[Unit], str | tuple[str, ...]]], ...] = (
        ("known-place", lambda u: u.node.place),
        ("known-body", lambda u: u.node.body),
        # without a scope a key is of one unit alone
        ("same-key", lambda u: u.node.key if (u.node.type, u.node.key) in scoped and not u.scope.startswith(NATION) else ""),
        ("same-parts", lambda u: () if u.bare_person else u.node.parts),
    )
    for rule, of in rules:
        coded = ((i, (found[i].node.type, code)) for i in told if (code := of(found[i])))
        for (_, code), group in clustering.several(coded):
            yield from _with_the_strongest(group, rule, code if isinstance(code, str) else " ".join(code), found)


def _with_the_strongest(group: list[int], rule: str, code: str, found: list[Unit]) -> Iterator[Edge]:
    """Edges of a group's strongest name with the others, unless two known codes part them."""
    first, *others = sorted(group, key=lambda i: found[i].strength)
    for i in others:
        if not two_codes(found[first].node, found[i].node):
            yield Edge(first, i, 1.0, rule, f"both {code}")


def _undecided(unit: Unit) -> bool:
    """Whether it is a state body in an article that is about no country in particular: which one it is stays open."""
    return unit.scope.startswith(ARTICLE) and unit.node.type == "ORG" and of_state(unit.node.name)


def _agreement(found: list[Unit], linking: Linking) -> Callable[[int, int], float]:
    def agree(i: int, j: int) -> float:
        a, b = found[i].node, found[j].node
        if a.type != b.type:
            return -1.0
        if two_codes(a, b):
            return -1.0
        if (
            a.parts == b.parts
            or (a.key == b.key and not barred(a, b))
            or (a.place and a.place == b.place)
            or (a.body and a.body == b.body)
        ):
            return 1.0
        if barred(a, b):
            return -1.0
        # The names of what is well known are told by their codes; how they are spelled says nothing against it.
        least = 0.0 if a.body or b.body or a.place or b.place else -1.0
        return {"same": 1.0, "different": least}.get(linking.similar(a.name, b.name, a.type).verdict, 0.0)

    return agree
