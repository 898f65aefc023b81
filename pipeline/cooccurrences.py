"""Stage `cooccurrences`: which entities share sentences, how often, how surprisingly, and the sentences themselves.

Counting is split so that it can run over any partition of whole articles: `pair_counts` on each part, `cooccurrences` over
what they gave, in any order or grouping. `evidence` needs one article at a time.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.base.scans import Rows, ask

# A sentence that names more entities than this is a list (a squad, a table of results): its pairs count, but its text is
# not repeated in each of its evidence rows, of which there would be the square. It stands in `sentences.csv`.
LIST_LENGTH = 60
# One that names more than this is a register or a broken text: it names them, but says of no two that they belong together.
# The half million pairs of a thousand take 50 MB, those of the ten thousand names in 100,000 words would take 5 GB.
MOST_PAIRED = 1_000

_COUNTS = ["sentences", "articles", "weight"]
# The pairs whose ends are entities, with the weight of each end by itself and of all sentences. A story's weight is that of
# its fullest printing, everything else adds up.
_PAIRS = """
WITH stories AS (
    SELECT source_id, target_id, story, sum(sentences) AS sentences, sum(articles) AS articles,
        CASE WHEN story = '' THEN sum(weight) ELSE max(weight) END AS weight
    FROM counts GROUP BY source_id, target_id, story
), totals AS (
    SELECT source_id, target_id, sum(sentences)::BIGINT AS sentences, sum(articles)::BIGINT AS articles,
        sum(weight)::BIGINT AS weight
    FROM stories GROUP BY ALL
), alone AS (
    SELECT source_id, weight, name FROM totals JOIN entities ON source_id = entity_id WHERE target_id = ''
)
SELECT pair.*, source.name AS source_name, target.name AS target_name, source.weight AS first, target.weight AS second,
    (SELECT weight FROM totals WHERE source_id = '') AS every
FROM totals AS pair
JOIN alone AS source ON pair.source_id = source.source_id
JOIN alone AS target ON pair.target_id = target.source_id
ORDER BY pair.weight DESC, pair.sentences DESC, pair.source_id, pair.target_id"""


def stories(duplicates: pd.DataFrame) -> pd.DataFrame:
    """The story of each article that was printed more than once.

    Args:
        duplicates: article_id and duplicate_of; articles that repeat none (duplicate_of empty) may stand among them.

    Returns:
        The working table `stories`: each copy, and the article that was printed first, under its own name.
    """
    copies = duplicates[duplicates["duplicate_of"] != ""]
    first = copies["duplicate_of"].drop_duplicates()
    ids, names = pd.concat([copies["article_id"], first]), pd.concat([copies["duplicate_of"], first])
    return WORKING["stories"].check(pd.DataFrame({"article_id": ids, "story": names}).sort_values("article_id"))


def pair_counts(mentions: pd.DataFrame, sentences: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """Partial sums over some whole articles.

    Args:
        mentions: the articles' mentions with article_id, sentence, entity_id; those without an entity take no part.
        sentences: all their sentences (article_id, sentence), also those that name nobody.
        stories: article_id and story of those that were printed more than once.

    Returns:
        source_id, target_id, story, sentences, articles, weight: a row a pair of entities (source_id < target_id), a row
        an entity (target_id empty) and a row for everything (both empty). Articles of one story (an article and its
        near-duplicates) have its name in `story`, so that parts can still be summed; all others are one row.
    """
    named = _named(mentions)
    rows = pd.concat([
        _by_article(_pairs(named)),
        _by_article(named.rename(columns={"entity_id": "source_id"}).assign(target_id="")),
        _by_article(sentences[["article_id", "sentence"]].assign(source_id="", target_id="")),
    ])  # fmt: skip
    story = dict(zip(stories["article_id"], stories["story"], strict=True))
    rows["story"] = [story.get(article, "") for article in rows["article_id"]]
    # within a part too, the fullest printing of a story is its weight
    keys = ["source_id", "target_id", "story"]
    single = rows["story"] == ""
    added = rows[single].groupby(keys, as_index=False)[_COUNTS].sum()
    printed = rows[~single].groupby(keys, as_index=False).agg(
        sentences=("sentences", "sum"), articles=("articles", "sum"), weight=("weight", "max")
    )  # fmt: skip
    return WORKING["pair_counts"].check(pd.concat([added, printed]).sort_values(keys, ignore_index=True))


def cooccurrences(counts: Rows, entities: Rows) -> pd.DataFrame:
    """The pairs of entities that share a sentence, with how strongly they belong together.

    With n the sentences of all articles, n₁ and n₂ those that name the one and the other, n₁₂ those that name both, each
    story counted once (by its fullest printing):
    `npmi` = ln(n·n₁₂ / (n₁·n₂)) / -ln(n₁₂ / n), 1 where the two never stand without each other, 0 where they meet as often
    as chance has it (Bouma, Normalized (pointwise) mutual information in collocation extraction, GSCL 2009);
    `g2` = 2·Σ O·ln(O/E) over the four cells of the table of sentences with and without each (Dunning, Accurate methods for
    the statistics of surprise and coincidence, Computational Linguistics 19(1), 1993); above 3.84 chance gives it once in 20.

    Args:
        counts: what `pair_counts` gave for parts that share no article.
        entities: entity_id and name; pairs of others (dropped ones) are left out.

    Returns:
        Table `cooccurrences`: source_id < target_id, the heaviest first, then by ids.
    """
    pairs = ask(_PAIRS, counts=counts, entities=entities)
    both, first, second, every = (pairs[name].to_numpy("float64") for name in ("weight", "first", "second", "every"))
    pairs["npmi"] = _npmi(both, first, second, every).round(6)
    pairs["g2"] = _g2(both, first, second, every).round(4)
    return pairs[["source_id", "source_name", "target_id", "target_name", *_COUNTS, "npmi", "g2"]]


def evidence(mentions: pd.DataFrame) -> pd.DataFrame:
    """The sentences behind the pairs; any whole articles at a time.

    Args:
        mentions: the articles' mentions with article_id, sentence, entity_id.

    Returns:
        Working table `evidence`: a row a pair and sentence, in the order of articles, sentences and ids. A sentence of more
        than LIST_LENGTH entities is `listed`.
    """
    named = _named(mentions)
    rows = _pairs(named.assign(listed=named.groupby(["article_id", "sentence"])["entity_id"].transform("size") > LIST_LENGTH))
    return WORKING["evidence"].check(rows.sort_values(["article_id", "sentence", "source_id", "target_id"]))


def _named(mentions: pd.DataFrame) -> pd.DataFrame:
    """Each entity once a sentence: article_id, sentence, entity_id, in this order."""
    known = mentions.loc[mentions["entity_id"] != "", ["article_id", "sentence", "entity_id"]]
    return known.drop_duplicates().sort_values(["article_id", "sentence", "entity_id"], ignore_index=True)


def _pairs(named: pd.DataFrame) -> pd.DataFrame:
    """All pairs within a sentence, on row numbers: a join of the table with itself would first make them twice over."""
    sizes = named.groupby(["article_id", "sentence"])["entity_id"].transform("size")
    named = named[sizes <= MOST_PAIRED].reset_index(drop=True)
    sentence = named.groupby(["article_id", "sentence"], sort=False)
    following = sentence.cumcount(ascending=False).to_numpy("int64")
    left = np.repeat(np.arange(len(named)), following)
    first_pair = np.repeat(np.cumsum(following) - following, following)
    right = left + 1 + np.arange(len(left)) - first_pair
    pairs = named.iloc[left].rename(columns={"entity_id": "source_id"}).reset_index(drop=True)
    pairs["target_id"] = named["entity_id"].to_numpy()[right]
    return pairs.astype({"target_id": "str"})


def _by_article(rows: pd.DataFrame) -> pd.DataFrame:
    """Sentences of each article that hold the pair; `weight` is the same until stories are summed."""
    counted = rows.groupby(["source_id", "target_id", "article_id"], as_index=False).size()
    counted = counted.rename(columns={"size": "sentences"})
    return counted.assign(articles=1, weight=counted["sentences"])


def _npmi(both: np.ndarray, first: np.ndarray, second: np.ndarray, every: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.log(every * both / (first * second)) / -np.log(both / every)
    return np.where(both >= every, 1.0, score)  # named in every sentence: the limit


def _g2(both: np.ndarray, first: np.ndarray, second: np.ndarray, every: np.ndarray) -> np.ndarray:
    # Where printings of one story differ, the fullest of each kind may together exceed it by a sentence or two.
    neither = np.maximum(every - first - second + both, 0)
    observed = np.stack([both, first - both, second - both, neither])
    rows = np.stack([first, first, every - first, every - first])
    columns = np.stack([second, every - second, second, every - second])
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = observed * np.log(observed * every / (rows * columns))
    return np.maximum(2 * np.where(np.isfinite(terms), terms, 0.0).sum(axis=0), 0.0)
