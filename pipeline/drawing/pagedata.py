"""What of the tables goes into the page: the strongest part within limits, as columns that JSON can hold."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.scans import Rows
from pipeline.drawing.layout import apart
from pipeline.drawing.pagerows import Kept, Limits, kept_rows

Columns = dict[str, list[Any]]
# Beyond this many nodes the picture shows shape rather than names: nodes are smaller, names appear as one comes closer.
MANY = 600
# Pixels that half a letter of a name takes across, and half a line below its node.
LETTER, LINE = 3.0, 8.0
# The share of the picture that nodes and names cover before they are moved apart.
DENSITY = 0.3
_PAIR = ["source_id", "target_id"]
_MERGE = ["alias", "merged_with", "rule", "score", "detail"]


def page_data(tables: Mapping[str, Rows], texts: Rows, layout: pd.DataFrame, limits: Limits) -> dict[str, Any]:
    """The page's data.

    Args:
        tables: tables of the contract by name; articles, sentences, mentions, entities, aliases, merges, relations,
            quotes, cooccurrences and evidence are read; of merges and evidence no text.
        texts: article_id, text.
        layout: entity_id, x, y, community (a number from 0, the largest first; -1 for none).
        limits: the most of each kind.

    Returns:
        A dictionary for JSON: `counts` (of the whole corpus), `left` (what was left out) and a table a key, each a
        dictionary of columns; rows point at each other by number. Offsets count UTF-16 units, as JavaScript does.
    """
    kept = kept_rows(tables, texts, limits)
    offsets = {row.article_id: _Offsets(row.text) for row in kept.texts.itertuples()}
    numbers = _Numbers(kept.articles, kept.sentences, kept.entities)
    return {
        "counts": {name: len(tables[name]) for name in ("articles", "entities", "relations", "mentions")},
        "left": {
            "entities": len(tables["entities"]) - len(kept.entities),
            "ties": len(tables["cooccurrences"]) - len(kept.ties),
            "relations": len(tables["relations"]) - len(kept.relations),
            "quotes": len(tables["quotes"]) - len(kept.quotes),
            "texts": len(tables["articles"]) - len(kept.texts),
        },
        "articles": _articles(kept, offsets),
        "sentences": _sentences(kept.sentences, offsets, numbers),
        "entities": _entities(kept, layout, limits),
        "mentions": _mentions(kept.mentions, offsets, numbers),
        "ties": _ties(kept.ties, kept.evidence, numbers),
        "relations": _relations(kept.relations, offsets, numbers),
        "quotes": _quotes(kept.quotes, numbers),
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


def _numeric(values: pd.Series) -> list[float | None]:
    return [None if math.isnan(value) else round(float(value), 4) for value in values.astype("float64")]


def _articles(kept: Kept, offsets: dict[str, _Offsets]) -> Columns:
    articles, text = kept.articles, dict(zip(kept.texts["article_id"], kept.texts["text"], strict=True))
    ids = list(articles["article_id"])
    ends = {name: dict(zip(ids, articles[name], strict=True)) for name in ("body_start", "body_end")}
    body = [
        offsets[key].of(pd.Series([ends["body_start"][key], ends["body_end"][key]])) if key in text else [0, 0]
        for key in ids
    ]
    return {
        "id": ids,
        **{name: list(articles[name]) for name in ("title", "outlet", "published", "url")},
        "bodyStart": [start for start, _ in body],
        "bodyEnd": [end for _, end in body],
        "text": [text.get(key) for key in ids],
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
    return {
        "sentence": numbers.sentences_of(mentions),
        "start": _in_units(mentions, "start", offsets),
        "end": _in_units(mentions, "end", offsets),
        "entity": numbers.entities_of(mentions["entity_id"]),
    }


def _grouped(frame: pd.DataFrame, ids: list[str], columns: list[str], most: int) -> list[list[list[Any]]]:
    rows: dict[str, list[list[Any]]] = {key: [] for key in ids}
    for key, *values in frame[["entity_id", *columns]].itertuples(index=False, name=None):
        if key in rows and len(rows[key]) < most and values not in rows[key]:
            rows[key].append([None if isinstance(value, float) and math.isnan(value) else value for value in values])
    return [rows[key] for key in ids]


def _entities(kept: Kept, layout: pd.DataFrame, limits: Limits) -> Columns:
    entities, ids = kept.entities, list(kept.entities["entity_id"])
    places = placed(ids, layout, kept.relations)
    radii = _radii(entities["mentions"].to_numpy("float64"))
    points = _spread(np.array([places[key][:2] for key in ids]).reshape(-1, 2), radii, entities["name"])
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
        "aliases": _grouped(kept.aliases, ids, ["alias", "mentions"], limits.spellings),
        "merges": _grouped(kept.merges, ids, _MERGE, limits.spellings),
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
