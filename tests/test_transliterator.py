"""The transliterator, learned from a handful of names."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from pipeline.comparing.latinwords import LatinWords
from pipeline.comparing.ngrams import END, Grams
from pipeline.comparing.transliterator import NATIVE, Transliterator
from pipeline.comparing.wordmodel import word_id
from training.linking import joint, latinwords, ngrams, press, usual

_LETTERS = {"ب": "b", "و": "u", "ت": "t", "ي": "i", "ن": "n", "م": "m", "ر": "r", "ا": "a"}
_NAMES = ("بوتين", "بوتن", "مارتين", "تيم", "رومان", "مرين")
_UNITS = [[(_LETTERS[c], c) for c in name] for name in _NAMES for _ in range(3)]


_ARABIC_UNITS = [[("b", "ب"), ("a", "و"), ("t", "ت"), ("ee", "ي"), ("n", "ن")]] * 3
_NATIVE = joint.learn(_ARABIC_UNITS, ["bateen"], NATIVE)


def foreign(word: str) -> float:
    return -1.0


def made(**more: np.ndarray) -> Transliterator:
    return Transliterator(joint.learn(_UNITS, ["putin", "martin", "tim"]) | _NATIVE | more, foreign)


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
    arrays = joint.learn(units, ["bu", "bo"]) | _NATIVE
    assert list(Transliterator(arrays, foreign).costs("بو"))[:2] == ["bu", "bo"]
    number = np.array([word_id("بو")], np.uint32)
    ranked = arrays | {"usual_word": number, "usual_rank": np.array([1], np.uint8)}
    assert Transliterator(ranked, foreign).spell("بو") == "bo"
    told = arrays | {"usual_text_word": number, "usual_text": np.array(["bow"])}
    assert Transliterator(told, foreign).spell("بو") == "bow"


def test_an_arabic_word_is_spelled_by_the_models_of_arabic_names() -> None:
    arrays = joint.learn(_UNITS, ["putin"]) | _NATIVE
    assert Transliterator(arrays, lambda word: 2.0).spell("بوتين") == "bateen"
    assert Transliterator(arrays, foreign).spell("بوتين", arabic=True) == "bateen"
    assert Transliterator(arrays, foreign).spell("بوتين") == "butin"


def test_a_known_latin_word_goes_before_a_likelier_spelling() -> None:
    units = [*_UNITS, *([[("b", "ب"), ("o", "و")]] * 3), *([[("b", "ب"), ("u", "و")]] * 9)]
    arrays = joint.learn(units, ["bu", "bo"]) | _NATIVE
    known = latinwords.learn({"bo", "boca"}, [], {"bo": 3})
    assert Transliterator(arrays | known, foreign).spell("بو") == "bo"


def test_known_latin_words_have_beginnings_and_weights() -> None:
    words = LatinWords(latinwords.learn({"jake"}, {"lyon"}, {"jake": 99, "news": 9}))
    assert (
        words.weight("jake")
        > words.weight("news")
        > words.weight("lyon")
        > words.weight("jak")
        == words.weight("zz")
        == 0.0
    )
    assert words.begins("ja") and words.begins("lyon") and words.begins("") and not words.begins("q")
    assert LatinWords({}).weight("jake") == 0.0
    assert not LatinWords({}).begins("j")


@pytest.mark.parametrize(
    ("units", "right"),
    [
        ([("qa", "ق"), ("si", "ا"), ("m", "م")], False),
        ([("qa", "ق"), ("s", "س"), ("sim", "م")], False),
        ([("qa", "ق"), ("ss", "س"), ("i", "ي"), ("m", "م")], True),
        ([("cha", "ش"), ("r", "ر")], False),
        ([("sha", "ش"), ("re", "ر")], False),
        ([("ha", "ه"), ("la", "ل"), ("", "ة")], True),
        ([("x", "كس")], False),
    ],
)
def test_the_press_has_its_own_letters(units: list[tuple[str, str]], right: bool) -> None:
    assert press.pressed(units) is right


def test_press_names_by_hand_are_read_twice() -> None:
    hand = press.by_hand(lambda word: 3.0)
    assert hand.count(("mohammed", "محمد")) == 2
    assert press.by_hand(lambda word: 0.5) == []


def test_latin_letters_without_an_arabic_one_join_their_neighbours() -> None:
    assert joint.whole([("h", ""), ("a", "ا"), ("l", "ل"), ("e", ""), ("", "ي")]) == [
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
