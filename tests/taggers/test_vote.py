"""A vote a span at a time."""

from __future__ import annotations

from pipeline.taggers.spans import spans
from pipeline.taggers.vote import VotingTagger, chosen_spans, joined

PUTIN = [("O", 0.9), ("B-PER", 0.8), ("I-PER", 0.6), ("B-LOC", 0.7)]


class _Fixed:
    def __init__(self, pairs: list[tuple[str, float]]) -> None:
        self.pairs = pairs

    def tag(self, sentences: object, articles: object = None) -> list[list[tuple[str, float]]]:
        return [self.pairs]


def test_spans_have_their_least_sure_word() -> None:
    assert spans(PUTIN) == {(1, 3, "PER"): 0.6, (3, 4, "LOC"): 0.7}
    assert spans([]) == {}
    assert spans([("B-LOC", 1.0), ("B-LOC", 0.5)]) == {(0, 1, "LOC"): 1.0, (1, 2, "LOC"): 0.5}


def test_half_of_the_voters_are_enough_and_the_surest_of_two_that_overlap_stands() -> None:
    one, two, three = {(0, 2, "PER"): 0.9}, {(0, 1, "PER"): 0.8, (3, 4, "LOC"): 0.6}, {(3, 4, "LOC"): 0.8}
    assert chosen_spans([one, two]) == {(0, 2, "PER"): 0.45, (3, 4, "LOC"): 0.3}
    assert chosen_spans([one, two, three]) == {(3, 4, "LOC"): (0.6 + 0.8) / 3}


def test_one_voter_is_heard_as_it_speaks() -> None:
    assert joined([PUTIN]) == [("O", 0.9), ("B-PER", 0.6), ("I-PER", 0.6), ("B-LOC", 0.7)]


def test_a_word_that_no_span_is_left_of_is_none() -> None:
    quiet = [("O", 0.8)] * 4
    tagger = VotingTagger({"a": _Fixed(PUTIN), "b": _Fixed(quiet), "c": _Fixed(quiet)})
    assert tagger.names == ("a", "b", "c")
    assert [tag for tag, _ in tagger.tag([["w"] * 4])[0]] == ["O"] * 4
    assert tagger.tag([["w"] * 4])[0][1] == ("O", round((0.2 + 0.8 + 0.8) / 3, 4))
