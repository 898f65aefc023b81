"""The user's own annotations (`MENTIONS=file.csv`), read and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from pipeline.base.contract import TYPES
from pipeline.base.errors import UserError
from pipeline.reading.usertables import read_rows

_COLUMNS = ("article_id", "start", "end", "type")


def read_given(path: Path) -> pd.DataFrame:
    """Read a CSV of mentions: article_id, start, end (offsets into the article's text, end not included), type.

    Args:
        path: the file (`MENTIONS=`), in any form that `read_rows` takes; further columns are left aside.

    Returns:
        article_id, start, end, type, row (from 1, the header not counted).

    Raises:
        UserError: the file can't be read, a column is missing, an offset is no number, or a type is unknown.
    """
    columns, found = read_rows(path)
    missing = [name for name in _COLUMNS if name not in columns]
    if missing:
        found_columns, expected = ", ".join(columns) or "none", ", ".join(_COLUMNS)
        raise UserError(f"{path}: no column {', '.join(missing)}; found {found_columns}, expected {expected}. Add it.")
    rows = [_checked(path, number, row) for number, row in found.items()]
    kinds = {"article_id": "str", "start": "int64", "end": "int64", "type": "str", "row": "int64"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def _checked(path: Path, number: int, row: Mapping[str, str]) -> tuple[str, int, int, str, int]:
    name, begins, ends, kind = (row.get(column, "") for column in _COLUMNS)
    try:
        start, end = int(begins), int(ends)
    except ValueError:
        start, end = 0, 0
    if not 0 <= start < end:
        raise UserError(
            f"{path}, row {number}: found start {begins!r} and end {ends!r}, expected whole numbers, "
            "0 <= start < end. Correct or remove the row."
        )
    if kind not in TYPES:
        raise UserError(f"{path}, row {number}: found type {kind!r}, expected one of {', '.join(TYPES)}. Correct it.")
    return name, start, end, kind, number


def refuse_unknown(path: Path, given: pd.DataFrame, article_ids: Collection[str]) -> None:
    """Raises UserError when a row is about an article that was not read.

    Args:
        path: the file, for the message.
        given: what `read_given` returned.
        article_ids: the ids of all articles of the run.
    """
    unknown = given[~given.article_id.isin(list(article_ids))]
    if len(unknown):
        first = unknown.iloc[0]
        raise UserError(
            f"{path}, row {first.row}: no article {first.article_id!r} was read ({len(unknown)} such rows). Correct the id "
            "(a file's path in the input folder without ending, or a row's id), or remove the rows."
        )
