"""What is known of all articles together: what `articles.csv` says of them, and that no two have one id."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.base.errors import UserError
from pipeline.base.files import digest
from pipeline.reading.decoding import sound
from pipeline.reading.records import COLUMNS, Record, Skipped, first_of, iso_date
from pipeline.reading.usertables import read_rows

METADATA = "articles.csv"
_TOLD = ("title", "outlet", "published", "url")
_KNOWN = ("article_id", *(name for column in _TOLD for name in COLUMNS[column]))


class Metadata:
    """What `articles.csv` says of text files, by article_id."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / METADATA
        self.columns, found = read_rows(self.path) if self.path.exists() else (["article_id"], {})
        if "article_id" not in self.columns or "text" in self.columns:
            raise UserError(
                f"{self.path}: found the columns {', '.join(self.columns)}, expected article_id and any of "
                f"{', '.join(_TOLD)}. Name the column article_id; articles themselves go into a file of another name."
            )
        self.rows: dict[str, tuple[int, dict[str, str]]] = {}
        for number, row in found.items():
            self._add(number, row)
        self.used: set[str] = set()

    def _add(self, number: int, given: dict[str, str]) -> None:
        name = given.get("article_id", "")
        if not name:
            raise UserError(f"{self.path}, row {number}: no article_id. Write which article it is about, or remove the row.")
        if name in self.rows:
            raise UserError(
                f"{self.path}, rows {self.rows[name][0]} and {number}: both are about {name!r}. Keep one of them."
            )
        values = {column: first_of(given, COLUMNS[column]) for column in _TOLD}
        date = iso_date(values["published"])
        if values["published"] and not date:
            raise UserError(
                f"{self.path}, row {number}: published is {values['published']!r}, expected ISO 8601 (2024-01-31). Correct it."
            )
        self.rows[name] = number, values | {"published": date}

    def complete(self, record: Record) -> Record:
        """The record with what the table says in the place of what is not known."""
        if record.article_id not in self.rows:
            return record
        self.used.add(record.article_id)
        given: dict[str, Any] = {column: value for column, value in self.rows[record.article_id][1].items() if value}
        return replace(record, **given)

    def unused(self) -> Iterator[Skipped]:
        """The columns that tell nothing known, and the rows about articles that are not there."""
        unknown = [name for name in self.columns if name not in _KNOWN]
        if unknown:
            step = f"Name them {', '.join(_TOLD)}, or leave them so."
            yield Skipped(METADATA, 0, "read, without some columns", ", ".join(unknown), step)
        for name, (number, _) in self.rows.items():
            if name not in self.used:
                yield Skipped(
                    METADATA, number, "about no article that was read", name, "Correct its article_id, or remove it."
                )


class Ids:
    """The ids seen so far, 16 bytes each; they are compared whenever their number has doubled, and at the end."""

    def __init__(self) -> None:
        self.hashes, self.places, self.next = array("Q"), array("Q"), 1024

    def add(self, article_id: str, file: int, row: int, names: list[str]) -> None:
        """Remember one more id and where it stands; compared now and then (UserError)."""
        self.hashes.append(int(digest(article_id), 16))
        self.places.append(file << 40 | row)
        if len(self.hashes) >= self.next:
            self.check(names)
            self.next *= 2

    def check(self, names: list[str]) -> None:
        """Raises UserError when two of the ids are the same."""
        hashes = np.frombuffer(self.hashes, dtype=np.uint64)
        order = np.argsort(hashes, kind="stable")
        same = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
        if len(same):
            first, second = (self._place(int(order[same[0] + k]), names) for k in (0, 1))
            raise UserError(
                f"{first} and {second} have the same article id. "
                "Each article needs its own: rename one of the files, or change its `id`."
            )

    def _place(self, index: int, names: list[str]) -> str:
        file, row = self.places[index] >> 40, self.places[index] & (1 << 40) - 1
        return f"{sound(names[file])}, row {row}," if row else sound(names[file])
