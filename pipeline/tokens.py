"""The tokens: every word of a body once, with its sentence, and where a name in it would begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.base.contract import WORKING
from pipeline.base.words import word_spans
from pipeline.reading.nearby import nearby
from pipeline.reading.proclitics import HEADS, Proclitics, is_alone, letters_of
from pipeline.reading.sentences import Abbreviations, sentence_ends
from pipeline.reading.wrapped import soft_breaks


@dataclass(frozen=True)
class _Words:
    """The words of one article: offsets, sentence numbers, and the words themselves."""

    article_id: str
    spans: NDArray[np.int64]
    sentences: NDArray[np.int64]
    words: list[str]


def tokens(articles: pd.DataFrame, proclitics: Proclitics, abbreviations: Abbreviations) -> pd.DataFrame:
    """The words of the articles' bodies.

    Args:
        articles: the working table `articles`.
        proclitics: decides which first letters are no part of a name (`proclitics.read_proclitics`).
        abbreviations: after which a full stop ends no sentence (`sentences.read_abbreviations`).

    Returns:
        The working table `tokens`: each word of a body exactly once, in the order of the text.
    """
    read = [each for each in _read(articles, abbreviations) if each.words]
    if not read:
        return WORKING["tokens"].empty()
    sizes = [len(each.words) for each in read]
    spans = np.concatenate([each.spans for each in read])
    sentences = np.concatenate([each.sentences for each in read])
    words = [word for each in read for word in each.words]
    article = np.repeat(np.arange(len(read)), sizes)
    name_start, contracted, heads = _split(words, article, *_neighbours(words, spans, sentences, article), proclitics)
    table = {
        "article_id": pd.array([each.article_id for each in read], dtype="str").take(article),
        "sentence": sentences,
        "token": np.arange(len(words)) - np.repeat(np.cumsum([0, *sizes[:-1]]), sizes),
        "start": spans[:, 0],
        "end": spans[:, 1],
        "proclitics": heads,
        "name_start": spans[:, 0] + name_start,
        "contracted": contracted,
    }
    return WORKING["tokens"].check(pd.DataFrame(table))


def _read(articles: pd.DataFrame, abbreviations: Abbreviations) -> Iterator[_Words]:
    columns = (articles[name] for name in ("article_id", "text", "body_start", "body_end"))
    for article_id, text, start, end in zip(*columns, strict=True):
        found = word_spans(text, start, end)
        spans = np.array(found, dtype=np.int64).reshape(-1, 2)
        soft = soft_breaks(text, start, end)
        ends = [at for at in sentence_ends(text, start, end, abbreviations) if at not in soft]
        pieces = np.searchsorted(ends, spans[:, 0], side="right")
        # Pieces without a word (empty lines) have no number: sentences count from 0 without a gap.
        sentences = np.cumsum(np.diff(pieces, prepend=pieces[:1]) > 0) if len(found) else pieces
        yield _Words(article_id, spans, sentences.astype(np.int64), [text[a:b] for a, b in found])


def _neighbours(
    words: list[str], spans: NDArray[np.int64], sentences: NDArray[np.int64], article: NDArray[np.int64]
) -> tuple[list[str], list[str]]:
    """The words before and after each in its sentence, "" at its ends; a sign that a space follows as `sign + " "`."""
    ends = np.append((np.diff(sentences) != 0) | (np.diff(article) != 0), True)
    apart = np.append(spans[1:, 0] > spans[:-1, 1], True)
    shown = [
        "" if last else word if not space or word[0].isalnum() else word + " "
        for word, last, space in zip(words, ends.tolist(), apart.tolist(), strict=True)
    ]
    after = ["" if last else word for word, last in zip([*words[1:], ""], ends.tolist(), strict=True)]
    return ["", *shown[:-1]], after


def _split(
    words: list[str], article: NDArray[np.int64], before: list[str], after: list[str], proclitics: Proclitics
) -> tuple[NDArray[np.int64], NDArray[np.bool_], pd.api.extensions.ExtensionArray]:
    """How many characters of each word come before a name, whether an article is contracted, and which letters are split off."""
    number: dict[tuple[int, str, str, str], int] = {}
    places = zip(article.tolist(), words, before, after, strict=True)
    index = np.array([number.setdefault(place, len(number)) if place[1][0] in HEADS else -1 for place in places])
    _, first = np.unique(index, return_index=True)
    chosen = first[-len(number) :] if number else first[:0]
    heads = [words[row] for row in chosen.tolist()]
    near = nearby(words, article, chosen)
    follow = [place[3] for place in number]
    best = proclitics.decide(heads, [place[2] for place in number], follow, near)
    alone = [
        is_alone(word) and next_word != "." for word, next_word in zip(heads, follow, strict=True)
    ]  # ف. is an initial
    starts = [len(word) if lone else each.start for word, lone, each in zip(heads, alone, best, strict=True)]
    letters = [letters_of(word[:start]) for word, start in zip(heads, starts, strict=True)]
    return (
        np.array([*starts, 0], dtype=np.int64)[index],
        np.array([*(each.contracted for each in best), False], dtype=bool)[index],
        pd.array([*letters, ""], dtype="str").take(np.where(index < 0, len(letters), index)),
    )
