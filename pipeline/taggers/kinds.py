"""What the article says a name is: a body by the noun before it, a thing by the longer name that it stands for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from pipeline.comparing.places import place
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, Spelling, TokenText

_ARTICLE = "ال"
_SURE = 0.75  # a body as probable as this, right after the noun, tells what its name is elsewhere
_UNSURE = 0.72  # a person less probable than this may be a body even where a person has it as a family name without an article
_DOUBTFUL = 0.9  # a name less probable than this may be the noun that a longer name begins with
_QUOTATION_MARKS = frozenset("\"«»“”‘’'")


def as_bodies(names: Sequence[Name], text: TokenText, bodies: Collection[str]) -> list[Name]:
    """Names, persons as bodies that their article elsewhere calls a club, a company, a newspaper.

    Args:
        names: of any number of articles, in order.
        text: their words.
        bodies: folded nouns that stand before the name of a body.
    """
    told = {
        (text.article[name.first], text.spelling(name)): name.score for name in names
        if name.type == "ORG" and name.score >= _SURE and _noun_before(name, text) in bodies
    }  # fmt: skip
    if not told:
        return list(names)
    persons = [name for name in names if name.type == "PER"]
    family = {(text.article[name.first], text.spelling(name)[-1:]) for name in persons if name.last > name.first}
    return [_body(name, text, told, family) if name.type == "PER" else name for name in names]


def _body(
    name: Name, text: TokenText, told: dict[tuple[str, Spelling], float], family: set[tuple[str, Spelling]]
) -> Name:
    called = text.article[name.first], text.spelling(name)
    is_person = called in family and (name.score >= _UNSURE or called[1][0].startswith(_ARTICLE))
    if called not in told or is_person:
        return name
    return name.of("ORG", told[called])


def _noun_before(name: Name, text: TokenText) -> str:
    """The word before a name, quotation marks passed over; "" at a sentence's beginning."""
    row = name.first - 1
    if row >= 0 and text.words[row] in _QUOTATION_MARKS:
        row -= 1
    return text.bases[row] if row >= 0 and text.sentence_of(row) == text.sentence_of(name.first) else ""


def without_nouns(names: Sequence[Name], text: TokenText, parts: Counts) -> list[Name]:
    """Names without unsure ones that are the definite noun of a longer place's name in their article (`the base`).

    Args:
        names: of any number of articles, in order.
        text: their words.
        parts: how often each folded word is part of a known name.
    """
    nouns = {
        (text.article[name.first], _ARTICLE + text.bases[name.first]) for name in names
        if name.type == "LOC" and name.last > name.first
    }  # fmt: skip
    taken_up = [
        name for name in names
        if name.first == name.last and name.score < _DOUBTFUL and (text.article[name.first], text.bases[name.first]) in nouns
        and not place(text.written(name.first, name.last))
    ]  # fmt: skip
    hashes = np.array([hash_of(text.bases[name.first]) for name in taken_up], np.uint32)
    none = {name for name, known in zip(taken_up, parts.of(hashes) > 0, strict=True) if not known}
    return [name for name in names if name not in none]
