"""Reading and checking the user's word."""

import pytest

from pipeline.base.errors import UserError
from pipeline.linking.judgements import checked, read_judgements
from tests.linking_frames import judged


def test_a_missing_file_holds_no_judgements(tmp_path):
    assert read_judgements(tmp_path / "judgements.csv").empty


@pytest.mark.parametrize(("mark", "sign"), [("", ","), ("\ufeff", ";"), ("", "\t")])
def test_columns_in_any_order_and_any_separator(tmp_path, mark, sign):
    path = tmp_path / "judgements.csv"
    path.write_text(
        f"{mark}left{sign}judgement{sign}value\nكيم{sign}drop{sign}\n\nأون{sign}rename{sign}Un\n", encoding="utf-8"
    )
    found = checked(read_judgements(path))
    assert [(j.kind, j.left.name, j.value) for j in found] == [("drop", "كيم", ""), ("rename", "أون", "Un")]


def test_without_the_needed_columns_the_error_says_which_were_found(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="found columns a, b"):
        read_judgements(path)


def test_a_column_of_another_name_is_an_error(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text("judgement,left,left_artcle\ndrop,كيم,a\n")
    with pytest.raises(UserError, match=r"left_artcle is none of them\. Expected columns: judgement"):
        read_judgements(path)


def test_a_review_appended_with_its_header_is_read_on(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text("Judgement,left,right,\n\ndrop,كيم,,\nJudgement,left,right,\n,,,\nsame,كيم,أون,\n")
    assert [(j.row, j.kind) for j in checked(read_judgements(path))] == [(3, "drop"), (6, "same")]


def test_rows_left_open_are_passed_over():
    assert checked(judged({"judgement": "", "left": "كيم", "right": "أون"})) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"judgement": "merge", "left": "x", "right": "y"}, "row 2 .*'merge' is no judgement"),
        ({"judgement": "same", "left": "", "right": "y"}, "`left` is empty"),
        ({"judgement": "same", "left": "x"}, "`right` is empty"),
        ({"judgement": "rename", "left": "x"}, "`value` is empty"),
        ({"judgement": "type", "left": "x", "value": "MISC"}, "`value` is 'MISC'"),
        ({"judgement": "drop", "left": "x", "type": "MISC"}, "`type` is 'MISC'"),
    ],
)
def test_incomplete_rows_are_errors_that_name_the_row(row, message):
    with pytest.raises(UserError, match=message):
        checked(judged(row))
