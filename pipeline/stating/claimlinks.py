"""From a claim's ends, which are mentions or implied countries, to entities."""

from __future__ import annotations

import pandas as pd


def entity_names(links: pd.DataFrame) -> dict[str, str]:
    """entity_id -> its name."""
    return dict(zip(links["entity_id"], links["entity_name"], strict=True))


def entities_of_mentions(mentions: pd.DataFrame, links: pd.DataFrame) -> dict[str, str]:
    """mention_id -> entity_id, by the name and type that a mention has in its article."""
    linked = _linked(links)
    keys = zip(mentions["article_id"], mentions["name"], mentions["type"], strict=True)
    pairs = zip(mentions["mention_id"], (linked.get(one, "") for one in keys), strict=True)
    return {mention: entity for mention, entity in pairs if entity}


def entities_of_implied(claims: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    """For each claim the entity of the country its tail's adjective stands for, "" where it names its tail."""
    linked = _linked(links)
    keys = zip(claims["article_id"], claims["implied_name"], strict=True)
    return [linked.get((article, name, "LOC"), "") if name else "" for article, name in keys]


def _linked(links: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    keys = zip(links["article_id"], links["name"], links["type"], strict=True)
    return dict(zip(keys, links["entity_id"], strict=True))
