"""The mentions: names where they stand, from a tagger's tags or from the user's own annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

import numpy as np
import pandas as pd
import regex

from pipeline.base.contract import WORKING
from pipeline.base.errors import UserError
from pipeline.base.letters import plain
from pipeline.taggers import Tagger
from pipeline.taggers.tokentext import Name, TokenText, runs
from pipeline.taggers.usage import Usage, by_usage

_SIGN = regex.compile(r"[\p{P}\p{S}]+")
_LETTER = regex.compile(r"\p{L}")
_INVISIBLE = regex.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]+")
_TRAILING = regex.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u0640]+$")
_HASHTAG = regex.compile(r"[#_]+")  # what joins the words of a name in a hashtag
_ALEF = "ا"
_OPENERS = {"»": "«", "”": "“", ")": "(", "]": "[", '"': '"', "’": "‘"}


def mentions(
    articles: pd.DataFrame, tokens: pd.DataFrame, tagger: Tagger, min_score: float = 0.0, usage: Usage | None = None
) -> pd.DataFrame:
    """The names that a tagger finds.

    Args:
        articles: the working table `articles`.
        tokens: the working table `tokens` of the same articles.
        tagger: tags sentences of words (`pipeline.taggers`).
        min_score: mentions less probable than this, 0 to 1, are left out.
        usage: how newspapers use names (`pipeline.taggers.usage`); without it the tags alone say what is a name.

    Returns:
        The working table `mentions`. A name never crosses a sentence; proclitics and signs at its edges are left outside.
    """
    text = TokenText(articles, tokens)
    sentences = [text.words[a:b] for a, b in text.sentences]
    tagged = tagger.tag(sentences, [text.article[a] for a, _ in text.sentences])
    spelled = (name for (a, _), tags in zip(text.sentences, tagged, strict=True) for name in _spelled(tags, a))
    trimmed = (_trimmed(name, text) for name in spelled)
    names = [name for name in trimmed if name is not None]
    if usage is not None:
        names = by_usage(names, text, usage, [_no_name(*pair) for tags in tagged for pair in tags])
    return _table([_row(name, text) for name in names if name.score >= min_score])


def _spelled(tags: Sequence[tuple[str, float]], offset: int) -> Iterator[Name]:
    """The names that BIO tags spell. An I that continues no name of its type begins one."""
    first, kind = -1, ""
    for index, (tag, _) in enumerate([*tags, ("O", 1.0)]):
        if kind and tag != f"I-{kind}":
            yield Name(offset + first, offset + index - 1, kind, span_score([p for _, p in tags[first:index]]))
            kind = ""
        if tag != "O" and not kind:
            first, kind = index, tag[2:]


def _no_name(tag: str, chance: float) -> float:
    """The probability that a word is no name, by its tag and the tag's probability."""
    return chance if tag == "O" else 1 - chance


def span_score(chances: Sequence[float]) -> float:
    """The probability of a name: the product of those of its words' tags.

    On annotated articles it is closer to the share that is right than their lowest or their mean, and parts right names from
    wrong ones best (`python -m benchmarks.reading --scores`).
    """
    return prod(chances)


def _trimmed(span: Name, text: TokenText) -> Name | None:
    """The span without signs and lone proclitics at its edges; None if nothing with a letter is left."""
    first, last = span.first, span.last
    while first <= last and (_SIGN.fullmatch(text.words[first]) or text.name_start[first] >= text.end[first]):
        first += 1
    while last >= first and _SIGN.fullmatch(text.words[last]) and not _closes(text.words[first : last + 1]):
        last -= 1
    if not any(_LETTER.search(word) for word in text.words[first : last + 1]):
        return None
    return Name(first, last, span.type, span.score)


def _closes(words: Sequence[str]) -> bool:
    """Whether the last sign closes a quotation or bracket that was opened inside the name."""
    opener = _OPENERS.get(words[-1])
    if opener is None:
        return False
    if opener == words[-1]:
        return words.count(opener) % 2 == 0
    return words.count(opener) == words.count(words[-1])


def _row(span: Name, text: TokenText) -> tuple[object, ...]:
    source = text.texts[text.article[span.first]]
    start, end = text.name_start[span.first], text.end[span.last]
    end -= len(source[start:end]) - len(_TRAILING.sub("", source[start:end]))
    return _mention(text, span, start, end, text.contracted[span.first])


def _mention(text: TokenText, span: Name, start: int, end: int, contracted: bool) -> tuple[object, ...]:
    article_id = text.article[span.first]
    surface = text.texts[article_id][start:end]
    name = " ".join(_HASHTAG.sub(" ", _INVISIBLE.sub("", plain(surface))).split())
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
    text = TokenText(articles, tokens)
    bounds = _bounds(text.article)
    rows = []
    for article_id, group in given[given.article_id.isin(articles.article_id)].groupby("article_id", sort=False):
        ordered = group.sort_values(["start", "end"])
        _refuse_overlap(ordered)
        rows += [_given_row(text, bounds.get(str(article_id), (0, 0)), row) for row in ordered.itertuples()]
    return _table(sorted(rows, key=lambda row: (bounds[str(row[1])], row[3])))


def _bounds(article: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The half-open range of rows of each article."""
    return {article[a]: (a, b) for a, b in runs(article)}


def _refuse_overlap(ordered: pd.DataFrame) -> None:
    clash = np.flatnonzero(ordered.start.to_numpy()[1:] < ordered.end.to_numpy()[:-1])
    if len(clash):
        one, two = ordered.iloc[clash[0]], ordered.iloc[clash[0] + 1]
        raise UserError(
            f"MENTIONS, rows {one.row} and {two.row}: {one.start}-{one.end} and {two.start}-{two.end} of article "
            f"{one.article_id!r} overlap. Names are flat: keep the longer one."
        )


def _given_row(text: TokenText, bounds: tuple[int, int], row: object) -> tuple[object, ...]:
    article_id, start, end, kind, number = (getattr(row, k) for k in ("article_id", "start", "end", "type", "row"))
    first = next((i for i in range(*bounds) if text.end[i] > start), bounds[1])
    last = next((i for i in range(first, bounds[1]) if text.end[i] >= end), -1)
    if first == bounds[1] or last < 0 or text.start[last] >= end or start < text.start[bounds[0]]:
        raise UserError(
            f"MENTIONS, row {number}: found {start}-{end} in article {article_id!r}, expected offsets of words in its body "
            f"({_body(text, bounds)}), end not included. Correct or remove the row."
        )
    contracted = text.contracted[first] and start == text.name_start[first]
    return _mention(text, Name(first, last, kind, 1.0), start, end, contracted)


def _body(text: TokenText, bounds: tuple[int, int]) -> str:
    return f"{text.start[bounds[0]]}-{text.end[bounds[1] - 1]}" if bounds[0] < bounds[1] else "it has none"
