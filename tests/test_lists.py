"""Lists under models/ are read whole, or the fault is named with its line."""

import pytest

from pipeline.base.errors import UserError
from pipeline.base.lists import read_list, words_by_kind
from tests.conftest import ROOT

GOOD = "kind\tword\tgloss\ntail\tx\t\"one\nhead\ty\ttwo\ntail\tz\tthree\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "m.tsv"
    path.write_text(GOOD)
    return path


def test_the_rows_of_a_list_by_column(path):
    assert read_list(path, ["word"]) == [
        {"kind": "tail", "word": "x", "gloss": '"one'},
        {"kind": "head", "word": "y", "gloss": "two"},
        {"kind": "tail", "word": "z", "gloss": "three"},
    ]
    assert words_by_kind(path, "word", ["head", "tail", "end"]) == {"head": {"y"}, "tail": {"x", "z"}, "end": set()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind\tgloss\n", "found the columns kind, gloss, expected also word"),
        (GOOD + "tail\tx\n", "line 5: found 2 cells, expected 3: kind, word, gloss"),
        (GOOD + "\n", "line 5: found 0 cells"),
        (GOOD + "tial\tx\ty\n", "line 5: found the kind 'tial', expected one of head, tail"),
        ("", "expected also kind, word"),
    ],
)
def test_what_is_wrong_is_named(path, text, message):
    path.write_text(text)
    with pytest.raises(UserError, match=message):
        words_by_kind(path, "word", ["head", "tail"])


def test_a_list_that_is_not_there_is_part_of_the_program(tmp_path):
    with pytest.raises(UserError, match=r"can't be read .* install it again"):
        read_list(tmp_path / "none.tsv")


@pytest.mark.parametrize("path", sorted((ROOT / "models").rglob("*.tsv")), ids=lambda path: path.stem)
def test_every_shipped_list_is_sound_and_every_gloss_says_something(path):
    rows = read_list(path)
    assert rows
    assert all(row["gloss"].strip() for row in rows if "gloss" in row)
