"""The press about itself: media in quotation marks, and bylines and datelines (`Reuters - Benghazi (Libya): …`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import regex

from pipeline.base.contract import TYPES
from pipeline.base.letters import fold
from pipeline.base.words import word_spans
from pipeline.comparing.places import place
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, Spelling, TokenText, rows_of

KINDS = ("medium", "agency", "credit")
_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’"}
_DASHES = frozenset("-–—ـ")
_END, _BRACKET = ":", "("
_MARKS = frozenset("\"«»“”‘’'")
_LINES = 6  # sentences from an article's beginning that a byline or dateline may be one of, the headline among them
_LONGEST = 16  # words of a byline
_PART = 5  # words of a part of it
_CITY = 2  # words of a place that is known only by where it stands
_SURE = 0.95  # in the annotated train side 79 of 82 of these media that stand alone in quotation marks or brackets are bodies
_CERTAIN = 0.9  # a person as probable as this is no medium of the same name (Faris)
_IN_DATELINE = 0.9  # probability of what a dateline names; read on 1,100 articles of other outlets, see models/mentions/CARD.md
_SERVANT = "عبد"  # begins given names, in one word or in two
_ARABIC_WORD = regex.compile(r"\p{Arabic}{2,}")

Press = Mapping[Spelling, str]


def press_of(forms: Iterable[tuple[str, str]]) -> dict[Spelling, str]:
    """Media and credits as folded words.

    Args:
        forms: each as written, and its kind: a `medium` whose name is a word or a place elsewhere, an `agency` whose name is
            nothing else, a `credit` that stands in bylines and is no name.
    """
    return {tuple(fold(form[a:b]) for a, b in word_spans(form)): kind for form, kind in forms}


def with_press(names: Sequence[Name], text: TokenText, press: Press, parts: Counts) -> list[Name]:
    """Names, with the media in quotation marks and what bylines and datelines name.

    Args:
        names: of any number of articles, in order.
        text: their words.
        press: as `press_of` gives it.
        parts: how often each folded word is part of a known name.
    """
    taken = rows_of(names)
    added: dict[int, Name] = {}
    for name in (*_named(text, press, taken), *_datelines(text, press, parts, taken)):
        if not any(row in added for row in name.rows()):
            added |= dict.fromkeys(name.rows(), name)
    kept = [name for name in names if not any(row in added for row in name.rows())]
    return sorted({*kept, *added.values()}, key=lambda name: name.first)


def _named(text: TokenText, press: Press, taken: Mapping[int, Name]) -> Iterator[Name]:
    """Agencies anywhere, other media where they stand alone in quotation marks; no part of a longer name, no sure person."""
    sizes: dict[str, set[int]] = {}
    for spelling, kind in press.items():
        if kind != "credit":
            sizes.setdefault(spelling[0], set()).add(len(spelling))
    for low, high in text.sentences:
        for first in range(low, high):
            for size in sorted(sizes.get(text.bases[first], ()), reverse=True):
                last = first + size - 1
                kind = press.get(_spelling(first, last, text), "") if last < high else ""
                quoted = low < first and last + 1 < high and _QUOTES.get(text.words[first - 1]) == text.words[last + 1]
                if kind == "agency" or (kind == "medium" and quoted):
                    name = Name(first, last, "ORG", _SURE)
                    if not any(_outranks(taken[row], name) for row in name.rows() if row in taken):
                        yield name
                    break


def _outranks(tagged: Name, name: Name) -> bool:
    """Whether what is tagged is a longer name, or a person for sure."""
    return len(tagged.rows()) > len(name.rows()) or (tagged.type == "PER" and tagged.score >= _CERTAIN)


def _spelling(first: int, last: int, text: TokenText) -> Spelling:
    return (text.bases[first], *text.folded[first + 1 : last + 1])


def _datelines(text: TokenText, press: Press, known: Counts, taken: Mapping[int, Name]) -> Iterator[Name]:
    """The names of the bylines and datelines among the first sentences of each article."""
    before, count = "", 0
    for low, high in text.sentences:
        before, count = text.article[low], count + 1 if text.article[low] == before else 1
        parts = _parts(low, high, text) if count <= _LINES else []
        types = _types(parts, text, press, known, taken) if len(parts) > 1 else []
        if "ORG" in types or {"PER", "LOC"} <= set(types):
            for (first, last), type_ in zip(parts, types, strict=True):
                if type_ in TYPES and type_ not in {taken[row].type for row in range(first, last + 1) if row in taken}:
                    yield Name(first, last, type_, _IN_DATELINE)


def _parts(low: int, high: int, text: TokenText) -> list[tuple[int, int]]:
    """The first and last words of what dashes part, in a sentence as short as a byline or up to its colon; else none."""
    end = next((row for row in range(low, min(high, low + _LONGEST)) if text.words[row] == _END), high)
    marks = [row for row in range(low, min(end, low + _LONGEST)) if text.words[row] in _DASHES]
    if not marks or end - low > _LONGEST:
        return []
    parts = [_trimmed(a, b, text) for a, b in pairwise([low - 1, *marks, end])]
    return parts if all(first <= last < first + _PART for first, last in parts) else []


def _trimmed(before: int, after: int, text: TokenText) -> tuple[int, int]:
    """The words between two rows, without quotation marks and what stands in brackets after them."""
    bracket = next((row for row in range(before + 1, after) if text.words[row] == _BRACKET), after)
    rows = [row for row in range(before + 1, bracket) if text.words[row] not in _MARKS]
    return (rows[0], rows[-1]) if rows else (before + 1, before)


def _types(
    parts: Sequence[tuple[int, int]], text: TokenText, press: Press, known: Counts, taken: Mapping[int, Name]
) -> list[str]:
    """The type of each part, "credit" for one that is no name; nothing if one can't be told."""
    kinds = [press.get(_spelling(first, last, text), "") for first, last in parts]
    places = [place(text.written(first, last)) is not None for first, last in parts]
    types = []
    for at, ((first, last), kind, is_place) in enumerate(zip(parts, kinds, places, strict=True)):
        here = taken.get(first)
        elsewhere = any(is_known and not kind_ for is_known, kind_ in zip(places, kinds, strict=True))
        if kind and (not is_place or elsewhere):
            types.append("credit" if kind == "credit" else "ORG")
        elif is_place:
            types.append("LOC")
        elif here and (here.first, here.last) == (first, last):
            types.append(here.type)
        elif all(_ARABIC_WORD.fullmatch(word) for word in text.words[first : last + 1]) and any(kinds):
            types.append(_untold(at, len(parts), text.bases[first : last + 1], known))
        else:
            types.append("")
    return types if all(types) else []


def _untold(at: int, parts: int, words: Sequence[str], known: Counts) -> str:
    """The type of a part beside a medium that is neither known nor tagged: who wrote comes first, where it was written last."""
    if at == 0 and len(words) > 1:
        return "PER" if words[0].startswith(_SERVANT) or known.of(np.array([hash_of(words[0])], np.uint32))[0] > 0 else ""
    return "LOC" if at == parts - 1 and len(words) <= _CITY else ""
