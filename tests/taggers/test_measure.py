"""How good a tagger is: what is counted, and what its scores are worth."""

from __future__ import annotations

from training.tagger.labelled import Sentence
from training.tagger.measure import calibrated, kinds_of_error, prf, reliability

GOLD = [Sentence("a", ("قال", "فلاديمير", "بوتين", "في", "موسكو"), ("O", "B-PER", "I-PER", "O", "B-LOC"))]
FOUND = [[("B-ORG", 0.6), ("B-PER", 0.9), ("I-PER", 0.8), ("O", 1.0), ("B-ORG", 0.7)]]


def test_spans_and_types_are_counted() -> None:
    scores = prf(GOLD, FOUND)
    assert scores["PER"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1.0}
    assert scores["all"] == {"p": 1 / 3, "r": 1 / 2, "f1": 2 / 5, "gold": 2.0}
    assert kinds_of_error(GOLD, FOUND) == {"right": 1, "other type": 1, "spurious": 1}


def test_a_name_is_as_sure_as_its_least_sure_word() -> None:
    assert reliability(GOLD, FOUND) == [("0.50–0.70", 1, 0.6, 0.0), ("0.70–0.80", 1, 0.7, 0.0), ("0.80–0.90", 1, 0.8, 1.0)]


def test_scores_that_promise_too_much_are_lowered_and_good_ones_left() -> None:
    gold = [Sentence("a", ("س",), ("B-PER" if i % 2 else "O",)) for i in range(1000)]
    slope, shift = calibrated(gold, [[("B-PER", 0.9)]] * 1000)["PER"]
    odds = slope * 2.1972 + shift
    assert abs(odds) < 0.05  # half of them are right
    good = [Sentence("a", ("س",), ("B-LOC" if i % 10 else "O",)) for i in range(1000)]
    slope, shift = calibrated(good, [[("B-LOC", 0.9)]] * 1000)["LOC"]
    assert abs(slope - 1) < 0.05 and abs(shift) < 0.1
