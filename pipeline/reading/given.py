"""The user's own annotations (`MENTIONS=file.csv`), read and checked."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from pipeline.base.contract import TYPES
from pipeline.base.errors import UserError
from pipeline.reading.decoding import sample_encoding

_COLUMNS = ("article_id", "start", "end", "type")


def read_given(path: Path) -> pd.DataFrame:
    """Read a CSV of mentions: article_id, start, end (offsets into the article's text, end not included), type.

    Args:
        path: the file; further columns are left aside.

    Returns:
        article_id, start, end, type, row (from 1, the header not counted).

    Raises:
        UserError: the file can't be read, a column is missing, an offset is no number, or a type is unknown.
    """
    try:
        with open(path, encoding=sample_encoding(path), newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise UserError(f"{path}: no column {', '.join(missing)}; expected {', '.join(_COLUMNS)}. Add it.")
            rows = [_checked(path, number, row) for number, row in enumerate(reader, 1)]
    except OSError as error:
        raise UserError(f"{path}: can't be read ({error.strerror}). MENTIONS= names a CSV file of mentions.") from error
    kinds = {"article_id": "str", "start": "int64", "end": "int64", "type": "str", "row": "int64"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def _checked(path: Path, number: int, row: dict[str, str]) -> tuple[str, int, int, str, int]:
    try:
        start, end = int(row["start"]), int(row["end"])
    except (TypeError, ValueError):
        start, end = 0, 0
    if not 0 <= start < end:
        raise UserError(
            f"{path}, row {number}: found start {row['start']!r} and end {row['end']!r}, expected whole numbers, "
            "0 <= start < end. Correct or remove the row."
        )
    if row["type"] not in TYPES:
        raise UserError(
            f"{path}, row {number}: found type {row['type']!r}, expected one of {', '.join(TYPES)}. Correct it."
        )
    return row["article_id"], start, end, row["type"], number


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
