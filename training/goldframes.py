"""The gold as the tables that the stages before the claims make: articles, tokens, mentions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from pipeline.base.words import word_spans

# Enough for the gold: a stop and white space, or a line break. The pipeline's own tokens know more of quotes and initials.
_SENTENCE_END = regex.compile(r"[.؟?!…]+[\"”»)]*(?=\s)|\n")


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The gold articles of a folder, in the order of their names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def is_kept(article_id: str) -> bool:
    """Whether an article of the training side belongs to the tenth that no shipped model is trained on."""
    number = article_id.split("_", maxsplit=1)[0]
    return number.isdigit() and int(number) % 10 == 9


def gold_tables(gold: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Articles, tokens and mentions of gold articles, with the columns of the contract that the claims need."""
    articles, tokens, mentions = [], [], []
    for one in gold:
        start, end = one["body"]
        articles.append({"article_id": one["id"], "text": one["text"], "body_start": start, "body_end": end})
        rows = token_rows(one["id"], one["text"], start, end)
        tokens.extend(rows)
        mentions.extend(mention_rows(one, rows))
    return pd.DataFrame(articles), pd.DataFrame(tokens), pd.DataFrame(mentions)


def token_rows(article_id: str, text: str, start: int, end: int) -> list[dict[str, Any]]:
    """Tokens of a body, in sentences."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    rows, sentence, previous = [], 0, 0
    for number, (left, right) in enumerate(word_spans(text, start, end)):
        while previous < len(ends) and ends[previous] <= left:
            previous += 1
        sentence = previous
        rows.append({"article_id": article_id, "sentence": sentence, "token": number, "start": left, "end": right})
    return rows


def mention_rows(one: dict[str, Any], tokens: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for mention in sorted(one["mentions"], key=lambda m: m["start"]):
        inside = [t for t in tokens if t["end"] > mention["start"] and t["start"] < mention["end"]]
        surface = one["text"][mention["start"] : mention["end"]]
        before = one["text"][inside[0]["start"] : mention["start"]]
        name = "ا" + surface if before.endswith("ل") and surface.startswith("ل") else surface
        rows.append(
            {
                "mention_id": f"{one['id']}:{mention['start']}-{mention['end']}",
                "article_id": one["id"],
                "sentence": inside[0]["sentence"],
                "start": mention["start"],
                "end": mention["end"],
                "surface": surface,
                "name": name,
                "type": mention["type"],
                "score": 1.0,
                "first_token": inside[0]["token"],
                "last_token": inside[-1]["token"],
                "entity": mention["entity"],
            }
        )
    return rows
