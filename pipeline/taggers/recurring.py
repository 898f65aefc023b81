"""What an article says of a name elsewhere: the same name missed, of another type, or spelled otherwise; a word that is no name.

The embedded tagger asks the same of single words before it chooses their tags (`document.py`); here whole names are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.base.letters import key
from pipeline.comparing.places import place
from pipeline.comparing.similarity import name_similarity
from pipeline.reading.proclitics import Counts, hash_of
from pipeline.taggers.tokentext import Name, TokenText, by_article, rows_of

_ARTICLE, _AND = "ال", "و"
_UNSURE = 0.6  # a person or body less probable than this may be another spelling of a place in the article
_DOUBTFUL = 0.5  # a person less probable than this is likelier a place of that name, if one is known; media and clubs bear them
_CLEAR = 0.9  # as probable as this, a name is looked for in the rest of its article, and is no common word
_OPEN = 0.7  # a name there that is less probable may be of another type, or part of it
_RARE = 4.0  # log of 1 + how often a word is seen in 17 million: 53 times. One that is common is a word elsewhere
_DOUBLE = 3  # words after the first of a full name that ends in a family name of the form `A-B`
_SHORTEST = 3  # letters of a name of one word that is looked for
_DASHES, _SLASH, _COMMAS = frozenset("-–—"), "/", frozenset("،,")
_QUOTATION_MARKS = frozenset("\"«»“”‘’'")

Spelling = tuple[str, ...]


def parted_by_dash(names: Sequence[Name], text: TokenText) -> list[Name]:
    """Names, those of the form `A-B` as two where the article or the list of places has both, or the dateline `A - B` a place."""
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
    where = place(text.written(after.first, after.last)) is not None
    if name.type == "LOC" and text.words[mark] == _SLASH and where and place(text.written(before.first, before.last)):
        return [before, after]
    if name.type == "ORG" and text.start[after.first] > text.end[mark] and where:
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


def seen_again(names: Sequence[Name], text: TokenText, words: Counts) -> list[Name]:
    """Names, and where they stand again without being tagged, or as something else less surely.

    A name of several words is looked for as it is, a single word (a person's family name) only if it is seldom seen: common
    ones are words elsewhere in the article. Where a name is more often untagged than tagged, the tags are right. A place's
    name in quotation marks is another's: a newspaper's, a club's.

    Args:
        names: of any number of articles, in order.
        text: their words.
        words: how often each folded word is seen in raw news.
    """
    ranges: dict[str, list[tuple[int, int]]] = {}
    for low, high in text.sentences:
        ranges.setdefault(text.article[low], []).append((low, high))
    taken = rows_of(names)
    found: list[Name] = []
    for article, group in by_article(names, text):
        found += _completed(group, ranges[article], text, words, taken)
    return sorted(found, key=lambda name: name.first)


def _completed(
    group: list[Name], ranges: list[tuple[int, int]], text: TokenText, words: Counts, taken: dict[int, Name]
) -> list[Name]:
    """One article's names with those that `seen_again` adds or changes."""
    wanted = _wanted(group, text, words)
    if not wanted:
        return group
    tagged = Counter(called for name in group for called in _called(name, text))
    missed: dict[Spelling, list[tuple[int, int]]] = {}
    changed: dict[Name, Name | None] = {}
    for spelling, first, last in _places(wanted, ranges, text):
        here = list(dict.fromkeys(taken[row] for row in range(first, last + 1) if row in taken))
        kind, score = wanted[spelling]
        if not here:
            if kind != "LOC" or not _is_quoted(first, last, text):
                missed.setdefault(spelling, []).append((first, last))
        elif all(first <= name.first and name.last <= last and name.score < _OPEN for name in here) and (
            len(here) > 1 or (here[0].first, here[0].last, here[0].type) != (first, last, kind)
        ):
            changed |= dict.fromkeys(here, None)
            changed[here[0]] = Name(first, last, kind, score * (1 - here[0].score))
    kept = [changed.get(name, name) for name in group]
    added = []
    for spelling, spans in missed.items():
        kind, score = wanted[spelling]
        seen = tagged[spelling, kind]
        if len(spans) <= seen:
            added += [Name(first, last, kind, score * seen / (seen + len(spans))) for first, last in spans]
    return [name for name in kept if name is not None] + added


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


def _wanted(group: list[Name], text: TokenText, words: Counts) -> dict[Spelling, tuple[str, float]]:
    """The names to look for: their type and probability, of several the one that has most."""
    weights: dict[tuple[Spelling, str], float] = {}
    best: dict[tuple[Spelling, str], float] = {}
    for name in group:
        if name.score >= _CLEAR:
            for called in _called(name, text):
                weights[called] = weights.get(called, 0.0) + name.score
                best[called] = max(best.get(called, 0.0), name.score)
    single = sorted({spelling[0] for spelling, _ in weights if len(spelling) == 1})
    rare = dict(zip(single, _is_rare(single, words), strict=True))
    found: dict[Spelling, tuple[str, float]] = {}
    for called in sorted(weights, key=lambda each: -weights[each]):
        spelling, kind = called
        if len(spelling) > 1 or rare[spelling[0]]:
            found.setdefault(spelling, (kind, best[called]))
    return found


def _is_rare(single: list[str], words: Counts) -> list[bool]:
    hashes = np.array([hash_of(form) for word in single for form in (word, _ARTICLE + word)], np.uint32)
    often = words.of(hashes).reshape(-1, 2).max(1) if single else np.zeros(0)
    return [bool(count < _RARE) and len(word) >= _SHORTEST for word, count in zip(single, often, strict=True)]


def _places(
    wanted: dict[Spelling, tuple[str, float]], ranges: list[tuple[int, int]], text: TokenText
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
