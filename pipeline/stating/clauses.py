"""A sentence as a row of items: names, countries' adjectives and classed words, between which patterns are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.stating.wordclasses import Word, WordClasses

# The sign of a name in the signature of a gap; an adjective of a country is "A".
NAME_SIGNS = {"PER": "P", "LOC": "L", "ORG": "O"}
# What someone may be in charge of the affairs of, and in how many words.
_OF_AFFAIRS = frozenset({"a", "portfolio", "direction", "general", "country"})
_MOST_AFFAIRS = 3
# A token of an article: its sentence, its number, where it begins and ends.
Token = tuple[int, int, int, int]


_TATWEEL = "ـ"
_PAIR = frozenset({"pair", "+pair"})


@dataclass(slots=True)
class Item:
    """A name, an adjective of a country, or one other word.

    Attributes:
        sign: P, L, O for a name, A for an adjective, else the word's class.
        start: offset where it begins in the text (a name: without proclitics).
        end: offset where it ends.
        word: the word's classes (a name: of its first word).
        mention: number of its mention in the article, or -1.
        prefix: the proclitics written onto a name.
        country: country code of an adjective, of a name of a country, of a noun (`the country`) that stands for one.
        body: number of the mention that a common noun (`the club`, `the city`) or a body's adjective stands for, or -1.
        meant_by: how a noun stands for a name: by what is told of it (`bodies.read_bodies`).
        inside: code of the country that a named place lies in, where that is beyond doubt; a country lies in itself.
        definite: whether an adjective has the article.
        name: a name's written form, else "".
    """

    sign: str
    start: int
    end: int
    word: Word
    mention: int = -1
    prefix: str = ""
    country: str = ""
    definite: bool = False
    name: str = ""
    inside: str = ""
    body: int = -1
    meant_by: str = ""


@dataclass(slots=True)
class Sentence:
    """The items of one sentence, and where those of each kind stand among them."""

    number: int
    start: int
    end: int
    items: list[Item]
    people: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    adjectives: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    leads: list[int] = field(default_factory=list)
    meets: list[int] = field(default_factory=list)
    goes: list[int] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    speech: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    twos: list[int] = field(default_factory=list)
    nouns: list[int] = field(default_factory=list)
    meant: list[int] = field(default_factory=list)
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)

    def row(self, position: int) -> tuple[int, int]:
        """First and last position of the row of names that one stands in (`A, B and C`); of itself, if it stands alone."""
        return self.rows.get(position, (position, position))

    def signature(self, left: int, right: int) -> str:
        """The signs of the items strictly between two positions."""
        return " ".join(item.sign for item in self.items[left + 1 : right])


class MentionRow(NamedTuple):
    """One mention of the article: what a clause needs of it."""

    mention_id: str
    start: int
    end: int
    name: str
    type: str
    first: int
    last: int
    score: float = 1.0


def read_sentence(
    text: str, tokens: Sequence[Token], starting: Mapping[int, tuple[int, MentionRow]], classes: WordClasses
) -> Sentence:
    """The items of a sentence.

    Args:
        text: the article's text.
        tokens: the sentence's tokens, in order.
        starting: for each token number at which a mention begins, the mention's number and the mention.
        classes: the lexicons.
    """
    items: list[Item] = []
    noted: list[int] = []
    position, count, first = 0, len(tokens), tokens[0][1]
    while position < count:
        _, number, start, end = tokens[position]
        if number in starting:
            noted.append(len(items))
            items.append(_name_item(text, start, starting[number], classes))
            position = max(starting[number][1].last - first + 1, position + 1)
            continue
        word = classes.word(text[start:end])
        if word.pair or word.country:
            noted.append(len(items))
            position += _country_item(text, tokens, position, word, items, classes)
            continue
        if word.lists:
            noted.append(len(items))
        items.append(Item(word.sign, start, end, word))
        position += 1
        if word.sign == "affairs":
            position += _affairs(text, tokens[position : position + _MOST_AFFAIRS], starting, items[-1], classes)
    _tell_cities(items, noted)
    _tell_offices(items, noted, classes)
    sentence = Sentence(tokens[0][0], tokens[0][2], tokens[-1][3], items)
    _index(sentence, noted)
    return sentence


def _tell_offices(items: list[Item], noted: Iterable[int], classes: WordClasses) -> None:
    """`The two presidents` before `the Russian X` is the office of both, not a word for two who were named before."""
    for position in noted:
        item = items[position]
        if item.sign in _PAIR and [following.sign for following in items[position + 1 : position + 3]] == ["A", "P"]:
            item.word = classes.office(item.word)
            item.sign = item.word.sign


def _tell_cities(items: list[Item], noted: Iterable[int]) -> None:
    """A name of a country after `the capital` or `the city`, or with another country in a dateline, is that of its city."""
    for position in noted:
        item = items[position]
        if item.sign == "L" and item.country and (_is_capital(items, position) or _opens_dateline(items, position)):
            item.country = item.inside = ""


def _is_capital(items: list[Item], position: int) -> bool:
    before = position - 1
    while before >= 0 and items[before].sign in ("A", '"'):
        before -= 1
    return before >= 0 and bool(items[before].word.kinds & {"capital", "city"})


def _opens_dateline(items: list[Item], position: int) -> bool:
    if position or [item.sign for item in items[1:3]] != [",", "L"]:
        return False
    return items[2].country not in ("", items[0].country)


def _name_item(text: str, token_start: int, found: tuple[int, MentionRow], classes: WordClasses) -> Item:
    index, mention = found
    place = mention.type == "LOC"
    country = classes.country_of(mention.name) if place else ""
    first_word = mention.name.split(" ", 1)[0]
    return Item(
        NAME_SIGNS[mention.type],
        mention.start,
        mention.end,
        classes.word(first_word),
        index,
        text[token_start : mention.start].replace(_TATWEEL, ""),
        country,
        False,
        mention.name,
        (country or classes.inside(mention.name)) if place else "",
    )


def _country_item(
    text: str, tokens: Sequence[Token], position: int, word: Word, items: list[Item], classes: WordClasses
) -> int:
    """Appends the item of a word that may be a country's adjective, or begin one; returns how many tokens it takes."""
    _, _, start, end = tokens[position]
    if word.pair and position + 1 < len(tokens):
        _, _, second, last = tokens[position + 1]
        code = classes.pair(word, classes.word(text[second:last]))
        if code:
            items.append(Item("A", start, last, word, country=code, definite=word.definite))
            return 2
    if word.country and (word.definite or not word.kinds):
        items.append(Item("A", start, end, word, country=word.country, definite=word.definite))
    else:
        items.append(Item(word.sign, start, end, word))
    return 1


def _affairs(
    text: str,
    following: Sequence[Token],
    starting: Mapping[int, tuple[int, MentionRow]],
    item: Item,
    classes: WordClasses,
) -> int:
    """Takes into an item the affairs (`for the affairs of the Near East`): definite words that follow; returns how many."""
    count = 0
    for _, number, start, end in following:
        word = classes.word(text[start:end])
        ends = number in starting or word.country or word.pair or word.sign not in _OF_AFFAIRS
        if ends or not word.folded.startswith("ال"):
            break
        item.end, count = end, count + 1
    return count


# What is noted of a name or a country's adjective too: a title in a body's name is none of the sentence's, a word for two may be.
_NOTED_IN_NAMES = frozenset({"speech", "twos"})


# What may stand between two names of a row.
_BETWEEN_NAMES = frozenset({",", '"', "9", "#", "*", "+place", "+body", "+facility"})


def _read_rows(items: Sequence[Item], positions: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Names of one kind that `and` joins, the comma before it too: `A, B and C`; commas alone part a place from its country."""
    rows: dict[int, tuple[int, int]] = {}
    run: list[int] = []
    joined = -1
    for position in positions:
        between = [item.sign for item in items[run[-1] + 1 : position]] if run else []
        prefix = items[position].prefix
        alike = bool(run) and all(sign in _BETWEEN_NAMES for sign in between) and prefix in ("", "و")
        conjoined = alike and (prefix == "و" or any(sign.startswith("+") for sign in between))
        if conjoined or (alike and "," in between and position - run[-1] < 4):
            run.append(position)
            joined = len(run) if conjoined else joined
            continue
        rows.update(dict.fromkeys(run[:joined], (run[0], run[joined - 1])) if joined > 1 else {})
        run, joined = [position], -1
    rows.update(dict.fromkeys(run[:joined], (run[0], run[joined - 1])) if joined > 1 else {})
    return rows


def _index(sentence: Sentence, noted: Iterable[int]) -> None:
    """Notes names and classed words, which stand at some positions, in the lists of their kinds."""
    by_sign = {"P": sentence.people, "L": sentence.places, "O": sentence.bodies, "A": sentence.adjectives}
    for position in noted:
        item = sentence.items[position]
        named = by_sign.get(item.sign)
        if named is not None:
            named.append(position)
        for name in item.word.lists:
            if named is None or name in _NOTED_IN_NAMES:
                getattr(sentence, name).append(position)
    for positions in (sentence.people, sentence.places, sentence.bodies):
        if len(positions) > 1:
            sentence.rows.update(_read_rows(sentence.items, positions))
