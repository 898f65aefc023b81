"""The lists under `models/`, written by hand or by a training: tab-separated files with a header."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

from pipeline.base.errors import UserError


def read_list(path: Path, columns: Collection[str] = ()) -> list[dict[str, str]]:
    """The rows of a list, by column.

    Args:
        path: the file.
        columns: those that are read; it may have others.

    Raises:
        UserError: it can't be read, lacks one of the columns, or a row has more or fewer cells than its header.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)) or [[]]
    except OSError as error:
        raise UserError(f"{path}: can't be read ({error.strerror}). It is part of the program: install it again.") from error
    if missing := [name for name in columns if name not in header]:
        raise UserError(f"{path}: found the columns {', '.join(header)}, expected also {', '.join(missing)}.")
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise UserError(f"{path}, line {number}: found {len(row)} cells, expected {len(header)}: {', '.join(header)}.")
    return [dict(zip(header, row, strict=True)) for row in rows]


def words_by_kind(path: Path, column: str, kinds: Collection[str]) -> dict[str, frozenset[str]]:
    """What a list has in one column, by the row's `kind`.

    Args:
        path: the file.
        column: the column of the words.
        kinds: all that there may be; each has an entry.

    Raises:
        UserError: as `read_list`, or a row is of another kind.
    """
    rows = read_list(path, ("kind", column))
    for number, row in enumerate(rows, 2):
        if row["kind"] not in kinds:
            raise UserError(f"{path}, line {number}: found the kind {row['kind']!r}, expected one of {', '.join(kinds)}.")
    return {kind: frozenset(row[column] for row in rows if row["kind"] == kind) for kind in kinds}
