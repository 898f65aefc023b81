"""Candidate relations between the names of a sentence, each with the features that a scorer weighs."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.stating.clauses import Item, Sentence

# How far apart, in items, the parts of a relation may stand. Wider windows found no further relation of the training gold
# that its scorer then kept (benchmarks/relations.py measures both).
_TITLE_AFTER, _TITLE_BEFORE, _TAIL_REACH, _PLACE_REACH = 26, 14, 16, 9
_NOUN_REACH = 6
_LONG = 7
# Signs that don't separate what they stand between.
_LIGHT = frozenset({'"', "*", "honor", "+honor", "general", "current", "former", "time", "weekday", "month", "9", "("})

_WITHIN_PHRASE = frozenset(
    {",", "body", "place", "portfolio", "ministers", "crown", "nameof", "for", "affairs", "T", "Td", "O"}
)
_OF_PLACES = frozenset(
    {",", "place", "direction", "facility", "body", "capital", "in", "by", "near", "a", "A", "L", "seat", "belonging"}
)
_BEFORE_NAME = frozenset({"A", "general", "former", "current", "honor", "+honor", '"', ",", "a", "T", "Td"})
_AFTER_NAME = frozenset({",", '"', ")"})


@dataclass(slots=True)
class Candidate:
    """A pair of names with the word that may relate them.

    Attributes:
        relation: role, located_in, met, visited, or one of `acts.tsv`.
        sentence: the sentence.
        trigger: position of the title or the verb in it, or -1.
        head: position of the head in its sentence (the person; the place or body that lies somewhere).
        tail: position of the tail in the sentence.
        head_mention: mention number of the head (of the person that a description stands for).
        tail_mention: mention number of the tail, or -1 for a country's adjective.
        features: what the scorer weighs.
        head_sentence: the head's sentence, if it is another.
        score: probability, once scored.
    """

    relation: str
    sentence: Sentence
    trigger: int
    head: int
    tail: int
    head_mention: int
    tail_mention: int
    features: list[str]
    head_sentence: Sentence | None = None
    score: float = 0.0


class Person(NamedTuple):
    """Someone an event may be about: a name, or a description or pronoun that stands for one.

    Attributes:
        position: where in the sentence; -1 for someone named before it.
        mention: number of the mention that names the person.
        how: `P` named, `D` described, `B` named before, the last of all.
        gender: `f` or `m` as titles and verbs of the article tell, or "".
        part: in the article: `sole` person, `main` of several, `other`.
        homes: codes of the countries in which the person holds an office.
    """

    position: int
    mention: int
    how: str
    gender: str = ""
    part: str = "other"
    homes: frozenset[str] = frozenset()


def _bucket(count: int) -> str:
    return str(count) if count < 4 else "4-6" if count < 7 else "7-12" if count < 13 else "13+"


def _kind(item: Item) -> str:
    """What a tail is: A definite or A indefinite, a country, a place, a body, a noun that stands for a body."""
    if item.body >= 0:
        return "O " + item.body_by
    if item.sign == "A":
        return "Ad" if item.definite else "Ai"
    return "Lc" if item.country and item.sign == "L" else item.sign


def _gap(signs: Sequence[str]) -> tuple[str, str]:
    """The full signature of a gap, and the one without what does not separate and without repetitions."""
    full = " ".join(signs) if len(signs) <= _LONG else "long"
    heavy: list[str] = []
    for sign in signs:
        if sign not in _LIGHT and (not heavy or heavy[-1] != sign):
            heavy.append(sign)
    return full, " ".join(heavy) if len(heavy) <= _LONG else "long"


def _sign_at(items: list[Item], position: int) -> str:
    return items[position].sign if 0 <= position < len(items) else "end"


def _introduced(items: list[Item], position: int) -> str:
    """The preposition that a name stands after: written onto it, or the word before."""
    item = items[position]
    before = _sign_at(items, position - 1)
    if before == '"':
        before = _sign_at(items, position - 2)
    return item.prefix or (before if before.islower() and len(before) > 1 else "-")


def _geometry(items: list[Item], points: Iterable[tuple[str, int]]) -> list[str]:
    """Features of the order of the parts and of what stands between, before and after them."""
    ordered = sorted(points, key=lambda point: point[1])
    order = "".join(label for label, _ in ordered)
    features = ["o=" + order]
    shorts = []
    for (left, i), (right, j) in itertools.pairwise(ordered):
        full, short = _gap([item.sign for item in items[i + 1 : j]])
        edge = left + right
        shorts.append(short)
        features += [
            f"o={order} {edge}={full}",
            f"o={order} {edge}~{short}",
            f"{edge}~{short}",
            f"o={order} {edge}#{_bucket(j - i - 1)}",
        ]
        features += [f"{edge} has {sign}" for sign in set(short.split(" ")) if sign]
    features.append(f"o={order} all={'|'.join(shorts)}")
    features.append(f"o={order} before={_sign_at(items, ordered[0][1] - 1)}")
    features.append(f"o={order} after={_sign_at(items, ordered[-1][1] + 1)}")
    return features


def between(positions: Sequence[int], one: int, other: int) -> int:
    """How many of some positions, in order, lie between two."""
    low, high = (one, other) if one < other else (other, one)
    return bisect_left(positions, high) - bisect_right(positions, low) if high > low else 0


# --- roles -----------------------------------------------------------------------------------------------------------


def role_candidates(sentence: Sentence) -> Iterator[Candidate]:
    """Each title or verb of leading, with the people near it and the bodies, places and adjectives near it."""
    if not sentence.people:
        return
    tails = sorted(sentence.places + sentence.bodies + sentence.adjectives)
    if not tails and not sentence.meant:
        return
    for trigger in sorted({*sentence.titles, *sentence.leads}):
        people = [p for p in sentence.people if trigger - _TITLE_BEFORE <= p <= trigger + _TITLE_AFTER]
        near = _near_tails(sentence, trigger, tails)
        near += [x for x in sentence.meant if x != trigger and abs(x - trigger) <= _NOUN_REACH]
        for person in people:
            if between(sentence.people, trigger, person) > 3:
                continue
            for tail in near:
                yield _role(sentence, trigger, person, tail, tails)


def _near_tails(sentence: Sentence, trigger: int, tails: list[int]) -> list[int]:
    after = [x for x in tails if trigger < x <= trigger + _TAIL_REACH][:3]
    title = sentence.items[trigger].word.title
    reach = 3 * _TAIL_REACH if title is not None and title.pronoun else _TAIL_REACH
    return after + [x for x in tails if trigger - reach <= x < trigger][-3:]


def _role(sentence: Sentence, trigger: int, person: int, tail: int, tails: list[int]) -> Candidate:
    items = sentence.items
    features = _geometry(items, (("t", trigger), ("p", person), ("x", tail)))
    order = features[0]
    reading = items[trigger].word.title or items[trigger].word.lead
    assert reading is not None
    kind, lemma = _kind(items[tail]), reading.lemma
    form = reading.part[0] + ("d" if reading.definite else "") + ("p" if reading.pronoun else "")
    prep = _introduced(items, tail)
    between_people = between(sentence.people, trigger, person)
    between_tails = between(tails, trigger, tail)
    features += [
        "t=" + lemma, f"t={lemma} x={kind}", f"k={reading.kind} x={kind}", f"{order} k={reading.kind} x={kind}",
        f"{order} form={form} x={kind}", f"form={form} n={reading.number}", f"x={kind}", f"{order} x={kind}",
        f"x={kind} by={prep}", f"{order} by={prep}", f"k={reading.kind} by={prep}",
        f"{order} people={min(between_people, 3)}", f"{order} tails={min(between_tails, 3)}",
        f"{order} titles={min(between(sentence.titles, trigger, person), 2)}",
        f"{order} tails to person={min(between(tails, tail, person), 3)}",
        f"{order} titles to tail={min(between(sentence.titles, trigger, tail), 2)}",
        f"next={_sign_at(items, trigger + 1)} k={reading.kind}", f"tprep={reading.preposition} {order}",
        f"prev={_sign_at(items, trigger - 1)} {order}", f"xw={items[tail].word.folded}",
        f"xw={items[tail].word.folded} k={reading.kind}", f"pprev={_sign_at(items, person - 1)} {order}",
        f"p by={items[person].prefix} {order}",
    ]  # fmt: skip
    features += _tightness(items, order, reading.kind, kind, sorted((trigger, person, tail)))
    features += _rivals(items, order, trigger, person, tail)
    if reading.number != "sg":
        features += _one_of_several(items, order, person, tail)
    mention = items[tail].body if items[tail].body >= 0 else items[tail].mention
    return Candidate("role", sentence, trigger, person, tail, items[person].mention, mention, features)


def _one_of_several(items: list[Item], order: str, person: int, tail: int) -> list[str]:
    """Whether a title of several people (`the ministers, the Russian X and the Turkish Y`) has the tail beside the person."""
    beside = tail + 1 == person
    return [f"several beside={beside} {order}", f"several beside={beside} x={_kind(items[tail])}"]


def _tightness(items: list[Item], order: str, title: str, tail: str, places: list[int]) -> list[str]:
    """Whether nothing but what belongs to a noun phrase stands between the parts."""
    between = {
        item.sign.lstrip("+بلك")
        for i, item in enumerate(items[places[0] + 1 : places[2]], places[0] + 1)
        if i != places[1]
    }
    loose = between - _LIGHT - _WITHIN_PHRASE
    if loose:
        return [f"loose {order}"]
    return [
        f"tight {order}",
        f"tight {order} k={title}",
        f"tight {order} k={title} x={tail}",
        f"tight {order} x={tail}",
    ]


def _rivals(items: list[Item], order: str, trigger: int, person: int, tail: int) -> list[str]:
    """Whether a title that is taken with one person has another on its other side, just as near."""
    end = max(trigger, tail) if tail - trigger < _TAIL_REACH else trigger
    after = _reaches(items, range(end + 1, min(end + 6, len(items))), _BEFORE_NAME)
    before = _reaches(items, range(trigger - 1, max(trigger - 4, -1), -1), _AFTER_NAME)
    joined = items[trigger].sign.startswith("+")
    features = []
    if person < trigger:
        features += [
            f"rival after={after != person and after >= 0} {order}",
            f"rival after={after >= 0} joined={joined} {order}",
        ]
    else:
        features += [f"rival before={before >= 0} {order}", f"rival before={before >= 0} joined={joined} {order}"]
    return features


def _reaches(items: list[Item], positions: Iterable[int], passing: frozenset[str]) -> int:
    """The first person among positions that only passing signs lead to, or -1."""
    for position in positions:
        sign = items[position].sign
        if sign == "P":
            return position
        if sign not in passing:
            return -1
    return -1


# --- places ----------------------------------------------------------------------------------------------------------


def place_candidates(sentence: Sentence) -> Iterator[Candidate]:
    """Each place or body, with the places and countries' adjectives around it."""
    heads = sorted(sentence.places + sentence.bodies)
    tails = sorted(sentence.places + sentence.adjectives)
    for head in heads:
        for tail in tails:
            if head != tail and -5 <= tail - head <= _PLACE_REACH and not _of_next_person(sentence.items, tail):
                yield _place(sentence, head, tail, heads)


def _of_next_person(items: list[Item], position: int) -> bool:
    """Whether an adjective is of the person after it: `Juventus and the Argentine X`."""
    item, following = items[position], _sign_at(items, position + 1)
    return item.sign == "A" and following == "P" and item.word.folded.startswith("و")


def _place(sentence: Sentence, head: int, tail: int, heads: list[int]) -> Candidate:
    items = sentence.items
    features = _geometry(items, (("h", head), ("x", tail)))
    order = features[0]
    one, two = _kind(items[head]), _kind(items[tail])
    full, short = _gap([item.sign for item in items[min(head, tail) + 1 : max(head, tail)]])
    noun = items[head - 1].word if head else items[head].word
    if (head and noun.folded in ("", '"')) or _sign_at(items, head - 1) == '"':
        noun = items[max(head - 2, 0)].word
    words = " ".join(
        item.word.folded for item in items[min(head, tail) + 1 : max(head, tail)] if item.sign not in ("P", "L", "O")
    )
    prep = _introduced(items, tail)
    types = f"{one}>{two}"
    features += [
        f"{types} {order}", f"{types} {order} ~{short}", f"{types} {order} ={full}", f"{types} by={prep}",
        f"{types} {order} by={prep} #{_bucket(abs(tail - head) - 1)}", f"noun={noun.folded} {types}",
        f"nounkind={'/'.join(sorted(noun.kinds))} {types} {order}", f"words={words} {types} {order}" if len(words) < 30 else "w",
        f"between={min(between(heads, head, tail), 2)} {types}", f"h by={items[head].prefix or '-'} {types}",
        f"h prev={_sign_at(items, head - 1)} {types} {order}", f"x next={_sign_at(items, tail + 1)} {types} {order}",
        f"hw={items[head].word.folded}", f"hw={items[head].word.folded} {two}", f"sent start={min(head, 3)} {types} {order}",
        f"same={items[head].country == items[tail].country != ''}", f"h next={_sign_at(items, head + 1)} {types}",
        f"gender={items[tail].word.folded[-1:] == 'ه'} noun={noun.folded[-1:] == 'ه'} {types}" if two == "Ad" else "g",
    ]  # fmt: skip
    features += _far_apart(items[min(head, tail) + 1 : max(head, tail)], order, types)
    return Candidate("located_in", sentence, -1, head, tail, items[head].mention, items[tail].mention, features)


def _far_apart(between: Sequence[Item], order: str, types: str) -> list[str]:
    """Whether more than what a place's phrase is made of stands between: a verb, a preposition, words of no class."""
    signs = {item.sign.lstrip("+") for item in between} - _LIGHT - _OF_PLACES
    verb = any(sign.startswith("v") for sign in signs)
    return [f"loose={min(len(signs), 3)} {order}", f"loose={min(len(signs), 3)} {types}", f"verb={verb} {order} {types}"]
