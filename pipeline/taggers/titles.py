"""Titles of works, and names of prizes and storms: what stands in them is no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from pipeline.taggers.tokentext import Name, TokenText

_ARTICLE = "ال"
_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’"}
_LONGEST = 25  # words in quotation marks; what is longer is speech
_ADJECTIVE = regex.compile(r".{2,}(?:ي|يه|ين)")  # folded; up to two stand between a work's noun and its title

Works = Mapping[str, frozenset[str]]


def outside_titles(names: Sequence[Name], text: TokenText, works: Works) -> list[Name]:
    """Names that are neither in a work's title nor the title, wherever it stands again in the article.

    Args:
        names: of any number of articles, in order.
        text: their words.
        works: folded nouns before the title of a work, and the types of what can't be a name right after them.
    """
    quoted = [(a, b, tuple(text.folded[a + 1 : b])) for a, b in _quotations(text)]
    titles = {(text.article[a], words) for a, b, words in quoted if _work_before(a, text, works)}
    titles |= {
        (text.article[name.first], text.spelling(name)) for name in names if name.type in _barred_after_noun(name, text, works)
    }
    inside = {row for a, b, words in quoted if (text.article[a], words) in titles for row in range(a, b)}
    return [
        name for name in names
        if name.first not in inside
        and ((text.article[name.first], text.spelling(name)) not in titles
             or not (name.last > name.first or name.type in _barred_after_noun(name, text, works)))
    ]  # fmt: skip


def _quotations(text: TokenText) -> Iterator[tuple[int, int]]:
    """The rows of the marks around each quotation on one line that is as short as a title."""
    for low, high in text.sentences:
        row = low
        while row < high:
            mark = _QUOTES.get(text.words[row])
            if mark is not None:
                close = next((i for i in range(row + 1, min(high, row + _LONGEST)) if text.words[i] == mark), None)
                if close is not None:
                    yield row, close
                    row = close
            row += 1


def _work_before(row: int, text: TokenText, works: Works) -> str:
    """The noun of a work right before a row, adjectives between passed over; "" if there is none.

    A colon may stand after an indefinite noun; after a definite one (`the series: "I liked …"`) it begins what somebody says.
    """
    sentence, at = text.sentence_of(row), row - 1
    colon = at >= 0 and text.words[at] == ":"
    for place in range(at - colon, at - colon - 3, -1):
        if place < 0 or text.sentence_of(place) != sentence:
            return ""
        word = text.bases[place]
        if word in works:
            return word
        if word.removeprefix(_ARTICLE) in works and not colon:
            return word.removeprefix(_ARTICLE)
        if not _ADJECTIVE.fullmatch(word):
            return ""
    return ""


def _barred_after_noun(name: Name, text: TokenText, works: Works) -> frozenset[str]:
    """The types that a name right after an indefinite noun of a work can't have."""
    row = name.first - 1
    beside = row >= 0 and text.sentence_of(row) == text.sentence_of(name.first)
    if not beside or text.name_start[name.first] > text.start[name.first]:
        return frozenset()
    return works.get(text.bases[row], frozenset())
