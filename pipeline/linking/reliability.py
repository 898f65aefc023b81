"""How often each kind of case within an article meant the same, and how sure that makes one more of its kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.base.lists import read_list
from pipeline.comparing.nameparts import FOLDER

# Type, relation, condition and number of parts of a case, as `coreference.Case` has them: a row of `reliability.tsv`.
Kind = tuple[str, str, str, str]
Reliability = dict[Kind, tuple[int, int]]
# Cases that the relation's share counts for beside a kind's own. B-cubed F1 on gold/train is the same at 1, 2 and 4.
_HELD = 2


@cache
def reliability(folder: Path = FOLDER) -> Reliability:
    """How often each kind of case was right, and seen, in the annotated articles."""
    return {
        (r["type"], r["relation"], r["condition"], r["parts"]): (int(r["right"]), int(r["seen"]))
        for r in read_list(folder / "reliability.tsv")
    }


def score(kind: Kind, table: Reliability) -> float:
    """The probability that a case means the same: its kind's share of right ones, held towards its relation's where few are seen.

    Args:
        kind: the case's kind.
        table: right and seen cases of each kind.
    """
    return _held(table.get(kind, (0, 0)), _usual(kind, table))


def preferred(kind: Kind, table: Reliability) -> float:
    """Orders several cases: what is often seen comes before what its relation alone speaks for."""
    return _held(table.get(kind, (0, 0)), 0.5)


def _held(counts: tuple[int, int], towards: float) -> float:
    """A share of right cases, held towards another where few were seen."""
    return (counts[0] + _HELD * towards) / (counts[1] + _HELD)


def _usual(kind: Kind, table: Reliability) -> float:
    """The share of right cases of the relation, alone or among many as here, held towards a half."""
    type_, relation, condition, _ = kind
    kinds = [
        counts for (of, related, when, _), counts in table.items()
        if (of, related, when.startswith("many")) == (type_, relation, condition.startswith("many"))
    ]  # fmt: skip
    right, seen = (sum(column) for column in zip((0, 0), *kinds, strict=True))
    return _held((right, seen), 0.5)
