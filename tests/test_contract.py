"""Tables go out and come back the same, and a table that breaks the contract is refused."""

import math

import pandas as pd
import pytest

from pipeline import read_tables
from pipeline.base.contract import FINAL, WORKING, read_csv, read_parquet, write_parquet
from pipeline.base.errors import UserError
from pipeline.base.scans import write_csv

ALIASES = FINAL["aliases"]
ROW = {"entity_id": "LOC-na", "entity_name": 'ناميبيا "NA"', "alias": "a,\r\nb", "mentions": 2, "articles": 1}


def test_a_csv_comes_back_equal_whatever_its_texts_hold(tmp_path):
    others = {**ROW, "entity_name": "", "alias": "NA", "mentions": 3}, {**ROW, "alias": "=1+1", "mentions": 4}
    frame = ALIASES.frame([ROW, *others])
    write_csv(tmp_path / "aliases.csv", "FROM asked", ALIASES, ["mentions"], asked=frame)
    pd.testing.assert_frame_equal(read_csv(tmp_path / "aliases.csv", ALIASES), frame)


def test_flags_are_words_and_unknown_numbers_are_empty(tmp_path):
    table = FINAL["entities"]
    row = {c.name: "" for c in table.columns} | {"mentions": 1, "articles": 1, "latitude": math.nan, "longitude": 2.5}
    write_csv(tmp_path / "e.csv", "FROM asked", table, ["name"], asked=table.frame([row | {"implied": True}]))
    assert (tmp_path / "e.csv").read_bytes().endswith(b",,2.5,,true\n")
    assert math.isnan(read_csv(tmp_path / "e.csv", table).latitude[0])


@pytest.mark.parametrize("table", [*WORKING.values(), *FINAL.values()], ids=lambda t: t.name)
def test_an_empty_table_keeps_its_columns_and_types(table, tmp_path):
    write_parquet(tmp_path / "t.parquet", table.frame([]), table)
    write_csv(tmp_path / "t.csv", "FROM asked", table, table.names, asked=table.empty())
    for back in (read_parquet(tmp_path / "t.parquet", table), read_csv(tmp_path / "t.csv", table)):
        pd.testing.assert_frame_equal(back, table.empty())


def test_a_missing_column_a_wrong_type_and_a_missing_text_are_refused():
    frame = ALIASES.frame([ROW])
    with pytest.raises(ValueError, match="aliases: no column alias"):
        ALIASES.check(frame.drop(columns="alias"))
    with pytest.raises(ValueError, match="column mentions"):
        ALIASES.frame([ROW | {"mentions": "many"}])
    with pytest.raises(ValueError, match="alias: row 1 holds no text"):
        ALIASES.frame([ROW, ROW | {"alias": None}])


def test_further_columns_are_left_out_and_the_order_is_the_contract():
    frame = ALIASES.frame([{"further": 1} | dict(reversed(ROW.items()))])
    assert list(frame.columns) == ALIASES.names


def test_a_damaged_file_is_named_with_the_next_step(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(UserError, match=r"a\.parquet: not a readable table `aliases`.*Delete the file and run again"):
        read_parquet(tmp_path / "a.parquet", ALIASES)
    (tmp_path / "a.csv").write_text("entity_id,entity_name,alias,mentions,articles\nx,y,z,many,1\n")
    with pytest.raises(UserError, match=r"a\.csv: not a readable table"):
        read_csv(tmp_path / "a.csv", ALIASES)


def test_read_tables_names_the_table_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match=r"articles\.csv"):
        read_tables(tmp_path)


def test_every_column_says_what_it_means():
    for table in [*WORKING.values(), *FINAL.values()]:
        assert all(len(c.meaning) > 2 for c in table.columns), table.name
        assert len(set(table.names)) == len(table.names), table.name
