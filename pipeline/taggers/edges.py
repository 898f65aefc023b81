"""What stands at a name's edge and is no part of it, and words that only look like names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from pipeline.base.letters import clean
from pipeline.comparing.places import place
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, TokenText, rows_of

_ARTICLE = "ال"
_LONGEST = 16  # letters: the longest word of the 24,104 annotated names has 15; longer ones are words without spaces between
# As written: what ends with ta marbuta has no pronoun. Foreign names end with -iyh (Calais) and -na, Arabic ones with Allah.
_PRONOUN = regex.compile(r"(?!.*(?:يه|لله)$).{2,}(?:ه|ها|هم|هما|هن|كم)")
_SURE = 0.9
_LETTERS = regex.compile(r"\p{Arabic}+")


@dataclass(frozen=True)
class Honorific:
    """A title: whether nobody is called so, and the folded word that makes a given name of it (Rukn al-Din), "" if none does."""

    alone: bool
    unless: str


def without_honorifics(names: Sequence[Name], text: TokenText, honorifics: Mapping[str, Honorific]) -> list[Name]:
    """Names without the titles before them; without the person's title at the end of what stands before a person.

    In the annotated train side no name of several words begins with one of these titles.

    Args:
        names: of any number of articles, in order.
        text: their words.
        honorifics: folded titles.
    """
    taken, found = rows_of(names), []
    for name in names:
        first, last = name.first, name.last
        if name.type == "PER":
            while first < last and (title := honorifics.get(text.bases[first])) and title.unless != text.folded[first + 1]:
                first += 1
            only = honorifics.get(text.bases[first]) if first == last else None
            if (only and only.alone) or (first == last and len(clean(text.written(first, first))) == 1):
                continue
        after = taken.get(last + 1)
        if after and after.type == "PER" and text.sentence_of(last) == text.sentence_of(last + 1):
            while last > first + 1 and text.folded[last] in honorifics:
                last -= 1
        found.append(name if (first, last) == (name.first, name.last) else Name(first, last, name.type, name.score))
    return found


def without_events(names: Sequence[Name], text: TokenText, events: Collection[str]) -> list[Name]:
    """Names without those of festivals, matches, prizes and the like; of the place that one is called after, the place."""
    found = []
    for name in names:
        if name.type == "PER" or name.first == name.last or text.bases[name.first] not in events:
            found.append(name)
        elif place(text.written(name.first + 1, name.last)):
            found.append(Name(name.first + 1, name.last, "LOC", name.score))
    return found


def without_words(names: Sequence[Name], text: TokenText, parts: Counts) -> list[Name]:
    """Names without words written together, and without unsure ones of one word that ends with a pronoun (his pocket).

    Args:
        names: of any number of articles, in order.
        text: their words.
        parts: how often each folded word is part of a known name.
    """
    owned = [name for name in names if _may_be_owned(name, text)]
    hashes = np.array([hash_of(text.bases[name.first]) for name in owned], np.uint32)
    none = {name for name, known in zip(owned, parts.of(hashes) > 0, strict=True) if not known}
    return [name for name in names if name not in none and not any(_is_glued(row, text) for row in name.rows())]


def _may_be_owned(name: Name, text: TokenText) -> bool:
    if name.first != name.last or name.score >= _SURE or text.bases[name.first].startswith(_ARTICLE):
        return False
    written = clean(text.written(name.first, name.last))
    return _PRONOUN.fullmatch(written) is not None and place(written) is None


def _is_glued(row: int, text: TokenText) -> bool:
    if text.end[row] - text.name_start[row] <= _LONGEST:
        return False
    word = clean(text.written(row, row))
    return len(word) > _LONGEST and _LETTERS.fullmatch(word) is not None
