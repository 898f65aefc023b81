"""How newspapers use names: what a name takes in, and what looks like one and is none.

Taggers read a sentence; these rules are of the language and of the press, hold for any tagger, and need no training. Each is
measured alone by `python -m benchmarks.tagger_usage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.base.contract import TYPES
from pipeline.base.errors import UserError
from pipeline.base.letters import clean, fold, key
from pipeline.base.lists import read_list, words_by_kind
from pipeline.comparing.namewords import nationality
from pipeline.reading.proclitics import Counts, read_proclitics
from pipeline.taggers.again import seen_again, without_neighbours
from pipeline.taggers.edges import Honorific, without_events, without_honorifics, without_words
from pipeline.taggers.kinds import as_bodies, without_nouns
from pipeline.taggers.latin import with_latin
from pipeline.taggers.leftout import with_left_out
from pipeline.taggers.press import KINDS, press_of, with_press
from pipeline.taggers.recurring import parted_by_dash, respelled_places, without_lone_words
from pipeline.taggers.titles import outside_titles
from pipeline.taggers.tokentext import Name, Spelling, TokenText, rows_of

_ARTICLE, _ALEF, _AND = "ال", "ا", "و"
_HOUSE = "آ" + "ل"  # the house of: part of the name after it
_ALI = "علي"
_ON = 0.98  # as probably as this it is the preposition; read on 1,100 articles of other outlets: 8 of 8 below it are the name
_TANWIN = regex.compile(r"(?:\u064bا|ا\u064b)$")
_QUOTATION_MARKS = frozenset('"«“‘')
_NATION = "يا"  # what the adjective of a country ends with after a number, and the country's name too
_NUMBER = regex.compile(r"\p{Nd}+")
_PLURALS = ("ين", "ون", "ان")  # of an adjective: sound plural and dual
_FEW, _MANY = 11, 99  # numbers after which what is counted stands in the accusative singular, also with hundreds before
_YEARS = 1000  # from here on numbers are more often years
_ANY, _MORE = "*", "+"  # in the place of a description's head: any head; what may follow a description
_ALONE = ""  # in the place of its modifier: a place's noun that is no name without one
_NICKNAME = 0.9  # probability of a nickname that the tagger missed: the annotated train side has 47 of 49 as bodies


@dataclass(frozen=True)
class Usage:
    """Word lists, all folded, and how often words and parts of names are seen.

    Attributes:
        works: nouns before the title of a work, and the types of what can't be a name right after them.
        descriptions: pairs of a head ("*": any definite one) and a modifier that describe a body, or of "+" and what may follow;
            of a place's noun and "": no name alone.
        nicknames: of teams, as words.
        honorifics: titles that are no part of a name.
        events: nouns of festivals, matches, prizes: what begins with one is no name.
        bodies: nouns that stand before the name of a body.
        press: media and the credits of bylines, as words, and their kind (`press.KINDS`).
        words: how often each folded word is seen in raw news.
        parts: how often each is part of a known name.
    """

    works: dict[str, frozenset[str]]
    descriptions: frozenset[tuple[str, str]]
    nicknames: frozenset[Spelling]
    honorifics: dict[str, Honorific]
    events: frozenset[str]
    bodies: frozenset[str]
    press: dict[Spelling, str]
    words: Counts
    parts: Counts


def read_usage(folder: Path) -> Usage:
    """Read the lists of `models/mentions`, and the counts of `models/tokens/proclitics.npz`.

    Raises:
        UserError: a file is missing, or lacks a column, or holds other types or kinds.
    """
    works = read_list(folder / "works.tsv", ("form", "types"))
    if unknown := {kind for row in works for kind in row["types"].split()} - set(TYPES):
        raise UserError(
            f"{folder / 'works.tsv'}: found the types {', '.join(sorted(unknown))}, expected some of {', '.join(TYPES)}."
        )
    descriptions = read_list(folder / "descriptions.tsv", ("head", "modifier"))
    nicknames = read_list(folder / "nicknames.tsv", ("form",))
    honorifics = read_list(folder / "honorifics.tsv", ("form", "alone", "unless"))
    events = read_list(folder / "events.tsv", ("form",))
    bodies = read_list(folder / "bodies.tsv", ("form",))
    press = words_by_kind(folder / "press.tsv", "form", KINDS)
    model = read_proclitics(folder.parent / "tokens" / "proclitics.npz")
    return Usage(
        works={fold(row["form"]): frozenset(row["types"].split()) for row in works},
        descriptions=frozenset((fold(row["head"]), fold(row["modifier"])) for row in descriptions),
        nicknames=frozenset(tuple(key(row["form"]).split()) for row in nicknames),
        honorifics={fold(row["form"]): Honorific(row["alone"] == "yes", fold(row["unless"])) for row in honorifics},
        events=frozenset(fold(row["form"]) for row in events),
        bodies=frozenset(fold(row["form"]) for row in bodies),
        press=press_of((form, kind) for kind, forms in press.items() for form in forms),
        words=model.words,
        parts=model.names,
    )


def by_usage(names: Iterable[Name], text: TokenText, usage: Usage, none: Sequence[float]) -> list[Name]:
    """The names of articles, as newspapers use them.

    Args:
        names: as the tags spell them, in order.
        text: their articles' words.
        usage: word lists and counts.
        none: for each word the probability that it is no name.

    Returns:
        Names in order, none within another.
    """
    found = [part for name in _with_houses(list(names), text, none) for part in _parted_by_and(name, text)]
    found = without_honorifics(found, text, usage.honorifics)
    found = without_events(found, text, usage.events)
    found = parted_by_dash(found, text)
    found = with_press(found, text, usage.press, usage.parts)
    found = respelled_places(found, text)
    found = as_bodies(found, text, usage.bodies)
    found = without_nouns(found, text, usage.parts)
    found = without_neighbours(found, text, usage.words, usage.parts)
    found = seen_again(found, text, usage.words, none)
    found = with_left_out(found, text, none, usage.parts, usage.events)
    found = outside_titles(found, text, usage.works)
    found = [name for name in found if not _is_nationality(name, text) and not _describes(name, text, usage)]
    found = without_words(found, text, usage.parts)
    found = without_lone_words(found, text, usage.words, usage.parts)
    found = _with_nicknames(found, text, usage)
    return with_latin(found, text)


def _with_houses(names: Sequence[Name], text: TokenText, none: Sequence[float]) -> list[Name]:
    """Persons' names with the word for a house or family before them, or with Ali, which looks like the preposition "on"."""
    taken = rows_of(names)
    return [
        Name(name.first - 1, name.last, name.type, name.score)
        if name.type == "PER" and name.first - 1 not in taken and _is_part_before(name, text, none) else name
        for name in names
    ]  # fmt: skip


def _is_part_before(name: Name, text: TokenText, none: Sequence[float]) -> bool:
    before, has_proclitic = name.first - 1, text.start[name.first] < text.name_start[name.first]
    if before < 0 or has_proclitic or text.sentence_of(before) != text.sentence_of(name.first):
        return False
    word = clean(text.written(before, before))
    return word == _HOUSE or (word == _ALI and none[before] < _ON)


def _parted_by_and(name: Name, text: TokenText) -> Iterator[Name]:
    """The persons that "and" joins; names of bodies and places hold it."""
    first = name.first
    if name.type == "PER":
        for row in range(name.first + 1, name.last + 1):
            if text.proclitics[row] == _AND:
                if row > first:
                    yield Name(first, row - 1, name.type, name.score)
                first = row if text.bases[row] else row + 1
    if first <= name.last:
        yield Name(first, name.last, name.type, name.score)


def _is_nationality(name: Name, text: TokenText) -> bool:
    """Whether a place is the adjective of a country: with an indefinite ending, of several, or counted (twelve Russians)."""
    if name.type != "LOC" or name.first != name.last:
        return False
    word = text.bases[name.first]
    if _TANWIN.search(text.words[name.first]) or any(word.endswith(s) and nationality(word.removesuffix(s)) for s in _PLURALS):
        return True
    row = name.first - 1
    if not word.endswith(_NATION) or text.name_start[name.first] > text.start[name.first]:
        return False
    if _counted(row, name, text):
        return True
    return row >= 0 and text.folded[row].endswith(_ALEF) and _counted(row - 1, name, text)


def _counted(row: int, name: Name, text: TokenText) -> bool:
    """Whether a row holds a number, in the name's sentence, of those that make what they count accusative."""
    if row < 0 or text.sentence_of(row) != text.sentence_of(name.first) or not _NUMBER.fullmatch(text.words[row]):
        return False
    number = int(text.words[row])
    return number < _YEARS and _FEW <= number % 100 <= _MANY


def _describes(name: Name, text: TokenText, usage: Usage) -> bool:
    """Whether a body or a place is described, not named: its head and modifier are in the list, and no more follows."""
    head, *rest = text.spelling(name)
    if not rest:
        return name.type == "LOC" and (head, _ALONE) in usage.descriptions
    if name.type != "ORG":
        return False
    modifier, *more = rest
    if more and (_MORE, " ".join(more)) not in usage.descriptions:
        return False
    any_head = head.startswith(_ARTICLE) and (_ANY, modifier) in usage.descriptions
    return any_head or (head, modifier) in usage.descriptions


def _with_nicknames(names: Sequence[Name], text: TokenText, usage: Usage) -> list[Name]:
    """Names and nicknames of teams: several words anywhere, one in quotation marks or where there is a name."""
    found, taken = list(names), rows_of(names)
    sizes: dict[str, set[int]] = {}
    for words in usage.nicknames:
        sizes.setdefault(words[0], set()).add(len(words))
    for low, high in text.sentences:
        for first in range(low, high):
            for size in sizes.get(text.bases[first], ()):
                last = first + size - 1
                if last >= high or (text.bases[first], *text.folded[first + 1 : last + 1]) not in usage.nicknames:
                    continue
                here = {taken[row] for row in range(first, last + 1) if row in taken}
                quoted = text.words[first - 1 : first] and text.words[first - 1] in _QUOTATION_MARKS and first > low
                if any(name.first < first or name.last > last for name in here) or not (here or size > 1 or quoted):
                    continue
                found = [name for name in found if name not in here]
                found.append(Name(first, last, "ORG", max((name.score for name in here), default=_NICKNAME)))
    return sorted(found, key=lambda name: name.first)
