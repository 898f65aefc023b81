"""The tables that a user writes are read in every form that spreadsheets save."""

import pytest

from pipeline.base.errors import UserError
from pipeline.reading.usertables import read_rows

ROWS = [["Article_ID ", "Title", ""], ["a", " عنوان المقال الأول ", ""], ["", "", ""], ["Article_ID ", "Title", ""], ["b"]]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_columns_and_rows_with_their_numbers(tmp_path, sign, encoding, end):
    path = tmp_path / "t.csv"
    path.write_bytes(end.join(sign.join(row) for row in ROWS).encode(encoding))
    assert read_rows(path) == (
        ["article_id", "title"],
        {1: {"article_id": "a", "title": "عنوان المقال الأول"}, 4: {"article_id": "b"}},
    )


def test_an_empty_file_has_no_columns(tmp_path):
    (tmp_path / "t.csv").write_text("")
    assert read_rows(tmp_path / "t.csv") == ([], {})


def test_what_can_not_be_read_is_named_with_its_row(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("a,b\nعنوان المقال,1\n".encode() + "عنوان".encode()[:-1] + b",2\n")
    with pytest.raises(UserError, match=r"t\.csv, row 2: found 1 bytes that are no character\. Save the file as CSV in UTF-8"):
        read_rows(path)
    with pytest.raises(UserError, match=r"can't be read \(Is a directory\)"):
        read_rows(tmp_path)
