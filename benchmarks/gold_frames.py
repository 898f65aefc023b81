"""The gold articles as the working tables that the linking stages read, with the gold's mentions in the tagger's place."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import regex

from pipeline.base.contract import WORKING
from pipeline.base.words import word_spans

_SENTENCE_END = regex.compile(r"[.؟!…]\s|\n")
_CONTRACTED = "ل"  # the lam at which a span begins whose article was contracted: للولايات -> لولايات


def gold_articles(folder: Path) -> list[dict]:
    """The gold's JSON articles in order of file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(folder).glob("*.json"))]


def kept(article: dict) -> bool:
    """Whether an article of `gold/train` is of the tenth that nothing is learned from."""
    return int(regex.match(r"\d+", article["id"]).group()) % 10 == 9


def frames(articles: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """Articles, tokens and mentions as the stages make them, and the gold entity of each mention_id."""
    rows: list[dict] = []
    tokens: list[dict] = []
    entities: dict[str, str] = {}
    for article in articles:
        words = _tokens(article)
        tokens.extend(words)
        rows.extend(_mentions(article, words))
        entities |= {f"{article['id']}:{m['start']}-{m['end']}": m["entity"] for m in article["mentions"]}
    return _articles(articles), WORKING["tokens"].frame(tokens), WORKING["mentions"].frame(rows), entities


def _articles(articles: list[dict]) -> pd.DataFrame:
    return WORKING["articles"].frame(
        [
            {"article_id": a["id"], "path": "", "title": "", "outlet": a.get("source", ""), "published": a.get("date") or "",
             "url": "", "characters": len(a["text"]), "body_start": a["body"][0], "body_end": a["body"][1], "text": a["text"]}
            for a in articles
        ]
    )  # fmt: skip


def _tokens(article: dict) -> list[dict]:
    """The words of the body; proclitics are what stands before a gold mention in its first word."""
    text, starts = article["text"], {m["start"] for m in article["mentions"]}
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    rows, sentence = [], 0
    for number, (start, end) in enumerate(word_spans(text, *article["body"])):
        while sentence < len(ends) and ends[sentence] <= start:
            sentence += 1
        name = next((s for s in range(start, end) if s in starts), start)
        contracted = name > start and text[name - 1] == _CONTRACTED == text[name]
        rows.append(
            {"article_id": article["id"], "sentence": sentence, "token": number, "start": start, "end": end,
             "proclitics": text[start:name], "name_start": name, "contracted": contracted}
        )  # fmt: skip
    return rows


def _mentions(article: dict, tokens: list[dict]) -> list[dict]:
    text, rows = article["text"], []
    for m in sorted(article["mentions"], key=lambda m: m["start"]):
        inside = [t for t in tokens if t["start"] < m["end"] and m["start"] < t["end"]]
        surface = text[m["start"] : m["end"]]
        restored = "ا" + surface if inside[0]["contracted"] and inside[0]["name_start"] == m["start"] else surface
        rows.append(
            {"mention_id": f"{article['id']}:{m['start']}-{m['end']}", "article_id": article["id"],
             "sentence": inside[0]["sentence"], "start": m["start"], "end": m["end"], "surface": surface,
             "name": " ".join(restored.split()), "type": m["type"], "score": 1.0,
             "first_token": inside[0]["token"], "last_token": inside[-1]["token"]}
        )  # fmt: skip
    return rows


def bcubed(gold: dict[str, str], found: dict[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 of `found` clusters against `gold`'s, averaged over mentions (Bagga and Baldwin 1998).

    Args:
        gold: mention_id -> cluster; recall is averaged over these.
        found: mention_id -> cluster; precision is averaged over these.
    """
    sizes_gold, sizes_found = pd.Series(gold).value_counts(), pd.Series(found).value_counts()
    common = [k for k in gold if k in found]
    pairs = pd.Series([(gold[k], found[k]) for k in common]).value_counts()
    both = {k: pairs[gold[k], found[k]] for k in common}
    precision = sum(both[k] / sizes_found[found[k]] for k in common) / max(1, len(found))
    recall = sum(both[k] / sizes_gold[gold[k]] for k in common) / max(1, len(gold))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}
