"""The user's word on links: reading and checking `judgements.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.base.contract import TYPES
from pipeline.base.errors import UserError
from pipeline.reading.usertables import read_rows

COLUMNS = ("judgement", "left", "left_article", "right", "right_article", "type", "value", "note")
KINDS = ("same", "different", "drop", "rename", "type")
_HELP = f"Expected columns: {', '.join(COLUMNS)}; judgement is one of {', '.join(KINDS)}."
# The row of the file, for messages; the header is row 1, as a spreadsheet counts.
_FIRST_ROW = 2


@dataclass(frozen=True)
class Side:
    """A name or an entity id that a judgement speaks of, in one article or (empty) in all."""

    name: str
    article_id: str


@dataclass(frozen=True)
class Judgement:
    """One row of `judgements.csv`; `row` counts as a spreadsheet does."""

    row: int
    kind: str
    left: Side
    right: Side
    type: str
    value: str

    def __str__(self) -> str:
        parts = [self.kind, self.left.name, self.left.article_id, self.right.name, self.right.article_id, self.value]
        return f"row {self.row} ({', '.join(p for p in parts if p)})"


def read_judgements(path: Path) -> pd.DataFrame:
    """The judgements of a file, as text; without the file, none.

    Args:
        path: `judgements.csv` beside the articles, in any form that `read_rows` takes; a `review.csv` may have been appended to
            it with its header.

    Returns:
        The columns of COLUMNS and `row`; columns that the file lacks are empty.

    Raises:
        UserError: the file can't be read, has no column `judgement` or `left`, or one that is not known (a slip in the name of
            `left_article` would make a judgement hold everywhere).
    """
    columns, found = read_rows(path) if path.exists() else (list(COLUMNS), {})
    unknown = [name for name in columns if name not in COLUMNS]
    if found and (unknown or not {"judgement", "left"} <= {*columns}):
        fault = f"{', '.join(unknown)} is none of them. " if unknown else ""
        raise UserError(f"{path}: found columns {', '.join(columns)}. {fault}{_HELP}")
    rows = [{c: row.get(c, "") for c in COLUMNS} | {"row": number + _FIRST_ROW - 1} for number, row in found.items()]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "row"])
    return frame.astype({**dict.fromkeys(COLUMNS, "str"), "row": "int64"})


def checked(judgements: pd.DataFrame) -> list[Judgement]:
    """The judgements as objects, each complete in itself.

    Args:
        judgements: columns of COLUMNS; `row` where it is known. Rows without a judgement (left open in a review) are passed over.

    Raises:
        UserError: rows of an unknown kind, without a name where one is needed, or with an unknown type; all are named.
    """
    numbers = judgements["row"] if "row" in judgements.columns else range(_FIRST_ROW, _FIRST_ROW + len(judgements))
    found = [
        Judgement(
            int(n), r.judgement.lower(), Side(r.left, r.left_article), Side(r.right, r.right_article), r.type.upper(), r.value,
        )
        for n, r in zip(numbers, judgements.itertuples(index=False), strict=True)
        if r.judgement
    ]  # fmt: skip
    faults = [f"{j}: {fault}" for j in found if (fault := _fault(j))]
    if faults:
        raise UserError("judgements.csv: " + "; ".join(faults) + f". {_HELP} Correct these rows and run again.")
    return found


def _fault(j: Judgement) -> str:
    if j.kind not in KINDS:
        return f"'{j.kind}' is no judgement"
    needed = {"left": j.left.name, "value": j.value if j.kind == "rename" else "-"}
    needed["right"] = j.right.name if j.kind in ("same", "different") else "-"
    if not all(needed.values()):
        return ", ".join(f"`{column}` is empty" for column, value in needed.items() if not value)
    if j.kind == "type" and (j.value.upper() or j.type) not in TYPES:
        return f"`value` is '{j.value}', expected one of {', '.join(TYPES)}"
    if j.kind != "type" and j.type and j.type not in TYPES:
        return f"`type` is '{j.type}', expected one of {', '.join(TYPES)} or nothing"
    return ""
