"""The small tables that a user writes beside the articles, in whatever form a spreadsheet saved them."""

from __future__ import annotations

import io
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.reading.decoding import decode
from pipeline.reading.records import csv_rows, plain


def read_rows(path: Path) -> tuple[list[str], dict[int, dict[str, str]]]:
    """The rows of a CSV file: UTF-8, UTF-16 or Windows-1256, parted by commas, semicolons or tabs.

    Args:
        path: the file.

    Returns:
        The names of its columns (trimmed, in lower case, those without a name left out), and its rows by number, from 1, the
        header not counted: the trimmed cells by column. Empty rows are left out, and so are further headers, which one such
        file appended to another brings along.

    Raises:
        UserError: it can't be read, or holds bytes that are no character.
    """
    try:
        text, lost = decode(path.read_bytes())
    except OSError as error:
        raise UserError(f"{path}: can't be read ({error.strerror}). Expected a CSV file.") from error
    header, *cells = [[cell.strip() for cell in row] for row in csv_rows(io.StringIO(text, newline=""))] or [[]]
    columns = [plain(name) for name in header]
    rows = {number: dict(zip(columns, row, strict=False)) for number, row in enumerate(cells, 1) if any(row) and row != header}
    if lost:
        where = next((f", row {n}" for n, row in rows.items() if any("\ufffd" in cell for cell in row.values())), "")
        raise UserError(f"{path}{where}: found {lost} bytes that are no character. Save the file as CSV in UTF-8.")
    return [name for name in columns if name], {number: {c: v for c, v in row.items() if c} for number, row in rows.items()}
