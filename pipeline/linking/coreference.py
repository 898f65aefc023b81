"""Which names of one article stand for the same: bare names, short forms, spellings and abbreviations.

Each name is held against the fuller names of its article, fullest first. What relates the two (the family name, a body
without its country, a name in brackets after it), whether other names compete, and which came first, make a kind of case;
how often a case of that kind meant the same in the annotated articles is its score (`reliability.tsv`, made by
`python -m training.coreference`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.base.letters import arabic_share, key
from pipeline.comparing.nameparts import lists, parts, within
from pipeline.comparing.namewords import modifier
from pipeline.linking.reliability import Kind, Reliability, preferred, score

# Below this share of right cases two names stay apart. Wrongly joining costs both entities all their mentions, wrongly
# parting costs one name's: B-cubed precision and F1 within the articles of gold/train are .995 and .982 at 0.65, .995 and .981
# at 0.75, .996 and .976 at 0.85. After a change of the kinds below rerun `python -m training.coreference`.
SURE = 0.75
# A name that competes counts for nothing where another has this many times its mentions.
DOMINANT = 4
_GENERATION = frozenset({"generation"})  # the modifiers that tell a son from his father of one name
# Letters of a name from which on it is looked for written with other gaps.
_JOINED = 5
# RapidFuzz ratio under which spellings are not compared by the learned model: set low by hand, for speed alone.
ALIKE = 55.0
# Which relation is taken where several names of the article have one.
_ORDER = (
    "body",
    "place",
    "equal",
    "script",
    "bracket",
    "apposition",
    "spelling",
    "skips",
    "nation",
    "one-of",
    "last",
    "first",
    "some",
    "last~",
    "first~",
    "inner",
)


class Judged(NamedTuple):
    """What `name_similarity` says of two names: same, different or undecided; a score; and why."""

    verdict: str
    score: float
    detail: str


@dataclass(slots=True)
class Node:
    """A name of the article, all writings of one key together.

    Attributes:
        name: the writing that stands there most often.
        type: PER, LOC or ORG.
        key: its folded form.
        parts: its parts, folded.
        starts: offsets of its mentions, ascending.
        place: code of a country it names, or "".
        body: code of a well-known body it names, or "".
    """

    name: str
    type: str
    key: str
    parts: tuple[str, ...]
    starts: list[int] = field(default_factory=list)
    place: str = ""
    body: str = ""


class Case(NamedTuple):
    """Why a name may stand for another of the article."""

    relation: str
    condition: str
    short: Node
    long: Node
    detail: str
    share: float = 0.0

    @property
    def kind(self) -> Kind:
        """The row of `reliability.tsv` that it belongs to."""
        return self.short.type, self.relation, self.condition, "one" if len(self.short.parts) == 1 else "more"


class Resolution(NamedTuple):
    """What a name of the article was taken for."""

    node: Node
    target: Node
    rule: str
    score: float
    detail: str


Similar = Callable[[str, str, str], Judged]
Beside = Mapping[tuple[int, int], str]


def resolve(nodes: list[Node], beside: Beside, similar: Similar, table: Reliability) -> list[Resolution]:
    """Each name of an article with the fuller name that it stands for, or itself.

    Args:
        nodes: the names of one article.
        beside: pairs of offsets at which one name begins and the next: "bracket" where the second stands in brackets after the
            first, "apposition" where nothing stands between them.
        similar: compares two spellings of whole names.
        table: reliability of each kind of case.

    Returns:
        One resolution a node, in the order in which they were decided: fullest first.
    """
    found: list[Resolution] = []
    root: dict[int, Node] = {}
    for node in sorted(nodes, key=fullness):
        before = [r.node for r in found]
        resolution = _decide(node, cases(node, before, root, beside, similar), table)
        root[id(node)] = root[id(resolution.target)] if resolution.target is not node else node
        found.append(resolution._replace(target=root[id(node)]))
    return found


def fullness(node: Node) -> tuple[int, int, int, int, str]:
    """Sorts the fullest name first: most parts, then most words, then most mentions, then the first to stand there."""
    words = node.key.count(" ")
    return -len(node.parts), -words, -len(node.starts), node.starts[0] if node.starts else 1 << 60, node.key


def _score(case: Case, table: Reliability) -> float:
    """The probability that the case means the same: as often as its kind was right.

    A name that is no known place by itself, but the beginning of known places of the article ("Korea"), must be one of them:
    the probability is then the share of their mentions.
    """
    return case.share if case.relation == "one-of" else score(case.kind, table)


def _preferred(case: Case, table: Reliability) -> float:
    """Orders several cases of one name."""
    return case.share if case.relation == "one-of" else preferred(case.kind, table)


def _decide(node: Node, options: list[Case], table: Reliability) -> Resolution:
    if not options:
        return Resolution(node, node, "own", 1.0, "")
    best = max(options, key=lambda case: _preferred(case, table))
    sure = _score(best, table)
    right, seen = table.get(best.kind, (0, 0))
    detail = f"{best.detail}; {best.condition}; right {right} of {seen}"
    if sure >= SURE:
        return Resolution(node, best.long, rule_of(best), sure, detail)
    rule = "ambiguous" if best.condition.startswith("many") else "apart"
    return Resolution(node, node, rule, 1 - sure, detail)


def rule_of(case: Case) -> str:
    """The rule's name in the ledger; it says where one of several that would fit was taken, and which."""
    among = case.condition.removeprefix("many")
    return f"article-{_RULES[case.relation.split(':')[0]]}{among if among in _AMONG else ''}"


_AMONG = ("-nearest", "-dominant")
_RULES = {
    "body": "known-body",
    "place": "known-place",
    "equal": "same-parts",
    "script": "other-script",
    "bracket": "brackets",
    "apposition": "apposition",
    "spelling": "spelling",
    "skips": "parts-left-out",
    "nation": "nationality-left-out",
    "one-of": "one-of-the-known",
    "last": "family-name",
    "first": "first-part",
    "some": "some-parts",
    "inner": "middle-part",
    "last~": "family-name-spelling",
    "first~": "first-part-spelling",
}


def cases(node: Node, before: list[Node], root: dict[int, Node], beside: Beside, similar: Similar) -> list[Case]:
    """The cases for one name: for each relation that it has to an entity of the article, the best placed name of that entity.

    Args:
        node: the name in question.
        before: the fuller names, decided already.
        root: id of each of these -> the entity's fullest name.
        beside: see `resolve`.
        similar: see `resolve`.
    """
    related = [(relation, other) for other in before if (relation := relate(node, other, beside, similar))]
    by_relation: dict[str, list[Node]] = {}
    for relation, other in related:
        by_relation.setdefault(relation, []).append(other)
    entities = {id(root[id(other)]) for _, other in related}
    return [
        _case(relation, node, others, before, root, len(entities) == 1)
        for relation, others in sorted(by_relation.items(), key=lambda item: _ORDER.index(item[0].split(":")[0]))
    ]


def _case(relation: str, node: Node, others: list[Node], before: list[Node], root: dict[int, Node], lone: bool) -> Case:
    """One relation's case: alone, the only one of its relation, dominant, or the nearest before."""
    weights: dict[int, int] = {}
    for other in before:
        weights[id(root[id(other)])] = weights.get(id(root[id(other)]), 0) + len(other.starts)
    by_entity: dict[int, list[Node]] = {}
    for other in others:
        by_entity.setdefault(id(root[id(other)]), []).append(other)
    ranked = sorted(by_entity, key=lambda entity: (-weights[entity], fullness(by_entity[entity][0])))
    top = by_entity[ranked[0]][0]
    if len(ranked) == 1:
        condition = _order(node, top) if lone else "many-by-relation"
    elif weights[ranked[0]] >= DOMINANT * weights[ranked[1]]:
        condition = "many-dominant"
    else:
        top, condition = _nearest(node, others), "many-nearest"
    if relation == "one-of":
        top = by_entity[ranked[0]][0]
    share = (weights[ranked[0]] + 1) / (sum(weights[entity] for entity in ranked) + 2)
    return Case(relation, condition, node, top, f"{node.name} : {relation} : {top.name}", share)


def _order(node: Node, other: Node) -> str:
    """Whether the fuller name stands before the other, as it does where the writer introduces it."""
    if not node.starts or not other.starts:
        return "implied"
    return "introduced" if other.starts[0] < node.starts[0] else "later"


def _nearest(node: Node, others: list[Node]) -> Node:
    """The name whose mention stands nearest before the first of `node`; the first of all where none does."""
    first = node.starts[0] if node.starts else 0
    placed = [(max((s for s in o.starts if s < first), default=-1), o) for o in others]
    return max(placed, key=lambda pair: (pair[0], -others.index(pair[1])))[1]


def relate(short: Node, long: Node, beside: Beside, similar: Similar) -> str:
    """The relation of a name to a fuller one of the article, or ""."""
    stands = _stands(short, long, beside)
    if stands in ("script", "bracket"):
        return stands
    if short.type != long.type or related_by_kin(short, long):
        return ""
    if short.place and long.place:
        return "place" if short.place == long.place else ""
    one_code = bool(short.body) and short.body == long.body
    if one_code and short.type != "PER":
        return "body"
    relation = within(short.parts, long.parts) or _gaps(short, long)
    if relation and (one_code or not (short.body and long.body and relation != "equal")):
        return _refined(relation, short, long)
    return "body" if one_code else _alike(short, long, similar) or stands


def related_by_kin(a: Node, b: Node) -> bool:
    """Whether only one of two people's names begins with a word of kinship: the fiancée of a man is not the man."""
    return a.type == "PER" and _of_kin(a) != _of_kin(b)


def _of_kin(node: Node) -> bool:
    """Whether a name begins with a word of kinship, which has no article before the name that it governs (al-Khatib has)."""
    return len(node.parts) > 1 and ("PER", node.key.partition(" ")[0]) in lists().heads


def _stands(one: Node, other: Node, beside: Beside) -> str:
    """How one of the two names stands beside the other, or ""; a person or place in another script beside it is "script"."""
    if not beside:
        return ""
    pairs = ((a, b) for a in one.starts for b in other.starts)
    stands = min((how for a, b in pairs if (how := beside.get((a, b)) or beside.get((b, a), ""))), default="")
    shares = sorted((arabic_share(one.name), arabic_share(other.name))) if stands and one.type != "ORG" else (1.0, 1.0)
    return "script" if shares[0] == 0.0 < shares[1] else stands


def _gaps(short: Node, long: Node) -> str:
    """How a person's name stands in another that is written with other gaps (Hamdallah, Rami al-Hamd Allah), or ""."""
    joined = "".join(short.parts)
    if short.type != "PER" or len(joined) < _JOINED:
        return ""
    ends = ("".join(long.parts[i:]) == joined for i in range(len(long.parts)))
    return next(("last" if i else "equal" for i, same in enumerate(ends) if same), "")


def _refined(relation: str, short: Node, long: Node) -> str:
    """The relation with what was left out, where that tells: a country, a head that means another thing alone, a modifier."""
    if relation in ("equal", "some"):
        return relation
    if short.type == "PER" or relation == "skips":
        groups = {found[0] for part in long.parts if part not in short.parts and (found := modifier(part))}
        return f"{relation}:marked" if groups & (_GENERATION if short.type == "PER" else groups) else relation
    n = len(short.parts)
    if relation == "first" and short.type == "LOC" and long.place and not short.place:
        return "one-of"
    if relation == "first" and all(part.startswith(NATION) for part in long.parts[n:]):
        return "nation"
    if relation == "last":
        heads = lists().heads
        return f"last:{heads.get((long.type, long.parts[0]), 'other')}"
    return relation


NATION = "@"  # marks the code of a country that a part of a body's name stands for


def _alike(short: Node, long: Node, similar: Similar) -> str:
    if len(short.parts) == len(long.parts) and _spelled(short.name, long.name, short.type, similar):
        return "spelling"
    if len(short.parts) == 1 and len(long.parts) > 1 and short.type == "PER":
        if _spelled(short.parts[0], long.parts[-1], short.type, similar):
            return "last~"
        if _spelled(short.parts[0], long.parts[0], short.type, similar):
            return "first~"
    return ""


def _spelled(one: str, other: str, type_: str, similar: Similar) -> bool:
    return fuzz.ratio(one, other) >= ALIKE and similar(one, other, type_).verdict == "same"


def article_parts(name: str, type_: str, nation: Callable[[str], str]) -> tuple[str, ...]:
    """The parts of a name as they are compared within an article.

    A body's name is brought to one wording: known variants of its words, the country by its code and last, so that "the embassy
    of Iran" and "the Iranian embassy" have the same parts.

    Args:
        name: the name as written.
        type_: PER, LOC or ORG.
        nation: a folded word without article -> the code of the country that it names or is the adjective of, or "".
    """
    if type_ == "PER":
        return parts(name)
    words = list(_varied(name))
    if type_ == "LOC":
        return tuple(words) or parts(name)
    codes = [NATION + code if i and (code := nation(word)) else "" for i, word in enumerate(words)]
    plain = tuple(word for word, code in zip(words, codes, strict=True) if not code)
    return (plain + tuple(sorted(set(filter(None, codes)))) if plain else tuple(words)) or parts(name)


def _varied(name: str) -> Iterator[str]:
    """The words of a body's name without articles, phrases replaced by the ones that stand for them, longest first."""
    words, variants, i = key(name).split(), lists().variants, 0
    while i < len(words):
        for n in range(min(3, len(words) - i), 0, -1):
            phrase = " ".join(words[i : i + n])
            if phrase in variants:
                yield from parts(variants[phrase])
                break
        else:
            n = 1
            yield from parts(words[i])
        i += n
