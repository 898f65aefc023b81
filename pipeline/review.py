"""The most doubtful decisions of linking, in the form of `judgements.csv`, for the user to decide and append there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.base.contract import TYPES
from pipeline.linking import blocking
from pipeline.linking.coreference import ALIKE
from pipeline.linking.judgements import COLUMNS
from pipeline.linking.linking import Linking

# Rules of the stage `names` that kept a name to itself although a fuller one was there.
_KEPT_APART = ("ambiguous", "apart")


def review(
    names: pd.DataFrame, links: pd.DataFrame, sentences: pd.DataFrame, linking: Linking, limit: int = 100
) -> pd.DataFrame:
    """The merges and non-merges that are least sure, those of much-named entities first.

    Args:
        names: working table `names`.
        links: working table `links`.
        sentences: article_id, sentence, text.
        linking: what names are compared with.
        limit: how many rows at most, half of them merges.

    Returns:
        The columns of `judgements.csv` with `judgement` left open; `note` says what was decided, why, how sure, and holds a
        sentence of each side. Rows left open are passed over when the file is read.
    """
    if links.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = links.merge(names, on=["article_id", "name", "type"], suffixes=("", "_in_article"))
    texts = {(a, s): t for a, s, t in zip(sentences.article_id, sentences.sentence, sentences.text, strict=True)}
    found = [
        _top(_merged(rows, texts), limit - limit // 2),
        _top([*_ambiguous(rows, texts), *_near(rows, texts, linking)], limit // 2),
    ]
    return pd.DataFrame([row for part in found for row in part], columns=list(COLUMNS)).fillna("")


def _top(doubts: list[tuple[float, dict[str, str]]], limit: int) -> list[dict[str, str]]:
    ordered = sorted(doubts, key=lambda doubt: (-doubt[0], *(doubt[1].get(c, "") for c in COLUMNS)))
    return [row for _, row in ordered[:limit]]


def _doubt(score: float, mentions: int) -> float:
    """How much an answer is worth: how near to even the decision was, and how often the name stands."""
    return (1 - abs(2 * score - 1)) * math.log1p(mentions)


def _row(left: str, left_article: str, right: str, right_article: str, type_: str, note: str) -> dict[str, str]:
    return {
        "judgement": "", "left": left, "left_article": left_article, "right": right, "right_article": right_article,
        "type": type_, "value": "", "note": note,
    }  # fmt: skip


def _sentence(row: Any, texts: dict[tuple[str, int], str]) -> str:
    return f"[{row.article_id}] {texts.get((row.article_id, row.sentence), '').strip()}"


def _merged(rows: pd.DataFrame, texts: dict[tuple[str, int], str]) -> list[tuple[float, dict[str, str]]]:
    """Merges, each once: those within an article with the article, others for all."""
    heads = {(r.entity_id, r.name): r for r in rows.itertuples(index=False)}
    found: dict[tuple[str, ...], tuple[float, dict[str, str]]] = {}
    for r in rows[(rows.merged_with != "") & (rows.rule != "judgement")].itertuples(index=False):
        inside = r.article_id if r.rule.startswith("article-") else ""
        other = heads.get((r.entity_id, r.merged_with))
        note = f"joined by {r.rule}, {r.score:.2f}: {r.detail} || {_sentence(r, texts)}" + (
            f" || {_sentence(other, texts)}" if other else ""
        )
        found.setdefault(
            (r.name, inside, r.merged_with, r.type),
            (_doubt(r.score, r.mentions), _row(r.name, inside, r.merged_with, inside, r.type, note)),
        )
    return list(found.values())


def _ambiguous(rows: pd.DataFrame, texts: dict[tuple[str, int], str]) -> Iterator[tuple[float, dict[str, str]]]:
    """Names that stayed by themselves although their article has a fuller one; the detail names it."""
    for r in rows[rows.rule_in_article.isin(_KEPT_APART) & (rows.refers_to == rows.name)].itertuples(index=False):
        _, _, other = r.detail_in_article.split(";")[0].rpartition(" : ")
        note = (
            f"kept apart, {r.rule_in_article}, {r.score_in_article:.2f}: {r.detail_in_article} || {_sentence(r, texts)}"
        )
        yield _doubt(r.score_in_article, r.mentions), _row(r.name, r.article_id, other, r.article_id, r.type, note)


def _near(
    rows: pd.DataFrame, texts: dict[tuple[str, int], str], linking: Linking
) -> Iterator[tuple[float, dict[str, str]]]:
    """Pairs of entities whose names are alike, but not alike enough."""
    heads = rows.sort_values(["entity_id", "article_id"], kind="stable").drop_duplicates("entity_id")
    count = rows.groupby("entity_id").mentions.sum().to_dict()
    heads = [r for r in heads.itertuples(index=False) if count[r.entity_id]]
    for a, b in _alike(heads, linking):
        verdict = linking.similar(a.entity_name, b.entity_name, a.type)
        note = f"kept apart, {verdict.verdict}, {verdict.score:.2f}: {verdict.detail}"
        note += f" || {_sentence(a, texts)} || {_sentence(b, texts)}"
        doubt = _doubt(verdict.score, min(count[a.entity_id], count[b.entity_id]))
        yield doubt, _row(a.entity_id, "", b.entity_id, "", "", note)


def _alike(heads: list[Any], linking: Linking) -> Iterator[tuple[Any, Any]]:
    """Entities of one type whose names share a block and are alike."""
    for type_ in TYPES:
        named = [r for r in heads if r.type == type_]
        for i, j in blocking.near([r.entity_name for r in named], type_, linking.blocks, ALIKE).tolist():
            yield named[i], named[j]
