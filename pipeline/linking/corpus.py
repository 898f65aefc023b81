"""Which names of a corpus are one entity: spellings, codes, short forms, and what the user forces or forbids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.base.letters import key
from pipeline.comparing.nameparts import bare, of_state, within
from pipeline.linking import clustering, namesakes, offices, spellings
from pipeline.linking.clustering import Clusters, Edge
from pipeline.linking.company import Company
from pipeline.linking.compatible import barred, two_codes
from pipeline.linking.coreference import NATION
from pipeline.linking.fixedpoints import FixedPoint, Spelling, entity_ids, strongest
from pipeline.linking.linking import Linking
from pipeline.linking.units import ARTICLE, Nodes, Unit, units

# A short name without a fuller one in its article joins an entity where at least this share of what it stands for elsewhere
# in the corpus is that entity. B-cubed on gold/train is the same at 0.7, 0.8 and 0.9.
SHARE = 0.8
# A given name, a body by the first parts of its name, or an Arabic name that many bear joins so only where it stood for
# the same in so many articles: 1 instead would cost .0015 of B-cubed precision on gold/train for .003 of recall.
_OFTEN = 3
# ... and only where its article shares company of this weight with theirs: of the people's names on gold/train that would
# join, 40 of 43 that share it are right, and 5 of 12 that do not.
_COMPANY = 2.0


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
    nodes = Nodes(linking)
    many = namesakes.namesakes(table, linking, nodes)
    found, of_row = units(table, linking, nodes, own, {at[i] for i in constraints.scoped if i in at} | many.rows)
    alone = {of_row[i] for i in many.rows}
    forbidden, forced = _constrained(constraints, of_row, at)
    clusters = Clusters(len(found))
    refused = _merge(clusters, found, alone, forced, forbidden, linking)
    company = Company(table.article_id, of_row, namesakes.roots(clusters, found, alone))
    references = {of_row[i] for i in many.references}
    kinship = namesakes.Kinship(found, alone - references, table, company, linking)
    refused += _namesakes(clusters, kinship, found, forbidden, linking)
    refused += _officers(clusters, found, table, of_row, forbidden)
    refused += _short_forms(clusters, found, table, of_row, forbidden, company, references, linking.arabic)
    given = {of_row[at[i]]: name for i, name in constraints.names.items() if i in at}
    ids, called, parents = _identify(clusters, found, table, given, linking)
    entity_ids = [ids[clusters.find(unit)] for unit in of_row]
    rows = zip(table.name, table.refers_to, table.rule, table.score, table.detail, strict=True)
    why = [_why(row, i in own, of_row[i], found, parents) for i, row in enumerate(rows)]
    return Linked(kept, entity_ids, why, {ids[root]: name for root, name in called.items()}, refused, found)


def _without(dropped: set[int], names: pd.DataFrame) -> tuple[Sequence[int], pd.DataFrame]:
    """The rows that are not dropped, and the table of them, its index 0, 1, … again."""
    if not dropped:
        return range(len(names)), names
    kept = [i for i in range(len(names)) if i not in dropped]
    return kept, names.iloc[kept].reset_index(drop=True)


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
    """Join what an office makes one, unless a judgement or two known codes forbid it."""
    refused = []
    for edge in list(offices.edges(clusters, found, table, of_row)):
        codes = [{c for i in clusters.of(end) if (c := found[i].node.body)} for end in (edge.left, edge.right)]
        if clustering.allowed(clusters, edge, forbidden) and not (codes[0] and codes[1] and codes[0] != codes[1]):
            clusters.join(edge)
        else:
            refused.append(edge)
    return refused


def _equal(found: list[Unit], alone: set[int]) -> Iterator[Edge]:
    """Edges between names of one code, of the same parts, or of one key in several scopes."""
    told = [i for i, unit in enumerate(found) if i not in alone and not _undecided(unit)]
    scoped = {(unit.node.type, unit.node.key) for unit in found if unit.scope}
    rules: tuple[tuple[str, Callable[[Unit], str | tuple[str, ...]]], ...] = (
        ("known-place", lambda u: u.node.place),
        ("known-body", lambda u: u.node.body),
        # without a scope a key is of one unit alone
        ("same-key", lambda u: u.node.key if (u.node.type, u.node.key) in scoped and not u.scope.startswith(NATION) else ""),
        ("same-parts", lambda u: () if _bare_person(u) else u.node.parts),
    )
    for rule, of in rules:
        groups: dict[tuple[str, str | tuple[str, ...]], list[int]] = defaultdict(list)
        for i in told:
            if code := of(found[i]):
                groups[found[i].node.type, code].append(i)
        for (_, code), group in groups.items():
            if len(group) > 1:
                yield from _with_the_strongest(group, rule, code if isinstance(code, str) else " ".join(code), found)


def _with_the_strongest(group: list[int], rule: str, code: str, found: list[Unit]) -> Iterator[Edge]:
    """Edges of a group's strongest name with the others, unless two known codes part them."""
    first, *others = sorted(group, key=lambda i: found[i].strength)
    for i in others:
        if not two_codes(found[first].node, found[i].node):
            yield Edge(first, i, 1.0, rule, f"both {code}")


def _bare_person(unit: Unit) -> bool:
    return unit.node.type == "PER" and len(unit.node.parts) == 1


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


def _short_forms(
    clusters: Clusters,
    found: list[Unit],
    table: pd.DataFrame,
    of_row: list[int],
    forbidden: dict[int, set[int]],
    company: Company,
    references: set[int],
    arabic: Callable[[str], bool],
) -> list[Edge]:
    """Join short names that no fuller name of their article explains to the one entity that they stand for elsewhere.

    The short name itself joins, never what has it as a part: no chain of weak matches can run through it.
    """
    support = _support(clusters, found, table, of_row)
    families = _families(found, arabic)
    refused = []
    told = {clusters.find(i) for i, u in enumerate(found) if _bare_person(u) or (u.node.type, u.node.key) in support}
    for i in sorted(told, key=lambda i: found[i].strength):
        members = clusters.of(i)
        if i in references or clusters.find(i) != i or not _may_all_be_short(members, found):
            continue
        stood: Counter[int] = sum(
            (support.get((found[m].node.type, found[m].node.key), Counter()) for m in members), Counter()
        )
        edge = _short_form(i, found, stood, families, clusters, arabic)
        if edge is None:
            continue
        known = found[i].node.type == "LOC" or _in_company(company, members, clusters.of(edge.right))
        if edge.score < SHARE or not known or not clustering.allowed(clusters, edge, forbidden):
            refused.append(edge)
        else:
            clusters.join(edge)
    return refused


def _in_company(company: Company, short: list[int], whole: list[int]) -> bool:
    """Whether the articles of a short name share company with the entity's; where one names nothing else, none is asked."""
    one, other = company.of(short), company.of(whole)
    return not one or not other or company.weight(one & other) >= _COMPANY


def _may_be_short(unit: Unit) -> bool:
    """Whether a name may stand for a fuller one: it is not known by itself, nor a body that each country has."""
    node = unit.node
    return not (node.place or node.body or (node.type == "ORG" and of_state(node.name)))


def _shared(word: str, arabic: Callable[[str], bool]) -> bool:
    """Whether a bare name is an Arabic one without the article: many bear it, as a given name or a family name."""
    return bare(word) == word and arabic(word)


def _may_all_be_short(members: list[int], found: list[Unit]) -> bool:
    """Whether a cluster is one such name, or bare ones alone, in several spellings."""
    bare_alone = len(members) == 1 or all(len(found[m].node.parts) == 1 for m in members)
    return bare_alone and all(_may_be_short(found[m]) for m in members)


def _short_form(
    i: int,
    found: list[Unit],
    stood: Counter[int],
    families: dict[str, Counter[int]],
    clusters: Clusters,
    arabic: Callable[[str], bool],
) -> Edge | None:
    """The entity that a short name most likely stands for, with the share of it in what the name stands for."""
    unit = found[i]
    stood = Counter({c: n for c, n in _rooted(stood, clusters).items() if c != clusters.find(i)})
    if stood:
        (best, count), total = min(stood.items(), key=lambda item: (-item[1], item[0])), sum(stood.values())
        first = within(unit.node.parts, found[best].node.parts) == "first"
        shared = unit.node.type == "PER" and _shared(unit.node.key, arabic)
        if (first and (unit.node.type == "LOC" or shared)) or (count < _OFTEN and (first or shared)):
            return None
        return Edge(i, best, count / total, "corpus-short-form", f"stands for it in {count} of {total} articles")
    if unit.node.type == "PER" and len(unit.node.parts) == 1:
        bearers = _rooted(families.get(unit.node.parts[0], Counter()), clusters)
        bearers.pop(clusters.find(i), None)
        if bearers:
            (best, count), total = min(bearers.items(), key=lambda item: (-item[1], item[0])), sum(bearers.values())
            return Edge(
                i, best, count / total, "corpus-family-name", f"the family name's bearer in {count} of {total} articles"
            )
    return None


def _rooted(counts: Counter[int], clusters: Clusters) -> Counter[int]:
    rooted: Counter[int] = Counter()
    for unit, count in counts.items():
        rooted[clusters.find(unit)] += count
    return rooted


def _support(
    clusters: Clusters, found: list[Unit], table: pd.DataFrame, of_row: list[int]
) -> dict[tuple[str, str], Counter[int]]:
    """For each short name, in how many articles it stands for which unit."""
    support: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    rows = zip(table.name, table.type, table.refers_to, of_row, strict=True)
    for name, type_, refers_to, unit in rows:
        if refers_to != name and (short := key(name)) != found[unit].node.key:
            support[type_, short][unit] += 1
    return support


def _families(found: list[Unit], arabic: Callable[[str], bool]) -> dict[str, Counter[int]]:
    """For each family name that stands alone and can't be a given name: in how many articles which unit bears it.

    Nobody in the corpus bears it as a given name, and it is foreign or written with the article: "Ibrahim" is both.
    """
    alone = {unit.node.parts[0] for unit in found if _bare_person(unit)}
    given: set[str] = set()
    families: dict[str, Counter[int]] = defaultdict(Counter)
    for i, unit in enumerate(found):
        if unit.node.type == "PER" and len(unit.node.parts) > 1:
            given.add(unit.node.parts[0])
            if unit.node.parts[-1] in alone and not _shared(unit.node.key.rpartition(" ")[2], arabic):
                families[unit.node.parts[-1]][i] = unit.articles
    return {part: bearers for part, bearers in families.items() if part not in given}


def _identify(
    clusters: Clusters, found: list[Unit], table: pd.DataFrame, given: dict[int, str], linking: Linking
) -> tuple[dict[int, str], dict[int, str], dict[int, tuple[int, Edge]]]:
    """The id and name of each cluster, and for each unit but the one that it is named after the edge that leads there."""
    edges: dict[int, list[Edge]] = defaultdict(list)
    for edge in clusters.made:
        edges[edge.left].append(edge)
        edges[edge.right].append(edge)
    points: dict[int, FixedPoint] = {}
    called: dict[int, str] = {}
    parents: dict[int, tuple[int, Edge]] = {}
    for root in sorted({clusters.find(i) for i in range(len(found))}):
        members = clusters.of(root)
        chosen = sorted({given[i] for i in members if i in given}) if given else []
        centre, points[root] = _fixed_point(members, found, chosen)
        called[root] = chosen[0] if chosen else found[centre].node.name
        parents |= _towards(centre, edges) if len(members) > 1 else {}
    return entity_ids(_apart(points, clusters, found), linking.romanized), called, parents


def _fixed_point(members: list[int], found: list[Unit], given: list[str]) -> tuple[int, FixedPoint]:
    """The unit that a cluster is named after, and what its id is made from."""
    centre = _centre(members, found)
    node = found[centre].node
    if given:
        return centre, FixedPoint(node.type, given[0], key(given[0]))
    code = min((found[i].node.place for i in members if found[i].node.place), default="")
    if code:
        return centre, FixedPoint(node.type, code, code)
    return centre, FixedPoint(node.type, node.name, "|".join(filter(None, (node.key, found[centre].scope))))


def _centre(members: list[int], found: list[Unit]) -> int:
    """The unit of the spelling that names the cluster: of those that are understood everywhere, where there are such."""
    if len(members) == 1:
        return members[0]
    by_name: dict[str, list[int]] = {}
    everywhere = [i for i in members if not found[i].scope] or members
    for i in sorted(everywhere, key=lambda i: found[i].strength):
        by_name.setdefault(found[i].node.name, []).append(i)
    spellings = []
    for name, units_ in by_name.items():  # one name is several units where many bear it
        key_ = found[units_[0]].node.key
        articles, mentions = sum(found[i].articles for i in units_), sum(found[i].mentions for i in units_)
        spellings.append(Spelling(name, key_, len(key_.split()), articles, mentions))
    return by_name[strongest(spellings, found[members[0]].node.type).name][0]


def _towards(centre: int, edges: dict[int, list[Edge]]) -> dict[int, tuple[int, Edge]]:
    """For each unit of a cluster the neighbour on the way to the centre, and the edge between them."""
    parents: dict[int, tuple[int, Edge]] = {}
    queue, seen = [centre], {centre}
    for at in queue:
        for edge in edges[at]:
            other = edge.right if edge.left == at else edge.left
            if other not in seen:
                seen.add(other)
                parents[other] = (at, edge)
                queue.append(other)
    return parents


def _apart(points: dict[int, FixedPoint], clusters: Clusters, found: list[Unit]) -> dict[int, FixedPoint]:
    """Fixed points of which no two are equal: namesakes are told apart by their scope and least key."""
    count = Counter((point.type, point.key) for point in points.values())
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for root, point in points.items():
        if count[point.type, point.key] > 1:
            groups[point.type, point.key].append(root)
    for roots in groups.values():
        told = {r: min((found[i].scope, found[i].node.key) for i in clusters.of(r)) for r in roots}
        for root in sorted(roots, key=lambda r: told[r])[1:]:
            points[root] = points[root]._replace(key="|".join((points[root].key, *told[root])))
    return points


def _why(
    row: tuple[str, str, str, float, str], own: bool, unit: int, found: list[Unit], parents: dict[int, tuple[int, Edge]]
) -> tuple[str, str, float, str]:
    """What a row was merged with, rule, score and detail: as its article decided, else the corpus; else it is the own name."""
    name, refers_to, rule, score, detail = row
    node = found[unit].node
    if refers_to != name and not own:
        return refers_to, rule, score, detail
    if unit in parents:
        at, edge = parents[unit]
        return found[at].node.name, edge.rule, edge.score, edge.detail
    if name != node.name:
        return node.name, "same-key", 1.0, f"both {node.key}"
    return "", "own", 1.0, ""
