"""Working tables in the form that the user gets: with entities joined, in an order that depends on content alone."""

from __future__ import annotations

import pandas as pd

_NAME = ["article_id", "name", "type"]


def sentences(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """The sentences of some articles, from their first token's start to their last one's end, with their text.

    Args:
        articles: working table `articles` of the same articles.
        tokens: working table `tokens`.

    Returns:
        Final table `sentences`; every token lies in one of them.
    """
    bounds = tokens.groupby(["article_id", "sentence"], sort=False, as_index=False).agg(
        start=("start", "min"), end=("end", "max")
    )
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    rows = zip(bounds.article_id, bounds.start, bounds.end, strict=True)
    return bounds.assign(text=pd.Series([texts[a][s:e] for a, s, e in rows], dtype="str", index=bounds.index))


def linked_names(links: pd.DataFrame) -> pd.DataFrame:
    """The entity of each name, without why: what changes in an article only when one of its entities does."""
    return links[[*_NAME, "entity_id", "entity_name"]]


def linked_mentions(mentions: pd.DataFrame, linked_names: pd.DataFrame) -> pd.DataFrame:
    """Final table `mentions`: each mention with its entity and the entity's type; those that a judgement drops are left out.

    Args:
        mentions: working table `mentions`, of any articles.
        linked_names: the entities of their names.
    """
    joined = mentions.merge(linked_names, on=_NAME, validate="many_to_one")
    return joined.assign(type=joined["entity_id"].str.split("-", n=1).str[0])


def article_list(meta: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Final table `articles`: every article that was read, and which one it repeats.

    Args:
        meta: working table `articles` without its text.
        duplicates: article_id and duplicate_of of the near-duplicates.
    """
    repeats = dict(zip(duplicates.article_id, duplicates.duplicate_of, strict=True))
    return meta.assign(duplicate_of=meta.article_id.map(lambda a: repeats.get(a, "")).astype("str"))
