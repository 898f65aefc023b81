"""What each entity of a corpus is called, its id, and why each name is one of its own."""

from __future__ import annotations

from collections import defaultdict

from pipeline.base.letters import key
from pipeline.linking import clustering
from pipeline.linking.clustering import Clusters, Edge
from pipeline.linking.fixedpoints import FixedPoint, Spelling, entity_ids, strongest
from pipeline.linking.linking import Linking
from pipeline.linking.units import Unit


def identify(
    clusters: Clusters, found: list[Unit], given: dict[int, str], linking: Linking
) -> tuple[dict[int, str], dict[int, str], dict[int, tuple[int, Edge]]]:
    """The id and name of each cluster, and for each unit but the one that it is named after the edge that leads there.

    Args:
        clusters: the units joined.
        found: the units.
        given: unit -> the name that the user gives its entity.
        linking: romanises names for ids.

    Returns:
        id by root, name by root, and unit -> (its neighbour on the way to the naming unit, the edge between them).
    """
    edges: dict[int, list[Edge]] = defaultdict(list)
    for edge in clusters.made:
        edges[edge.left].append(edge)
        edges[edge.right].append(edge)
    points: dict[int, FixedPoint] = {}
    called: dict[int, str] = {}
    parents: dict[int, tuple[int, Edge]] = {}
    for root in clusters.roots():
        members = clusters.of(root)
        chosen = sorted({given[i] for i in members if i in given}) if given else []
        centre = _centre(members, found) if len(members) > 1 else root
        points[root] = _fixed_point(members, found, centre, chosen)
        called[root] = chosen[0] if chosen else found[centre].node.name
        if len(members) > 1:
            parents |= _towards(centre, edges)
    return entity_ids(_apart(points, clusters, found), linking.romanized), called, parents


def _fixed_point(members: list[int], found: list[Unit], centre: int, given: list[str]) -> FixedPoint:
    """What the id of a cluster is made from, which is named after the unit `centre`."""
    node = found[centre].node
    if given:
        return FixedPoint(node.type, given[0], key(given[0]))
    # What a judgement makes one with a place is none itself: an organization keeps its name in its id.
    code = min((found[i].node.place for i in members if found[i].node.place), default="") if node.type == "LOC" else ""
    if code:
        return FixedPoint(node.type, code, code)
    return FixedPoint(node.type, node.name, "|".join(filter(None, (node.key, found[centre].scope))))


def _centre(members: list[int], found: list[Unit]) -> int:
    """The unit of the spelling that names the cluster: of those that are understood everywhere, where there are such."""
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
    alike = list(clustering.several((root, (point.type, point.key)) for root, point in points.items()))
    for _, roots in alike:
        told = {r: min((found[i].scope, found[i].node.key) for i in clusters.of(r)) for r in roots}
        for root in sorted(roots, key=lambda r: told[r])[1:]:
            points[root] = points[root]._replace(key="|".join((points[root].key, *told[root])))
    return points


def why_of(
    row: tuple[str, str, str, float, str], own: bool, unit: int, found: list[Unit], parents: dict[int, tuple[int, Edge]]
) -> tuple[str, str, float, str]:
    """What a row was merged with, rule, score and detail: as its article decided, else the corpus; else it is the own name.

    Args:
        row: name, refers_to, rule, score and detail of the names table.
        own: whether it stands for itself whatever its article says.
        unit: its unit.
        found: the units.
        parents: as `identify` returns them.
    """
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
