"""Stage `merges`: the ledger of what brought each spelling, and each bare name of an article, into its entity."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL

# Rules whose decision was taken within one article begin so; all others hold for every article.
_IN_ARTICLE = "article-"


def merges(names: pd.DataFrame, links: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """One row for each decision that joined a name to an entity.

    Args:
        names: working table `names`.
        links: working table `links`.
        sentences: article_id, sentence, text.

    Returns:
        Final table `merges`, by entity and alias. A decision within an article names it; one for all articles has its sentences
        from the first article (by id) of each side.
    """
    joined = links[links.merged_with != ""].sort_values(["entity_id", "name", "article_id"], kind="stable")
    if joined.empty:
        return FINAL["merges"].empty()
    inside = joined.rule.str.startswith(_IN_ARTICLE)
    wide = joined[~inside].drop_duplicates(["entity_id", "name", "merged_with", "rule"])
    rows = pd.concat([joined[inside], wide]).sort_values(["entity_id", "name", "article_id"], kind="stable")
    where = _first_sentences(names, links, sentences)
    table = rows.rename(columns={"name": "alias"}).assign(
        sentence_a=[where.get((a, n), "") for a, n in zip(rows.article_id, rows.name, strict=True)],
        sentence_b=[
            where.get((a, m)) or where.get((e, m), "")
            for a, e, m in zip(rows.article_id, rows.entity_id, rows.merged_with, strict=True)
        ],
        article_id=rows.article_id.where(rows.rule.str.startswith(_IN_ARTICLE), ""),
    )
    return FINAL["merges"].frame(table)


def _first_sentences(names: pd.DataFrame, links: pd.DataFrame, sentences: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The sentence in which a name first stands, by (article, name) and, in its first article, by (entity, name)."""
    texts = {(a, s): t for a, s, t in zip(sentences.article_id, sentences.sentence, sentences.text, strict=True)}
    rows = links.merge(names[["article_id", "name", "type", "sentence"]], on=["article_id", "name", "type"])
    found: dict[tuple[str, str], str] = {}
    rows = rows.sort_values(["article_id", "sentence"], kind="stable")
    for article_id, name, entity_id, sentence in zip(
        rows.article_id, rows.name, rows.entity_id, rows.sentence, strict=True
    ):
        text = texts.get((article_id, sentence), "")
        found.setdefault((article_id, name), text)
        found.setdefault((entity_id, name), text)
    return found
