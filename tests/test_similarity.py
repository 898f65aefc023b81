"""What makes two names one, and what keeps them two."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.comparing.namekeys import blocking_keys
from pipeline.comparing.similarity import compare_lines, name_similarity
from pipeline.comparing.wordpairs import compare_words

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
    shared = sum(
        bool(set(blocking_keys(r["left"], r["type"])) & set(blocking_keys(r["right"], r["type"]))) for r in pairs
    )
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


def test_lines_are_answered_in_order() -> None:
    lines = ["غورباتشوف\tجورباتشوف\tPER\n", "\n", "النيجر\tنيجيريا\tLOC"]
    cells = [line.split("\t") for line in compare_lines(lines)]
    assert [c[:4] for c in cells] == [
        ["غورباتشوف", "جورباتشوف", "PER", "same"],
        ["النيجر", "نيجيريا", "LOC", "different"],
    ]
    assert all(0.0 <= float(c[4]) <= 1.0 and c[5] for c in cells)


@pytest.mark.parametrize("line", ["غوغل\tجوجل", "غوغل\tجوجل\tMISC"])
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(UserError, match="line 2"):
        list(compare_lines(["أ\tب\tPER", line]))


def test_blocks_hold_one_type_each() -> None:
    assert not set(blocking_keys("القاهرة", "LOC")) & set(blocking_keys("القاهرة", "ORG"))


def test_a_name_without_letters_has_no_block() -> None:
    assert blocking_keys("...", "PER") == []
