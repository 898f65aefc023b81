"""Names where they stand again in their article: missed, doubted, or taken for another type or for part of a longer name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import regex

from pipeline.comparing.namewords import nationality
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, Spelling, TokenText, by_article, rows_of

_ARTICLE = "ال"
_CLEAR = 0.9  # as probable as this, a rare name is looked for in the rest of its article
_CERTAIN = 0.95  # as probable as this in at least one of its places, any name is looked for where the tagger is in doubt
_OPEN = 0.7  # a name there that is less probable may be of another type, or part of it
_DOUBT = 0.85  # what is less probably no name than this is in doubt
_OUTSIDE = 0.9  # where a word beside it is less probably no name, it may be part of a longer one
_RARE = 4.0  # log of 1 + how often a word is seen in 17 million: 53 times. One that is common is a word elsewhere
_SHORTEST = 3  # letters of a rare name of one word that is looked for
_SUREST = 0.99  # no single tag counts for more
_MET = 2.0  # log of 1 + count: 7 times
_SERVANT = "عبد"  # a name that begins so is written in one word or in two
_SONS = frozenset({"بن", "ابن"})  # son of: a given name stands before
_FAMILY = regex.compile(r"ال.+ي")
_QUOTATION_MARKS = frozenset("\"«»“”‘’'")


@dataclass(frozen=True)
class _Wanted:
    """A name that is looked for: its type and probability, and whether it is so even where the tagger has no doubt."""

    type: str
    score: float
    everywhere: bool


def seen_again(names: Sequence[Name], text: TokenText, words: Counts, none: Sequence[float]) -> list[Name]:
    """Names, and where they stand again without being tagged, or as something else less surely.

    A name of several words is looked for as it is, a single word (a person's family name) only if it is seldom seen: common
    ones are words elsewhere in the article. Where a name is more often untagged than tagged, the tags are right. Where the
    tagger is in doubt itself, every name of the article is looked for. A place's name in quotation marks is another's: a
    newspaper's, a club's.

    Args:
        names: of any number of articles, in order.
        text: their words.
        words: how often each folded word is seen in raw news.
        none: for each word the probability that it is no name.
    """
    ranges: dict[str, list[tuple[int, int]]] = {}
    for low, high in text.sentences:
        ranges.setdefault(text.article[low], []).append((low, high))
    taken = rows_of(names)
    found: list[Name] = []
    for article, group in by_article(names, text):
        found += _completed(group, ranges[article], text, words, taken, none)
    return sorted(found, key=lambda name: name.first)


def _completed(
    group: list[Name],
    ranges: list[tuple[int, int]],
    text: TokenText,
    words: Counts,
    taken: dict[int, Name],
    none: Sequence[float],
) -> list[Name]:
    """One article's names with those that `seen_again` adds or changes."""
    wanted = _wanted(group, text, words)
    if not wanted:
        return group
    tagged = Counter(called for name in group for called in _called(name, text))
    missed: dict[Spelling, list[Name]] = {}
    changed: dict[Name, Name | None] = {}
    for spelling, first, last in _places(wanted, ranges, text):
        here = list(dict.fromkeys(taken[row] for row in range(first, last + 1) if row in taken))
        want = wanted[spelling]
        if not here:
            if want.type != "LOC" or not _is_quoted(first, last, text):
                missed.setdefault(spelling, []).append(Name(first, last, want.type, want.score))
        elif want.everywhere and all(first <= name.first and name.last <= last and name.score < _OPEN for name in here) and (
            len(here) > 1 or (here[0].first, here[0].last, here[0].type) != (first, last, want.type)
        ):
            changed |= dict.fromkeys(here, None)
            changed[here[0]] = Name(first, last, want.type, want.score * (1 - here[0].score))
    kept = [changed.get(name, name) for name in group]
    added: list[Name] = []
    for spelling, places in missed.items():
        seen = tagged[spelling, wanted[spelling].type]
        if wanted[spelling].everywhere and len(places) <= seen:
            added += [name.of(name.type, name.score * seen / (seen + len(places))) for name in places]
        else:
            added += [name for name in (_doubted(place, text, taken, none) for place in places) if name]
    return [name for name in kept if name is not None] + added


def without_neighbours(names: Sequence[Name], text: TokenText, words: Counts, parts: Counts) -> list[Name]:
    """Names, unsure persons without the plain words at their edges where the rest is a name of the article (`Annan seventh`).

    A plain word is known, and part of no name that is known; it is no family name of the form `al-…i`, unless that is a
    nationality.

    Args:
        names: of any number of articles, in order.
        text: their words.
        words: how often each folded word is seen in raw news.
        parts: how often each is part of a known name.
    """
    unsure = [name for name in names if name.type == "PER" and name.score < _OPEN and name.last > name.first]
    if not unsure:
        return list(names)
    plain = _plain({word for name in unsure for word in text.spelling(name)}, words, parts)
    articles = {text.article[name.first] for name in unsure}
    wanted = {article: _wanted(group, text, words) for article, group in by_article(names, text) if article in articles}
    rest = {name: _trimmed(name, text, plain, wanted[text.article[name.first]]) for name in unsure}
    return [rest.get(name, name) for name in names]


def _plain(words: set[str], often: Counts, parts: Counts) -> set[str]:
    ordered = sorted(words)
    hashes = np.array([hash_of(word) for word in ordered], np.uint32)
    known = (often.of(hashes) > _MET) & (parts.of(hashes) == 0)
    return {
        word for word, is_known in zip(ordered, known, strict=True)
        if is_known and not word.startswith(_SERVANT) and (not _FAMILY.fullmatch(word) or nationality(word))
    }  # fmt: skip


def _trimmed(name: Name, text: TokenText, plain: set[str], wanted: Mapping[Spelling, _Wanted]) -> Name:
    """A person's name without plain words at its edges; itself if the rest, or its last word, is none of the article's."""
    words = text.spelling(name)
    first = next((i for i, word in enumerate(words) if word not in plain), len(words))
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i] not in plain), -1)
    rest = Name(name.first + first, name.first + last, name.type, name.score)
    if words in wanted or first > last or rest == name or words[first] in _SONS:
        return name
    known = {wanted[part].type for part in (text.spelling(rest), words[last : last + 1]) if part in wanted}
    return rest if name.type in known else name


def _doubted(name: Name, text: TokenText, taken: dict[int, Name], none: Sequence[float]) -> Name | None:
    """A missed name where the tagger doubts that it is none; not where it is part of something longer, or an adjective."""
    doubt = max(none[name.first : name.last + 1])
    sentence = text.sentence_of(name.first)
    beside = [row for row in (name.first - 1, name.last + 1) if 0 <= row < len(none) and text.sentence_of(row) == sentence]
    if doubt >= _DOUBT or _is_adjective(name, text) or any(none[row] < _OUTSIDE and row not in taken for row in beside):
        return None
    return name.of(name.type, name.score * (1 - doubt / 2))


def _is_adjective(name: Name, text: TokenText) -> bool:
    """Whether a place's name is here the adjective of a country, after what it describes (the Saudi territories)."""
    before = name.first - 1
    if name.type != "LOC" or name.first != name.last or before < 0 or not nationality(text.bases[name.first]):
        return False
    return text.sentence_of(before) == text.sentence_of(name.first) and text.bases[before].startswith(_ARTICLE)


def _is_quoted(first: int, last: int, text: TokenText) -> bool:
    """Whether words, and no more, stand between quotation marks."""
    around = text.words[first - 1 : first] + text.words[last + 1 : last + 2]
    return len(around) == 2 and all(mark in _QUOTATION_MARKS for mark in around)


def _called(name: Name, text: TokenText) -> Iterator[tuple[Spelling, str]]:
    """What a name is called by in its article: the whole, and a person also by the last word."""
    spelling = text.spelling(name)
    yield spelling, name.type
    if name.type == "PER" and len(spelling) > 1:
        yield spelling[-1:], name.type


def _wanted(group: list[Name], text: TokenText, words: Counts) -> dict[Spelling, _Wanted]:
    """The names to look for, of the type that has most probability."""
    scores: dict[tuple[Spelling, str], list[float]] = {}
    for name in group:
        for called in _called(name, text):
            scores.setdefault(called, []).append(name.score)
    clear = {called: max(each) >= _CLEAR for called, each in scores.items()}
    sure = {called: 1 - prod(1 - min(score, _SUREST) for score in each) >= _CERTAIN for called, each in scores.items()}
    wanted = [called for called in sorted(scores, key=lambda each: -sum(scores[each])) if clear[called] or sure[called]]
    single = sorted({spelling[0] for spelling, _ in wanted if len(spelling) == 1})
    rare = dict(zip(single, _is_rare(single, words), strict=True))
    found: dict[Spelling, _Wanted] = {}
    for spelling, kind in wanted:
        called = spelling, kind
        everywhere = clear[called] and (len(spelling) > 1 or rare[spelling[0]])
        if everywhere or sure[called]:
            found.setdefault(spelling, _Wanted(kind, max(scores[called]), everywhere))
    return found


def _is_rare(single: list[str], words: Counts) -> list[bool]:
    hashes = np.array([hash_of(form) for word in single for form in (word, _ARTICLE + word)], np.uint32)
    often = words.of(hashes).reshape(-1, 2).max(1) if single else np.zeros(0)
    return [bool(count < _RARE) and len(word) >= _SHORTEST for word, count in zip(single, often, strict=True)]


def _places(
    wanted: dict[Spelling, _Wanted], ranges: list[tuple[int, int]], text: TokenText
) -> Iterator[tuple[Spelling, int, int]]:
    """Where the names stand, the longest first, none within another: spelling, first and last row."""
    sizes: dict[str, list[int]] = {}
    for spelling in sorted(wanted, key=len, reverse=True):
        if len(spelling) not in sizes.setdefault(spelling[0], []):
            sizes[spelling[0]].append(len(spelling))
    for low, high in ranges:
        row = low
        while row < high:
            step = 1
            for size in sizes.get(text.bases[row], ()):
                spelling = (text.bases[row], *text.folded[row + 1 : row + size])
                if row + size <= high and spelling in wanted:
                    yield spelling, row, row + size - 1
                    step = size
                    break
            row += step
