"""What forbids that two names are one, whatever their spelling says."""

from __future__ import annotations

from rapidfuzz import fuzz

from pipeline.comparing.nameparts import lists, particle_of, within
from pipeline.linking.coreference import NATION, Node

# RapidFuzz ratio under which two family names are no spellings of one; set by hand, applied only where one name is longer.
_FAMILY = 55.0
# Two bare names are compared by their one word alone: only a score above this is as sure as two alike words of a full name.
# Read off gold/train: of spelling edges between bare names, 41 of 50 above it were right, 23 of 50 below.
BARE = 0.95


def barred(a: Node, b: Node) -> str:
    """Why two names can't be one, or "".

    Args:
        a: a name.
        b: another of the same type.
    """
    if two := two_codes(a, b):
        return two
    if a.type == "PER":
        return _of_people(a, b)
    nations = [{p for p in n.parts if p.startswith(NATION)} for n in (a, b)]
    if nations[0] and nations[1] and nations[0] != nations[1]:
        return "two countries"
    return _of_heads(a, b)


def two_codes(a: Node, b: Node) -> str:
    """Why two names are of two known places or bodies, or ""."""
    if a.place and b.place and a.place != b.place:
        return f"two places: {a.place}, {b.place}"
    if a.body and b.body and a.body != b.body:
        return f"two bodies: {a.body}, {b.body}"
    return ""


def _of_people(a: Node, b: Node) -> str:
    if (len(a.parts) == 1) != (len(b.parts) == 1):
        return "a bare name and a full one"
    if len(a.parts) == 1:
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


def _of_heads(a: Node, b: Node) -> str:
    """Why two places or bodies are apart: what only one has before its name means another thing."""
    if len(a.parts) == len(b.parts):
        return ""
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    head = lists().heads.get((long.type, long.parts[0]), "yes")
    return f"{long.parts[0]} in one only" if head != "yes" and long.parts[0] != short.parts[0] else ""
