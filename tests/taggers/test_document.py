"""A name that is sure once weighs in its whole article, and in no other."""

from __future__ import annotations

import numpy as np

from pipeline.taggers.document import agree, by_type, keys, pooled

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
MATRIX = by_type(TAGS)


def _bases(word: str) -> list[str]:
    return [word[1:]] if word[0] in "ول" else []


def test_a_word_meets_itself_with_a_proclitic_only_where_the_article_has_both() -> None:
    words = ["بوتين", "وبوتين", "لندن", "،", "كيم", "في"]
    assert keys(words, _bases) == ["بوتين", "بوتين", "لندن", "", "كيم", ""]


def test_types_add_begin_and_inside() -> None:
    assert MATRIX.tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]


def test_a_doubtful_word_follows_its_sure_fellow_and_a_lone_one_stays() -> None:
    scores = np.zeros((3, 5), np.float32)
    chances = np.array([[0.02, 0.98, 0, 0, 0], [0.5, 0.4, 0, 0.1, 0], [0.5, 0.4, 0, 0.1, 0]], np.float32)
    changed = pooled(scores, chances, np.array([0, 0, 1]), MATRIX, 1.0)
    assert changed[1, 1] == changed[1, 2] > 1.0
    assert changed[1, 0] == 0.0
    assert changed[2].tolist() == scores[2].tolist()
    assert pooled(scores, chances, np.array([-1, -1, -1]), MATRIX, 1.0) is scores


def test_articles_do_not_hear_of_each_other() -> None:
    scores = [np.zeros((1, 5), np.float32)] * 3
    sure, doubtful = np.array([[0, 1.0, 0, 0, 0]], np.float32), np.array([[0.9, 0.1, 0, 0, 0]], np.float32)
    words, articles = [["بوتين"], ["لبوتين"], ["بوتين"]], ["a", "a", "b"]
    one, two, three = agree(scores, [sure, doubtful, doubtful], words, articles, MATRIX, _bases, 1.0)
    assert two[0, 1] > 0 > one[0, 1]
    assert three.tolist() == scores[2].tolist()
