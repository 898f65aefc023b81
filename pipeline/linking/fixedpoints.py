"""What an entity is called, and the id that stays with it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

# Hexadecimal digits of the hash: four part 65,536 names of one romanisation; where two entities' ids are equal it grows.
_SHORTEST = 4
_LONGEST = 120  # letters of the romanised name: a file or an address of it must hold the id, and the hash parts what is cut
# A spelling counts as the entity's name where at least this share of the articles of its most frequent one write it:
# a single slip with one word more would be "most complete" otherwise.
_USUAL = 0.1
# ... and of more words than the most frequent full spelling where at least this share of its articles do: most would miss the
# Ghouta under "the Eastern Ghouta of Damascus", a team under its name with "for football".
_COMPLETE = 1 / 3


class Spelling(NamedTuple):
    """One spelling of an entity: as written, its key, how many words, in how many articles and how often it stands, or what is
    short for it there."""

    name: str
    key: str
    words: int
    articles: int
    mentions: int


class FixedPoint(NamedTuple):
    """What the id is made from: the type, what is romanised, and the normalised form that is hashed."""

    type: str
    name: str
    key: str


def strongest(spellings: list[Spelling], type_: str) -> Spelling:
    """The spelling that a reader expects: the full one that most articles write, a longer one where a good part of them do.

    Of equally long ones the one of most articles, then of most mentions, then by code points. A person's one word is a short
    form, a body's or a place's may be its name. A word more in front of a name of several words that more articles write
    without it is no part of it: an adjective, a title.

    Args:
        spellings: one or more.
        type_: PER, LOC or ORG.
    """
    usual = _USUAL * max(s.articles for s in spellings)
    used = [s for s in spellings if s.articles >= usual]
    several = [s for s in used if s.words > 1]
    bare = [s for s in used if not any(t.articles > s.articles and s.key.endswith(f" {t.key}") for t in several)]
    full = several if type_ == "PER" else used
    often = _COMPLETE * max((s.articles for s in full), default=0)
    known = (s for s in bare if s not in full or s.articles >= often)
    return min(known, key=lambda s: (-s.words, -s.articles, -s.mentions, s.name))


def entity_ids(points: Mapping[int, FixedPoint], romanized: Callable[[str], str]) -> dict[int, str]:
    """An id for each entity: TYPE-romanised-hash, the hash as long as it takes to part equal ones.

    Args:
        points: entity -> its fixed point; no two the same.
        romanized: a name -> its ASCII form for ids.

    Returns:
        entity -> id. Depends on the fixed points alone, not on their order.
    """
    ids = {entity: _id(point, romanized, _SHORTEST) for entity, point in points.items()}
    count = Counter(ids.values())
    same: dict[str, list[int]] = defaultdict(list)
    for entity, short in ids.items():
        if count[short] > 1:
            same[short].append(entity)
    for group in same.values():
        length = _length([_hash(points[entity]) for entity in group])
        ids |= {entity: _id(points[entity], romanized, length) for entity in group}
    return ids


def is_place(entity_id: str, code: str, romanized: Callable[[str], str]) -> bool:
    """Whether an entity is the known place of a code: such a place's id is made from its code."""
    return entity_id.rpartition("-")[0] == f"LOC-{romanized(code)}"


def _id(point: FixedPoint, romanized: Callable[[str], str], length: int) -> str:
    return f"{point.type}-{romanized(point.name)[:_LONGEST] or 'x'}-{_hash(point)[:length]}"


def _hash(point: FixedPoint) -> str:
    return hashlib.blake2b(f"{point.type}|{point.key}".encode(), digest_size=16).hexdigest()


def _length(hashes: list[str]) -> int:
    """The least length from _SHORTEST on at which no two of the hashes begin alike."""
    for length in range(_SHORTEST, len(hashes[0]) + 1):
        if max(Counter(h[:length] for h in hashes).values()) == 1:
            return length
    raise ValueError("two entities have one fixed point")
