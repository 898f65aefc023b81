"""What an article says elsewhere of a word's proclitics."""

import numpy as np

from pipeline.reading.nearby import nearby
from pipeline.reading.proclitics import candidates


def counts(words, articles):
    rows = np.array([row for row, word in enumerate(words) if len(candidates(word)) > 1], dtype=np.int64)
    found = np.rint(np.expm1(nearby(words, np.array(articles, dtype=np.int64), rows))).astype(int).tolist()
    named = [(words[row], option.base) for row in rows for option in candidates(words[row])]
    return dict(zip(named, map(tuple, found), strict=True))


def test_whole_words_are_counted_and_other_split_words_once_each():
    found = counts(["مي", "لمي", "لمي", "ومي", "مي"], [0] * 5)
    assert found["لمي", "مي"] == (2, 1)  # whole twice; after a proclitic in one other word
    assert found["ومي", "مي"] == (2, 1)
    assert found["لمي", "لمي"] == (0, 0)


def test_spellings_of_one_sound_are_one():
    assert counts(["بيونج", "لبيونغ"], [0, 0])["بيونج", "بيونج"] == (0, 1)


def test_other_articles_say_nothing():
    assert counts(["مي", "لمي"], [0, 1])["لمي", "مي"] == (0, 0)


def test_no_words():
    assert nearby([], np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).shape == (0, 2)
