"""Consonants that writers of one name exchange."""

from __future__ import annotations

import pytest

from pipeline.comparing.consonants import other_consonant, slim
from pipeline.comparing.wordpairs import consonant_replaced


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([("غ", "ج"), ("", "ا")], ""),  # one class, and a vowel
        ([("و", "ف")], ""),  # a letter in two languages' readings
        ([("وت", "وط")], ""),  # the same beside a letter that both share
        ([("ن", "")], ""),
        ([("ر", "ل")], "ر/ل"),
        ([("غ", "ج"), ("", "ك$")], "-/ك"),  # the first that no writer differs in
        ([("ح", "")], "ح/-"),
    ],
)
def test_units_are_of_one_name_or_not(units: list[tuple[str, str]], expected: str) -> None:
    assert other_consonant(units) == expected


def test_slim_has_neither_vowels_nor_doubled_letters_nor_exchanged_ones() -> None:
    assert slim("تشاووشسكو") == "سج"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("ايفانوف", "ايفانكوف", True),
        ("ليفاندوفسكي", "ليفاندوسكي", False),  # the v of -ovsky
        ("يوشتشينكو", "يوشينكو", False),  # the t of ch
        ("بارزاني", "البارزاني", False),  # the article
        ("روجيه", "روجر", False),  # of the list of given names
        ("كينيدي", "كينيددي", False),  # doubled
    ],
)
def test_words_have_another_consonant_or_not(left: str, right: str, expected: bool) -> None:
    assert bool(consonant_replaced(left, right)) is expected
