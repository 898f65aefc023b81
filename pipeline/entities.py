"""Stage `entities`: each person, place and organization once, with what is known of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pandas as pd

from pipeline.base.contract import FINAL, SEPARATOR
from pipeline.base.cores import cores, side_by_side
from pipeline.base.scans import Rows, ask
from pipeline.linking.fixedpoints import is_place
from pipeline.linking.linking import Linking, Located, Rival

# Names that are sent to a process at once, and from how many on further processes are worth their start.
_PIECE = 2_000
_MANY = 10_000
# A name as written, its type, and the Latin spelling that the text gives.
Spelled: TypeAlias = tuple[str, str, str]

# What the rows of an entity's names say together. A spelling, written or Latin, stands before others by how often it is
# used, then by code points.
_SUMMED = f"""
WITH named AS (
    SELECT entity_id, entity_name, article_id, name, names.mentions AS mentions, names.name_latin AS name_latin,
        CASE WHEN names.mentions > 0 THEN nullif(published, '') END AS published
    FROM links JOIN names USING (article_id, name, type) LEFT JOIN meta USING (article_id)
), entity AS (
    SELECT entity_id, min(entity_name) AS name, sum(mentions)::BIGINT AS mentions, count(DISTINCT article_id) AS articles,
        coalesce(min(published), '') AS first_seen, coalesce(max(published), '') AS last_seen, bool_and(mentions = 0) AS implied
    FROM named GROUP BY ALL
), spelled AS (
    SELECT entity_id, name, sum(mentions) AS often FROM named WHERE mentions > 0 GROUP BY ALL
), written AS (
    SELECT entity_id, string_agg(name, '{SEPARATOR}' ORDER BY often DESC, name) AS aliases FROM spelled GROUP BY ALL
), given AS (
    SELECT entity_id, name_latin, count(*) AS often FROM named WHERE name_latin <> '' GROUP BY ALL
), romanized AS (
    SELECT entity_id, first(name_latin ORDER BY often DESC, name_latin) AS name_latin FROM given GROUP BY ALL
)
SELECT entity.*, coalesce(aliases, name) AS aliases, coalesce(name_latin, '') AS name_latin
FROM entity LEFT JOIN written USING (entity_id) LEFT JOIN romanized USING (entity_id)
ORDER BY mentions DESC, entity_id"""
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
GROUP BY ALL"""
_ROLE = f"SELECT entity_id, first(role ORDER BY claims DESC, role) AS role FROM ({_ROLES}) GROUP BY ALL"
# The countries of the other places that are named in the articles of each place.
_BESIDE = """
WITH placed AS (
    SELECT DISTINCT article_id, entity_id, entity_name FROM links WHERE type = 'LOC'
), lying AS (
    SELECT article_id, placed.entity_name AS entity_name, country FROM placed JOIN countries USING (entity_id)
)
SELECT placed.entity_id AS entity_id, list(DISTINCT country) AS beside
FROM placed JOIN lying ON placed.article_id = lying.article_id AND placed.entity_name <> lying.entity_name
GROUP BY ALL"""
_PLACES = "SELECT DISTINCT entity_id, entity_name FROM links WHERE type = 'LOC'"


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
    table = ask(_SUMMED, links=links, names=names, meta=meta)
    if table.empty:
        return FINAL["entities"].empty()
    roles = ask(_ROLE, links=links, mentions=mentions, claims=claims)
    table["type"] = table["entity_id"].str.split("-", n=1).str[0]
    role_of = dict(zip(roles["entity_id"], roles["role"], strict=True))
    table["role"] = [role_of.get(entity_id, "") for entity_id in table["entity_id"]]
    decided = [
        _decided(entity_id, name, linking) if type_ == "LOC" else None
        for entity_id, name, type_ in zip(table["entity_id"], table["name"], table["type"], strict=True)
    ]
    labels = _labels([*zip(table["name"], table["type"], table["name_latin"], strict=True)], linking)
    table["name_latin"] = [meant.latin if meant else label for meant, label in zip(decided, labels, strict=True)]
    table[list(Located._fields)] = _located(table, decided, links, linking)
    return FINAL["entities"].check(table)


def _labels(spelled: list[Spelled], linking: Linking) -> list[str]:
    """The Latin label of each name, made on all cores where there are many: letter by letter it takes long."""
    pieces = (spelled[at : at + _PIECE] for at in range(0, len(spelled), _PIECE))
    processes = cores() if len(spelled) >= _MANY else 1
    return [label for made in side_by_side(partial(_labelled, linking.latin), pieces, processes) for label in made]


def _labelled(latin: Callable[[str, str, str], str], spelled: list[Spelled]) -> list[str]:
    return [latin(*of) for of in spelled]


def _located(table: pd.DataFrame, decided: list[Rival | None], links: Rows, linking: Linking) -> list[Located]:
    """Where each entity is, if it is a place.

    Which of a name is meant tell its link, where that decided between known places, else the countries of its articles.
    """
    beside = _beside(links, linking)
    return [
        linking.place(name, (meant.country_code,) if meant else beside.get(entity_id, ()))
        if type_ == "LOC"
        else Located("", math.nan, math.nan)
        for entity_id, name, type_, meant in zip(table["entity_id"], table["name"], table["type"], decided, strict=True)
    ]


def _decided(entity_id: str, name: str, linking: Linking) -> Rival | None:
    """The place that linking took a name for which several places bear (Oman, Amman), or None."""
    return next((rival for rival in linking.rivals(name) if is_place(entity_id, rival.code, linking.romanized)), None)


def _beside(links: Rows, linking: Linking) -> dict[str, list[str]]:
    """For each place the codes of the countries of the other places in its articles."""
    known = ask(_PLACES, links=links)
    of = [
        meant.country_code if (meant := _decided(entity_id, name, linking)) else linking.country(name)
        for entity_id, name in zip(known["entity_id"], known["entity_name"], strict=True)
    ]
    countries = known.assign(country=pd.Series(of, index=known.index, dtype="str"))
    rows = ask(_BESIDE, links=links, countries=countries[countries["country"] != ""])
    return dict(zip(rows["entity_id"], rows["beside"], strict=True))
