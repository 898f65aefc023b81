"""Stage `cooccurrences`: which entities share sentences, how often, how surprisingly, and the sentences themselves.

Counting is split so that it can run over any partition of whole articles: `pair_counts` on each part, `sum_counts` over
what they gave (in any order or grouping), `cooccurrences` once at the end. `evidence` needs one article at a time.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

# A sentence that names more entities than this is a list (a squad, a table of results): its pairs count, but its text is
# not repeated in each of its evidence rows, of which there would be the square. It stands in `sentences.csv`.
LIST_LENGTH = 60

_KEYS = ["source_id", "target_id", "story"]
_COUNTS = ["sentences", "articles", "weight"]


def pair_counts(mentions: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Partial sums over some whole articles.

    Args:
        mentions: the articles' mentions with article_id, sentence, entity_id; those without an entity take no part.
        sentences: all their sentences (article_id, sentence), also those that name nobody.
        articles: article_id and duplicate_of, of all articles of the corpus (not of this part alone).

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
    stories = _stories(articles)
    rows["story"] = [stories.get(article, "") for article in rows["article_id"]]
    return sum_counts([rows])


def sum_counts(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The sum of partial counts: a story's `weight` is that of its fullest printing, everything else adds up.

    Args:
        parts: what `pair_counts` or `sum_counts` gave for parts that share no article.

    Returns:
        The same columns, one row a pair (or entity, or everything) and story, in order of these.
    """
    rows = pd.concat(list(parts), ignore_index=True)
    single = rows["story"] == ""
    added = rows[single].groupby(_KEYS, as_index=False)[_COUNTS].sum()
    printed = rows[~single].groupby(_KEYS, as_index=False).agg(
        sentences=("sentences", "sum"), articles=("articles", "sum"), weight=("weight", "max")
    )  # fmt: skip
    counts = pd.concat([added, printed]).sort_values(_KEYS, ignore_index=True)
    return counts[_KEYS + _COUNTS].astype(dict.fromkeys(_KEYS, "str") | dict.fromkeys(_COUNTS, "int64"))


def cooccurrences(counts: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """The pairs of entities that share a sentence, with how strongly they belong together.

    With n the sentences of all articles, n₁ and n₂ those that name the one and the other, n₁₂ those that name both, each
    story counted once (by its fullest printing):
    `npmi` = ln(n·n₁₂ / (n₁·n₂)) / -ln(n₁₂ / n), 1 where the two never stand without each other, 0 where they meet as often
    as chance has it (Bouma, Normalized (pointwise) mutual information in collocation extraction, GSCL 2009);
    `g2` = 2·Σ O·ln(O/E) over the four cells of the table of sentences with and without each (Dunning, Accurate methods for
    the statistics of surprise and coincidence, Computational Linguistics 19(1), 1993); above 3.84 chance gives it once in 20.

    Args:
        counts: the sum of all parts.
        entities: entity_id and name; pairs of others (dropped ones) are left out.

    Returns:
        Table `cooccurrences`: source_id < target_id, the heaviest first, then by ids.
    """
    totals = counts.groupby(["source_id", "target_id"], as_index=False)[_COUNTS].sum()
    once = totals[totals["target_id"] == ""].set_index("source_id")["weight"]
    names = entities.set_index("entity_id")["name"]
    pairs = totals[totals["source_id"].isin(names.index) & totals["target_id"].isin(names.index)].copy()
    first, second = (pairs[side].map(once).to_numpy("float64") for side in ("source_id", "target_id"))
    both, every = pairs["weight"].to_numpy("float64"), float(once.get("", 0))
    pairs["npmi"] = _npmi(both, first, second, every).round(6)
    pairs["g2"] = _g2(both, first, second, every).round(4)
    for side in ("source", "target"):
        pairs[f"{side}_name"] = pairs[f"{side}_id"].map(names).astype("str")
    order = ["source_id", "source_name", "target_id", "target_name", *_COUNTS, "npmi", "g2"]
    return pairs[order].sort_values(
        ["weight", "sentences", "source_id", "target_id"], ascending=[False, False, True, True], ignore_index=True
    )


def evidence(mentions: pd.DataFrame, sentences: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """The sentences behind the pairs; any whole articles at a time.

    Args:
        mentions: the articles' mentions with article_id, sentence, entity_id.
        sentences: article_id, sentence, text.
        entities: entity_id; pairs of others are left out.

    Returns:
        Table `evidence`: a row a pair and sentence, in the order of articles, sentences and ids. `text` is empty for a
        sentence of more than LIST_LENGTH entities.
    """
    named = _named(mentions[mentions["entity_id"].isin(entities["entity_id"])])
    place = ["article_id", "sentence"]
    sizes = named.groupby(place, as_index=False).size()
    texts = sizes.merge(sentences[[*place, "text"]], on=place, how="left", validate="one_to_one")
    texts["text"] = texts["text"].where(texts["size"] <= LIST_LENGTH, "").fillna("")
    rows = _pairs(named).merge(texts[[*place, "text"]], on=place, how="left", validate="many_to_one")
    rows = rows.sort_values([*place, "source_id", "target_id"], ignore_index=True)
    return rows[["source_id", "target_id", *place, "text"]].astype({"text": "str"})


def _named(mentions: pd.DataFrame) -> pd.DataFrame:
    """Each entity once a sentence: article_id, sentence, entity_id, in this order."""
    known = mentions.loc[mentions["entity_id"] != "", ["article_id", "sentence", "entity_id"]]
    return known.drop_duplicates().sort_values(["article_id", "sentence", "entity_id"], ignore_index=True)


def _pairs(named: pd.DataFrame) -> pd.DataFrame:
    """All pairs within a sentence, on row numbers: a join of the table with itself would first make them twice over."""
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


def _stories(articles: pd.DataFrame) -> dict[str, str]:
    """The story of each article that was printed more than once, by article_id."""
    copies = articles[articles["duplicate_of"] != ""]
    story = dict(zip(copies["article_id"], copies["duplicate_of"], strict=True))
    return story | {first: first for first in story.values()}


def _npmi(both: np.ndarray, first: np.ndarray, second: np.ndarray, every: float) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.log(every * both / (first * second)) / -np.log(both / every)
    return np.where(both >= every, 1.0, score)  # named in every sentence: the limit


def _g2(both: np.ndarray, first: np.ndarray, second: np.ndarray, every: float) -> np.ndarray:
    # Where printings of one story differ, the fullest of each kind may together exceed it by a sentence or two.
    neither = np.maximum(every - first - second + both, 0)
    observed = np.stack([both, first - both, second - both, neither])
    rows = np.stack([first, first, every - first, every - first])
    columns = np.stack([second, every - second, second, every - second])
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = observed * np.log(observed * every / (rows * columns))
    return np.maximum(2 * np.where(np.isfinite(terms), terms, 0.0).sum(axis=0), 0.0)
