"""What judgements mean for the names of a corpus: which rows of the names table they speak of, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import pandas as pd

from pipeline.base.errors import UserError
from pipeline.base.letters import key
from pipeline.linking.corpus import Constraints, Linked
from pipeline.linking.judgements import Judgement, Side

Link = Callable[[Constraints], Linked]
_NEXT = "Correct or remove these rows and run again."


def apply(names: pd.DataFrame, judgements: list[Judgement], link: Link) -> Linked:
    """Link under the judgements.

    Ids are looked up in what would be linked without any judgement, then in what the judgements understood so far make: an id
    that only came to be through a judgement is found too, and one that a judgement made vanish stays known.

    Args:
        names: the names table, index 0, 1, ….
        judgements: complete judgements.
        link: links the table under given constraints.

    Raises:
        UserError: a side is neither a name of the table nor the id of an entity, or judgements contradict each other.
    """
    if not judgements:
        return link(Constraints())
    known = _by_name(names)
    ids: dict[str, set[int]] = {}
    open_ = [j for j in judgements if any(not _rows(side, j, known, {}, names) for side in _sides(j))]
    linked = link(constraints([j for j in judgements if j not in open_], known, ids, names)) if open_ else None
    if open_:
        _learn(link(Constraints()), ids)
    while linked is not None:
        _learn(linked, ids)
        still = [j for j in open_ if any(not _rows(side, j, known, ids, names) for side in _sides(j))]
        if len(still) == len(open_):
            if still:
                raise UserError(_unknown(still, known, ids, names))
            break
        open_ = still
        linked = link(constraints([j for j in judgements if j not in open_], known, ids, names))
        if not open_:
            return linked
    return link(constraints(judgements, known, ids, names))


def _learn(linked: Linked, ids: dict[str, set[int]]) -> None:
    """Add the entities' rows under their ids, where an id is not known yet."""
    found: dict[str, set[int]] = defaultdict(set)
    for row, entity_id in zip(linked.rows, linked.entity_ids, strict=True):
        found[entity_id].add(row)
    for entity_id, rows in found.items():
        ids.setdefault(entity_id, rows)


def _sides(j: Judgement) -> list[Side]:
    return [j.left, j.right] if j.kind in ("same", "different") else [j.left]


def _by_name(names: pd.DataFrame) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names.name):
        found[key(name)].append(i)
    return dict(found)


def _rows(
    side: Side, j: Judgement, known: dict[str, list[int]], ids: dict[str, set[int]], names: pd.DataFrame
) -> set[int]:
    """The rows that a side speaks of: by name (of the judgement's type, if it has one), else by id."""
    named: Iterable[int] = known.get(key(side.name), ())
    if named and j.type and j.kind != "type":
        named = [i for i in named if names.at[i, "type"] == j.type]
    rows = named or ids.get(side.name, ())
    return {i for i in rows if not side.article_id or names.at[i, "article_id"] == side.article_id}


def _unknown(open_: list[Judgement], known: dict[str, list[int]], ids: dict[str, set[int]], names: pd.DataFrame) -> str:
    faults = [
        f"{j}: '{side.name}'{f' in article {side.article_id}' if side.article_id else ''}"
        for j in open_ for side in _sides(j) if not _rows(side, j, known, ids, names)
    ]  # fmt: skip
    return (
        "judgements.csv: neither a name in these articles nor the id of an entity: " + "; ".join(faults)
        + f". Expected a name as it stands in aliases.csv or an entity_id of entities.csv. {_NEXT}"
    )  # fmt: skip


def constraints(
    judgements: list[Judgement], known: dict[str, list[int]], ids: dict[str, set[int]], names: pd.DataFrame
) -> Constraints:
    """The judgements as constraints on rows.

    Raises:
        UserError: two judgements contradict each other.
    """
    c = Constraints()
    apart: list[tuple[Judgement, set[int], set[int]]] = []
    joined: list[tuple[Judgement, set[int], set[int]]] = []
    for j in judgements:
        left, right = ([_rows(s, j, known, ids, names) for s in _sides(j)] + [set()])[:2]
        if j.kind == "drop":
            c.dropped |= left | _depending(left, names)
        elif j.kind == "rename":
            _give(c.names, left, j.value, j, judgements)
        elif j.kind == "type":
            _give(c.types, left | _depending(left, names), j.value.upper() or j.type, j, judgements)
        else:
            (apart if j.kind == "different" else joined).append((j, left, right))
    for j, one, other in apart:
        left, right = _narrowed(one, other, j)
        c.different.append((left, right, str(j)))
        c.own |= _torn(left, right, names) | _torn(right, left, names)
        c.scoped |= (left if j.left.article_id else set()) | (right if j.right.article_id else set())
    for j, left, right in joined:
        c.own |= {i for side, rows in ((j.left, left), (j.right, right)) if side.name not in ids for i in rows}
        c.scoped |= (left if j.left.article_id else set()) | (right if j.right.article_id else set())
        c.same.append((*_spared(left, right, c), str(j)))
    _contradictions(c)
    return c


def _depending(rows: set[int], names: pd.DataFrame) -> set[int]:
    """The rows that stand for one of these in its article."""
    heads = {(names.at[i, "article_id"], names.at[i, "name"], names.at[i, "type"]) for i in rows}
    if not heads:
        return set()
    at = zip(names.article_id, names.refers_to, names.type, strict=True)
    return {i for i, head in enumerate(at) if head in heads}


def _give(values: dict[int, str], rows: set[int], value: str, j: Judgement, judgements: list[Judgement]) -> None:
    if any(values.get(i, value) != value for i in rows):
        others = [k for k in judgements if k.kind == j.kind and k.row < j.row and k.value != j.value]
        raise UserError(f"judgements.csv: {j} contradicts {'; '.join(map(str, others))}. {_NEXT}")
    values.update(dict.fromkeys(rows, value))


def _narrowed(left: set[int], right: set[int], j: Judgement) -> tuple[set[int], set[int]]:
    """The sides without what the other says more exactly: a name in one article over that name everywhere or a whole entity."""
    if not left & right:
        return left, right
    if bool(j.left.article_id) == bool(j.right.article_id):
        left, right = (left, right - left) if len(left) <= len(right) else (left - right, right)
    else:
        left, right = (left, right - left) if j.left.article_id else (left - right, right)
    if not left or not right:
        raise UserError(f"judgements.csv: {j} says that a name is different from itself. {_NEXT}")
    return left, right


def _torn(rows: set[int], other: set[int], names: pd.DataFrame) -> set[int]:
    """The rows that their article took for a name of the other side: they stand for themselves now."""
    heads = {(names.at[i, "article_id"], names.at[i, "name"], names.at[i, "type"]) for i in other}
    return {i for i in rows if (names.at[i, "article_id"], names.at[i, "refers_to"], names.at[i, "type"]) in heads}


def _spared(left: set[int], right: set[int], c: Constraints) -> tuple[set[int], set[int]]:
    """The sides of a "same" without those rows that a narrower "different" parts from the other side."""
    for one, other, _ in c.different:
        for this, that in ((one, other), (other, one)):
            if this < left and right & that:
                left = left - this
            if this < right and left & that:
                right = right - this
    return left, right


def _contradictions(c: Constraints) -> None:
    """Stop where names that are the same, directly or over others, are said to be different."""
    groups: list[tuple[set[int], list[str]]] = []
    for left, right, words in c.same:
        rows, said = left | right, [words]
        for group in [g for g in groups if g[0] & rows]:
            rows, said = rows | group[0], group[1] + said
            groups.remove(group)
        groups.append((rows, said))
    faults = [
        f"{words} contradicts {', '.join(said)}"
        for left, right, words in c.different for rows, said in groups if left & rows and right & rows
    ]  # fmt: skip
    if faults:
        raise UserError(f"judgements.csv: {'; '.join(faults)}. {_NEXT}")
