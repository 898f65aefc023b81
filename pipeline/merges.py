"""Stage `merges`: the ledger of what brought each spelling, and each bare name of an article, into its entity."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.base.scans import Rows, ask

# Rules whose decision was taken within one article begin `article-`; all others hold for every article, and are told once,
# with the first article (by id). Of the two names, the first sentence of the article counts, else the first of all.
_DECISIONS = """
WITH placed AS (
    SELECT article_id, entity_id, name, sentence FROM links JOIN names USING (article_id, name, type)
), here AS (
    SELECT article_id, name, min(sentence) AS sentence FROM placed GROUP BY ALL
), anywhere AS (
    SELECT DISTINCT ON (entity_id, name) * FROM placed ORDER BY entity_id, name, article_id, sentence
), joined AS (
    SELECT *, starts_with(rule, 'article-') AS inside FROM links WHERE merged_with <> ''
), told AS (
    SELECT * FROM joined WHERE inside
    UNION ALL BY NAME (
        SELECT DISTINCT ON (entity_id, name, merged_with, rule) * FROM joined WHERE NOT inside
        ORDER BY entity_id, name, merged_with, rule, article_id, type
    )
)
SELECT told.entity_id, told.entity_name, told.name AS alias, CASE WHEN inside THEN told.article_id ELSE '' END AS article_id,
    told.merged_with, told.rule, told.score, told.detail,
    told.article_id AS article_a, one.sentence AS number_a,
    coalesce(other.article_id, anywhere.article_id, '') AS article_b, coalesce(other.sentence, anywhere.sentence, 0) AS number_b
FROM told
JOIN here AS one ON one.article_id = told.article_id AND one.name = told.name
LEFT JOIN here AS other ON other.article_id = told.article_id AND other.name = told.merged_with
LEFT JOIN anywhere ON anywhere.entity_id = told.entity_id AND anywhere.name = told.merged_with
ORDER BY told.entity_id, told.name, told.article_id, told.merged_with, told.rule"""


def merges(names: Rows, links: Rows) -> pd.DataFrame:
    """One row for each decision that joined a name to an entity.

    Args:
        names: working table `names`.
        links: working table `links`.

    Returns:
        Working table `merges`, by entity and alias. A decision within an article names it; one for all articles has its
        sentences from the first article (by id) of each side.
    """
    return WORKING["merges"].frame(ask(_DECISIONS, names=names, links=links))
