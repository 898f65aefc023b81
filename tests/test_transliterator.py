"""The transliterator, learned from a handful of names."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from pipeline.comparing.ngrams import END, Grams
from pipeline.comparing.transliterator import Transliterator
from pipeline.comparing.wordmodel import word_id
from training.linking import joint, ngrams, usual

_LETTERS = {"ب": "b", "و": "u", "ت": "t", "ي": "i", "ن": "n", "م": "m", "ر": "r", "ا": "a"}
_NAMES = ("بوتين", "بوتن", "مارتين", "تيم", "رومان", "مرين")
_UNITS = [[(_LETTERS[c], c) for c in name] for name in _NAMES for _ in range(3)]


def made(**usual_forms: np.ndarray) -> Transliterator:
    return Transliterator(joint.learn(_UNITS, ["putin", "martin", "tim"]) | usual_forms)


def test_what_follows_a_context_adds_up_to_one() -> None:
    model = Grams(ngrams.learn("x", [[2, 3, 2], [2, 3, 3], [4]], 5, 4, (1, 1, 1)), "x", 4)
    for state in (model.start, model.step(model.start, 2)[1], 1):
        assert sum(math.exp(-model.step(state, symbol)[0]) for symbol in (END, 2, 3, 4)) == pytest.approx(1.0, abs=0.01)
    assert model.cost([2, 3, 2]) < model.cost([4, 3, 2])
    assert model.step(1, 9) == (16.0, 1)


def test_a_word_is_spelled_by_the_likeliest_units() -> None:
    model = made()
    assert model.spell("بوتين") == "butin"
    assert list(model.costs("بوتين").values()) == sorted(model.costs("بوتين").values())


@pytest.mark.parametrize(("word", "latin"), [("بو7تين", "butin"), ("77", ""), ("", "")])
def test_letters_without_a_unit_are_left_out(word: str, latin: str) -> None:
    assert made().spell(word) == latin


def test_the_form_in_use_goes_before_the_likeliest() -> None:
    units = [*_UNITS, *([[("b", "ب"), ("o", "و")]] * 3), *([[("b", "ب"), ("u", "و")]] * 9)]
    arrays = joint.learn(units, ["bu", "bo"])
    assert list(Transliterator(arrays).costs("بو"))[:2] == ["bu", "bo"]
    number = np.array([word_id("بو")], np.uint32)
    ranked = arrays | {"usual_word": number, "usual_rank": np.array([1], np.uint8)}
    assert Transliterator(ranked).spell("بو") == "bo"
    told = arrays | {"usual_text_word": number, "usual_text": np.array(["bow"])}
    assert Transliterator(told).spell("بو") == "bow"


def test_latin_letters_without_an_arabic_one_join_their_neighbours() -> None:
    assert joint._whole([("h", ""), ("a", "ا"), ("l", "ل"), ("e", ""), ("", "ي")]) == [
        ("ha", "ا"),
        ("le", "ل"),
        ("", "ي"),
    ]


def test_more_units_than_a_number_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "UNIT_BITS", 3)
    with pytest.raises(ValueError, match="do not fit into 3 bits"):
        joint.learn(_UNITS, ["putin"])


def test_texts_tell_which_of_two_likely_forms_is_in_use() -> None:
    costs = {"jak": 5.0, "jack": 5.5}
    assert usual.in_use({"jack", "jacques"}, costs, Counter()) == "jack"
    assert usual.in_use({"jack", "jacques"}, costs, Counter(jacques=99)) == "jacques"
