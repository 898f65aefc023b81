"""One article as the input gives it, and what was left out of it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, TextIO

from pipeline.base.letters import fold
from pipeline.reading.decoding import sound

# Input columns by what they become; the first that a row has is taken.
COLUMNS = {
    "article_id": ("id", "article_id"),
    "title": ("title",),
    "text": ("text",),
    "outlet": ("outlet", "source"),
    "published": ("published", "date"),
    "url": ("url",),
}
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # an article may be longer than the 131,072 letters csv allows


@dataclass(frozen=True)
class Record:
    """An article as it was read; what the input does not tell is "".

    `row` is the row of its file, from 1; 0 when the file is the article.
    """

    article_id: str
    path: str
    row: int
    title: str
    outlet: str
    published: str
    url: str
    text: str


@dataclass(frozen=True)
class Skipped:
    """A file or row that was not read, or (as `reason` then says) only in part."""

    path: str
    row: int
    reason: str
    found: str
    next_step: str


def csv_rows(stream: TextIO) -> Iterator[list[str]]:
    """The rows of a CSV stream, parted by the comma, semicolon or tab that its header has most of."""
    first = stream.readline()
    delimiter = max(",;\t", key=first.count)

    def lines() -> Iterator[str]:
        yield first
        yield from stream

    return csv.reader(lines(), delimiter=delimiter)


def plain(field: object) -> str:
    """A column name as it is looked up: trimmed, in lower case."""
    return str(field).strip().lower()


def row_record(fields: Mapping[str, Any], name: str, stem: str, number: int) -> Iterator[Record | Skipped]:
    """The article of one row; columns that are not known are left aside."""
    given = {plain(field): value for field, value in fields.items()}
    values = {column: first_of(given, names) for column, names in COLUMNS.items()}
    path = sound(name)
    if not isinstance(given.get("text"), str):
        found = f"columns {', '.join(given)[:200]}"
        yield Skipped(path, number, "no text", found, "Give the article's text in `text`.")
        return
    published = iso_date(values["published"])
    if values["published"].strip() and not published:
        found = values["published"][:60]
        yield Skipped(
            path, number, "read, without its date", found, "Write the date as 2024-01-31 or 2024-01-31T18:00."
        )
    values |= {"published": published, "article_id": values["article_id"].strip() or f"{stem}-{number}"}
    yield Record(path=path, row=number, **values)


def first_of(given: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of the columns `names` that holds something, as text; "" if none does."""
    for name in names:
        if given.get(name) not in (None, ""):
            return sound(str(given[name]))
    return ""


def iso_date(value: str) -> str:
    """A date or time as ISO 8601: `2024-01-31` or `2024-01-31T18:00:00+03:00`; "" for what is neither ISO nor RFC 2822.

    Days and months in another order (03/04/2024) can't be told apart and are not guessed.
    """
    plain = fold(value).upper().replace("/", "-")
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(plain)
        except (ValueError, TypeError, IndexError):
            continue
        return moment.date().isoformat() if len(plain) <= 10 else moment.isoformat()
    return ""
