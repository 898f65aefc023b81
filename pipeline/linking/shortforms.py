"""Short names that no fuller name of their article explains, joined to the one that they stand for elsewhere in the corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import pandas as pd

from pipeline.base.letters import key
from pipeline.comparing.nameparts import bare, of_state, within
from pipeline.linking import clustering
from pipeline.linking.clustering import Clusters, Edge
from pipeline.linking.company import Company
from pipeline.linking.units import Unit

# A short name without a fuller one in its article joins an entity where at least this share of what it stands for elsewhere
# in the corpus is that entity. B-cubed on gold/train is the same at 0.7, 0.8 and 0.9.
SHARE = 0.8
# A given name, a body by the first parts of its name, or an Arabic name that many bear joins so only where it stood for
# the same in so many articles: 1 instead would cost .0015 of B-cubed precision on gold/train for .003 of recall.
_OFTEN = 3
# ... and only where its article shares company of this weight with theirs: of the people's names on gold/train that would
# join, 40 of 43 that share it are right, and 5 of 12 that do not.
_COMPANY = 2.0


def short_forms(
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

    Args:
        clusters: what is joined so far; gets these joins.
        found: the units, all articles together.
        table: working table `names`.
        of_row: its rows' units.
        forbidden: unit -> the units that a judgement parts from it.
        company: who is named with whom.
        references: units that say something only within their article, and join nothing.
        arabic: whether a word is an Arabic name.

    Returns:
        The edges that were not followed.
    """
    support = _support(clusters, found, table, of_row)
    bare_ones = [i for i, unit in enumerate(found) if unit.bare_person]
    families = _families(found, {found[i].node.parts[0] for i in bare_ones}, arabic)
    refused = []
    told = {clusters.find(i) for i in bare_ones}
    if support:
        told.update(clusters.find(i) for i, u in enumerate(found) if (u.node.type, u.node.key) in support)
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


def _families(found: list[Unit], alone: set[str], arabic: Callable[[str], bool]) -> dict[str, Counter[int]]:
    """For each family name that stands alone and can't be a given name: in how many articles which unit bears it.

    Nobody in the corpus bears it as a given name, and it is foreign or written with the article: "Ibrahim" is both.
    """
    given: set[str] = set()
    families: dict[str, Counter[int]] = defaultdict(Counter)
    for i, unit in enumerate(found):
        node = unit.node
        if node.type == "PER" and len(node.parts) > 1:
            given.add(node.parts[0])
            if node.parts[-1] in alone and not _shared(node.key.rpartition(" ")[2], arabic):
                families[node.parts[-1]][i] = unit.articles
    return {part: bearers for part, bearers in families.items() if part not in given}
