"""A sentence's items gathered into noun phrases: a name with its titles, its honorifics, the nouns before it.

Whoever looks for what a verb does to whom needs not see that `بالرئيس الروسي` stands before the name.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.stating.candidates import Person
from pipeline.stating.clauses import Item, Sentence

_INSIDE = frozenset({"honor", "+honor", "A", "O", "L", "a", "body", "general", "current", "former", "portfolio", "ministers",
                     "crown", "nameof", "itsname", "itsportfolio", "for", "affairs", '"', "country"})  # fmt: skip
_APPOSED = _INSIDE | {"body", "in", "w", "T", "Td"}
_PLACE_NOUNS = frozenset({"place", "facility", "direction", "capital", "time"})
_DROPPED = frozenset({'"', "*", "time", "weekday", "month", "9", "past", "now", "(", ")", "/", "#", "-", "together", "self",
                      "qad", "each"})  # fmt: skip
# Whoever follows one of these is whose it is: the lawyer of someone, the administration of someone.
_BELONGING = frozenset({"occupation", "media", "abstract"})
_COMPLETING = frozenset({"A", "portfolio", "ministers", "crown", "former", "general", "L", "O"})
_PREPOSITIONS = frozenset({"to", "in", "from", "with", "between", "on", "at", "about", "for", "by", "near", "against",
                           "facing"})
_LONGEST = 10
_AND_THE = "وال"


@dataclass(slots=True)
class Chunk:
    """A noun phrase around a name, or one other word.

    Attributes:
        sign: P a person, L a place, O a body, else the word's class.
        first: position of its first item.
        last: position of its last item.
        prefix: the preposition before it: a letter written onto it, or the class of the word before.
        joined: whether it begins with "and".
        people: the people it stands for.
        mention: number of the mention it is around, or -1.
    """

    sign: str
    first: int
    last: int
    prefix: str = ""
    joined: bool = False
    people: tuple[Person, ...] = ()
    mention: int = -1


class Scene:
    """A sentence, everyone that an event in it may be about, and its phrases, read when they are first asked for."""

    def __init__(self, sentence: Sentence, people: Sequence[Person]) -> None:
        self.sentence = sentence
        self.people = people

    @cached_property
    def chunks(self) -> list[Chunk]:
        """What `read_chunks` gives."""
        return read_chunks(self.sentence, self.people)


def _is_of(item: Item) -> bool:
    """Whether a word makes of the person after it the one it belongs to: a son, a lawyer, the aides of someone."""
    title = item.word.title
    if item.mention >= 0 or item.sign in ("A", ","):
        return False
    if title is None:
        return bool(item.word.kinds & {"none", "body"}) and not item.word.definite
    return not title.definite and not title.pronoun and (title.number != "sg" or title.kind in _BELONGING)


def _is_title(item: Item) -> bool:
    return item.mention < 0 and item.sign.lstrip("+بلك").startswith("T")


def _left(items: list[Item], position: int) -> int:
    """Where the phrase of the name at a position begins: its leftmost title or honorific."""
    start = position
    if _preposition(items[position])[0]:  # what stands before `of X` is not X
        return position
    if position and items[position - 1].sign == "A" and _preposition(items[position - 1])[1]:  # `and the Turkish X`
        return position - 1
    for i in range(position - 1, max(position - _LONGEST, -1), -1):
        item = items[i]
        owner = _is_title(items[start]) if start < position else _is_title(item) and i == position - 1
        if owner and _is_of(item):
            break
        if _is_title(item) or item.sign in ("honor", "+honor"):
            start = i
            if item.sign.startswith("+") or item.sign[0] in "بلك":
                break
        elif not (item.sign in _INSIDE or (item.sign == "," and i == position - 1) or _in_body(items, i)):
            break
    return start


def _in_body(items: list[Item], position: int) -> bool:
    """Whether an `in` introduces a title's body: the professor *in* a university."""
    return items[position].sign == "in" and items[position + 1].sign in ("O", "L", "body")


def _right(items: list[Item], position: int) -> int:
    """Where it ends: after the offices in apposition, `،` them closed by another comma."""
    i = position + 1
    comma = i < len(items) and items[i].sign == ","
    i += comma
    if i >= len(items) or not _is_title(items[i]) or items[i].sign.startswith("+"):
        return position
    for j in range(i + 1, min(i + _LONGEST, len(items))):
        if items[j].sign == ",":
            return j if comma else j - 1
        if not (items[j].sign in _APPOSED or _is_title(items[j])):
            return j - 1
    return position


def _preposition(item: Item) -> tuple[str, bool]:
    """The preposition letter and the conjunction written onto an item."""
    if item.sign == "A":
        return "", item.word.folded.startswith(_AND_THE)
    if item.mention >= 0:
        letters = item.prefix
    else:
        sign = item.sign
        letters = sign[: len(sign) - len(sign.lstrip("+بلك"))]
    return letters.strip("+وف"), letters[:1] in ("+", "و", "ف")


def read_chunks(sentence: Sentence, people: Sequence[Person]) -> list[Chunk]:
    """The phrases of a sentence from left to right (in reading order), words between them that part nothing left out."""
    items = sentence.items
    described: dict[int, list[Person]] = {}
    for person in people:
        if person.how in ("D", "Z"):
            described.setdefault(person.position, []).append(person)
    named = {person.position: person for person in people if person.how == "P"}
    extents = _extents(sentence, described)
    chunks: list[Chunk] = []
    position = 0
    for anchor in sorted(extents):
        first, last = extents[anchor]
        first = max(first, position)
        _add_words(chunks, items, position, first)
        chunks.append(_phrase(items, anchor, first, last, named, described))
        if chunks[-1].sign == "P" and first > 0 and (_is_of(items[first - 1]) or _completes(chunks, items)):
            chunks[-1].prefix = "of"
        position = last + 1
    _add_words(chunks, items, position, len(items))
    _introduce(chunks)
    return chunks


def _completes(chunks: Sequence[Chunk], items: list[Item]) -> bool:
    """Whether a person's phrase completes the office of the one before: `X, adviser of the president Y`."""
    if len(chunks) < 2 or chunks[-2].sign != "P" or chunks[-2].last != chunks[-1].first - 1:
        return False
    title = items[chunks[-2].last].word.title
    return _is_title(items[chunks[-2].last]) and title is not None and not title.definite and not title.pronoun


def _extents(sentence: Sentence, described: dict[int, list[Person]]) -> dict[int, tuple[int, int]]:
    """First and last position of each phrase; a body or place inside a person's phrase has none of its own."""
    extents = {anchor: _extent(sentence.items, anchor) for anchor in {*sentence.people, *described}}
    taken = {position for first, last in extents.values() for position in range(first, last + 1)}
    extents = {
        anchor: extent
        for anchor, extent in extents.items()
        if anchor in sentence.people
        or not any(low <= anchor <= high for a, (low, high) in extents.items() if a != anchor)
    }
    for anchor in (*sentence.places, *sentence.bodies):
        if anchor not in taken:
            extents[anchor] = _extent(sentence.items, anchor)
    return extents


def _extent(items: list[Item], anchor: int) -> tuple[int, int]:
    sign = items[anchor].sign
    if sign == "P":
        return _left(items, anchor), _right(items, anchor)
    if sign in ("L", "O"):
        first = anchor
        while first > 0 and first > anchor - 4 and (_bare(items[first - 1].sign) in (*_PLACE_NOUNS, "body", '"')):
            first -= 1
        last = anchor
        while last + 1 < len(items) and items[last + 1].sign in ("A", '"'):
            last += 1
        return first, last
    last = anchor
    while last + 1 < len(items) and items[last + 1].sign in _COMPLETING:
        last += 1
        if items[last].sign in ("A", "L", "O"):
            break
    return anchor, last


def _bare(sign: str) -> str:
    return sign.lstrip("+بلك")


def _phrase(
    items: list[Item], anchor: int, first: int, last: int, named: dict[int, Person], described: dict[int, list[Person]]
) -> Chunk:
    prefix, joined = _preposition(items[first])
    item = items[anchor]
    if item.sign == "P":
        return Chunk("P", first, last, prefix, joined, (named.get(anchor) or Person(anchor, item.mention, "P"),), item.mention)
    if item.sign in ("L", "O"):
        return Chunk(item.sign, first, last, prefix, joined, (), item.mention)
    sign = "P" if described[anchor][0].how == "D" else "Z"
    return Chunk(sign, first, last, prefix, joined, tuple(described[anchor]))


def _add_words(chunks: list[Chunk], items: list[Item], first: int, end: int) -> None:
    for position in range(first, end):
        if items[position].sign not in _DROPPED:
            chunks.append(Chunk(items[position].sign, position, position))


def _introduce(chunks: list[Chunk]) -> None:
    """Gives each phrase without a written preposition the class of the function word before it."""
    for before, chunk in itertools.pairwise(chunks):
        if chunk.sign in "PLOZ" and not chunk.prefix and before.sign in _PREPOSITIONS:
            chunk.prefix = before.sign
