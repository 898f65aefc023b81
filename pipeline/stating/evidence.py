"""The words that state a relation: its clause and its title."""

from __future__ import annotations

from pipeline.stating.candidates import Candidate
from pipeline.stating.clauses import Item, Sentence

_BOUNDS = frozenset({",", ".", ":", "?", "!", "that", ";"})
_LEFT, _RIGHT = 8, 6
_ABSTRACT = "abstract"
_TITLE_PARTS = frozenset({"general", "current", "former", "portfolio", "ministers", "crown", "a", "w", "affairs", "country", "+a",
                          "+portfolio", "post", "itsportfolio"})  # fmt: skip
# How a definite word of a title begins, with the article or with li-: what another letter begins (`by the telephone`) is none.
_DEFINITE = frozenset("ال")


def clause(candidate: Candidate) -> tuple[int, int]:
    """Offsets of the clause that states a relation: all its parts, out to the next bound on either side."""
    items = candidate.sentence.items
    places = [p for p in (candidate.head, candidate.tail, candidate.trigger) if p >= 0]
    low, high = min(places), max(places)
    while low > 0 and min(places) - low < _LEFT and items[low - 1].sign not in _BOUNDS:
        low -= 1
    while high + 1 < len(items) and high - max(places) < _RIGHT and items[high + 1].sign not in _BOUNDS:
        high += 1
    return items[low].start, items[high].end


def title(candidate: Candidate, text: str) -> str:
    """The position as written, without the body, the country or its adjective; "" for other relations."""
    if candidate.relation != "role":
        return ""
    items = candidate.sentence.items
    first = first_title(candidate.sentence, candidate.trigger)
    words = [_written(items[first], text)] + [
        text[item.start : item.end] for item in items[first + 1 : candidate.trigger + 1]
    ]
    if items[candidate.trigger].word.title is None:
        return words[0]
    for position in range(candidate.trigger + 1, len(items)):
        item = items[position]
        if item.sign == "A":
            continue
        if position in (candidate.head, candidate.tail) or not _in_title(items, position):
            if position == candidate.tail and _former_after(items, position, candidate.trigger):
                words.append(text[items[position + 1].start : items[position + 1].end])
            break
        words.append(text[item.start : item.end])
    return " ".join(words)


def first_title(sentence: Sentence, trigger: int) -> int:
    """Where a compound title begins, of which the word at `trigger` is a part: the deputy in `deputy of the president`."""
    items, first = sentence.items, trigger
    while first > 0 and items[first].sign in ("T", "Td") and _compounds(items[first - 1], items[first].sign == "T"):
        first -= 1
    return first


def _compounds(item: Item, indefinite: bool) -> bool:
    """Whether an office is only part of that of the deputy or the senior one before it.

    The aides, in the plural, of the president may be named by his name; a woman's `assistant` with li- is `to help`.
    """
    title = item.word.title
    if title is None or title.kind not in ("deputy", "senior") or title.definite:
        return False
    return (indefinite or title.number == "sg") and not (title.feminine and title.preposition)


def _in_title(items: list[Item], position: int) -> bool:
    """Whether a word after a title is part of it; a definite title is, after one that stands in its genitive."""
    before = items[position - 1].word.title
    genitive = before is not None and not (before.definite or before.pronoun or before.kind == _ABSTRACT)
    of_it = items[position].sign == "Td" and genitive
    by_it = items[position].sign == "a" and items[position].word.folded[:1] not in _DEFINITE
    return of_it or items[position].sign == "T" or (items[position].sign in _TITLE_PARTS and not by_it)


def _former_after(items: list[Item], body: int, trigger: int) -> bool:
    """Whether `former`, after the body's name, is said of the title: it has the title's gender."""
    following, reading = items[body + 1 : body + 2], items[trigger].word.title
    if reading is None or not following or following[0].sign != "former":
        return False
    return following[0].word.folded.endswith("ه") == reading.feminine


def _written(item: Item, text: str) -> str:
    """A title or a verb without the conjunction and preposition written onto it."""
    reading = item.word.title or item.word.lead
    written = text[item.start : item.end]
    if reading is None:
        return written
    letters = len(reading.conjunction) + len(reading.preposition)
    rest = written[letters:]
    contracted = reading.preposition == "ل" and reading.definite
    return "ا" + rest if contracted else rest
