"""The names of a corpus as links are decided on them: one unit for each distinct name, of all articles that write it so."""

from __future__ import annotations

import sys
from collections.abc import Collection, Set
from dataclasses import dataclass

import pandas as pd

from pipeline.comparing.nameparts import of_state
from pipeline.linking.coreference import NATION, Node
from pipeline.linking.linking import Linking, Rival
from pipeline.linking.whereabouts import first, named

PLACE = "place "  # before a place's code, in the scope of a name that means another place elsewhere
ARTICLE = "article "  # before the article's id, in the scope of a name that is meant in one article only


@dataclass(slots=True)
class Unit:
    """One distinct name (type and key), or that name in one article where a judgement speaks of it there.

    Attributes:
        node: the name, its parts and codes; `node.name` is its most frequent writing.
        scope: the one article, the country of the articles, or the place, that it stands for; "" for all.
        articles: in how many articles it stands, or a name that stands for it.
        mentions: how often it is named, also by the names of those articles that stand for it.
        written: how often it is written as the node's name.
        article: the last of its articles.
    """

    node: Node
    scope: str = ""
    articles: int = 0
    mentions: int = 0
    written: int = 0
    article: str = ""

    @property
    def bare_person(self) -> bool:
        """Whether it is a person's name of one part."""
        return self.node.type == "PER" and len(self.node.parts) == 1

    @property
    def strength(self) -> tuple[int, int, int, str, str, str]:
        """Sorts the most telling name first: most articles, most mentions, most parts; then by code points."""
        return (
            -self.articles, -self.mentions, -len(self.node.parts), self.node.type, self.node.key, self.scope,
        )  # fmt: skip


class Nodes(dict[tuple[str, str], Node]):
    """The names of a corpus as they are compared, by type and name; each is made when it is first asked for."""

    def __init__(self, linking: Linking) -> None:
        """Args:
        linking: what names are known by.
        """
        super().__init__()
        self._linking = linking

    def __missing__(self, at: tuple[str, str]) -> Node:
        node = self[at] = self._linking.node(at[1], at[0])
        node.parts = tuple(map(sys.intern, node.parts))  # a million names have few words
        return node


def units(
    names: pd.DataFrame, linking: Linking, nodes: Nodes, own: Set[int] = frozenset(), scoped: Set[int] = frozenset()
) -> tuple[list[Unit], list[int]]:
    """The units of the names table.

    Args:
        names: working table `names`, its index 0, 1, …, sorted by article.
        linking: what names are known by.
        nodes: the names.
        own: rows that stand for themselves whatever their article says, since a judgement speaks of them.
        scoped: rows that are apart from the same name in other articles.

    Returns:
        The units sorted by type, key and scope, and for each row of `names` the position of its unit.
    """
    counted = named(names, linking)
    about = {article_id: code for article_id, counter in counted.items() if (code := first(counter))}
    found: dict[tuple[str, str, str], Unit] = {}
    of_row: list[Unit] = []
    targets = _targets(names)
    writings: dict[tuple[str, str, str], dict[str, int]] = {}
    rows = zip(names.article_id, names.name, names.type, names.refers_to, names.mentions, strict=True)
    for i, (article_id, name, type_, refers_to, mentions) in enumerate(rows):
        at = i if i in own or refers_to == name else targets.get((article_id, refers_to, type_), i)
        root = name if at == i else refers_to
        node = nodes[type_, root]
        scope = f"{ARTICLE}{article_id}" if at in scoped else _scope(node, article_id, about)
        if type_ == "LOC" and not scope and (rivals := linking.rivals(node.name)):
            scope, node = _meant(node, rivals, counted.get(article_id, {}))
        unit = (type_, node.key, scope)
        u = found.get(unit) or found.setdefault(unit, Unit(_scoped(node, scope), scope))
        u.articles += article_id != u.article
        u.article = article_id
        u.mentions += mentions
        if at == i and name == u.node.name:
            u.written += max(1, mentions)
        elif at == i:
            count = writings.setdefault(unit, {})
            count[name] = count.get(name, 0) + max(1, mentions)
        of_row.append(u)
    for at_, count in writings.items():
        count[found[at_].node.name] = found[at_].written
        found[at_].node.name = min(count, key=lambda n: (-count[n], n))
    ordered = [found[unit] for unit in sorted(found)]
    position = {id(u): i for i, u in enumerate(ordered)}
    return ordered, [position[id(u)] for u in of_row]


def _targets(names: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    """The row of each name of an article that another of the article stands for."""
    short = names[names.refers_to != names.name]
    meant = set(zip(short.article_id, short.refers_to, short.type, strict=True))
    rows = zip(names.article_id, names.name, names.type, strict=True)
    return {row: i for i, row in enumerate(rows) if row in meant} if meant else {}


def _scope(node: Node, article_id: str, about: dict[str, str]) -> str:
    """The country within which a name of a state body is meant, by the country that the article is about."""
    if (
        node.type != "ORG"
        or node.body
        or any(part.startswith(NATION) for part in node.parts)
        or not of_state(node.name)
    ):
        return ""
    code = about.get(article_id, "")
    return NATION + code if code else f"{ARTICLE}{article_id}"


def _meant(node: Node, rivals: tuple[Rival, ...], named: Collection[str]) -> tuple[str, Node]:
    """The scope of a name that several places bear, and its node with the code of the one that is meant.

    It is the likeliest, unless the article names the country of one other alone, and not the likeliest's.
    """
    likeliest, *others = rivals
    told = [rival.code for rival in others if rival.country_code in named and likeliest.country_code not in named]
    code = told[0] if len(told) == 1 else likeliest.code
    scope = f"{PLACE}{code}" if code != likeliest.code else ""
    return scope, Node(node.name, node.type, node.key, node.parts, [], code, node.body)


def _scoped(node: Node, scope: str) -> Node:
    """The node of a unit; within a country its parts are those of the body's full name."""
    if not scope:
        return node
    parts = (*node.parts, scope) if scope.startswith(NATION) else node.parts
    return Node(node.name, node.type, node.key, parts, [], node.place, node.body)
