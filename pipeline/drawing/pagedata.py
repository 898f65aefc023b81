"""What of the tables goes into the page: the strongest part within limits, as columns that JSON can hold."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.drawing.layout import apart

Columns = dict[str, list[Any]]
# Beyond this many nodes the picture shows shape rather than names: nodes are smaller, names appear as one comes closer.
MANY = 600
# Pixels that half a letter of a name takes across, and half a line below its node.
LETTER, LINE = 3.0, 8.0
# The share of the picture that nodes and names cover before they are moved apart.
DENSITY = 0.3
_PAIR = ["source_id", "target_id"]
_SENTENCE = ["article_id", "sentence"]
_MERGE = ["alias", "merged_with", "rule", "score", "detail"]


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


def page_data(
    tables: dict[str, pd.DataFrame], texts: pd.DataFrame, layout: pd.DataFrame, limits: Limits
) -> dict[str, Any]:
    """The page's data.

    Args:
        tables: tables of the contract by name; articles, sentences, mentions, entities, aliases, merges, relations,
            quotes, cooccurrences and evidence are read.
        texts: article_id, text.
        layout: entity_id, x, y, community (a number from 0, the largest first; -1 for none).
        limits: the most of each kind.

    Returns:
        A dictionary for JSON: `counts` (of the whole corpus), `left` (what was left out) and a table a key, each a
        dictionary of columns; rows point at each other by number. Offsets count UTF-16 units, as JavaScript does.
    """
    entities = _strongest(tables["entities"], ["mentions", "articles"], "entity_id", limits.entities)
    ties = _kept_ties(tables["cooccurrences"], entities, limits.ties)
    relations = _kept_claims(tables["relations"], _PAIR, entities, limits.relations)
    quotes = _kept_claims(tables["quotes"], ["speaker_id"], entities, limits.quotes)
    mentions = tables["mentions"][tables["mentions"]["entity_id"].isin(entities["entity_id"])]
    mentions = mentions.sort_values([*_SENTENCE, "start"], kind="stable")
    whole = _whole_articles(tables["articles"], texts, mentions, limits.characters)
    evidence = _kept_evidence(tables["evidence"], ties, whole, limits)
    sentences = _kept_sentences(tables["sentences"], whole, [evidence, relations, quotes])
    articles = _sorted_articles(tables["articles"], sentences, whole)
    offsets = {row.article_id: _Offsets(row.text) for row in texts.itertuples() if row.article_id in whole}
    numbers = _Numbers(articles, sentences, entities)
    return {
        "counts": {name: len(tables[name]) for name in ("articles", "entities", "relations", "mentions")},
        "left": {
            "entities": len(tables["entities"]) - len(entities),
            "ties": len(tables["cooccurrences"]) - len(ties),
            "relations": len(tables["relations"]) - len(relations),
            "quotes": len(tables["quotes"]) - len(quotes),
            "texts": len(tables["articles"]) - len(whole),
        },
        "articles": _articles(articles, texts, whole, offsets, numbers),
        "sentences": _sentences(sentences, offsets, numbers),
        "entities": _entities(entities, layout, relations, tables, limits),
        "mentions": _mentions(mentions, offsets, numbers),
        "ties": _ties(ties, evidence, numbers),
        "relations": _relations(relations, offsets, numbers),
        "quotes": _quotes(quotes, numbers),
    }


class _Offsets:
    """Python's offsets (code points) as JavaScript's (UTF-16 units): those beyond the basic plane count twice."""

    def __init__(self, text: str) -> None:
        some = max(text, default="") > "\uffff"  # rarely, and found much faster than where
        self._wide = [at for at, letter in enumerate(text) if letter > "\uffff"] if some else []

    def of(self, values: pd.Series) -> list[int]:
        return [int(at) + bisect_left(self._wide, at) for at in values]


class _Numbers:
    """The row numbers under which the page's tables point at each other."""

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame, entities: pd.DataFrame) -> None:
        self.article = {key: number for number, key in enumerate(articles["article_id"])}
        self.entity = {key: number for number, key in enumerate(entities["entity_id"])}
        keys = zip(sentences["article_id"], sentences["sentence"], strict=True)
        self.sentence = {key: number for number, key in enumerate(keys)}

    def sentences_of(self, rows: pd.DataFrame) -> list[int]:
        return [self.sentence[key] for key in zip(rows["article_id"], rows["sentence"], strict=True)]

    def entities_of(self, ids: pd.Series) -> list[int]:
        return [self.entity.get(key, -1) for key in ids]


def _strongest(frame: pd.DataFrame, by: list[str], then: str, most: int) -> pd.DataFrame:
    ordered = frame.sort_values([*by, then], ascending=[False] * len(by) + [True], kind="stable")
    return ordered.head(most).reset_index(drop=True)


def _kept_ties(pairs: pd.DataFrame, entities: pd.DataFrame, most: int) -> pd.DataFrame:
    known = set(entities["entity_id"])
    inside = pairs[pairs["source_id"].isin(known) & pairs["target_id"].isin(known) & (pairs["weight"] > 0)]
    ordered = inside.sort_values(["weight", "g2", *_PAIR], ascending=[False, False, True, True], kind="stable")
    return ordered.head(most).reset_index(drop=True)


def _kept_claims(claims: pd.DataFrame, ends: list[str], entities: pd.DataFrame, most: int) -> pd.DataFrame:
    """Claims whose every end is kept (an end that is not known is no obstacle), the surest if there are too many.

    The first column of relations and quotes is their id, which orders what else is equal.
    """
    known = {*entities["entity_id"], ""}
    inside = claims[np.logical_and.reduce([claims[end].isin(known) for end in ends]) & (claims[ends[0]] != "")]
    inside = inside.sort_values(inside.columns[0], kind="stable")
    if "score" in inside.columns:
        inside = inside.sort_values("score", ascending=False, kind="stable")
    order = [*_SENTENCE, "start", "end", inside.columns[0]]
    return inside.head(most).sort_values(order, kind="stable").reset_index(drop=True)


def _whole_articles(articles: pd.DataFrame, texts: pd.DataFrame, mentions: pd.DataFrame, most: int) -> set[str]:
    """The articles that are embedded whole: those that name most of the kept entities, as many as the limit takes."""
    named = mentions.groupby("article_id")["entity_id"].nunique()
    known = texts[texts["article_id"].isin(articles["article_id"])]
    frame = pd.DataFrame({"article_id": known["article_id"], "length": known["text"].str.len()})
    frame["named"] = frame["article_id"].map(named).fillna(0)
    frame = frame.sort_values(["named", "article_id"], ascending=[False, True], kind="stable")
    return set(frame.loc[frame["length"].cumsum() <= most, "article_id"])


def _kept_evidence(evidence: pd.DataFrame, ties: pd.DataFrame, whole: set[str], limits: Limits) -> pd.DataFrame:
    """The sentences kept for each tie, with `all`, how many there are."""
    pairs = pd.MultiIndex.from_frame(ties[_PAIR])
    found = evidence[pd.MultiIndex.from_frame(evidence[_PAIR]).isin(pairs)].copy()
    found["whole"] = found["article_id"].isin(whole)
    found["all"] = found.groupby(_PAIR)["sentence"].transform("size")
    found = found.sort_values(["whole", *_SENTENCE], ascending=[False, True, True], kind="stable")
    rank = found.groupby([*_PAIR, "whole"]).cumcount()
    kept = found[rank < np.where(found["whole"], limits.tie_sentences, limits.loose_sentences)]
    return kept.sort_values(_SENTENCE, kind="stable")


def _kept_sentences(sentences: pd.DataFrame, whole: set[str], cited: list[pd.DataFrame]) -> pd.DataFrame:
    """All sentences of the articles embedded whole, and those that something else cites."""
    wanted = pd.MultiIndex.from_frame(pd.concat([rows[_SENTENCE] for rows in cited])).unique()
    kept = sentences["article_id"].isin(whole) | pd.MultiIndex.from_frame(sentences[_SENTENCE]).isin(wanted)
    return sentences[kept].sort_values(_SENTENCE, kind="stable").reset_index(drop=True).assign(
        whole=lambda rows: rows["article_id"].isin(whole)
    )  # fmt: skip


def _sorted_articles(articles: pd.DataFrame, sentences: pd.DataFrame, whole: set[str]) -> pd.DataFrame:
    """The articles of which the page holds anything, the latest first, those without a date last, then by id."""
    kept = articles[articles["article_id"].isin({*sentences["article_id"], *whole})]
    by_id = kept.sort_values("article_id", kind="stable")
    return by_id.sort_values("published", ascending=False, kind="stable").reset_index(drop=True)


def _numeric(values: pd.Series) -> list[float | None]:
    return [None if math.isnan(value) else round(float(value), 4) for value in values.astype("float64")]


def _articles(
    articles: pd.DataFrame, texts: pd.DataFrame, whole: set[str], offsets: dict[str, _Offsets], numbers: _Numbers
) -> Columns:
    text = dict(zip(texts["article_id"], texts["text"], strict=True))
    ids = list(articles["article_id"])
    ends = {name: dict(zip(ids, articles[name], strict=True)) for name in ("body_start", "body_end")}
    body = [
        offsets[key].of(pd.Series([ends["body_start"][key], ends["body_end"][key]])) if key in whole else [0, 0]
        for key in ids
    ]
    return {
        "id": ids,
        **{name: list(articles[name]) for name in ("title", "outlet", "published", "url")},
        "bodyStart": [start for start, _ in body],
        "bodyEnd": [end for _, end in body],
        "text": [text[key] if key in whole else None for key in ids],
        "duplicate": [key != "" for key in articles["duplicate_of"]],
    }


def _in_units(frame: pd.DataFrame, name: str, offsets: dict[str, _Offsets]) -> list[int]:
    """A column of offsets in UTF-16 units of its article, or as it is where the text is not embedded."""
    units = pd.Series(frame[name].to_numpy(), index=frame.index)
    for key, rows in frame.groupby("article_id"):
        if str(key) in offsets:
            units.loc[rows.index] = offsets[str(key)].of(rows[name])
    return [int(value) for value in units]


def _sentences(sentences: pd.DataFrame, offsets: dict[str, _Offsets], numbers: _Numbers) -> Columns:
    return {
        "article": [numbers.article[key] for key in sentences["article_id"]],
        "start": _in_units(sentences, "start", offsets),
        "end": _in_units(sentences, "end", offsets),
        "text": [None if kept else text for text, kept in zip(sentences["text"], sentences["whole"], strict=True)],
    }


def _mentions(mentions: pd.DataFrame, offsets: dict[str, _Offsets], numbers: _Numbers) -> Columns:
    keys = list(zip(mentions["article_id"], mentions["sentence"], strict=True))
    kept = mentions[np.array([key in numbers.sentence for key in keys], dtype="bool")].reset_index(drop=True)
    return {
        "sentence": numbers.sentences_of(kept),
        "start": _in_units(kept, "start", offsets),
        "end": _in_units(kept, "end", offsets),
        "entity": numbers.entities_of(kept["entity_id"]),
    }


def _grouped(frame: pd.DataFrame, ids: list[str], columns: list[str], most: int) -> list[list[list[Any]]]:
    rows: dict[str, list[list[Any]]] = {key: [] for key in ids}
    for key, *values in frame[["entity_id", *columns]].itertuples(index=False, name=None):
        if key in rows and len(rows[key]) < most and values not in rows[key]:
            rows[key].append([None if isinstance(value, float) and math.isnan(value) else value for value in values])
    return [rows[key] for key in ids]


def _entities(
    entities: pd.DataFrame,
    layout: pd.DataFrame,
    relations: pd.DataFrame,
    tables: dict[str, pd.DataFrame],
    limits: Limits,
) -> Columns:
    ids = list(entities["entity_id"])
    places = placed(ids, layout, relations)
    radii = _radii(entities["mentions"].to_numpy("float64"))
    points = _spread(np.array([places[key][:2] for key in ids]).reshape(-1, 2), radii, entities["name"])
    aliases = tables["aliases"].sort_values(["mentions", "alias"], ascending=[False, True], kind="stable")
    merges = tables["merges"][tables["merges"]["alias"] != tables["merges"]["merged_with"]].sort_values(_MERGE)
    return {
        "id": ids,
        "name": list(entities["name"]),
        "latin": list(entities["name_latin"]),
        "type": list(entities["type"]),
        "mentions": [int(value) for value in entities["mentions"]],
        "articles": [int(value) for value in entities["articles"]],
        "role": list(entities["role"]),
        "country": list(entities["country_code"]),
        "latitude": _numeric(entities["latitude"]),
        "longitude": _numeric(entities["longitude"]),
        "first": list(entities["first_seen"]),
        "last": list(entities["last_seen"]),
        "implied": [bool(value) for value in entities["implied"]],
        "x": [round(float(x), 1) for x in points[:, 0]],
        "y": [round(float(y), 1) for y in points[:, 1]],
        "size": [round(float(radius), 1) for radius in radii],
        "community": [places[key][2] for key in ids],
        "aliases": _grouped(aliases, ids, ["alias", "mentions"], limits.spellings),
        "merges": _grouped(merges, ids, _MERGE, limits.spellings),
    }


def _radii(mentions: np.ndarray) -> np.ndarray:
    """Radii in pixels: the area grows with the mentions; many nodes are drawn smaller."""
    least, greatest = (2.5, 15.0) if len(mentions) > MANY else (5.0, 22.0)
    return least + (greatest - least) * np.sqrt(mentions / max(mentions.max(initial=0.0), 1.0))


def _spread(points: np.ndarray, radii: np.ndarray, names: pd.Series) -> np.ndarray:
    """The places of a small network scaled to the screen and moved apart, so that neither nodes nor names overlap."""
    if len(points) < 2 or len(points) > MANY:
        return points
    reach = names.str.len().clip(upper=14).to_numpy("float64") * LETTER
    half = np.column_stack([np.maximum(radii * 1.3, reach), radii * 1.3 + LINE])
    box = np.ptp(points, axis=0).max() or 1.0
    points = (points - points.mean(axis=0)) * (math.sqrt(4 * np.prod(half, axis=1).sum() / DENSITY) / box)
    return apart(points, half)


def placed(ids: list[str], layout: pd.DataFrame, relations: pd.DataFrame) -> dict[str, tuple[float, float, int]]:
    """x, y and community of each entity; one without a place (it shares no sentence) stands beside what it is related to.

    Args:
        ids: the entities, each once.
        layout: entity_id, x, y, community.
        relations: source_id, target_id.
    """
    rows = layout[["entity_id", "x", "y", "community"]].itertuples(index=False, name=None)
    known = {key: (float(x), float(y), int(community)) for key, x, y, community in rows}
    spread = float(np.ptp(layout[["x", "y"]].to_numpy(dtype="float64"), axis=0).max()) if len(layout) > 1 else 1.0
    related = pd.concat([relations[_PAIR], relations[_PAIR[::-1]].set_axis(_PAIR, axis=1)])
    beside = dict(related[related["target_id"].isin(known)].groupby("source_id")["target_id"].min())
    for number, key in enumerate(key for key in ids if key not in known):
        # The golden angle keeps any number of them from standing upon each other.
        angle, anchor = number * 2.399963, known.get(beside.get(key, ""))
        reach = spread * (0.06 if anchor else 0.62)
        x, y, community = anchor or (0.0, 0.0, -1)
        known[key] = (x + reach * math.cos(angle), y + reach * math.sin(angle), community)
    return known


def _ties(ties: pd.DataFrame, evidence: pd.DataFrame, numbers: _Numbers) -> Columns:
    held: dict[tuple[str, str], list[int]] = {}
    every: dict[tuple[str, str], int] = {}
    pairs = zip(evidence["source_id"], evidence["target_id"], strict=True)
    for pair, number, count in zip(pairs, numbers.sentences_of(evidence), evidence["all"], strict=True):
        held.setdefault(pair, []).append(number)
        every[pair] = int(count)
    keys = list(zip(ties["source_id"], ties["target_id"], strict=True))
    return {
        "source": numbers.entities_of(ties["source_id"]),
        "target": numbers.entities_of(ties["target_id"]),
        "weight": [int(value) for value in ties["weight"]],
        "articles": [int(value) for value in ties["articles"]],
        "npmi": _numeric(ties["npmi"]),
        "sentences": [held.get(key, []) for key in keys],
        "more": [every.get(key, 0) - len(held.get(key, [])) for key in keys],
    }


def _relations(relations: pd.DataFrame, offsets: dict[str, _Offsets], numbers: _Numbers) -> Columns:
    return {
        "source": numbers.entities_of(relations["source_id"]),
        "target": numbers.entities_of(relations["target_id"]),
        **{name: list(relations[name]) for name in ("relation", "title", "status")},
        "sentence": numbers.sentences_of(relations),
        "start": _in_units(relations, "start", offsets),
        "end": _in_units(relations, "end", offsets),
    }


def _quotes(quotes: pd.DataFrame, numbers: _Numbers) -> Columns:
    return {
        "source": numbers.entities_of(quotes["speaker_id"]),
        "sentence": numbers.sentences_of(quotes),
        **{name: list(quotes[name]) for name in ("quote", "cue", "kind")},
    }
