"""What is left of a place's or body's name without the words that only say what kind of thing it is, or whose.

Writers add and leave out the generic head (club, bank, province), the country, the form of a company, the year in a club's name.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.comparing import namewords
from pipeline.comparing.nameparts import bare, lists, shared_names
from pipeline.comparing.namewords import modifier
from pipeline.comparing.wordpairs import model
from pipeline.linking.coreference import NATION, Node
from pipeline.linking.linking import Linking

# Rarity of a word from which a body called by it is no other country's as well; foreign words need none.
_TELLING = 0.6
_RARE = 0.7  # rarity from which an adjective is of a people
_ADJECTIVES = 2  # adjectives that tell a body without its noun


class Core(NamedTuple):
    """The generic head of a name ("" for none), the parts after it that name it, the codes of countries in it, and years."""

    head: str
    parts: tuple[str, ...]
    nations: frozenset[str]
    years: frozenset[str]


def headed(parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The generic head of a body's name, of one or two parts, which may be left out, or ""; and the parts after it."""
    for n in (2, 1):
        head = " ".join(parts[:n])
        if len(parts) > n and lists().heads.get(("ORG", head), "no") != "no":
            return head, parts[n:]
    return "", parts


def tells(parts: tuple[str, ...]) -> bool:
    """Whether a body's name is of words that other countries' bodies have not: foreign ones, or rare, but no modifiers."""
    named = (part for part in parts if not modifier(part))
    return any(model().origin(part) < 0 or model().rarity(part) >= _TELLING for part in named)


def one_core(a: Node, b: Node, linking: Linking) -> str:
    """Why two places or bodies are one that differ in what only says what kind of thing they are, or whose; or "".

    Args:
        a: a name.
        b: another of the same type, place or body, that nothing forbids to be one with it.
        linking: what names are known by.
    """
    one, other = _core(a, linking), _core(b, linking)
    if len(one.parts) == len(a.parts) and len(other.parts) == len(b.parts):
        return ""
    if not _may_be_one(one, other) or not _may_be_left_out(a.type, one, other, linking):
        return ""
    names = " ".join(one.parts), " ".join(other.parts)
    if linking.similar(*names, a.type).verdict != "same":
        return ""
    return f"{' / '.join(sorted(names))}, and what may be left out"


def without_its_noun(a: Node, b: Node, linking: Linking) -> str:
    """The definite noun that only one of two bodies' names begins with, where adjectives tell which is meant; or "".

    "The (council) Southern Transitional" is a body; what only is national, or of a country, is many.
    """
    short, long = sorted((a.key.split(), b.key.split()), key=len)
    if a.type != "ORG" or long[1:] != short or len(short) < _ADJECTIVES or not all(map(_definite, (long[0], short[0]))):
        return ""
    adjective = short[0].removesuffix("ه").endswith("ي")
    words = [word for word in map(bare, short) if not modifier(word) and not linking.nation(word)]
    telling = any(model().rarity(word) >= _TELLING for word in words)
    return long[0] if adjective and telling and (bare(short[0]),) not in shared_names("generic") else ""


def _definite(word: str) -> bool:
    return bare(word) != word


def _core(node: Node, linking: Linking) -> Core:
    parts = [part for part in node.parts if not part.startswith(NATION)]
    nations = {part.removeprefix(NATION) for part in node.parts if part.startswith(NATION)}
    while node.type == "LOC" and len(parts) > 1 and (code := linking.nation(parts[-1])):
        nations.add(code)
        parts.pop()
    years = frozenset(filter(_year, parts)) if node.type == "ORG" else frozenset()
    parts = [part for part in parts if part not in years] or parts
    head, rest = _head(tuple(parts), node.type)
    if node.type == "LOC" and head and _of_a_people(rest, node.key.split()[-1]):
        rest = rest[:-1]
    return Core(head, rest, frozenset(nations), years)


def _of_a_people(parts: tuple[str, ...], last: str) -> bool:
    """Whether a foreign land's name ends in an adjective with the article: the people that lives there (the Uighur)."""
    adjective = _definite(last) and last.removesuffix("ه").endswith("ي") and bare(last) == parts[-1]
    if not adjective or len(parts) < 2 or modifier(last) or model().rarity(parts[-1]) < _RARE:
        return False  # what is industrial, or of a coast, lies beside the place that it is called after
    return all(model().origin(part) < 0 for part in parts[:-1])


def _year(part: str) -> bool:
    """Whether a number says when a club was founded: it begins with nought (Schalke 04), and counts nothing."""
    return part.isdigit() and part.startswith("0")


def _head(parts: tuple[str, ...], type_: str) -> tuple[str, tuple[str, ...]]:
    if type_ == "ORG":
        head, rest = headed(parts)
        if not head and len(parts) > 1 and lists().heads.get(("ORG", parts[-1])) in ("yes", "here"):
            return parts[-1], parts[:-1]  # in the order of another language (Grameen Bank)
        light = ("ORG", parts[0]) in namewords.lists().heads
        return (parts[0], parts[1:]) if not head and light and len(parts) > 1 else (head, rest)
    known = lists().heads.get(("LOC", parts[0]), "no") != "no" or ("LAND", parts[0]) in namewords.lists().heads
    return (parts[0], parts[1:]) if known and len(parts) > 1 else ("", parts)


def _may_be_one(one: Core, other: Core) -> bool:
    """Whether heads, countries and years agree, or only one name has them."""
    if one.head and other.nations and not other.head and not one.nations:
        return False  # a group, and what it has in one country
    if other.head and one.nations and not one.head and not other.nations:
        return False
    said = zip((one.head, one.nations, one.years), (other.head, other.nations, other.years), strict=True)
    return all(not x or not y or x == y for x, y in said)


def is_branch(a: Node, b: Node, linking: Linking) -> bool:
    """Whether only one body's name ends in a country's own name, not its adjective: what the other has there (Vodafone Egypt)."""
    one, other = _core(a, linking), _core(b, linking)
    if a.type != "ORG" or bool(one.nations) == bool(other.nations) or one.parts != other.parts:
        return False
    last = (a if one.nations else b).key.split()[-1]
    return linking.nation(last) != "" and linking.code(last) == linking.nation(last)


def _may_be_left_out(type_: str, one: Core, other: Core, linking: Linking) -> bool:
    """Whether what is left tells who is meant: no known place, no name that many are called by, and foreign or rare."""
    if one.head == other.head and one.nations == other.nations:
        return True
    for core in (one, other):
        name = " ".join(core.parts)
        if linking.code(name) or any(linking.nation(part) for part in core.parts):
            return False
        if type_ == "ORG" and core.parts in shared_names("generic"):
            return False
        if not tells(core.parts):
            return False
    return True
