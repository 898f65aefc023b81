"""Names that many bear: given names alone, clubs and papers of one name in several countries, embassies, short references.

Such a name is a unit of its own in each article. Two articles mean the same by it where they are about one country, or
where what else they speak of is rare enough; what nothing speaks for stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import pandas as pd

from pipeline.comparing.nameparts import of_state, parts, shared_names, without_head
from pipeline.linking.clustering import Clusters, Edge
from pipeline.linking.company import Company
from pipeline.linking.coreference import NATION, Node
from pipeline.linking.linking import Linking
from pipeline.linking.units import ARTICLE, Nodes, Unit
from pipeline.linking.whereabouts import countries

# Weight of shared company from which on two articles mean one by such a name, and what a country that both are about, or
# of which each is about another, adds to it. Read off gold/train: of pairs of articles about one country 53 mean one
# club, party or paper and 2 do not; of pairs above this weight 137 and 20.
_ENOUGH = 4.0
_SOME = 2.0
_ONE_COUNTRY = 4.0
_TWO_COUNTRIES = -2.0
# Two entities of one name are one where their articles as wholes share this, and pairs of them so much on the average; of
# each so many are read.
_MEAN = 0.5
_FEW = 10
# What more articles name than this is no company that tells namesakes apart, and would make too many pairs.
_COMMON = 50
# A body's name that nothing tells stands for one that has at least this share of the articles that tell, and so many.
_SHARE = 0.8
_OFTEN = 3
# From so many family names on, a given name tells nobody: an Arabic one, which is a family name too, and a foreign one.
_BEARERS = {True: 1, False: 2}
# A name of two given names, each of which stands with so many family names, tells as little.
_TWO_NAMES = 2
_MANY = 10


@dataclass
class Namesakes:
    """The names that many bear, as rows of the names table that no fuller name of their article explains.

    Attributes:
        rows: all of them.
        references: those that say something only within their article (the movement, the international organisation).
    """

    rows: set[int] = field(default_factory=set)
    references: set[int] = field(default_factory=set)


def namesakes(names: pd.DataFrame, linking: Linking, nodes: Nodes) -> Namesakes:
    """The rows whose name many bear.

    Args:
        names: working table `names`, index 0, 1, ….
        linking: what names are known by.
        nodes: the names.
    """
    bearers, generic = _bearers(names, nodes), _generic(names, nodes)
    common = {given for given, families in bearers.items() if families >= _MANY and linking.arabic(given)}
    found = Namesakes()
    own = names[(names.refers_to == names.name) & (names.type != "LOC")]
    for i, name, type_ in zip(own.index, own.name, own.type, strict=True):
        node = nodes[type_, name]
        if type_ == "PER":
            two_given = len(node.parts) == _TWO_NAMES and common.issuperset(node.parts)
            if two_given or (len(node.parts) == 1 and _given(node, bearers, linking)):
                found.rows.add(i)
        elif not node.body and (plain := parts(name)):
            if plain in shared_names("reference"):
                found.references.add(i)
            elif without_head(plain) in generic or plain[:1] in shared_names("abroad"):
                found.rows.add(i)
    found.rows |= found.references
    return found


def _given(node: Node, bearers: dict[str, int], linking: Linking) -> bool:
    """Whether a person's name of one part is a given name."""
    return node.parts[0] == node.key and bearers.get(node.key, 0) >= _BEARERS[linking.arabic(node.key)]


def _bearers(names: pd.DataFrame, nodes: Nodes) -> dict[str, int]:
    """For each given name with how many family names it stands."""
    families: dict[str, set[str]] = defaultdict(set)
    for name in names.name[names.type == "PER"].unique():
        found = nodes["PER", name].parts
        if len(found) > 1:
            families[found[0]].add(found[-1])
    return {given: len(borne) for given, borne in families.items()}


def _generic(names: pd.DataFrame, nodes: Nodes) -> set[tuple[str, ...]]:
    """Parts of bodies that several countries have: those listed, and those that stand with the adjectives of two."""
    of: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names.name[names.type == "ORG"].unique():
        found = nodes["ORG", name].parts
        if found[-1].startswith(NATION) and not of_state(name):
            of[_called(found)].add(found[-1])
    return set(shared_names("generic")) | {called for called, nations in of.items() if len(nations) > 1}


def _called(found: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a body's name without its country and generic head; those of an embassy whole."""
    if found[:1] in shared_names("abroad"):
        return found
    return without_head(tuple(part for part in found if not part.startswith(NATION)))


class Kinship:
    """Which units of one name mean one: what speaks for each pair, and the pairs for which enough does."""

    def __init__(
        self, found: list[Unit], alone: set[int], names: pd.DataFrame, company: Company, linking: Linking
    ) -> None:
        """Args:
        found: the units.
        alone: the units of names that many bear, each of one article.
        names: the names table.
        company: what the articles of each unit speak of.
        linking: what names are known by.
        """
        self._found, self._alone, self._company = found, alone, company
        bodies = {found[i].scope.removeprefix(ARTICLE) for i in alone if found[i].node.type == "ORG"}
        about = countries(names[names.article_id.isin(bodies)], linking) if bodies else {}
        self._groups = _groups(found, alone)
        self._country = {i: _country(found[i], about) for group in self._groups for i in group}
        self._beside = {i: self._told(i) for group in self._groups for i in group}

    def _told(self, unit: int) -> set[int]:
        """The company of a unit that is not common."""
        return {entity for entity in self._company.of([unit]) if self._company.named[entity] <= _COMMON}

    def weight(self, one: int, other: int) -> float:
        """How much speaks for it that two units are one; nothing does for one whose name is not borne by many."""
        if one not in self._country or other not in self._country:  # a spelling brought it into an entity of such names
            return 0.0
        a, b = self._country[one], self._country[other]
        by_country = _ONE_COUNTRY if a and a == b else _TWO_COUNTRIES if a and b else 0.0
        return by_country + self._company.weight(self._beside[one] & self._beside[other])

    def agree(self, one: int, other: int) -> float:
        """1.0 where something speaks for the pair, 0.0 where nothing does, -1.0 where more speaks against it."""
        weight = self.weight(one, other)
        return float(weight >= _SOME) if weight >= 0 else -1.0

    def edges(self) -> Iterator[Edge]:
        """The pairs for which enough speaks: a country that both are about, or company."""
        for group in self._groups:
            for a, b in self._pairs(group):
                weight = self.weight(a, b)
                if weight >= _ENOUGH and not self._alone.isdisjoint((a, b)):
                    code = self._country[a] if self._country[a] == self._country[b] else ""
                    rule = "one-country" if code else "shared-company"
                    detail = f"{self._found[a].node.name}: {f'both of {code}, ' if code else ''}weight {weight:.1f}"
                    yield Edge(a, b, round(1 - 1 / (1 + weight), 3), rule, detail)

    def _pairs(self, group: list[int]) -> set[tuple[int, int]]:
        """Pairs of a group that share company, and neighbours of one country."""
        beside: dict[int, list[int]] = defaultdict(list)
        of: dict[str, list[int]] = defaultdict(list)
        for i in group:
            for entity in self._beside[i]:
                beside[entity].append(i)
            if self._country[i]:
                of[self._country[i]].append(i)
        found = {pair for units in beside.values() for pair in combinations(units, 2)}
        return found | {pair for units in of.values() for pair in pairwise(units)}

    def wholes(self, clusters: Clusters) -> Iterator[Edge]:
        """Pairs of entities of a body's name for which, on the whole, enough speaks: all their articles' company.

        Args:
            clusters: what the edges brought together.
        """
        for group in self._groups:
            if self._found[group[0]].node.type != "ORG":
                continue
            several = sorted({clusters.find(i) for i in group if len(clusters.of(i)) > 1})
            for one, other in combinations(several, 2):
                sides = [[i for i in sorted(clusters.of(root)) if i in self._beside][:_FEW] for root in (one, other)]
                weight = self._company.weight(set.intersection(*(self._all(side) for side in sides)))
                mean = sum(self.weight(a, b) for a in sides[0] for b in sides[1]) / (len(sides[0]) * len(sides[1]) or 1)
                if weight >= _ENOUGH and mean >= _MEAN:
                    detail = f"{self._found[one].node.name}: weight {weight:.1f}, {mean:.1f} a pair of articles"
                    yield Edge(one, other, round(1 - 1 / (1 + weight), 3), "shared-company", detail)

    def _all(self, units: list[int]) -> set[int]:
        return set().union(*(self._beside[i] for i in units))

    def dominant(self, clusters: Clusters) -> Iterator[Edge]:
        """For bodies' names that nothing in their article tells: the one body that the name stands for where something does.

        Args:
            clusters: what the edges brought together.
        """
        for group in self._groups:
            node = self._found[group[0]].node
            if node.type != "ORG" or node.parts[:1] in shared_names("abroad"):
                continue
            articles = self._articles(group, clusters)
            told = Counter({root: n for root, n in articles.items() if n > 1 or self._of(root, clusters)})
            best = min(told, key=lambda root: (-told[root], root), default=-1)
            if best < 0 or told[best] < max(_OFTEN, _SHARE * told.total()):
                continue
            detail = f"stands for it in {told[best]} of {told.total()} articles that tell"
            for i in sorted(self._alone & set(group)):
                if clusters.of(i) == [i] and (not self._country[i] or self._country[i] in self._of(best, clusters)):
                    yield Edge(best, i, round(told[best] / told.total(), 3), "corpus-one-bearer", detail)

    def _articles(self, group: list[int], clusters: Clusters) -> Counter[int]:
        """In how many articles each entity of a group stands."""
        counts: Counter[int] = Counter()
        for i in group:
            counts[clusters.find(i)] += self._found[i].articles
        return counts

    def _of(self, root: int, clusters: Clusters) -> set[str]:
        """The countries that an entity is of."""
        return {code for i in clusters.of(root) if (code := self._country.get(i, ""))}


def roots(clusters: Clusters, found: list[Unit], alone: set[int]) -> list[int]:
    """The unit that stands for each unit in company: names that many bear, which are a unit an article, by their name."""
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    return [
        first.setdefault((unit.node.type, _called(unit.node.parts)), i) if i in alone else clusters.find(i)
        for i, unit in enumerate(found)
    ]


def _groups(found: list[Unit], alone: set[int]) -> list[list[int]]:
    """The units of each name that many bear, those of bodies with those that name their country."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for i, unit in enumerate(found):
        if i in alone or unit.node.type == "ORG":
            groups[unit.node.type, _called(unit.node.parts)].append(i)
    return [group for group in groups.values() if len(group) > 1 and not alone.isdisjoint(group)]


def _country(unit: Unit, about: dict[str, str]) -> str:
    """The country that a body's unit is of: the one in its name, else the one that its article is about."""
    named = [part.removeprefix(NATION) for part in unit.node.parts if part.startswith(NATION)]
    code = about.get(unit.scope.removeprefix(ARTICLE), "")
    if unit.node.parts[:1] in shared_names("abroad"):
        return "" if code in named else "+".join([*named, code]) if code else ""
    return named[0] if named else code
