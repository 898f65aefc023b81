"""Which rows of the tables the page holds: the strongest within its limits, asked of the tables where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.base.scans import Rows, ask

_KNOWN = "(SELECT entity_id FROM kept)"
_TIES = f"""
FROM cooccurrences WHERE source_id IN {_KNOWN} AND target_id IN {_KNOWN} AND weight > 0
ORDER BY weight DESC, g2 DESC, source_id, target_id LIMIT $most"""
_RELATIONS = f"""
FROM (
    FROM relations WHERE source_id IN {_KNOWN} AND (target_id = '' OR target_id IN {_KNOWN})
    ORDER BY score DESC, relation_id LIMIT $most
) ORDER BY article_id, sentence, start, "end", relation_id"""
_QUOTES = f"""
FROM (FROM quotes WHERE speaker_id IN {_KNOWN} ORDER BY quote_id LIMIT $most)
ORDER BY article_id, sentence, start, "end", quote_id"""
# Those that name most of the kept entities, as many as the limit takes.
_WHOLE = f"""
WITH counted AS (
    SELECT article_id, count(DISTINCT entity_id) AS named FROM mentions WHERE entity_id IN {_KNOWN} GROUP BY ALL
), filled AS (
    SELECT article_id, text, sum(length(text)) OVER (ORDER BY coalesce(named, 0) DESC, article_id) AS length
    FROM texts SEMI JOIN articles USING (article_id) LEFT JOIN counted USING (article_id)
)
SELECT article_id, text FROM filled WHERE length <= $most ORDER BY article_id"""
# The sentences kept for each tie, with `all`, how many there are.
_EVIDENCE = """
WITH found AS (
    SELECT source_id, target_id, article_id, sentence, article_id IN (SELECT article_id FROM whole) AS whole
    FROM evidence SEMI JOIN ties USING (source_id, target_id)
), ranked AS (
    SELECT *, count(*) OVER (PARTITION BY source_id, target_id) AS "all",
        row_number() OVER (PARTITION BY source_id, target_id, whole ORDER BY article_id, sentence) AS rank
    FROM found
)
SELECT * EXCLUDE (rank) FROM ranked WHERE rank <= CASE WHEN whole THEN $within ELSE $outside END
ORDER BY article_id, sentence, source_id, target_id"""
# All sentences of the articles embedded whole, and those that something else cites.
_SENTENCES = """
WITH placed AS (SELECT *, article_id IN (SELECT article_id FROM whole) AS whole FROM sentences)
FROM placed WHERE whole OR (article_id, sentence) IN (SELECT (article_id, sentence) FROM cited) ORDER BY article_id, sentence"""
_MENTIONS = f"""
FROM mentions SEMI JOIN told USING (article_id, sentence) WHERE entity_id IN {_KNOWN} ORDER BY article_id, sentence, start"""
_ARTICLES = """
FROM articles WHERE article_id IN (SELECT article_id FROM told) OR article_id IN (SELECT article_id FROM whole)
ORDER BY published DESC, article_id"""
_ALIASES = f"FROM aliases WHERE entity_id IN {_KNOWN} ORDER BY mentions DESC, alias"
_MERGES = f"""
WITH told AS (
    SELECT DISTINCT entity_id, alias, merged_with, rule, score, detail FROM merges
    WHERE entity_id IN {_KNOWN} AND alias <> merged_with
)
FROM told QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY alias, merged_with, rule, score, detail) <= $most
ORDER BY alias, merged_with, rule, score, detail, entity_id"""


@dataclass(frozen=True)
class Limits:
    """The most that one page holds; chosen so that a browser opens and moves it smoothly (see docs/report.md).

    What is left out is the least mentioned, the weakest and the least sure, and the page says how much it is.
    """

    entities: int = 2_000
    ties: int = 8_000
    relations: int = 5_000
    quotes: int = 3_000
    characters: int = 3_000_000  # of the articles that are embedded whole
    tie_sentences: int = 60  # kept for each tie; of an article that is not embedded whole, the first
    loose_sentences: int = 3  # kept for each tie out of articles that are not embedded whole
    spellings: int = 60  # aliases, and merges, shown for an entity


@dataclass(frozen=True)
class Kept:
    """The rows that the page holds, in the page's order, under the names of their tables.

    Attributes:
        texts: article_id and text of the articles that are embedded whole.
        sentences: with `whole`, whether their article is.
        evidence: with `all`, how many sentences their pair has.
    """

    entities: pd.DataFrame
    ties: pd.DataFrame
    relations: pd.DataFrame
    quotes: pd.DataFrame
    texts: pd.DataFrame
    evidence: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    articles: pd.DataFrame
    aliases: pd.DataFrame
    merges: pd.DataFrame


def kept_rows(tables: Mapping[str, Rows], texts: Rows, limits: Limits) -> Kept:
    """What the page holds of a corpus; arguments as for `page_data`."""

    def of(question: str, *names: str, numbers: Mapping[str, int] | None = None, **more: Rows) -> pd.DataFrame:
        return ask(question, numbers, **{name: tables[name] for name in names}, **more)

    strongest = "FROM entities ORDER BY mentions DESC, articles DESC, entity_id LIMIT $most"
    entities = of(strongest, "entities", numbers={"most": limits.entities})
    ids = entities[["entity_id"]]
    ties = of(_TIES, "cooccurrences", numbers={"most": limits.ties}, kept=ids)
    relations = of(_RELATIONS, "relations", numbers={"most": limits.relations}, kept=ids)
    quotes = of(_QUOTES, "quotes", numbers={"most": limits.quotes}, kept=ids)
    whole = of(_WHOLE, "articles", "mentions", numbers={"most": limits.characters}, kept=ids, texts=texts)
    most = {"within": limits.tie_sentences, "outside": limits.loose_sentences}
    inside = whole[["article_id"]]
    evidence = of(_EVIDENCE, "evidence", numbers=most, ties=ties[["source_id", "target_id"]], whole=inside)
    cited = pd.concat([rows[["article_id", "sentence"]] for rows in (evidence, relations, quotes)])
    sentences = of(_SENTENCES, "sentences", cited=cited, whole=inside)
    told = sentences[["article_id", "sentence"]]
    return Kept(
        entities, ties, relations, quotes, whole, evidence, sentences,
        mentions=of(_MENTIONS, "mentions", told=told, kept=ids),
        articles=of(_ARTICLES, "articles", told=told, whole=inside),
        aliases=of(_ALIASES, "aliases", kept=ids),
        merges=of(_MERGES, "merges", numbers={"most": limits.spellings}, kept=ids),
    )  # fmt: skip
