"""Names in Latin letters after the same name in Arabic ones."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.taggers.tokentext import Name, TokenText, rows_of

_OPENING = frozenset('"«“”»([-–')
_QUOTATION_MARKS = frozenset('"«“')
_LATIN = regex.compile(r"\p{Latin}[\p{Latin}\p{N}]*")
_CAPITAL = regex.compile(r"\p{Lu}.*")
_ABBREVIATION = regex.compile(r"\p{Lu}{2,6}")
_LANGUAGE = regex.compile(r"و?بال\p{Arabic}+ي[ةه]")  # "in English": stands between a name and its Latin spelling
_WITHIN = frozenset(".&'’-")
_SURE = 0.9  # a Latin name that the tagger is as sure of keeps its type


def with_latin(names: Sequence[Name], text: TokenText) -> list[Name]:
    """Names and their spellings in Latin letters that follow them, of the same type.

    In the annotated train side all but 1 of 78 such words are names of the type of the name before, but for abbreviations
    of other bodies after a place (`Dubai (CNN)`).

    Args:
        names: of any number of articles, in order.
        text: their words.
    """
    found, taken = list(names), rows_of(names)
    for name in names:
        first, last = _latin_after(name, text)
        short = first == last and _ABBREVIATION.fullmatch(text.words[first])
        if first > last or (short and name.type != "ORG"):
            continue
        here = {taken[row] for row in range(first, last + 1) if row in taken}
        if not here:
            found.append(Name(first, last, name.type, name.score))
        elif len(here) == 1 and (other := next(iter(here))).type != name.type and other.score < min(name.score, _SURE):
            found = [kept for kept in found if kept != other]
            found.append(Name(first, last, name.type, name.score))
    return sorted(found, key=lambda name: name.first)


def _latin_after(name: Name, text: TokenText) -> tuple[int, int]:
    """The first and last row of the Latin words after a name in Arabic letters; an empty range if there are none."""
    row, end = name.last + 1, text.sentence_end(name.last)
    none = (row, row - 1)
    if _LATIN.fullmatch(text.words[name.last]):
        return none
    while row < end and text.words[row] in _OPENING:
        row += 1
    if row + 1 < end and _LANGUAGE.fullmatch(text.words[row]) and text.words[row + 1] == ":":
        row += 2
        while row < end and text.words[row] in _QUOTATION_MARKS:
            row += 1
    if row >= end or not _LATIN.fullmatch(text.words[row]) or not _CAPITAL.fullmatch(text.words[row]):
        return none
    last = row
    while last + 1 < end and _continues(last + 1, end, text):
        last += 1
    return row, last


def _continues(row: int, end: int, text: TokenText) -> bool:
    """Whether a Latin name goes on: a Latin word or number, or a mark between two."""
    word = text.words[row]
    if word in _WITHIN:
        return row + 1 < end and _LATIN.fullmatch(text.words[row + 1]) is not None
    return _LATIN.fullmatch(word) is not None or word.isdigit()
