"""What an article says of a name elsewhere: spelled otherwise, or in two parts; a word that is no name.

The embedded tagger asks the same of single words before it chooses their tags (`document.py`); here whole names are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.base.letters import key
from pipeline.comparing.places import place
from pipeline.comparing.similarity import name_similarity
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, Spelling, TokenText, by_article, rows_of

_AND = "و"
_UNSURE = 0.6  # a person or body less probable than this may be another spelling of a place in the article
_DOUBTFUL = 0.5  # a person less probable than this is likelier a place of that name, if one is known; media and clubs bear them
_CLEAR = 0.9  # as probable as this, a person is no common word
_DOUBLE = 3  # words after the first of a full name that ends in a family name of the form `A-B`
_DASHES, _SLASH, _COMMAS = frozenset("-–—"), "/", frozenset("،,")


def parted_by_dash(names: Sequence[Name], text: TokenText) -> list[Name]:
    """Names, those of the form `A-B` as two where the article has both; `A - B`, apart, two full names or with a place after it.

    Of places with a dash only those with a country are two: roads and crossings are called by both their ends.
    """
    known = {(text.article[name.first], part) for name in names for part in _ends(text.spelling(name), name.type)}
    double = {(text.article[name.first], text.spelling(name)[-3:]) for name in names if name.last - name.first >= _DOUBLE}
    return [
        part for name in names
        for part in ([name] if (text.article[name.first], text.spelling(name)) in double else _two(name, text, known))
    ]  # fmt: skip


def _ends(spelling: Spelling, type_: str) -> set[tuple[str, str]]:
    """What a name is called by: a person by the first or last word, others by the whole of one word."""
    if any(word in _DASHES or word == _SLASH for word in spelling) or (type_ != "PER" and len(spelling) > 1):
        return set()
    return {(type_, spelling[0]), (type_, spelling[-1])}


def _two(name: Name, text: TokenText, known: set[tuple[str, tuple[str, str]]]) -> list[Name]:
    marks = [row for row in range(name.first + 1, name.last) if text.words[row] in _DASHES or text.words[row] == _SLASH]
    if len(marks) != 1:
        return [name]
    mark, article = marks[0], text.article[name.first]
    before, after = Name(name.first, mark - 1, name.type, name.score), Name(mark + 1, name.last, name.type, name.score)
    sides = [(name.type, text.spelling(side)[0]) for side in (before, after) if side.first == side.last]
    if name.type == "PER" and len(sides) == 2 and all((article, side) in known for side in sides):
        return [before, after]
    one, other = (place(text.written(side.first, side.last)) for side in (before, after))
    apart = text.start[after.first] > text.end[mark]
    if name.type == "PER" and apart and before.first < before.last and (other or after.first < after.last):
        return [before, after.of("LOC", name.score) if other else after]
    if name.type == "LOC" and one and other and (text.words[mark] == _SLASH or (apart and "country" in (one.kind, other.kind))):
        return [before, after]
    if name.type == "ORG" and apart and other:
        return [before, after.of("LOC", name.score)]
    return [name]


def respelled_places(names: Sequence[Name], text: TokenText) -> list[Name]:
    """Names, an unlikely person or body as the place that it is another spelling of."""
    found = []
    for _, group in by_article(names, text):
        places = {text.written(name.first, name.last) for name in group if name.type == "LOC"}
        found += [_place_of(name, text, places) for name in group]
    return sorted(found, key=lambda name: name.first)


def _place_of(name: Name, text: TokenText, places: set[str]) -> Name:
    if name.type == "LOC" or name.score >= _UNSURE:
        return name
    written = text.written(name.first, name.last)
    matches = [name_similarity(written, other, "LOC") for other in places if key(other) != key(written)]
    best = max((match.score for match in matches if match.verdict == "same"), default=0.0)
    if name.type == "PER" and name.score < _DOUBTFUL and place(written):
        best = 1.0
    return name.of("LOC", best * (1 - name.score)) if best else name


def without_lone_words(names: Sequence[Name], text: TokenText, words: Counts, parts: Counts) -> list[Name]:
    """Names, without an unsure person of one word that stands once in the article, is a word, and part of no name known.

    Newspapers introduce people by their full names, or several by one word each in a row.

    Args:
        names: of any number of articles, in order.
        text: their words.
        words: how often each folded word is seen in raw news.
        parts: how often each is part of a known name.
    """
    seen = Counter((text.article[name.first], word) for name in names for word in text.spelling(name))
    taken = rows_of(names)
    lone = [
        name for name in names
        if name.type == "PER" and name.first == name.last and name.score < _CLEAR
        and seen[text.article[name.first], text.bases[name.first]] == 1 and not _is_listed(name, text, taken)
    ]  # fmt: skip
    hashes = np.array([hash_of(text.bases[name.first]) for name in lone], np.uint32)
    none = {name for name, word in zip(lone, (words.of(hashes) > 0) & (parts.of(hashes) == 0), strict=True) if word}
    return [name for name in names if name not in none]


def _is_listed(name: Name, text: TokenText, taken: dict[int, Name]) -> bool:
    """Whether another person's name stands beside: joined by "and" or a comma, or in apposition."""
    before, after = name.first - 1, name.last + 1
    if before >= 0 and (text.words[before] in _COMMAS or not text.bases[before]):
        before -= 1
    beside = [before, after] if after in taken and text.proclitics[after] == _AND else [before]
    return any(
        row in taken and taken[row].type == "PER" and text.sentence_of(row) == text.sentence_of(name.first) for row in beside
    )
