"""Stage `entities`: each person, place and organization once, with what is known of it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import pandas as pd

from pipeline.base.contract import FINAL, SEPARATOR
from pipeline.linking.linking import Linking


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
    roles = _roles(links, mentions, claims)
    places = _places_of(rows)
    made = [
        _entity(entity_id, group, roles, places, linking) for entity_id, group in rows.groupby("entity_id", sort=False)
    ]
    table = FINAL["entities"].frame(made)
    return table.sort_values(["mentions", "entity_id"], ascending=[False, True]).reset_index(drop=True)


def _entity(
    entity_id: str, rows: pd.DataFrame, roles: dict[str, str], places: dict[str, list[str]], linking: Linking
) -> dict[str, object]:
    type_, name = entity_id.split("-", 1)[0], rows.entity_name.iloc[0]
    named = rows[rows.mentions > 0]
    seen = sorted(p for p in named.published if p)
    spelled = Counter(dict(named.groupby("name").mentions.sum()))
    latin = Counter(rows.name_latin[rows.name_latin != ""])
    code, latitude, longitude = linking.place(name, places[entity_id]) if type_ == "LOC" else ("", math.nan, math.nan)
    return {
        "entity_id": entity_id, "name": name, "type": type_,
        "name_latin": linking.latin(name, type_, min(latin, key=lambda s: (-latin[s], s), default="")),
        "mentions": rows.mentions.sum(), "articles": rows.article_id.nunique(),
        "aliases": SEPARATOR.join(sorted(spelled, key=lambda s: (-spelled[s], s)) or [name]),
        "first_seen": seen[0] if seen else "", "last_seen": seen[-1] if seen else "",
        "country_code": code, "latitude": latitude, "longitude": longitude,
        "role": roles.get(entity_id, ""), "implied": named.empty,
    }  # fmt: skip


def _places_of(rows: pd.DataFrame) -> dict[str, list[str]]:
    """For each entity, the places named in its articles: evidence for which place of a name is meant."""
    of_article: dict[str, list[str]] = defaultdict(list)
    for article_id, name in zip(rows.article_id[rows.type == "LOC"], rows.entity_name[rows.type == "LOC"], strict=True):
        of_article[article_id].append(name)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    located = rows[rows.type == "LOC"]
    for entity_id, article_id in zip(located.entity_id, located.article_id, strict=True):
        found[entity_id].update(dict.fromkeys(of_article[article_id]))
    return {entity_id: list(found.get(entity_id, ())) for entity_id in rows.entity_id.unique()}


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
