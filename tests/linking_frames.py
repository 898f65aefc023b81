"""Small tables for the tests of the linking stages."""

from __future__ import annotations

import dataclasses

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.linking.judgements import COLUMNS
from pipeline.linking.linking import Linking, plain

# Cases as in the annotated articles, few kinds: family names and bodies without their country are sure, the rest is not.
RELIABILITY = {
    ("PER", "last", "introduced", "one"): (98, 98),
    ("PER", "last", "later", "one"): (98, 98),
    ("PER", "last", "many-nearest", "one"): (1, 2),
    ("PER", "first", "introduced", "one"): (98, 98),
    ("ORG", "bracket", "introduced", "one"): (18, 18),
    ("ORG", "first", "introduced", "more"): (18, 18),
}


def knowledge(**changes: object) -> Linking:
    """Knowledge without models, and the reliabilities above."""
    return dataclasses.replace(plain(), **{"reliability": RELIABILITY, **changes})


def named(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> pd.DataFrame:
    """A names table of (article_id, type, name[, refers_to]) rows, each named once in sentence 0."""
    return WORKING["names"].frame(
        [
            {"article_id": a, "name": n, "type": t, "mentions": 1, "mention_id": f"{a}:{i}-{i + 1}", "sentence": 0,
             "refers_to": rest[0] if rest else n, "rule": "article-family-name" if rest and rest[0] != n else "own",
             "score": 0.99, "detail": "", "name_latin": "", "implied": False, "context": ""}
            for i, (a, t, n, *rest) in enumerate(rows)
        ]
    )  # fmt: skip


def judged(*rows: dict[str, str]) -> pd.DataFrame:
    """A judgements table; columns that a row leaves out are empty."""
    return pd.DataFrame([{c: row.get(c, "") for c in COLUMNS} for row in rows], columns=list(COLUMNS)).astype("str")


def clusters(links: pd.DataFrame) -> set[frozenset[tuple[str, str]]]:
    """The (article_id, name) pairs of each entity."""
    return {frozenset(zip(g.article_id, g.name, strict=True)) for _, g in links.groupby("entity_id")}
