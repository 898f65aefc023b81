"""Rows of words as numbers."""

from pipeline.comparing.wordrows import Rows, WordRows, counted, hashes

ROWS = WordRows.of([["a", "b"], [], ["b", "c", "b"]])


def words(rows: WordRows) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in rows.lengths]
    for row, value in zip(rows.row.tolist(), rows.values.tolist(), strict=True):
        found[row].append(rows.words[value])
    return found


def test_each_distinct_word_has_one_number():
    assert (ROWS.words, ROWS.values.tolist(), ROWS.lengths.tolist()) == (["a", "b", "c"], [0, 1, 1, 2, 1], [2, 0, 3])
    assert (ROWS.row.tolist(), ROWS.place.tolist()) == ([0, 0, 2, 2, 2], [0, 1, 0, 1, 2])


def test_rows_are_taken_and_thinned():
    assert words(ROWS.only(ROWS.lengths.argsort()[::-1])) == [["b", "c", "b"], ["a", "b"], []]
    assert words(ROWS.where(ROWS.values != 1)) == [["a"], [], ["c"]]
    assert ROWS.joined().tolist() == ["ab", "", "bcb"]
    assert words(ROWS.words_as(str.upper)) == [["A", "B"], [], ["B", "C", "B"]]


def test_rows_may_be_none():
    none = WordRows.of([])
    assert words(none) == [] and words(none.only(none.values)) == [] and none.joined().tolist() == []
    assert counted(none.lengths).tolist() == []


def test_rows_of_anything():
    assert Rows(ROWS.values * 10, ROWS.lengths).only(ROWS.lengths[:1]).values.tolist() == [10, 20, 10]


def test_hashes_are_those_of_every_run():
    assert hashes(["a", "b", "a"]).tolist() == hashes(["a", "b", "a"]).tolist()
    assert hashes(["كيم"]).tolist() == [int(hashes(["كيم"])[0])] and len(set(hashes(["a", "b", ""]).tolist())) == 3
