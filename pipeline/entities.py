"""Stage `entities`: each person, place and organization once, with what is known of it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import pandas as pd
from pandas.api.typing import SeriesGroupBy

from pipeline.base.contract import FINAL, SEPARATOR
from pipeline.linking.linking import Linking, Located


def entities(
    names: pd.DataFrame,
    links: pd.DataFrame,
    mentions: pd.DataFrame,
    claims: pd.DataFrame,
    meta: pd.DataFrame,
    linking: Linking,
) -> pd.DataFrame:
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
    if links.empty:
        return FINAL["entities"].empty()
    rows = links.merge(names, on=["article_id", "name", "type"], suffixes=("", "_in_article"))
    rows = rows.merge(meta[["article_id", "published"]], on="article_id", how="left").fillna({"published": ""})
    table = rows.groupby("entity_id").agg(
        name=("entity_name", "first"), mentions=("mentions", "sum"), articles=("article_id", "nunique")
    ).reset_index()  # fmt: skip
    ids = table.entity_id
    named = rows[rows.mentions > 0]
    dates = named[named.published != ""].groupby("entity_id").published
    roles = _roles(links, mentions, claims)
    table["type"] = ids.str.split("-", n=1).str[0]
    table["implied"] = ~ids.isin(named.entity_id)
    spelled = _ranked(named, "name", named.mentions).agg(SEPARATOR.join)
    table["aliases"] = [
        text or name for text, name in zip(spelled.reindex(ids, fill_value=""), table.name, strict=True)
    ]
    table["first_seen"] = dates.min().reindex(ids, fill_value="").tolist()
    table["last_seen"] = dates.max().reindex(ids, fill_value="").tolist()
    table["role"] = [roles.get(entity_id, "") for entity_id in ids]
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


def _roles(links: pd.DataFrame, mentions: pd.DataFrame, claims: pd.DataFrame) -> dict[str, str]:
    """For each entity the position stated most often: the title and what it is of; ties by code points."""
    stated = claims[(claims.claim == "role") & (claims.status != "denied") & (claims.title != "")]
    if stated.empty:
        return {}
    entity = {
        (a, n, t): (i, e)
        for a, n, t, i, e in zip(
            links.article_id, links.name, links.type, links.entity_id, links.entity_name, strict=True
        )
    }
    of_mention = {
        m: entity.get((a, n, t), ("", ""))
        for m, a, n, t in zip(mentions.mention_id, mentions.article_id, mentions.name, mentions.type, strict=True)
    }
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in stated.itertuples(index=False):
        target = claim.implied_name or of_mention.get(claim.target_mention, ("", ""))[1]
        words = claim.title if not target or target in claim.title else f"{claim.title} {target}"
        counts[of_mention.get(claim.source_mention, ("", ""))[0]][words] += 1
    return {i: min(c, key=lambda words: (-c[words], words)) for i, c in counts.items() if i}
