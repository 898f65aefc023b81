"""What an article says of a word elsewhere: a name that is sure once weighs where it is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SHORTEST = 3  # letters; shorter words are particles, initials and marks, which say nothing of each other
_FLOOR = 0.05  # added to each mean probability: no number of sightings makes a type impossible


def keys(words: Sequence[str], bases: Callable[[str], Iterable[str]]) -> list[str]:
    """What makes two words of one article the same: the word, without its proclitics if the article has it so too.

    Args:
        words: all folded words of an article.
        bases: what may be left of a folded word without its proclitics.

    Returns:
        A key for each word, "" for those too short to compare.
    """
    there = set(words)
    found: dict[str, str] = {}
    for word in there:
        if len(word) < _SHORTEST or not word[0].isalpha():
            found[word] = ""
            continue
        found[word] = next((base for base in bases(word) if len(base) >= _SHORTEST and base in there), word)
    return [found[word] for word in words]


def by_type(tags: Sequence[str]) -> Floats:
    """[tags, types] ones that add a type's B- and I-; the first type is O."""
    types = list(dict.fromkeys(tag[2:] for tag in tags))
    matrix = np.zeros((len(tags), len(types)), np.float32)
    for row, tag in enumerate(tags):
        matrix[row, types.index(tag[2:])] = 1.0
    return matrix


def pooled(scores: Floats, chances: Floats, groups: NDArray[np.int64], matrix: Floats, weight: float) -> Floats:
    """The scores with what the other words of each group say added.

    For a word whose fellows have the mean probabilities m, a tag of type t gains weight · log((m_t + f) / (m_O + f)),
    less where the fellows are few: n of them count n / (n + 1).

    Args:
        scores: [words, tags] of one or more articles.
        chances: [words, tags] probabilities by these scores alone.
        groups: [words] number of the group, -1 for a word without fellows.
        matrix: as `by_type` gives it.
        weight: of the article against the sentence; 0 changes nothing.

    Returns:
        [words, tags].
    """
    inside = groups >= 0
    if not inside.any():
        return scores
    types = (chances[inside] @ matrix).astype(np.float64)
    group = groups[inside]
    sums = np.zeros((int(group.max()) + 1, types.shape[1]))
    np.add.at(sums, group, types)
    others = np.bincount(group)[group] - 1
    mean = np.clip((sums[group] - types) / np.maximum(others, 1)[:, None], 0.0, 1.0)
    gain = np.log((mean + _FLOOR) / (mean[:, :1] + _FLOOR)) * (others / (others + 1))[:, None]
    out = scores.copy()
    out[inside] += (weight * gain @ matrix.T).astype(scores.dtype)
    return out


def agree(
    scores: Sequence[Floats],
    chances: Sequence[Floats],
    words: Sequence[Sequence[str]],
    articles: Sequence[str],
    matrix: Floats,
    bases: Callable[[str], Iterable[str]],
    weight: float,
) -> list[Floats]:
    """The scores of sentences, each word's changed by what its article says of it elsewhere.

    Args:
        scores: for each sentence [words, tags].
        chances: for each sentence the probabilities [words, tags] by these scores alone.
        words: for each sentence its folded words.
        articles: for each sentence its article; sentences of one article need not follow each other.
        matrix: as `by_type` gives it.
        bases: what may be left of a folded word without its proclitics.
        weight: of the article against the sentence.

    Returns:
        For each sentence [words, tags].
    """
    lengths = np.array([len(row) for row in scores])
    number: dict[tuple[str, str], int] = {}
    groups: list[int] = []
    for article, key in _article_keys(words, articles, bases):
        groups.append(number.setdefault((article, key), len(number)) if key else -1)
    whole = pooled(np.concatenate(list(scores)), np.concatenate(list(chances)), np.array(groups), matrix, weight)
    return np.split(whole, np.cumsum(lengths)[:-1])


def _article_keys(
    words: Sequence[Sequence[str]], articles: Sequence[str], bases: Callable[[str], Iterable[str]]
) -> Iterable[tuple[str, str]]:
    """(article, key) of each word, in the order of the sentences."""
    of_article: dict[str, list[str]] = {}
    for article, row in zip(articles, words, strict=True):
        of_article.setdefault(article, []).extend(row)
    key_of = {article: dict(zip(row, keys(row, bases), strict=True)) for article, row in of_article.items()}
    return ((article, key_of[article][word]) for article, row in zip(articles, words, strict=True) for word in row)
