"""What makes two names one, and what keeps them two."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.comparing.namekeys import blocking_keys, skeleton
from pipeline.comparing.namewords import is_light, light_words, words_of
from pipeline.comparing.similarity import name_similarity
from pipeline.comparing.wordpairs import compare_words, model
from pipeline.comparing.wordrows import WordRows, hashes
from pipeline.linking.blocking import near

DATA = Path(__file__).parent / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_no_hard_negative_is_the_same() -> None:
    pairs = _rows("hard_negatives.tsv")
    wrong = [
        (r["left"], r["right"]) for r in pairs if name_similarity(r["left"], r["right"], r["type"]).verdict == "same"
    ]
    assert len(pairs) >= 300
    assert wrong == []


def test_hard_negatives_are_decided() -> None:
    verdicts = Counter(name_similarity(r["left"], r["right"], r["type"]).verdict for r in _rows("hard_negatives.tsv"))
    assert verdicts["different"] / verdicts.total() >= 0.95


def test_every_kind_of_hard_negative_is_there() -> None:
    kinds = {r["kind"] for r in _rows("hard_negatives.tsv")}
    assert kinds == {
        "age", "compass", "country", "facility", "gender", "generation", "given_name", "letter", "numeral", "scope",
    }  # fmt: skip


def test_variants_are_found() -> None:
    pairs = _rows("name_variants.tsv")
    found = sum(name_similarity(r["left"], r["right"], r["type"]).verdict == "same" for r in pairs)
    assert len(pairs) >= 150
    assert found / len(pairs) >= 0.96


def test_variants_share_a_block() -> None:
    pairs = [r for r in _rows("name_variants.tsv") if r["kind"] != "official"]
    shared = sum(len(near([r["left"], r["right"]], r["type"], blocking_keys, 0.0)) for r in pairs)
    assert shared / len(pairs) >= 0.93


@pytest.mark.parametrize("row", _rows("name_variants.tsv")[::7], ids=lambda r: r["left"])
def test_the_order_of_two_names_does_not_matter(row: dict[str, str]) -> None:
    there = name_similarity(row["left"], row["right"], row["type"])
    back = name_similarity(row["right"], row["left"], row["type"])
    assert there == back


def test_a_name_is_itself() -> None:
    match = name_similarity("كيم جونغ أون", "كيم جونغ-اون", "PER")
    assert (match.verdict, match.score) == ("same", 0.99)


def test_the_detail_names_what_differs() -> None:
    assert "ج/غ" in name_similarity("كيم جونغ أون", "كيم جونج أون", "PER").detail


def test_a_bare_name_is_undecided() -> None:
    assert name_similarity("بوتين", "فلاديمير بوتين", "PER").verdict == "undecided"


def test_names_without_letters_are_undecided() -> None:
    assert name_similarity("!", "؟ ؟", "PER").verdict == "undecided"
    assert name_similarity("...", "بوتين", "PER").verdict == "undecided"


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("الملك عبد الله الثاني", "عبد الله الثاني", "same"),
        ("الملك سلمان", "سلمان", "undecided"),
        ("محمد بن راشد", "راشد بن محمد", "different"),
        ("شينزو آبي", "آبي شينزو", "same"),
    ],
)
def test_titles_may_be_left_out_and_asian_names_turn(left: str, right: str, verdict: str) -> None:
    assert name_similarity(left, right, "PER").verdict == verdict


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(UserError, match="MISC"):
        name_similarity("أ", "ب", "MISC")


def test_two_arabic_words_are_two_words() -> None:
    logit, why = compare_words("حسن", "حسين")
    assert logit <= -4.0 or "Arabic" in why


def test_keys_are_of_all_words_of_rare_ones_and_of_pairs() -> None:
    bones = [skeleton(word) for word in ("كيم", "جونغ", "اون")]
    rows, keys = blocking_keys(["...", "كيم جونغ أون"], "PER")
    assert rows.tolist() == [1] * len(rows)
    assert set(hashes(["".join(bones).replace(".", "")]).tolist()) < set(keys.tolist())
    rare = [model().rarity(word) > 0.45 for word in ("كيم", "جونغ", "اون")]
    assert [bone in keys for bone in hashes(bones)] == rare
    assert len(set(keys.tolist())) == 1 + sum(rare) + 3


def test_names_written_with_other_gaps_share_a_key() -> None:
    rows, keys = blocking_keys(["حسن نصرالله", "حسن نصر الله"], "PER")
    assert set(keys[rows == 0].tolist()) & set(keys[rows == 1].tolist())


def test_keys_leave_out_light_words_but_not_all() -> None:
    rows, keys = blocking_keys(["مدينة حلب", "حلب", "مدينة"], "LOC")
    of = [set(keys[rows == row].tolist()) for row in range(3)]
    assert of[0] == of[1] and of[2]


@pytest.mark.parametrize("type_", ["PER", "LOC", "ORG"])
def test_light_words_of_many_names_are_those_of_each(type_: str) -> None:
    names = [words_of(name) for r in _rows("name_variants.tsv") for name in (r["left"], r["right"])]
    each = [is_light(words, at, type_) for words in names for at in range(len(words))]
    assert light_words(WordRows.of(names), type_).tolist() == each
    assert any(each)


def test_no_names_have_no_keys() -> None:
    assert [part.tolist() for part in blocking_keys([], "ORG")] == [[], []]


@pytest.mark.parametrize(
    ("left", "right", "type_", "expected"),
    [
        ("جيه دي فانس", "جي. دي. فانس", "PER", "same"),  # letters that are spoken, written one by one, or Latin
        ("إف تي إكس", "FTX", "ORG", "same"),
        ("سي إن إن", "سي بي إن", "ORG", "different"),
        ("إف تي إكس", "FTSE", "ORG", "different"),
        ("سون هيونغ مين", "هيونج مين سون", "PER", "same"),  # the family name first in one
        ("أوربان فيكتور", "فكتور أوربان", "PER", "same"),
        ("محمد صلاح علي", "صلاح علي محمد", "PER", "different"),
        ("ليوناردو دافنشي", "ليوناردو دا فينتشي", "PER", "same"),  # a particle written onto its house
    ],
)  # fmt: skip
def test_letters_order_and_particles(left: str, right: str, type_: str, expected: str) -> None:
    assert {name_similarity(a, b, type_).verdict for a, b in ((left, right), (right, left))} == {expected}


def test_latin_letters_side_by_side_are_one_word() -> None:
    assert words_of("بي بي سي العربية") == ("_bbc", "العربيه")
    assert words_of("جورج دبليو بوش") == ("جورج", "دبليو", "بوش")
