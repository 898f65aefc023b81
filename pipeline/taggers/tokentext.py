"""The words of a part of the articles as plain lists, and the names in them as ranges of words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pandas as pd

from pipeline.base.letters import fold

_ALEF = "ا"
Spelling = tuple[str, ...]  # the folded words of a name


@dataclass(frozen=True)
class Name:
    """Words `first` to `last` (inclusive, rows of the token table) that make a name, its type and probability."""

    first: int
    last: int
    type: str
    score: float

    def rows(self) -> range:
        """The rows of its words."""
        return range(self.first, self.last + 1)

    def of(self, type_: str, score: float) -> Name:
        """The same words as a name of another type."""
        return replace(self, type=type_, score=score)


class TokenText:
    """The token table of a partition as plain lists, with each word as written.

    Attributes:
        words: each word as written, with its proclitics.
        sentences: half-open ranges of rows, one a sentence.
        the columns of the working table `tokens`, and `texts` by article.
    """

    def __init__(self, articles: pd.DataFrame, tokens: pd.DataFrame) -> None:
        """Take the tables apart.

        Args:
            articles: the working table `articles`.
            tokens: the working table `tokens` of the same articles.
        """
        self.texts = dict(zip(articles.article_id, articles.text, strict=True))
        self.article = tokens.article_id.tolist()
        self.start, self.end = tokens.start.tolist(), tokens.end.tolist()
        self.name_start, self.contracted = tokens.name_start.tolist(), tokens.contracted.tolist()
        self.proclitics = tokens.proclitics.tolist()
        self.sentence, self.token = tokens.sentence.tolist(), tokens.token.tolist()
        self.words = [self.texts[a][s:e] for a, s, e in zip(self.article, self.start, self.end, strict=True)]
        self.sentences = runs(list(zip(self.article, self.sentence, strict=True)))

    @cached_property
    def folded(self) -> list[str]:
        """Each word, folded."""
        known = {word: fold(word) for word in set(self.words)}
        return [known[word] for word in self.words]

    @cached_property
    def bases(self) -> list[str]:
        """Each word without its proclitics, a contracted article restored, folded; "" for a proclitic by itself."""
        return [
            _ALEF * contracted + fold(word[at - start :]) if at > start else whole
            for word, whole, start, at, contracted in zip(
                self.words, self.folded, self.start, self.name_start, self.contracted, strict=True
            )
        ]

    def spelling(self, name: Name) -> Spelling:
        """A name's words, folded, the first without its proclitics: the same for two places where it is written alike."""
        return (self.bases[name.first], *self.folded[name.first + 1 : name.last + 1])

    def written(self, first: int, last: int) -> str:
        """Words as they stand in the text, the first without its proclitics."""
        return self.texts[self.article[first]][self.name_start[first] : self.end[last]]

    def sentence_end(self, row: int) -> int:
        """The row after the last one of a word's sentence."""
        return self.sentences[bisect_right(self.sentences, row, key=lambda ends: ends[0]) - 1][1]

    def sentence_of(self, row: int) -> tuple[str, int]:
        """What tells the sentence of a word from all others."""
        return self.article[row], self.sentence[row]


def runs(values: Sequence[object]) -> list[tuple[int, int]]:
    """Half-open ranges of equal values in a row."""
    starts = [i for i in range(len(values)) if i == 0 or values[i] != values[i - 1]]
    return list(pairwise([*starts, len(values)]))


def rows_of(names: Sequence[Name]) -> dict[int, Name]:
    """The name that each row of the token table is in."""
    return {row: name for name in names for row in name.rows()}


def by_article(names: Sequence[Name], text: TokenText) -> Iterator[tuple[str, list[Name]]]:
    """The names of each article, articles in the order of their first name."""
    found: dict[str, list[Name]] = {}
    for name in names:
        found.setdefault(text.article[name.first], []).append(name)
    yield from found.items()
