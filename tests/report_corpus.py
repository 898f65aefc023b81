"""Corpora for the tests of the page: the five seeds by their gold, one of any size, and one that attacks the reader."""

from __future__ import annotations

import json
import random
import re

import numpy as np
import pandas as pd

from pipeline.base.contract import FINAL
from pipeline.cooccurrences import cooccurrences, evidence, pair_counts, stories
from pipeline.graph import cooccurrence
from pipeline.products import with_texts
from tests.conftest import ROOT

DAYS = ["2023-09-11", "2023-09-12", "2023-09-13", "2023-09-15", ""]
Corpus = tuple[dict[str, pd.DataFrame], pd.DataFrame, pd.DataFrame]


def layout_of(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Places and communities as the graphs have them."""
    names = ["entities", "articles", "mentions", "cooccurrences", "evidence"]
    nodes = cooccurrence(*(tables[name] for name in names)).nodes
    return nodes.rename(columns={"Id": "entity_id"})[["entity_id", "x", "y", "community"]]


def counted(tables: dict[str, pd.DataFrame]) -> Corpus:
    """The corpus with its co-occurrences, evidence and aliases added, its texts and its layout."""
    counts = pair_counts(tables["mentions"], tables["sentences"], stories(tables["articles"]))
    pairs = cooccurrences(counts, tables["entities"])
    known = tables["mentions"].rename(columns={"surface": "alias"})
    aliases = known.groupby(["entity_id", "entity_name", "alias"], as_index=False).agg(
        mentions=("mention_id", "size"), articles=("article_id", "nunique")
    )
    made = {
        **tables, "cooccurrences": pairs, "aliases": aliases,
        "evidence": with_texts("evidence", tables["sentences"], evidence(tables["mentions"])),
    }  # fmt: skip
    texts = tables["articles"][["article_id", "text"]]
    frames = {name: table.frame(made[name]) if name in made else table.empty() for name, table in FINAL.items()}
    return frames, texts, layout_of(frames)


def _sentences(article: str, text: str, end: int) -> list[dict]:
    spans = [m.span() for m in re.finditer(r"[^\n.؟!]*[^\s.؟!][^\n.؟!]*[.؟!]?", text[:end])]
    return [
        {"article_id": article, "sentence": n, "start": a, "end": b, "text": text[a:b]}
        for n, (a, b) in enumerate(spans)
    ]


def _within(sentences: list[dict], start: int) -> int:
    return max((row["sentence"] for row in sentences if row["start"] <= start), default=0)


def seeds() -> Corpus:
    """The seed articles with the gold's names and relations; dates are made up, the last article has none."""
    golds = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "tests/data/gold").glob("*.json"))]
    articles, sentences, mentions, relations = [], [], [], []
    for gold, day in zip(golds, DAYS, strict=True):
        key, text = gold["id"], gold["text"]
        own = _sentences(key, text, gold["body"][1])
        sentences += own
        articles.append({
            "article_id": key, "path": f"{key}.txt", "title": "", "outlet": "", "published": day, "url": "",
            "characters": len(text), "body_start": gold["body"][0], "body_end": gold["body"][1], "duplicate_of": "",
            "text": text,
        })  # fmt: skip
        mentions += [
            {
                "mention_id": f"{key}:{m['start']}-{m['end']}", "article_id": key, "sentence": _within(own, m["start"]),
                "start": m["start"], "end": m["end"], "surface": m["text"], "name": m["text"], "type": m["type"],
                "score": 0.95, "entity_id": f"{m['type']}-{m['entity']}",
            }
            for m in gold["mentions"]
        ]  # fmt: skip
        relations += [{**r, "article_id": key, "sentence": _within(own, r["start"])} for r in gold["relations"]]
    frame = pd.DataFrame(mentions)
    frame["length"] = frame["surface"].str.len()
    entities = _entities(frame, pd.DataFrame(articles))
    names = dict(zip(entities["entity_id"], entities["name"], strict=True))
    frame["entity_name"] = frame["entity_id"].map(names)
    tables = {
        "articles": pd.DataFrame(articles), "sentences": pd.DataFrame(sentences), "mentions": frame,
        "relations": _relations(relations, names), "quotes": _quotes(frame, pd.DataFrame(sentences)),
        "merges": _merges(frame),
    }  # fmt: skip
    roles = tables["relations"].query("relation == 'role'").drop_duplicates("source_id").set_index("source_id")["title"]
    tables["entities"] = entities.assign(role=entities["entity_id"].map(roles).fillna(""))
    return counted(tables)


def _entities(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    dated = mentions.merge(articles[["article_id", "published"]], on="article_id")
    dated["day"] = dated["published"].where(dated["published"] != "")
    made = dated.groupby("entity_id", as_index=False).agg(
        type=("type", "first"), mentions=("mention_id", "size"), articles=("article_id", "nunique"),
        aliases=("surface", lambda s: " | ".join(sorted(set(s)))), first_seen=("day", "min"), last_seen=("day", "max"),
    )  # fmt: skip
    longest = mentions.sort_values(["length", "surface"], ascending=[False, True]).drop_duplicates("entity_id")
    made["name"] = made["entity_id"].map(longest.set_index("entity_id")["surface"])
    made["name_latin"] = made["entity_id"].str[4:].str.replace("_", " ").str.title()
    empty = {"country_code": "", "latitude": np.nan, "longitude": np.nan, "role": "", "implied": False}
    return made.fillna({"first_seen": "", "last_seen": ""}).assign(**empty)


def _relations(rows: list[dict], names: dict[str, str]) -> pd.DataFrame:
    by_key = {key[4:]: key for key in names}
    made = [
        {
            "relation_id": f"{r['article_id']}:{r['type']}:{r['start']}-{r['end']}:{r['head']}:{r['tail']}",
            "article_id": r["article_id"], "sentence": r["sentence"], "source_id": by_key[r["head"]],
            "source_name": names[by_key[r["head"]]], "relation": r["type"], "target_id": by_key[r["tail"]],
            "target_name": names[by_key[r["tail"]]], "title": r.get("title", ""), "status": r.get("status", "done"),
            "score": 0.9, "start": r["start"], "end": r["end"], "evidence": r["evidence"], "detail": "",
            "source_mention": "", "target_mention": "",
        }
        for r in rows
        if r["head"] in by_key and r["tail"] in by_key
    ]  # fmt: skip
    return FINAL["relations"].frame(made)


def _quotes(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Every sentence with quotation marks, said by the first person it names: only to have some."""
    people = mentions[mentions["type"] == "PER"].drop_duplicates(["article_id", "sentence"])
    rows = []
    for row in sentences.merge(people, on=["article_id", "sentence"], suffixes=("", "_m")).itertuples():
        found = re.search(r"[“\"«]([^”\"»]{12,})[”\"»]", row.text)
        if found:
            start = row.start + found.start(1)
            end = start + len(found[1])
            rows.append((f"{row.article_id}:quote:{start}-{end}", row.article_id, row.sentence, row.entity_id,
                         row.entity_name, start, end, found[1], "", "direct"))  # fmt: skip
    return FINAL["quotes"].frame(pd.DataFrame(rows, columns=FINAL["quotes"].names))


def _merges(mentions: pd.DataFrame) -> pd.DataFrame:
    made = mentions.drop_duplicates(["entity_id", "surface"])
    made = made[made["surface"] != made["entity_name"]]
    return FINAL["merges"].frame(
        made.assign(
            alias=made["surface"], merged_with=made["entity_name"], rule="gold", detail="", sentence_a="", sentence_b=""
        )
    )


def synthetic(entities: int, articles: int, seed: int = 7) -> Corpus:
    """A corpus of any size with Zipfian names, a third each of people, places and organizations."""
    dice = random.Random(seed)
    syllables = ["را", "مي", "سال", "نور", "حكيم", "وان", "دار", "كو", "بر", "فيل", "تون", "ساد", "شم", "لي", "غاز"]
    kinds = ["PER", "LOC", "ORG"]
    names = [" ".join("".join(dice.choices(syllables, k=2)) for _ in range(1 + n % 3)) for n in range(entities)]
    weights = [1 / (n + 1) ** 0.75 for n in range(entities)]
    rows, sentences, mentions = [], [], []
    for number in range(articles):
        key, text, topic = f"s{number:05}", "", dice.randrange(entities)
        for sentence in range(8):
            start, parts = len(text), ["قال"]
            near = [(topic + dice.randrange(12)) % entities, dice.choices(range(entities), weights)[0]]
            for entity in dict.fromkeys([*near, dice.choices(range(entities), weights)[0]]):
                at = start + len(" ".join(parts)) + 1
                parts += [names[entity], "مع"]
                mentions.append({
                    "mention_id": f"{key}:{at}-{at + len(names[entity])}", "article_id": key, "sentence": sentence,
                    "start": at, "end": at + len(names[entity]), "surface": names[entity], "name": names[entity],
                    "type": kinds[entity % 3], "score": 0.9, "entity_id": f"{kinds[entity % 3]}-{entity:05}",
                    "entity_name": names[entity],
                })  # fmt: skip
            text += " ".join(parts) + ".\n"
            sentences.append({"article_id": key, "sentence": sentence, "start": start, "end": len(text) - 1,
                              "text": text[start:-1]})  # fmt: skip
        rows.append({
            "article_id": key, "path": f"{key}.txt", "title": f"مقال {number}", "outlet": f"صحيفة {number % 5}",
            "published": f"2023-{1 + number % 12:02}-{1 + number % 28:02}", "url": "", "characters": len(text),
            "body_start": 0, "body_end": len(text), "duplicate_of": "", "text": text,
        })  # fmt: skip
    frame = pd.DataFrame(mentions)
    frame["length"] = frame["surface"].str.len()
    made = {"articles": pd.DataFrame(rows), "sentences": pd.DataFrame(sentences), "mentions": frame}
    return counted({**made, "entities": _entities(frame, made["articles"])})


ATTACKS = [
    "</script><script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", "'\"><svg onload=window.hacked=1>",
    "javascript:window.hacked=1", "{{constructor.constructor('window.hacked=1')()}}", "<!--<script>", "]]>\u2028\u2029&lt;b&gt;",
    "عبد" * 2000,
]  # fmt: skip


def hostile() -> Corpus:
    """Names, texts, ids, titles and addresses that try to run a script, a name without end, an emoji that shifts offsets."""
    tables, _, _ = synthetic(12, 3)
    names = {f"{['PER', 'LOC', 'ORG'][n % 3]}-{n:05}": ATTACKS[n % len(ATTACKS)] for n in range(12)}
    tables["entities"]["name"] = tables["entities"]["entity_id"].map(names)
    for column in ("name_latin", "role", "country_code"):
        tables["entities"][column] = tables["entities"]["entity_id"].map(names)
    tables["mentions"]["entity_name"] = tables["mentions"]["entity_id"].map(names)
    attack = "😀 " + " ".join(ATTACKS) + " "
    tables["articles"]["text"] = ""
    for key, rows in tables["sentences"].groupby("article_id"):
        text = attack + "\n".join(rows["text"])
        tables["articles"].loc[tables["articles"]["article_id"] == key, "text"] = text
    for name in ("sentences", "mentions"):
        tables[name][["start", "end"]] += len(attack)
    tables["articles"]["body_end"] += len(attack)
    tables["articles"]["url"] = "javascript:window.hacked=1"
    tables["articles"]["title"] = ATTACKS[0]
    rename = {key: f"{ATTACKS[1]}/{key}" for key in tables["articles"]["article_id"]}
    for name in ("articles", "sentences", "mentions"):
        tables[name]["article_id"] = tables[name]["article_id"].map(rename)
    frames, texts, layout = counted(tables)
    frames["aliases"]["alias"] = frames["aliases"]["entity_id"].map(names)
    return frames, texts, layout
