"""The mentions: names where they stand, from a tagger's tags or from the user's own annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
import pandas as pd
import regex

from pipeline.base.contract import WORKING
from pipeline.base.errors import UserError
from pipeline.taggers import Tagger

_SIGN = regex.compile(r"[\p{P}\p{S}]+")
_LETTER = regex.compile(r"\p{L}")
_INVISIBLE = regex.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]+")
_TRAILING = regex.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u0640]+$")
_ALEF = "ا"
_OPENERS = {"»": "«", "”": "“", ")": "(", "]": "[", '"': '"', "’": "‘"}


@dataclass(frozen=True)
class _Span:
    """Tokens `first` to `last` (inclusive, rows of the token table) that make a name, its type and probability."""

    first: int
    last: int
    type: str
    score: float


class _Text:
    """The token table of a partition as plain lists, with each word as written."""

    def __init__(self, articles: pd.DataFrame, tokens: pd.DataFrame) -> None:
        texts = dict(zip(articles.article_id, articles.text, strict=True))
        self.article = tokens.article_id.tolist()
        self.start, self.end = tokens.start.tolist(), tokens.end.tolist()
        self.name_start, self.contracted = tokens.name_start.tolist(), tokens.contracted.tolist()
        self.sentence, self.token = tokens.sentence.tolist(), tokens.token.tolist()
        self.texts = texts
        self.words = [texts[a][s:e] for a, s, e in zip(self.article, self.start, self.end, strict=True)]

    def sentences(self) -> list[tuple[int, int]]:
        """Half-open ranges of rows, one a sentence."""
        return _runs(list(zip(self.article, self.sentence, strict=True)))


def mentions(articles: pd.DataFrame, tokens: pd.DataFrame, tagger: Tagger, min_score: float = 0.0) -> pd.DataFrame:
    """The names that a tagger finds.

    Args:
        articles: the working table `articles`.
        tokens: the working table `tokens` of the same articles.
        tagger: tags sentences of words (`pipeline.taggers`).
        min_score: mentions less probable than this, 0 to 1, are left out.

    Returns:
        The working table `mentions`. A name never crosses a sentence; proclitics and signs at its edges are left outside.
    """
    text = _Text(articles, tokens)
    ranges = text.sentences()
    tagged = tagger.tag([text.words[a:b] for a, b in ranges], [text.article[a] for a, _ in ranges])
    spans = (span for (a, _), tags in zip(ranges, tagged, strict=True) for span in _spans(tags, a))
    trimmed = (_trimmed(span, text) for span in spans)
    return _table([_row(span, text) for span in trimmed if span is not None and span.score >= min_score])


def _spans(tags: Sequence[tuple[str, float]], offset: int) -> Iterator[_Span]:
    """The names that BIO tags spell. An I that continues no name of its type begins one."""
    first, kind = -1, ""
    for index, (tag, _) in enumerate([*tags, ("O", 1.0)]):
        if kind and tag != f"I-{kind}":
            yield _Span(offset + first, offset + index - 1, kind, span_score([p for _, p in tags[first:index]]))
            kind = ""
        if tag != "O" and not kind:
            first, kind = index, tag[2:]


def span_score(chances: Sequence[float]) -> float:
    """The probability of a name: the product of those of its words' tags.

    On annotated articles it is closer to the share that is right than their lowest or their mean, and parts right names from
    wrong ones best (`python -m benchmarks.reading --scores`).
    """
    return prod(chances)


def _trimmed(span: _Span, text: _Text) -> _Span | None:
    """The span without signs and lone proclitics at its edges; None if nothing with a letter is left."""
    first, last = span.first, span.last
    while first <= last and (_SIGN.fullmatch(text.words[first]) or text.name_start[first] >= text.end[first]):
        first += 1
    while last >= first and _SIGN.fullmatch(text.words[last]) and not _closes(text.words[first : last + 1]):
        last -= 1
    if not any(_LETTER.search(word) for word in text.words[first : last + 1]):
        return None
    return _Span(first, last, span.type, span.score)


def _closes(words: Sequence[str]) -> bool:
    """Whether the last sign closes a quotation or bracket that was opened inside the name."""
    opener = _OPENERS.get(words[-1])
    if opener is None:
        return False
    if opener == words[-1]:
        return words.count(opener) % 2 == 0
    return words.count(opener) == words.count(words[-1])


def _row(span: _Span, text: _Text) -> tuple[object, ...]:
    source = text.texts[text.article[span.first]]
    start, end = text.name_start[span.first], text.end[span.last]
    end -= len(source[start:end]) - len(_TRAILING.sub("", source[start:end]))
    return _mention(text, span, start, end, text.contracted[span.first])


def _mention(text: _Text, span: _Span, start: int, end: int, contracted: bool) -> tuple[object, ...]:
    article_id = text.article[span.first]
    surface = text.texts[article_id][start:end]
    name = " ".join(_INVISIBLE.sub("", surface).split())
    return (
        f"{article_id}:{start}-{end}", article_id, text.sentence[span.first], start, end, surface,
        _ALEF + name if contracted else name, span.type, span.score, text.token[span.first], text.token[span.last],
    )  # fmt: skip


def _table(rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    table = WORKING["mentions"]
    frame = pd.DataFrame(rows, columns=table.names)
    return table.check(frame) if len(frame) else table.empty()


def given_mentions(articles: pd.DataFrame, tokens: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The names that the user gives, in the tagger's place.

    Args:
        articles: the working table `articles`.
        tokens: the working table `tokens` of the same articles.
        given: article_id, start, end, type and `row` (where it stands in the user's file), as `given.read_given` returns;
            rows of other articles are passed over.

    Returns:
        The working table `mentions`, scores 1. A span may begin and end inside a token.

    Raises:
        UserError: a span outside its article's body, without a word, or overlapping another.
    """
    text = _Text(articles, tokens)
    bounds = _bounds(text.article)
    rows = []
    for article_id, group in given[given.article_id.isin(articles.article_id)].groupby("article_id", sort=False):
        ordered = group.sort_values(["start", "end"])
        _refuse_overlap(ordered)
        rows += [_given_row(text, bounds.get(str(article_id), (0, 0)), row) for row in ordered.itertuples()]
    return _table(sorted(rows, key=lambda row: (bounds[str(row[1])], row[3])))


def _bounds(article: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The half-open range of rows of each article."""
    return {article[a]: (a, b) for a, b in _runs(article)}


def _runs(values: Sequence[object]) -> list[tuple[int, int]]:
    """Half-open ranges of equal values in a row."""
    starts = [i for i in range(len(values)) if i == 0 or values[i] != values[i - 1]]
    return list(pairwise([*starts, len(values)]))


def _refuse_overlap(ordered: pd.DataFrame) -> None:
    clash = np.flatnonzero(ordered.start.to_numpy()[1:] < ordered.end.to_numpy()[:-1])
    if len(clash):
        one, two = ordered.iloc[clash[0]], ordered.iloc[clash[0] + 1]
        raise UserError(
            f"MENTIONS, rows {one.row} and {two.row}: {one.start}-{one.end} and {two.start}-{two.end} of article "
            f"{one.article_id!r} overlap. Names are flat: keep the longer one."
        )


def _given_row(text: _Text, bounds: tuple[int, int], row: object) -> tuple[object, ...]:
    article_id, start, end, kind, number = (getattr(row, k) for k in ("article_id", "start", "end", "type", "row"))
    first = next((i for i in range(*bounds) if text.end[i] > start), bounds[1])
    last = next((i for i in range(first, bounds[1]) if text.end[i] >= end), -1)
    if first == bounds[1] or last < 0 or text.start[last] >= end or start < text.start[bounds[0]]:
        raise UserError(
            f"MENTIONS, row {number}: found {start}-{end} in article {article_id!r}, expected offsets of words in its body "
            f"({_body(text, bounds)}), end not included. Correct or remove the row."
        )
    contracted = text.contracted[first] and start == text.name_start[first]
    return _mention(text, _Span(first, last, kind, 1.0), start, end, contracted)


def _body(text: _Text, bounds: tuple[int, int]) -> str:
    return f"{text.start[bounds[0]]}-{text.end[bounds[1] - 1]}" if bounds[0] < bounds[1] else "it has none"
