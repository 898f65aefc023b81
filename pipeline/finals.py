"""Working tables in the form that the user gets: with entities joined, in an order that depends on content alone."""

from __future__ import annotations

import pandas as pd

from pipeline.cooccurrences import sum_counts

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


def linked_mentions(mentions: pd.DataFrame, links: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Final table `mentions`: each mention with its entity and the entity's type; those that a judgement drops are left out.

    Args:
        mentions: working table `mentions`, of any articles.
        links: working table `links`, of at least these articles.
        entities: final table `entities`.
    """
    joined = mentions.merge(links[[*_NAME, "entity_id"]], on=_NAME, how="left", validate="many_to_one")
    known = entities.set_index("entity_id")
    joined = joined[joined.entity_id.isin(known.index)]
    return joined.assign(entity_name=joined.entity_id.map(known["name"]), type=joined.entity_id.map(known["type"]))


def article_list(meta: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Final table `articles`: every article that was read, and which one it repeats.

    Args:
        meta: working table `articles` without its text.
        duplicates: article_id and duplicate_of of the near-duplicates.
    """
    repeats = dict(zip(duplicates.article_id, duplicates.duplicate_of, strict=True))
    return meta.assign(duplicate_of=meta.article_id.map(lambda a: repeats.get(a, "")).astype("str"))


def pair_sums(pair_counts: pd.DataFrame) -> pd.DataFrame:
    """The sum of all parts' pair counts (see `cooccurrences.sum_counts`)."""
    return sum_counts([pair_counts])
