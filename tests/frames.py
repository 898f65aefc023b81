"""A small corpus as the tables of the contract, for the tests of all that reads tables.

Five articles of three outlets; `b1` is a near-duplicate of `a1`; `c1` has no date. An entity is only implied (FR), a
mention was dropped (no entity), and names hold what breaks careless writers: a formula, a quotation mark, a control character.
"""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL

KIM, PUTIN, LAVROV = "PER-kym-jwng-awn-3f2a", "PER-bwtyn-11aa", "PER-lafrwf-22bb"
RUSSIA, NKOREA, FRANCE = "LOC-rwsya-33cc", "LOC-kwrya-alshmalyh-44dd", "LOC-frnsa-55ee"
MINISTRY, ODD = "ORG-wzarh-alkharjyh-66ff", "ORG-odd-77aa"

ENTITIES = [
    # entity_id, name, name_latin, type, country_code, latitude, longitude, role, implied
    (KIM, "كيم جونغ أون", "Kim Jong-un", "PER", "", None, None, "زعيم", False),
    (PUTIN, "فلاديمير بوتين", "Vladimir Putin", "PER", "", None, None, "الرئيس", False),
    (LAVROV, "سيرغي لافروف", "Sergei Lavrov", "PER", "", None, None, "وزير الخارجية", False),
    (RUSSIA, "روسيا", "Russia", "LOC", "RU", 60.0, 100.0, "", False),
    (NKOREA, "كوريا الشمالية", "North Korea", "LOC", "KP", 40.0, 127.0, "", False),
    (FRANCE, "فرنسا", "France", "LOC", "FR", 46.0, 2.0, "", True),
    (MINISTRY, "وزارة الخارجية الروسية", "", "ORG", "", None, None, "", False),
    (ODD, '=HYPERLINK("http://x","شركة\x07")', "", "ORG", "", None, None, "", False),
]
# Sentences of an article; a name is marked {entity key|surface}, a dropped one has no key.
KEYS = {"kim": KIM, "putin": PUTIN, "lavrov": LAVROV, "ru": RUSSIA, "kp": NKOREA, "mfa": MINISTRY, "odd": ODD, "": ""}
ARTICLES = {
    "a1": (
        ("الأولى", "2023-09-11"),
        [
            "وصل {kim|كيم جونغ أون} إلى {ru|روسيا}.",
            "التقى {putin|بوتين} الزعيم {kim|كيم} في {ru|روسيا}.",
            "لم يذكر أحدا.",
        ],
    ),
    "b1": (
        ("الثانية", "2023-09-12"),
        ["وصل {kim|كيم جونج أون} إلى {ru|روسيا}.", "التقى {putin|بوتين} الزعيم {kim|كيم} في {ru|روسيا}."],
    ),
    "a2": (
        ("الأولى", "2023-09-13T08:30:00+03:00"),
        ["قال {lavrov|سيرغي لافروف} وزير الخارجية: لا جديد.", "{mfa|وزارة الخارجية الروسية} و{kp|كوريا الشمالية}."],
    ),
    "c1": (("الثالثة", ""), ["{putin|بوتين} و{lavrov|لافروف} و{|الرياض}.", "{odd|شركة} في {ru|روسيا}."]),
    "c2": (("الثالثة", "2023-10-01"), ["{kim|كيم جونغ أون} يحكم {kp|كوريا الشمالية} قرب {ru|روسيا}."]),
}
RELATIONS = [
    # article, sentence, source, relation, target, title, status
    ("a2", 0, LAVROV, "role", RUSSIA, "وزير الخارجية", "done"),
    ("a1", 1, PUTIN, "met", KIM, "", "done"),
    ("b1", 1, PUTIN, "met", KIM, "", "done"),
    ("a1", 0, KIM, "visited", RUSSIA, "", "done"),
    ("c2", 0, KIM, "visited", RUSSIA, "", "planned"),
    ("c2", 0, KIM, "role", NKOREA, "زعيم", "done"),
    ("c1", 0, PUTIN, "visited", FRANCE, "", "denied"),
]


def tables() -> dict[str, pd.DataFrame]:
    """Every table of the contract, checked."""
    articles, sentences, mentions = _read()
    made = {
        "articles": articles, "sentences": sentences, "mentions": mentions, "entities": _entities(mentions, articles),
        "aliases": _aliases(mentions), "merges": _merges(), "relations": _relations(sentences), "quotes": _quotes(),
    }  # fmt: skip
    frames = {name: table.frame(made[name]) if name in made else table.empty() for name, table in FINAL.items()}
    frames["cooccurrences"], frames["evidence"] = _cooccurrences(frames)
    return frames


def _read() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    articles, sentences, mentions = [], [], []
    names = {row[0]: row[1] for row in ENTITIES}
    for article, ((outlet, published), lines) in ARTICLES.items():
        offset = 0
        for number, line in enumerate(lines):
            text = ""
            for position, piece in enumerate(line.replace("}", "{").split("{")):
                if position % 2:
                    key, surface = piece.split("|")
                    start = offset + len(text)
                    mentions.append({
                        "mention_id": f"{article}:{start}-{start + len(surface)}", "article_id": article,
                        "sentence": number, "start": start, "end": start + len(surface), "surface": surface,
                        "name": surface, "type": KEYS[key][:3] or "LOC", "score": 0.9, "entity_id": KEYS[key],
                        "entity_name": names.get(KEYS[key], ""),
                    })  # fmt: skip
                text += piece.split("|")[-1]
            sentences.append((article, number, offset, offset + len(text), text))
            offset += len(text) + 1
        articles.append(
            (article, f"{article}.txt", "", outlet, published, "", offset, 0, offset, "a1" * (article == "b1"))
        )
    return (
        pd.DataFrame(articles, columns=FINAL["articles"].names),
        pd.DataFrame(sentences, columns=FINAL["sentences"].names),
        pd.DataFrame(mentions),
    )


def _entities(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    columns = ["entity_id", "name", "name_latin", "type", "country_code", "latitude", "longitude", "role", "implied"]
    entities = pd.DataFrame(ENTITIES, columns=columns)
    dated = mentions.merge(articles[["article_id", "published"]])
    dated["published"] = dated["published"].where(dated["published"] != "")
    seen = dated.groupby("entity_id").agg(
        mentions=("mention_id", "size"), articles=("article_id", "nunique"),
        aliases=("surface", lambda s: " | ".join(sorted(set(s)))),
        first_seen=("published", "min"), last_seen=("published", "max"),
    )  # fmt: skip
    entities = entities.join(seen, on="entity_id")
    texts, counts = ["aliases", "first_seen", "last_seen"], ["mentions", "articles"]
    return entities.fillna(dict.fromkeys(texts, "") | dict.fromkeys(counts, 0))


def _aliases(mentions: pd.DataFrame) -> pd.DataFrame:
    known = mentions[mentions["entity_id"] != ""].rename(columns={"surface": "alias"})
    counts = known.groupby(["entity_id", "entity_name", "alias"], as_index=False).agg(
        mentions=("mention_id", "size"), articles=("article_id", "nunique")
    )
    return counts


def _merges() -> pd.DataFrame:
    row = (KIM, "كيم جونغ أون", "كيم جونج أون", "", "كيم جونغ أون", "letters", 0.97, "ج=غ")
    sentences = ("وصل كيم جونج أون إلى روسيا.", "وصل كيم جونغ أون إلى روسيا.")
    return pd.DataFrame([(*row, *sentences)], columns=FINAL["merges"].names)


def _relations(sentences: pd.DataFrame) -> pd.DataFrame:
    names = {row[0]: row[1] for row in ENTITIES}
    texts = sentences.set_index(["article_id", "sentence"])
    rows = []
    for article, number, source, relation, target, title, status in RELATIONS:
        place = texts.loc[(article, number)]
        rows.append({
            "relation_id": f"{article}:{relation}:{place['start']}-{place['end']}:{source}:{target}", "article_id": article,
            "sentence": number, "source_id": source, "source_name": names[source], "relation": relation,
            "target_id": target, "target_name": names[target], "title": title, "status": status, "score": 0.8,
            "start": place["start"], "end": place["end"], "evidence": place["text"], "detail": "", "source_mention": "",
            "target_mention": "",
        })  # fmt: skip
    return pd.DataFrame(rows)


def _quotes() -> pd.DataFrame:
    row = ("a2:quote:31-39", "a2", 0, LAVROV, "سيرغي لافروف", 31, 39, "لا جديد", "قال", "direct")
    return pd.DataFrame([row], columns=FINAL["quotes"].names)


def _cooccurrences(frames: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    from pipeline.cooccurrences import cooccurrences, evidence, pair_counts, stories
    from pipeline.products import with_texts

    counts = pair_counts(frames["mentions"], frames["sentences"], stories(frames["articles"]))
    pairs = cooccurrences(counts, frames["entities"])
    sentences = with_texts("evidence", frames["sentences"], evidence(frames["mentions"]))
    return FINAL["cooccurrences"].check(pairs), FINAL["evidence"].check(sentences)
