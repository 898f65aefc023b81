"""Whether what a clause tells happened, is still to come, was denied, or is only supposed.

A finite verb says it by its form and the word right before it (`that he meet`, `when he meets`). A noun of meeting or going
says nothing of time: the nearest word before it that does decides (`agreed to hold a summit`, `before his visit`, `during
their talks`), `models/relations/happening.tsv` listing those words.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stating.candidates import Candidate
from pipeline.stating.clauses import Item, Sentence
from pipeline.stating.inflection import Reading

_BOUNDS = frozenset({",", ".", ":", "?", "!", "that", ";"})
# Where a clause ends for what is told of its time: a date may stand between commas.
_ENDS = _BOUNDS - {","} | {"rel", "thathe", "where", "saying"}
_NEGATED, _CALLED_OFF = 3, 8
_PLANNED = frozenset({"will", "planned", "future"})
_CARRYING = frozenset({"hold", "do", "begin"})
_GATHERING = frozenset({"gather", "meet"})
_MOVING = frozenset({"go", "arrive", "return", "come"})
_TIMES = frozenset({"time", "9", "month", "w"})
# Prepositions after which a word is a noun, which else might be a verb: `on holding`, `to holding`.
_NOUN_AFTER = frozenset({"on", "to", "in", "from", "about", "with", "planned"})
# How many words before a noun `during` and `before` may stand, after a word what tells its time, before it an `if`.
_FRAME_REACH, _TIME_REACH, _IF_REACH = 4, 12, 3
# How far after a noun its adjective and its relative clause may stand.
_ATTRIBUTE_REACH, _RELATIVE_REACH = 2, 8
_SAKE = "اجل"
_UNTIMED = frozenset({"role", "located_in", "part_of"})


def status(candidate: Candidate) -> str:
    """done, planned or denied, by the form of the word that states it and by the words around it."""
    if candidate.relation in _UNTIMED:
        return "done"
    sentence, trigger = candidate.sentence, candidate.trigger
    if _denied(sentence, trigger):
        return "denied"
    reading = _reading(candidate)
    if reading is not None and (reading.tense == "future" or reading.kind == "invite"):
        return "planned"
    items = sentence.items
    if candidate.relation not in ("met", "visited") or reading is None:
        return "planned" if _carried(items, trigger) == "planned" or _marked(items, trigger, trigger) else "done"
    told = _of_verb(items, trigger, reading) if reading.part == "verb" else _of_noun(items, trigger, reading)
    return told or ("planned" if _marked(items, trigger, _bound(items, trigger, 1)) else "done")


def supposed(candidate: Candidate) -> bool:
    """Whether a clause only supposes a meeting or a visit (`if he returns`, `any meeting`), without denying it."""
    sentence, trigger = candidate.sentence, candidate.trigger
    reading = _reading(candidate)
    if candidate.relation not in ("met", "visited") or reading is None or _called_off(sentence, trigger):
        return False
    items = sentence.items
    if trigger and reading.part != "verb":
        return items[trigger - 1].word.tells == "any"
    before = _clause_before(items, trigger)[-_IF_REACH:]
    if any(item.word.tells == "if" and not item.word.definite for item in before):
        return True
    return reading.tense == "past" and trigger > 0 and _is_if(items[trigger - 1])


def _reading(candidate: Candidate) -> Reading | None:
    word = candidate.sentence.items[candidate.trigger].word
    return {"met": word.meet, "visited": word.go}.get(candidate.relation, word.act)


def _is_if(item: Item) -> bool:
    """Whether a word is written as `if` (in), which right before a perfect verb is not `that` (inna)."""
    return item.word.folded == "ان" and bool(item.word.readings) and all(r.first == "إ" for r in item.word.readings)


def _clause_before(items: Sequence[Item], position: int) -> list[Item]:
    first = position
    while first > 0 and items[first - 1].sign not in _BOUNDS:
        first -= 1
    return list(items[first:position])


def _verb(item: Item, before: Item | None) -> Reading | None:
    """The reading of a word as a finite verb; none of a name, or of a word that its preposition shows to be a noun."""
    if item.mention >= 0:
        return None
    if before is not None and (before.sign.lstrip("+") in _NOUN_AFTER or before.word.tells in ("plan", "wish")):
        return None
    return next((reading for reading in item.word.readings if reading.part == "verb"), None)


def _after(items: Sequence[Item], position: int) -> list[Item]:
    """What follows a word in its clause, up to the next finite verb."""
    out: list[Item] = []
    for index in range(position + 1, min(position + 1 + _TIME_REACH, len(items))):
        if items[index].sign in _ENDS or _verb(items[index], items[index - 1]) is not None:
            break
        out.append(items[index])
    return out


def _of_verb(items: Sequence[Item], position: int, reading: Reading) -> str:
    """What a finite verb says of its time, by its form and the word right before it; "" where only other words do."""
    if reading.tense == "past":
        return "done"
    if reading.tense == "future":
        return "planned"
    told = [item.word.tells for item in _after(items, position)]
    if "past" in told:
        return "done"
    before = items[position - 1] if position else None
    if before is not None and before.word.folded in ("ان", "بان", "وان"):  # `that he meet`: a verb right after it
        governor = items[position - 2].word.tells if position > 1 else ""
        return "done" if governor in ("before", "during") else "planned"
    if before is not None and (before.word.tells == "when" or _is_next(items, position)):
        return "planned"
    weekday = any(item.sign.lstrip("+") == "weekday" for item in _after(items, position))
    return "planned" if weekday or "coming" in told else ""


def _is_next(items: Sequence[Item], position: int) -> bool:
    """Whether a verb in the present tells of a later stop: `then he heads for`, `after Riyadh, he heads for`."""
    last = position - 1
    if last >= 2 and items[last].sign == ",":
        last -= 1
    after = items[last].sign == "L" and last > 0 and items[last - 1].sign.lstrip("+") == "after"
    return after or items[last].word.tells == "next"


def _of_noun(items: Sequence[Item], position: int, reading: Reading) -> str:
    """What the words around a noun say of its time: those after it first, then the nearest before it that says anything."""
    told = [item.word.tells for item in _after(items, position)]
    clause, plain = _clause_before(items, position), "done" if "past" in told else _relative(items, position)
    if plain:
        return plain
    if reading.part == "verbal" and reading.preposition == "ل":
        return "done" if any(item.word.tells == "blame" for item in clause) else "planned"
    start = position - len(clause)
    for index in range(position - 1, start - 1, -1):
        verb = _verb(items[index], items[index - 1] if index else None)
        frame = _frame(items, index, position)
        if frame:
            to_come = frame == "plan" or "coming" in told or _to_come(items[start:index])
            plain = "done" if frame == "during" else "" if reading.kind in _MOVING else "planned"
            return "planned" if to_come else plain
        if verb is not None:
            return _of_verb(items, index, verb) if verb.kind in _CARRYING else ""
    return ""


def _frame(items: Sequence[Item], index: int, position: int) -> str:
    """What a word before a noun tells of the noun's time: `before`, `during` or `plan`, "" for nothing."""
    item = items[index]
    if index == position - 1 and any(r.part == "verb" and r.tense == "future" for r in item.word.readings):
        return "plan"  # `the meeting will be`
    inside = items[position - 1].sign == "in"  # what is announced in a meeting is not the meeting
    if item.mention >= 0 or item.word.tells not in ("before", "during", "wish", *(() if inside else ("plan",))):
        return ""
    by = item.word.tells == "before" and index > 0 and items[index - 1].sign == "from"  # `by`, not `before`
    near = position - index <= _FRAME_REACH and not by and not _is_span(items, index, position)
    told = "plan" if item.word.tells == "wish" else item.word.tells
    return told if near or told == "plan" else ""


def _relative(items: Sequence[Item], position: int) -> str:
    """What a relative clause after a noun says, where its verb is one of holding: `the summit that was held`."""
    for index in range(position + 1, min(position + _RELATIVE_REACH, len(items) - 1)):
        if items[index].sign.lstrip("+") == "rel":
            verb = _verb(items[index + 1], None)
            return _of_verb(items, index + 1, verb) if verb is not None and verb.kind in _CARRYING | _GATHERING else ""
    return ""


def _is_span(items: Sequence[Item], index: int, position: int) -> bool:
    """Whether a word of time tells how long ago (`days before`), unless `from` leads on: `hours before the meeting`."""
    return items[index + 1].sign in _TIMES and items[position - 1].sign != "from" and index + 1 < position


def _to_come(items: Sequence[Item]) -> bool:
    """Whether a main clause tells of what is still to come."""
    return any(
        item.sign.lstrip("+") in ("will", "planned") or any(r.part == "verb" and r.tense == "future" for r in item.word.readings)
        for item in items
        if item.mention < 0
    )


def _marked(items: Sequence[Item], position: int, end: int) -> bool:
    """Whether a word in the clause says that it is to come; after the word only one that is said of a noun: `expected`."""
    first = _bound(items, position, -1)
    around = range(first, min(position + _ATTRIBUTE_REACH + 1, end))
    # `for the sake of` is said of what follows it.
    near = {
        items[index].sign.lstrip("+")
        for index in around
        if items[index].word.folded != _SAKE or index in range(position - _ATTRIBUTE_REACH, position)
    }
    far = {item.sign.lstrip("+") for item in items[position:end] if item.word.definite or item.sign == "future"}
    return bool((near | far) & _PLANNED)


def _carried(items: Sequence[Item], position: int) -> str:
    """What the verb says that carries a noun (`will hold a meeting`), "" for none."""
    for item in reversed(_clause_before(items, position)):
        verb = _verb(item, None)
        if verb is not None:
            return "planned" if verb.kind in _CARRYING and verb.tense == "future" else ""
    return ""


def _bound(items: Sequence[Item], position: int, step: int) -> int:
    """The position at which the clause around a word begins (step -1) or after which it ends (step 1)."""
    while 0 <= position + step < len(items) and items[position + step].sign not in _BOUNDS - {"that"}:
        position += step
    return position if step < 0 else position + 1


def _denied(sentence: Sentence, trigger: int) -> bool:
    """Whether a negation or a word of calling off stands shortly before the word."""
    return _called_off(sentence, trigger) or _stands_before(sentence, trigger, {"not"}, _NEGATED)


def _called_off(sentence: Sentence, trigger: int) -> bool:
    return _stands_before(sentence, trigger, {"denied", "vdeny", "never"}, _CALLED_OFF)


def _stands_before(sentence: Sentence, trigger: int, wanted: set[str], reach: int) -> bool:
    for position in range(trigger - 1, max(trigger - 1 - reach, -1), -1):
        sign = sentence.items[position].sign.lstrip("+")
        if sign in _BOUNDS - {"that"}:
            return False
        if sign in wanted:
            return True
    return False
