"""Names that a tagger left out: it is sure that there is one, and in doubt between two types or two ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import regex

from pipeline.comparing.namewords import nationality
from pipeline.comparing.places import place
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, TokenText, rows_of

_NAMED = 0.2  # a word less probably no name than this is part of one
_BESIDE = {"LOC": 0.3, "PER": 0.7, "ORG": 0.7}  # where a word beside is less probably no name, a longer name may be meant
_SCORE = 0.7  # probability of such a name: read on 1,100 articles of other outlets
_LONGEST = 5  # words of a person's name
_AND, _IN, _SONS = "و", "في", frozenset({"بن", "ابن"})
_WORD = regex.compile(r"\p{Arabic}{2,}")


def with_left_out(
    names: Sequence[Name], text: TokenText, none: Sequence[float], parts: Counts, events: Collection[str]
) -> list[Name]:
    """Names, and words that are one by what the tagger says of them, if they tell of what type.

    A known place, not after a treaty or the like; two words or more that are all parts of known names: a person; a word that
    "and" joins to a name: another of its type.

    Args:
        names: of any number of articles, in order.
        text: their words.
        none: for each word the probability that it is no name.
        parts: how often each folded word is part of a known name.
        events: folded nouns of events and treaties.
    """
    taken = rows_of(names)
    found = list(names)
    for low, high in text.sentences:
        if min(none[low:high]) < _NAMED:
            for first, last in _runs(low, high, text, none, taken):
                beside = [row for row in (first - 1, last + 1) if low <= row < high and row not in taken]
                type_ = _type(first, last, text, taken, parts, events)
                if type_ and all(none[row] >= _BESIDE[type_] or (row > last and text.proclitics[row] == _AND) for row in beside):
                    found.append(Name(first, last, type_, _SCORE))
                    taken |= dict.fromkeys(found[-1].rows(), found[-1])
    return sorted(found, key=lambda name: name.first)


def _runs(low: int, high: int, text: TokenText, none: Sequence[float], taken: dict[int, Name]) -> Iterator[tuple[int, int]]:
    """The first and last of words in a row that the tagger holds for a name and has not tagged, parted before "and"."""
    row = low
    while row < high:
        last = row
        while last < high and none[last] < _NAMED and last not in taken and _WORD.fullmatch(text.words[last]) and (
            last == row or text.proclitics[last] != _AND
        ):
            last += 1
        if last > row:
            yield row, last - 1
        row = max(last, row + 1)


def _type(
    first: int, last: int, text: TokenText, taken: Mapping[int, Name], parts: Counts, events: Collection[str]
) -> str:
    """The type that words tell themselves, or the name before that "and" joins them to; "" if they don't."""
    words, joined = (text.bases[first], *text.folded[first + 1 : last + 1]), text.proclitics[first] == _AND
    before, after = taken.get(first - 1), last + 1
    if place(text.written(first, last)):
        return "" if nationality(words[-1]) or (first and text.bases[first - 1] in events) else "LOC"
    fits = before is None or (before.type == "PER") == joined  # persons are joined to persons; what follows one is part of it
    if 1 < len(words) <= _LONGEST and words[0] not in _SONS and fits and not _is_in(first, text):
        known = parts.of(np.array([hash_of(word) for word in words], np.uint32)) > 0
        return "PER" if known.all() else ""
    alone = len(words) == 1 and (after not in taken or text.proclitics[after] == _AND)
    return before.type if joined and before and alone else ""


def _is_in(row: int, text: TokenText) -> bool:
    """Whether the word before, in the same sentence, is the preposition "in": no person stands after it."""
    return row > 0 and text.folded[row - 1] == _IN and text.sentence_of(row - 1) == text.sentence_of(row)
