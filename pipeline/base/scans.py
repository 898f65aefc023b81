"""Tables where they lie: Parquet files that are asked in SQL, read as far as the question needs, on disk where memory is short.

DuckDB answers: it sorts, joins and sums what does not fit into memory. Texts are ordered by code points, as Python orders them.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.base.contract import DTYPES, Table
from pipeline.base.cores import cores
from pipeline.base.errors import UserError
from pipeline.base.files import whole

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The cores that a question keeps busy: half of all, since another stage may run beside it, and at most four. And what it may
# hold in memory for each before it goes to disk; with less the largest one (all evidence with its sentences, in order) fails.
_MOST_CORES = 4
_MEMORY_MB = 500
# DuckDB would keep what it freed, hundreds of MB, for the next question.
_GIVE_BACK = {
    "allocator_background_threads": True, "allocator_flush_threshold": "16MB",
    "allocator_bulk_deallocation_flush_threshold": "16MB",
}  # fmt: skip
SPILL = ".spill."  # how the folders begin that hold what memory does not


@dataclass(frozen=True)
class Scan:
    """A table in Parquet files, not read yet.

    Attributes:
        table: its columns.
        files: where its rows are, at least one file.
        room: a folder whose disk takes what memory does not hold.
    """

    table: Table
    files: tuple[Path, ...]
    room: Path

    def __len__(self) -> int:
        return sum(rows_of(file) for file in self.files)


Rows: TypeAlias = Scan | pd.DataFrame


def rows_of(path: Path) -> int:
    """How many rows a Parquet file holds.

    Raises:
        UserError: it is damaged.
    """
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: damaged ({error}). Delete the file and run again: it is made anew.") from error


def is_sound(path: Path) -> bool:
    """Whether a Parquet file is there and whole, by its footer, which is written last."""
    try:
        return path.exists() and rows_of(path) >= 0
    except UserError:
        return False


def ask(question: str, numbers: Mapping[str, int] | None = None, /, **tables: Rows) -> pd.DataFrame:
    """The answer to a question.

    Args:
        question: one SELECT in DuckDB's SQL.
        numbers: what stands for its `$name`s.
        tables: the tables that it names.

    Raises:
        UserError: a file is damaged, or the disk is full.
    """
    with _desk(tables) as desk:
        frame: pd.DataFrame = desk.sql(question, params=dict(numbers or {})).to_arrow_table().to_pandas()
    return frame


def ask_texts(question: str, **tables: Rows) -> pd.DataFrame:
    """The answer to a question with Python's own texts, each once: Arrow would make new ones each time one is looked at.

    Args:
        question: as `ask` takes it.
        tables: as `ask` takes them.

    Returns:
        The rows, columns of texts as objects.

    Raises:
        UserError: as `ask` does.
    """
    known: dict[str, str] = {}
    with _desk(tables) as desk:
        batches = desk.sql(question).to_arrow_reader()
        none = pa.RecordBatch.from_pylist([], schema=batches.schema)
        frames = [pd.DataFrame(_as_objects(batch, known)) for batch in itertools.chain([none], batches)]
    return pd.concat(frames, ignore_index=True)


def _as_objects(batch: pa.RecordBatch, known: dict[str, str]) -> dict[str, pd.Series]:
    """The columns of some rows, each text the one that is known already."""
    columns = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if pa.types.is_string(column.type):
            coded = column.dictionary_encode()
            texts = np.array([known.setdefault(text, text) for text in coded.dictionary.to_pylist()], dtype=object)
            columns[name] = pd.Series(texts[coded.indices.to_numpy()], dtype=object)
        else:
            columns[name] = pd.Series(column.to_numpy(zero_copy_only=False))
    return columns


def write_csv(path: Path, question: str, table: Table, order: Sequence[str], **tables: Rows) -> None:
    """Write an answer as a final table, without holding it: UTF-8, `\\n`, `true`/`false`, an empty cell for what is not known.

    Args:
        path: the file, which appears whole or not at all.
        question: one SELECT of at least the table's columns.
        table: the columns to write.
        order: the columns that rows are ordered by.
        tables: the tables that the question names.

    Raises:
        UserError: a file is damaged, or the disk is full.
    """
    columns = ", ".join(_cell(column.name, column.type) for column in table.columns)
    keys = ", ".join(f'asked."{name}"' for name in order)
    ordered = f"SELECT {columns} FROM ({question}) AS asked ORDER BY {keys}"
    with whole(path) as aside, _desk(tables) as desk:
        desk.execute(f"COPY ({ordered}) TO {_quoted(aside)} (FORMAT csv, HEADER true)")


def _cell(name: str, kind: str) -> str:
    """A column as it is written: what is not known is an empty cell."""
    if DTYPES[kind] == "str":
        return f"""nullif(asked."{name}", '') AS "{name}\""""
    if DTYPES[kind] == "float64":
        return f'CASE WHEN isnan(asked."{name}") THEN NULL ELSE asked."{name}" END AS "{name}"'
    return f'asked."{name}"'


@contextmanager
def _desk(tables: Mapping[str, Rows]) -> Iterator[DuckDBPyConnection]:
    """A database in which the tables have their names."""
    with _told(tables), _database(_room(tables)).cursor() as desk:
        for name, rows in tables.items():
            if isinstance(rows, Scan):
                columns = ", ".join(f'"{column}"' for column in rows.table.names)
                files = ", ".join(map(_quoted, rows.files))
                desk.execute(f'CREATE TEMP VIEW "{name}" AS SELECT {columns} FROM read_parquet([{files}])')
            else:
                desk.register(name, pa.Table.from_pandas(rows, preserve_index=False))
        yield desk


@cache
def _database(room: Path | None) -> DuckDBPyConnection:
    """A database without tables; to open one takes longer than most questions."""
    import duckdb

    busy = min(max(cores() // 2, 1), _MOST_CORES)
    config: dict[str, Any] = {"threads": busy, "memory_limit": f"{busy * _MEMORY_MB}MB", **_GIVE_BACK}
    config["python_enable_replacements"] = False  # a name is a table, never a variable of Python
    if room is not None:
        config["temp_directory"] = str(room / f"{SPILL}{os.getpid()}")
    return duckdb.connect(config=config)


def _room(tables: Mapping[str, Rows]) -> Path | None:
    return next((rows.room for rows in tables.values() if isinstance(rows, Scan)), None)


@contextmanager
def _told(tables: Mapping[str, Rows]) -> Iterator[None]:
    """DuckDB's errors about files as the user's: which one, and what to do."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise UserError(f"{_first(error)}. Free space on the disk of {_room(tables)}, and run again.") from error
    except (duckdb.InvalidInputException, duckdb.SerializationException) as error:
        raise UserError(f"{_first(error)}. Delete the file and run again: it is made anew.") from error


def _first(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
