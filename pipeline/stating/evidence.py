"""The words that state a relation: its clause, its title, whether it happened, will happen or was denied."""

from __future__ import annotations

from pipeline.stating.candidates import Candidate
from pipeline.stating.clauses import Item, Sentence

_BOUNDS = frozenset({",", ".", ":", "?", "!", "that", ";"})
_LEFT, _RIGHT = 8, 6
_NEGATED, _CALLED_OFF = 3, 8
_PLANNED = frozenset({"will", "planned", "future"})
_TITLE_PARTS = frozenset({"general", "current", "former", "portfolio", "ministers", "crown", "a", "w", "affairs", "country", "+a",
                          "+portfolio", "post"})  # fmt: skip


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
    first = _first_title(candidate)
    words = [_written(items[first], text)] + [
        text[item.start : item.end] for item in items[first + 1 : candidate.trigger + 1]
    ]
    if items[candidate.trigger].word.title is None:
        return words[0]
    for position in range(candidate.trigger + 1, len(items)):
        item = items[position]
        if item.sign == "A":
            continue
        if position in (candidate.head, candidate.tail) or not (item.sign in _TITLE_PARTS or item.sign == "T"):
            break
        words.append(text[item.start : item.end])
    return " ".join(words)


def _first_title(candidate: Candidate) -> int:
    """Where a compound title begins: the deputy in `deputy minister`."""
    items, first = candidate.sentence.items, candidate.trigger
    while first > 0 and items[first].sign == "T" and _compounds(items[first - 1]):
        first -= 1
    return first


def _compounds(item: Item) -> bool:
    return item.word.title is not None and item.word.title.kind in ("deputy", "senior")


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


def status(candidate: Candidate) -> str:
    """done, planned or denied, by the verb's tense and the words around it in its clause."""
    if candidate.relation in ("role", "located_in", "part_of"):
        return "done"
    sentence, trigger = candidate.sentence, candidate.trigger
    items = sentence.items
    if _denied(sentence, trigger):
        return "denied"
    word = items[trigger].word
    reading = {"met": word.meet, "visited": word.go}.get(candidate.relation, word.act)
    if reading is not None and (reading.tense == "future" or reading.kind == "invite"):
        return "planned"
    if reading is not None and reading.part == "verbal" and reading.preposition == "ل":
        return "planned"
    end = _bound(items, trigger, 1) if candidate.relation in ("met", "visited") else trigger
    signs = {item.sign.lstrip("+") for item in items[_bound(items, trigger, -1) : end]}
    return "planned" if signs & _PLANNED else "done"


def _bound(items: list[Item], position: int, step: int) -> int:
    """The position at which the clause around a word begins (step -1) or after which it ends (step 1)."""
    while 0 <= position + step < len(items) and items[position + step].sign not in _BOUNDS - {"that"}:
        position += step
    return position if step < 0 else position + 1


def _denied(sentence: Sentence, trigger: int) -> bool:
    """Whether a negation or a word of calling off stands shortly before the word."""
    for position in range(trigger - 1, max(trigger - 1 - _CALLED_OFF, -1), -1):
        sign = sentence.items[position].sign.lstrip("+")
        if sign in _BOUNDS - {"that"}:
            return False
        if sign in ("denied", "vdeny", "never") or (sign == "not" and trigger - position <= _NEGATED):
            return True
    return False
