"""The user's own annotations are read and checked."""

import pytest

from pipeline.base.errors import UserError
from pipeline.reading.given import read_given, refuse_unknown

HEADER = "article_id,start,end,type,note\n"


def write(tmp_path, text):
    path = tmp_path / "m.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_rows_are_read_with_their_numbers(tmp_path):
    table = read_given(write(tmp_path, HEADER + "a,0,3,PER,x\nb/c,4,9,ORG,\n"))
    assert table.to_dict("records") == [
        {"article_id": "a", "start": 0, "end": 3, "type": "PER", "row": 1},
        {"article_id": "b/c", "start": 4, "end": 9, "type": "ORG", "row": 2},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("article_id,start,type\n", "no column end; found article_id, start, type, expected"),
        (HEADER + "a,0,3,PER,\na,x,3,PER,\n", "row 2: found start 'x'"),
        (HEADER + "a,3,3,PER,\n", "row 1"),
        (HEADER + "a,-1,3,PER,\n", "row 1"),
        (HEADER + "a,1\n", "row 1"),
        (HEADER + "a,0,3,PERS,\n", "row 1: found type 'PERS', expected one of PER, LOC, ORG"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, message):
    with pytest.raises(UserError, match=message):
        read_given(write(tmp_path, text))


def test_a_spreadsheets_semicolons_and_capitals_are_read(tmp_path):
    table = read_given(write(tmp_path, "Article_ID;Start;End;Type\r\na;0;3;PER\r\n"))
    assert table.to_dict("records") == [{"article_id": "a", "start": 0, "end": 3, "type": "PER", "row": 1}]


def test_a_missing_file_and_an_unknown_article_are_errors(tmp_path):
    with pytest.raises(UserError, match="can't be read"):
        read_given(tmp_path / "none.csv")
    path = write(tmp_path, HEADER + "a,0,3,PER,\nb,0,3,PER,\n")
    refuse_unknown(path, read_given(path), {"a", "b"})
    with pytest.raises(UserError, match=r"row 2: no article 'b' was read \(1 such rows\)"):
        refuse_unknown(path, read_given(path), {"a"})
