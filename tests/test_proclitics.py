"""The parts of the model of proclitics, and its file."""

import numpy as np
import pytest

from pipeline.base.errors import UserError
from pipeline.reading.proclitics import (
    FEATURES,
    Habits,
    Proclitics,
    candidates,
    counts_of,
    hash_of,
    is_alone,
    letters_of,
    read_proclitics,
    write_proclitics,
)


def splits(word):
    return [(word[: c.start], c.base, c.contracted) for c in candidates(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("موسكو", [("", "موسكو", False)]),
        ("وسام", [("", "وسام", False), ("و", "سام", False)]),
        ("وبكين", [("", "وبكين", False), ("و", "بكين", False), ("وب", "كين", False)]),
        ("للصين", [("", "للصين", False), ("ل", "لصين", False), ("ل", "الصين", True)]),
        ("لـكيم", [("", "لكيم", False), ("لـ", "كيم", False)]),
        ("وَأحمد", [("", "واحمد", False), ("وَ", "احمد", False)]),
        ("\u200fبمصر", [("\u200f", "بمصر", False), ("\u200fب", "مصر", False)]),
        ("\ufeed\ufeb3\ufe8e\ufee1", [("", "وسام", False), ("\ufeed", "سام", False)]),
        ("في", [("", "في", False)]),  # one letter is no name
        ("ب24", [("", "ب24", False), ("ب", "24", False)]),
        ("، ", [("", "،", False)]),
    ],
)
def test_all_ways_to_split_a_word(word, expected):
    assert splits(word) == expected


def test_what_is_split_off_is_told_without_its_marks():
    assert letters_of("\u200fوَلـ") == letters_of("\ufeed\ufedf") == "ول"


def test_proclitics_written_apart():
    assert [is_alone(word) for word in ("و", "لـ", "وبـ", "ف", "ب", "لكيم", "لـكيم")] == [True] * 4 + [False] * 3


def test_counts_are_logarithms_and_unknown_things_are_zero():
    counts = counts_of([(hash_of("ب"), 3), (hash_of("ا"), 1), (hash_of("ا"), 5)])
    found = counts.of(np.array([hash_of("ا"), hash_of("ب"), hash_of("ت")], dtype=np.uint32))
    assert found == pytest.approx([np.log(6), np.log(4), 0], abs=0.04)
    assert counts_of([]).of(np.array([1], dtype=np.uint32)).tolist() == [0]


def tiny():
    """A model that splits when the base is seen more often than the word."""
    empty = counts_of([])
    inner = np.zeros((FEATURES, 1), np.float32)
    inner[8] = 1  # how often the base is seen
    habits = Habits(np.zeros(0, np.uint32), np.zeros((0, 3), np.int8))
    words = counts_of([(hash_of("لندن"), 100), (hash_of("ولندن"), 3), (hash_of("وليد"), 50), (hash_of("ليد"), 2),
                       (hash_of("بلديه"), 50), (hash_of("لديه"), 90)])  # fmt: skip
    marbuta = counts_of([(hash_of("بلديه"), 48)])
    return Proclitics(
        words, marbuta, empty, empty, empty, empty, empty, habits, (inner, np.zeros(1, np.float32), np.ones(1, np.float32))
    )


def test_the_best_candidate_is_chosen_and_the_unsplit_one_among_equals():
    found = tiny().decide(["ولندن", "وليد", "وزير", "هنا"], [""] * 4, [""] * 4)
    assert [(c.start, c.base) for c in found] == [(1, "لندن"), (0, "وليد"), (0, "وزير"), (0, "هنا")]
    assert tiny().decide([], [], []) == []


def test_a_word_with_ta_marbuta_is_not_one_with_a_pronoun():
    found = tiny().decide(["بلدية", "بلديةِ\u200f", "بلديه"], [""] * 3, [""] * 3)
    assert [c.start for c in found] == [0, 0, 1]


def test_a_model_is_read_as_it_was_written(tmp_path):
    write_proclitics(tmp_path / "m.npz", tiny())
    read = read_proclitics(tmp_path / "m.npz")
    assert read.words.hashes.tolist() == tiny().words.hashes.tolist()
    assert read.words.logs.tolist() == tiny().words.logs.tolist()
    assert [w.tolist() for w in read.weights] == [w.tolist() for w in tiny().weights]


def test_a_file_that_is_no_model_is_an_error(tmp_path):
    (tmp_path / "m.npz").write_bytes(b"junk")
    with pytest.raises(UserError, match="not a readable model of proclitics"):
        read_proclitics(tmp_path / "m.npz")
    with pytest.raises(UserError, match="not a readable model"):
        read_proclitics(tmp_path / "none.npz")
