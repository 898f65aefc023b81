"""`tables.xlsx`: the tables as a workbook for Excel and LibreOffice, a sheet a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.base.contract import DTYPES, FINAL, Table
from pipeline.base.letters import arabic_share

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Rows of a sheet. Excel holds 1,048,576, but a workbook of such sheets takes minutes to write and to open (of these, some
# ten seconds); who needs more has the CSV files. Characters of a cell and links of a sheet are Excel's own limits
# (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
ROWS, CELL, LINKS = 10_000, 32_767, 65_530
WIDEST, NARROWEST = 60, 8  # column widths, in characters
_SAMPLE = 500  # rows that widths and direction are taken from
# No text of an article ever becomes a formula, a link or a number.
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}  # fmt: skip

# Sheets that begin with what is greatest; the CSV files keep an order that doesn't change when a number does.
FIRST = {"entities": "mentions", "cooccurrences": "weight"}

Link = Callable[[dict[str, Any]], str]


def write(tables: Mapping[str, pd.DataFrame], path: Path, sizes: Mapping[str, int] | None = None) -> None:
    """Write the final tables as one workbook.

    Each sheet has a frozen header with filters, columns as wide as their content, and runs from right to left where it
    holds Arabic. The sheet `about` says what each column means. In `merges` and `cooccurrences`, cells lead to the
    sentences behind them. Rows beyond ROWS and characters beyond CELL are left out, and the
    sheet says so.

    Args:
        tables: all tables of contract.FINAL by name.
        path: the file to write.
        sizes: how many rows the tables have, where not all are given; those of `FIRST` with the greatest are given then.
    """
    from xlsxwriter import Workbook

    shown = dict(tables) | {"evidence": _named(tables["evidence"], tables["entities"])}
    for name, column in FIRST.items():
        shown[name] = shown[name].sort_values(column, ascending=False, kind="stable", ignore_index=True)
    links = _links(shown)
    with _told(path), Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": "Shabaka", "created": datetime(1980, 1, 1)})  # the same tables, the same file
        styles = {"header": book.add_format({"bold": True, "bottom": 1}), "link": book.get_default_url_format()}
        sizes = {name: len(frame) for name, frame in tables.items()} | dict(sizes or {})
        _about(book, sizes, styles)
        for name, table in FINAL.items():
            sheet = book.add_worksheet(name)
            _sheet(sheet, table, shown[name], links.get(name, {}), styles)
            _say_what_is_left(sheet, name, sizes[name], styles)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The writer's error of a file that can't be written as Python's own."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except FileCreateError as error:
        raise OSError(0, str(error), str(path)) from error


def _named(evidence: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Evidence with the names of its entities, the sentences of a pair one below the other."""
    names = entities.set_index("entity_id")["name"]
    for column, side in ((1, "source"), (3, "target")):
        evidence = evidence.copy()
        evidence.insert(column, f"{side}_name", evidence[f"{side}_id"].map(names).astype("str").fillna(""))
    return evidence.sort_values(["source_id", "target_id", "article_id", "sentence"], ignore_index=True)


def _links(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, Link]]:
    """For each sheet and column, where a row's cell leads to ("" for nowhere)."""
    texts = tables["sentences"]["text"].head(ROWS)
    sentence = {text: row for row, text in reversed(list(enumerate(texts, 1))) if text}
    pairs = tables["evidence"][["source_id", "target_id"]].head(ROWS).drop_duplicates()
    pair = {(source, target): row for row, source, target in zip(pairs.index + 1, *pairs.to_numpy().T, strict=True)}

    def to_sentence(side: str) -> Link:
        return lambda row: _place("sentences", sentence.get(row[side]))

    def to_evidence(row: dict[str, Any]) -> str:
        return _place("evidence", pair.get((row["source_id"], row["target_id"])))

    sides = ("sentence_a", "sentence_b")
    return {"merges": {side: to_sentence(side) for side in sides}, "cooccurrences": {"sentences": to_evidence}}


def _place(sheet: str, row: int | None) -> str:
    return "" if row is None else f"internal:'{sheet}'!A{row + 1}"


def _about(book: Workbook, sizes: Mapping[str, int], styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("about")
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()  # printed: all columns on a page, the header on each
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, (title, width) in enumerate((("sheet", 16), ("column", 16), ("meaning", 80), ("rows", 10))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, styles["header"])
    row = 0
    for table in FINAL.values():
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", styles["link"], table.name)
        sheet.write_string(row, 2, f"a row: {table.row}")
        sheet.write_number(row, 3, sizes[table.name])
        for column in table.columns:
            row += 1
            sheet.write_string(row, 0, table.name)
            sheet.write_string(row, 1, column.name)
            sheet.write_string(row, 2, column.meaning)


def _sheet(sheet: Worksheet, table: Table, frame: pd.DataFrame, links: dict[str, Link], styles: dict[str, Any]) -> None:
    names = list(frame.columns)
    _set_up(sheet, frame)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, styles["header"])
    kinds = {column.name: DTYPES[column.type] for column in table.columns}
    left = LINKS
    for number, row in enumerate(_records(frame.head(ROWS)), 1):
        for column, name in enumerate(names):
            target = links[name](row) if name in links and left else ""
            if target:
                left -= 1
                sheet.write_url(number, column, target, styles["link"], "")
            style = styles["link"] if target else None
            _cell(sheet, (number, column), row[name], kinds.get(name, "str"), table.name, style)


def _say_what_is_left(sheet: Worksheet, name: str, size: int, styles: dict[str, Any]) -> None:
    if size > ROWS:
        note = f"{size - ROWS} further rows did not fit into the sheet: all are in tables/{name}.csv"
        sheet.write_string(ROWS + 1, 0, note, styles["header"])


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for start in range(0, len(frame), 10_000):
        yield from frame.iloc[start : start + 10_000].to_dict("records")


def _cell(sheet: Worksheet, place: tuple[int, int], value: Any, kind: str, table: str, style: Any) -> None:
    if kind == "bool":
        sheet.write_boolean(*place, value, style)
    elif kind == "str" and value:
        sheet.write_string(*place, _fitting(value, table), style)
    elif kind != "str" and not pd.isna(value):
        sheet.write_number(*place, value, style)


def _fitting(text: str, table: str) -> str:
    if len(text) <= CELL:
        return text
    note = f" […] {len(text)} characters, whole in tables/{table}.csv"
    return text[: CELL - len(note)] + note


def _set_up(sheet: Worksheet, frame: pd.DataFrame) -> None:
    sample = frame.head(_SAMPLE).astype("str").fillna("")
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, min(len(frame), ROWS), len(frame.columns) - 1)
    for column, name in enumerate(frame.columns):
        longest = max(int(sample[name].str.len().max() or 0) if len(sample) else 0, len(name) + 2)
        sheet.set_column(column, column, min(max(longest, NARROWEST), WIDEST))
    if any(arabic_share(" ".join(sample[name])) > 0.5 for name in frame.columns):
        sheet.right_to_left()
