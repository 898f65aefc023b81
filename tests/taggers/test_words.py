"""What the tagger reads of a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.taggers.words import Folding, base_of, flatten, ngram_buckets

MODEL = Path(__file__).resolve().parents[2] / "models" / "tagger"


@pytest.fixture(scope="module")
def folding() -> Folding:
    settings = json.loads((MODEL / "tagger.json").read_text(encoding="utf-8"))
    return Folding(settings["letters"], settings["proclitics"])


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد", "احمد"), ("مُـحمّد", "محمد"), ("ديمترى", "ديمتري"), ("جامعة", "جامعه"),
        ("٢٠١٥", "0000"), ("«", '"'), ("BBC", "bbc"), ("کیم", "كيم"),
        ("\u2067أحمد\u00ad", "احمد"), ("\ufee3\ufebc\ufeae", "مصر"), ("\ufefb", "لا"), ("ھند", "هند"), ("رحمۖن", "رحمن"),
    ],
)  # fmt: skip
def test_variant_letters_are_one(folding: Folding, written: str, folded: str) -> None:
    assert folding.fold(written) == folding.folder()(written) == folded


def test_the_base_is_what_is_seen_more_often(folding: Folding) -> None:
    counts = {"روسيا": 90, "لروسيا": 5, "بوتين": 70, "وتين": 1, "الولايات": 50}
    words = ["لروسيا", "وبروسيا", "بوتين", "للولايات", "كيم", "و"]
    assert [base_of(word, folding, counts) for word in words] == ["روسيا", "روسيا", "بوتين", "الولايات", "كيم", "و"]


def test_ngrams_of_a_word_are_always_the_same_rows() -> None:
    rows = ngram_buckets("كيم", 1000)
    assert rows == ngram_buckets("كيم", 1000)
    assert len(rows) == 1 + 3 + 2 + 2 + 2
    assert all(0 <= row < 1000 for row in rows)
    assert ngram_buckets("", 1000) != []
    assert ngram_buckets("ا" * 1000, 1000) == ngram_buckets("ا" * 24, 1000)


def test_flatten_keeps_where_each_row_begins() -> None:
    assert flatten([[1, 2], [], [3]]) == ([1, 2, 3], [0, 2, 2])
