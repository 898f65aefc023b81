"""Who acts at each word of a sentence: its own subject after it, or the one carried over from the clause before.

Arabic leaves a subject out that the clause before named (`التقى بوتين وعاد إلى موسكو`): the verb only says its gender and
number. What is read here is no verdict: the scorer weighs it as one more feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.stating.chunks import Chunk

# Nobody in the sentence yet: the one last spoken of. Someone who is no name: a thing, a crowd, an office without a holder.
TOPIC, OTHER = -1, -2
_BOUNDS = frozenset({",", ";", ":", "that", "thathe", "rel", "where", "?", "!", "."})
_RELATIVE_GAP = frozenset({"qad", "be", "will", "not", "+rel"})
_OWN_REACH = 5
_OFFICES = frozenset({"T", "Td"})
# Verbs of whom a place is never the subject.
_GOING = frozenset({"vvisit", "varrive", "vpass", "vleave", "vtour", "vreturn"})
_NOUNS = frozenset({"a", "w", "T", "Td", "O", "L", "body", "place", "A", "delegation"})
# What may open a clause after `that` and be no person: a noun of a body, a place, a meeting or a journey, any definite noun.
_THINGS = frozenset({"a", "O", "L", "body", "place", "capital", "facility", "current", "general", "summit", "talks", "event",
                     "delegation", "trip", "nvisit", "nmeet", "ntour", "ntalk"})  # fmt: skip


class Subject(NamedTuple):
    """Who acts at a word.

    Attributes:
        phrase: number of the phrase, TOPIC or OTHER.
        how: `own` after its verb, `near` right before it, `rel` before a relative clause, `he` before `that he`,
            `same` as the clause before, `front` before all verbs, `topic` outside the sentence.
    """

    phrase: int
    how: str


def read_subjects(chunks: Sequence[Chunk]) -> list[Subject]:
    """The subject of the clause that each phrase stands in, as the words up to it and the verb's own subject tell.

    Args:
        chunks: the phrases of the sentence.
    """
    current = Subject(TOPIC, "topic")
    found: list[Subject] = []
    for index, chunk in enumerate(chunks):
        if _is_verb(chunk):
            current = _of_verb(chunks, index, current)
        elif chunk.sign == "rel":
            current = _antecedent(chunks, index)
        elif chunk.sign in "PZ" and not chunk.prefix and (current.phrase == TOPIC or _opens(chunks, index)):
            current = Subject(index, "front")
        elif chunk.sign in _THINGS and not chunk.prefix and _opens(chunks, index):
            current = Subject(OTHER, "front")  # `said that the team would travel`
        found.append(current)
    return found


def _opens(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a phrase opens the clause of what is said."""
    return index > 0 and chunks[index - 1].sign.lstrip("+") in ("that", ":")


def _is_verb(chunk: Chunk) -> bool:
    return chunk.sign.lstrip("+").startswith("v") and chunk.mention < 0


def _of_verb(chunks: Sequence[Chunk], verb: int, current: Subject) -> Subject:
    own = own_subject(chunks, verb)
    if own >= 0:
        return Subject(own, "own")
    before = _skip(chunks, verb - 1)
    if before >= 0 and chunks[before].sign.lstrip("+") == "rel":
        return _antecedent(chunks, before)
    if before >= 0 and chunks[before].sign in "PZ" and not chunks[before].prefix and not chunks[verb].sign.startswith("+"):
        return Subject(before, "near")
    if own == TOPIC and before >= 0 and chunks[before].sign in _OFFICES:  # `that a minister visited`: he has no name here
        return Subject(OTHER, "own")
    if own == OTHER and not chunks[verb].sign.startswith("+"):
        return Subject(OTHER, "own")
    how = "he" if before >= 0 and chunks[before].sign.lstrip("+") in ("thathe", "he") else "same"
    return Subject(current.phrase, how if current.phrase != TOPIC else "topic")


def _is_goal(chunks: Sequence[Chunk], verb: int, index: int) -> bool:
    """Whether a place right after a verb of going is where one goes: `he will visit Cairo`, not `Moscow said`."""
    return chunks[index].sign == "L" and chunks[verb].sign.lstrip("+").removesuffix("p") in _GOING


def _skip(chunks: Sequence[Chunk], position: int) -> int:
    """The phrase before a verb, past what only marks its tense."""
    while position >= 0 and chunks[position].sign.lstrip("+") in _RELATIVE_GAP:
        position -= 1
    return position


def _antecedent(chunks: Sequence[Chunk], relative: int) -> Subject:
    """Whom a relative clause is about: the phrase right before it, past a comma."""
    position = relative - 1
    while position >= 0 and chunks[position].sign in (",", '"', "-", ")"):
        position -= 1
    if position >= 0 and chunks[position].sign in "PZ" and chunks[position].prefix != "of":  # an aide *of X*, who …
        return Subject(position, "rel")
    return Subject(OTHER, "rel")


def own_subject(chunks: Sequence[Chunk], verb: int) -> int:
    """The phrase of the person who stands after a verb as its subject; OTHER for a thing, TOPIC for none.

    Args:
        chunks: the phrases of the sentence.
        verb: number of the verb's phrase.
    """
    for index in range(verb + 1, min(verb + 1 + _OWN_REACH, len(chunks))):
        chunk = chunks[index]
        if chunk.sign in _BOUNDS or _is_verb(chunk):
            return TOPIC
        if chunk.sign in "PZ" and chunk.prefix == "of":
            return OTHER
        if chunk.sign in "PZ" and not chunk.prefix and not (chunk.joined and index > verb + 1):
            return index
        if index == verb + 1 and chunk.sign in _NOUNS and not chunk.prefix and not _is_goal(chunks, verb, index):
            return OTHER
    return TOPIC
