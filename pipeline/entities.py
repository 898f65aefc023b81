"""Stage `entities`: each person, place and organization once, with what is known of it."""

from __future__ import annotations

import math
from collections import defaultdict

import pandas as pd
from pandas.api.typing import SeriesGroupBy

from pipeline.base.contract import FINAL, SEPARATOR
from pipeline.base.scans import Rows, ask
from pipeline.linking.linking import Linking, Located

_NAMED = """
SELECT entity_id, entity_name, article_id, name, type, names.mentions, names.name_latin, coalesce(published, '') AS published
FROM links JOIN names USING (article_id, name, type) LEFT JOIN meta USING (article_id)"""
# The positions that claims state of each entity: the title, and what it is of where the title does not say it.
_ROLES = """
WITH linked AS (
    SELECT mention_id, entity_id, entity_name FROM mentions JOIN links USING (article_id, name, type)
), stated AS (
    SELECT source_mention, title, coalesce(nullif(implied_name, ''), entity_name, '') AS target
    FROM claims LEFT JOIN linked ON target_mention = mention_id
    WHERE claim = 'role' AND status <> 'denied' AND title <> ''
)
SELECT entity_id, count(*) AS claims, CASE
    WHEN contains(title, target) OR target = '' THEN title
    -- the title of something has no article, one with an adjective keeps it
    WHEN title LIKE 'ال%' AND NOT contains(title, ' ') THEN substr(title, 3) || ' ' || target
    WHEN title LIKE 'ال%' THEN title || '، ' || target
    ELSE title || ' ' || target END AS role
FROM stated JOIN linked ON source_mention = mention_id
GROUP BY ALL ORDER BY claims DESC, role"""


def entities(names: Rows, links: Rows, mentions: Rows, claims: Rows, meta: Rows, linking: Linking) -> pd.DataFrame:
    """The entities of a corpus.

    Args:
        names: working table `names`.
        links: working table `links`.
        mentions: working table `mentions` (mention_id, article_id, name, type).
        claims: working table `claims`, for the roles.
        meta: article_id and published of the articles.
        linking: romanisation and known places.

    Returns:
        Final table `entities`, most mentions first, then by id.
    """
    rows = ask(_NAMED, links=links, names=names, meta=meta)
    if rows.empty:
        return FINAL["entities"].empty()
    table = rows.groupby("entity_id").agg(
        name=("entity_name", "first"), mentions=("mentions", "sum"), articles=("article_id", "nunique")
    ).reset_index()  # fmt: skip
    ids = table.entity_id
    named = rows[rows.mentions > 0]
    dates = named[named.published != ""].groupby("entity_id").published
    roles = ask(_ROLES, links=links, mentions=mentions, claims=claims).groupby("entity_id")["role"].first()
    table["type"] = ids.str.split("-", n=1).str[0]
    table["implied"] = ~ids.isin(named.entity_id)
    spelled = _ranked(named, "name", named.mentions).agg(SEPARATOR.join)
    table["aliases"] = [
        text or name for text, name in zip(spelled.reindex(ids, fill_value=""), table.name, strict=True)
    ]
    table["first_seen"] = dates.min().reindex(ids, fill_value="").tolist()
    table["last_seen"] = dates.max().reindex(ids, fill_value="").tolist()
    table["role"] = roles.reindex(ids, fill_value="").tolist()
    table["name_latin"] = _latin(table, rows, linking)
    table[list(Located._fields)] = _located(table, rows, linking)
    return FINAL["entities"].check(table.sort_values(["mentions", "entity_id"], ascending=[False, True]))


def _ranked(rows: pd.DataFrame, column: str, weight: pd.Series) -> SeriesGroupBy:
    """The values of a column for each entity, each once, the weightiest first, ties by code points."""
    weighed = rows[["entity_id", column]].assign(weight=-weight)
    sums = weighed.groupby(["entity_id", column], as_index=False).weight.sum()
    return sums.sort_values(["entity_id", "weight", column]).groupby("entity_id")[column]


def _latin(table: pd.DataFrame, rows: pd.DataFrame, linking: Linking) -> list[str]:
    """The label of each entity, from the Latin spelling that its articles give most often."""
    given = rows[rows.name_latin != ""]
    often = _ranked(given, "name_latin", pd.Series(1, given.index)).first().reindex(table.entity_id, fill_value="")
    return [linking.latin(n, t, x) for n, t, x in zip(table.name, table.type, often, strict=True)]


def _located(table: pd.DataFrame, rows: pd.DataFrame, linking: Linking) -> list[Located]:
    """Where each entity is, if it is a place: the places named in its articles tell which of a name is meant."""
    beside = _places_of(rows[rows.type == "LOC"])
    return [
        linking.place(name, beside[entity_id]) if type_ == "LOC" else Located("", math.nan, math.nan)
        for entity_id, name, type_ in zip(table.entity_id, table.name, table.type, strict=True)
    ]


def _places_of(rows: pd.DataFrame) -> dict[str, set[str]]:
    """The names of all places in the articles of each place."""
    of_article = rows.groupby("article_id").entity_name.agg(set).to_dict()
    found: dict[str, set[str]] = defaultdict(set)
    for entity_id, article_id in zip(rows.entity_id, rows.article_id, strict=True):
        found[entity_id] |= of_article[article_id]
    return found
