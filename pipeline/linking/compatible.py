"""What forbids that two names are one, whatever their spelling says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.base.letters import key
from pipeline.comparing import namewords
from pipeline.comparing.nameparts import lists, of_state, particle_of, within
from pipeline.comparing.namewords import modifier, words_of
from pipeline.linking.coreference import NATION, Node, related_by_kin

# RapidFuzz ratio under which two family names are no spellings of one; set by hand, applied only where one name is longer.
_FAMILY = 55.0
# Two bare names are compared by their one word alone: only a score above this is as sure as two alike words of a full name.
# Read off gold/train: of spelling edges between bare names, 41 of 50 above it were right, 23 of 50 below.
BARE = 0.95

_HEAD_AND_ADJECTIVE = 2  # words of a name in which the adjective has the head's gender
_FEMININE = "ه"


def barred(a: Node, b: Node) -> str:
    """Why two names can't be one, or "".

    Args:
        a: a name.
        b: another of the same type.
    """
    if why := barred_beside_spelling(a, b):
        return why
    return _of_people(a, b) if a.type == "PER" else _of_heads(a, b) or _of_state_alone(a, b)


def barred_beside_spelling(a: Node, b: Node) -> str:
    """Why two names can't be one even where no articles are at hand, or ""."""
    if two := two_codes(a, b):
        return two
    if related_by_kin(a, b):
        return "a word of kinship in one only"
    if a.type == "PER":
        return _of_fathers(a, b) or _of_syllables(a, b) or _of_houses(a, b)
    nations = [{p for p in n.parts if p.startswith(NATION)} for n in (a, b)]
    if nations[0] and nations[1] and nations[0] != nations[1]:
        return "two countries"
    return _of_gender(a, b) or _of_what_it_heads(a, b)


def two_codes(a: Node, b: Node) -> str:
    """Why two names are of two known places or bodies, or ""."""
    if a.place and b.place and a.place != b.place:
        return f"two places: {a.place}, {b.place}"
    if a.body and b.body and a.body != b.body:
        return f"two bodies: {a.body}, {b.body}"
    return ""


@dataclass(frozen=True)
class Told:
    """What tells a body from others, whatever else speaks for one: its known codes, and the modifiers of each of its names."""

    codes: frozenset[str]
    modifiers: frozenset[frozenset[tuple[str, str]]]

    @classmethod
    def by(cls, nodes: Iterable[Node]) -> Told:
        """What the names of one entity tell."""
        bodies = [node for node in nodes if node.type == "ORG"]
        said = (frozenset(m for word in words_of(node.name) if (m := modifier(word))) for node in bodies)
        return cls(frozenset(node.body for node in bodies if node.body), frozenset(said))

    def __or__(self, other: Told) -> Told:
        """What the names of both tell."""
        return Told(self.codes | other.codes, self.modifiers | other.modifiers)

    def told_from(self, other: Told) -> bool:
        """Whether codes differ, or two names each have a modifier that the other lacks (national, international)."""
        if self.codes and other.codes and self.codes != other.codes:
            return True
        return any(one - two and two - one for one in self.modifiers for two in other.modifiers)


def _of_fathers(a: Node, b: Node) -> str:
    """Why one is the other's father: the longer name goes on, after a "son of", with the whole of the shorter."""
    short, long = sorted((words_of(a.name), words_of(b.name)), key=len)
    for i in range(1, len(long) - len(short) + 1):
        if long[i : i + len(short)] == short and long[i - 1] in namewords.lists().links - namewords.lists().houses:
            return f"{' '.join(long[: i - 1])} is a child of {' '.join(short)}"
    return ""


def _of_syllables(a: Node, b: Node) -> str:
    """Why two Chinese or Korean names are two: each syllable after the family name tells, and one has one more."""
    short, long = sorted((words_of(a.name), words_of(b.name)), key=len)
    if not 1 < len(short) == len(long) - 1 or long[0] not in lists().syllabic:
        return ""
    more = [long[i] for i in range(1, len(long)) if long[:i] + long[i + 1 :] == short]
    return f"syllable {more[0]} in one only" if more else ""


def _of_houses(a: Node, b: Node) -> str:
    """Why two are apart who are written alike but for a gap: of the house of Thani, and the second."""
    if a.key.replace(" ", "") != b.key.replace(" ", ""):
        return ""
    houses = [{w for w in key(n.name).split() if w in namewords.lists().houses} for n in (a, b)]
    return "a house in one only" if houses[0] != houses[1] else ""


def _of_people(a: Node, b: Node) -> str:
    if (len(a.parts) == 1) != (len(b.parts) == 1):
        return "a bare name and a full one"
    if len(a.parts) == 1 or "".join(a.parts) == "".join(b.parts):  # the same with other gaps
        return ""
    before = particle_of(a.name), particle_of(b.name)
    short, long = (a, b) if len(a.parts) < len(b.parts) else (b, a)
    if particle_of(short.name) and within(short.parts, long.parts) == "first":
        return ""  # son of the same, and of the grandfather and the house that the longer name goes on to
    if before[0] != before[1] and (all(before) or len(a.parts) != len(b.parts)):
        return f"particles {before[0] or '-'}, {before[1] or '-'}"
    if len(a.parts) != len(b.parts) and fuzz.ratio(a.parts[-1], b.parts[-1]) < _FAMILY:
        return f"family names {a.parts[-1]}, {b.parts[-1]}"
    return ""


def _of_gender(a: Node, b: Node) -> str:
    """Why two are apart whose adjective, after one head, is masculine in one only: it is the name (al-Arabi, al-Arabiya)."""
    one, other = sorted((a.key.split(), b.key.split()))
    told = len(one) == len(other) == _HEAD_AND_ADJECTIVE and one[0] == other[0]
    return f"{one[1]}, {other[1]}" if told and other[1] == one[1] + _FEMININE and modifier(one[1]) else ""


def _of_what_it_heads(a: Node, b: Node) -> str:
    """Why two are apart of which one is the other's airport, ministry, north: a head that makes another thing of a name."""
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    head = long.parts[0] if long.parts[1:] == short.parts else ""
    return f"{head} in one only" if lists().heads.get((long.type, head)) == "no" else ""


def _of_state_alone(a: Node, b: Node) -> str:
    """Why two are apart that are alike but for the ministry in front: a name without it and without a country is another's.

    What is meant by it within its article is told there; a club is called War Production, as a ministry is.
    """
    if a.type != "ORG" or of_state(a.name) == of_state(b.name):
        return ""
    state, other = (a, b) if of_state(a.name) else (b, a)
    alike = tuple(part for part in state.parts if not part.startswith(NATION)) == other.parts
    return f"{key(state.name).split()[0]} in one only" if alike else ""


def _of_heads(a: Node, b: Node) -> str:
    """Why two places or bodies are apart: what only one has before its name means another thing."""
    if len(a.parts) == len(b.parts):
        return ""
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    head = lists().heads.get((long.type, long.parts[0]), "yes")
    return f"{long.parts[0]} in one only" if head != "yes" and long.parts[0] != short.parts[0] else ""
