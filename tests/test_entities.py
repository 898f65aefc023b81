"""Entities, their spellings, and the ledger."""

import pandas as pd

from pipeline import entities as stage
from pipeline.aliases import aliases
from pipeline.base.contract import FINAL, WORKING
from pipeline.entities import entities
from pipeline.linking.linking import Located, Rival
from pipeline.links import links
from pipeline.merges import merges
from pipeline.products import with_texts
from pipeline.review import review
from tests.linking_frames import judged, knowledge, named

NAMES = named(
    ("a", "PER", "دونالد ترامب"), ("a", "PER", "ترامب", "دونالد ترامب"), ("b", "PER", "دونالد ترامب"), ("b", "LOC", "باريس"),
    ("c", "PER", "دونالد ترامب"),
)  # fmt: skip
META = pd.DataFrame({"article_id": ["a", "b", "c"], "published": ["2018-03-01", "2018-01-02", ""]})
SENTENCES = pd.DataFrame({"article_id": ["a", "b", "c"], "sentence": [0, 0, 0], "text": ["قال ترامب", "في باريس", "و"]})
KNOWN = knowledge(place=lambda name, countries: Located("FR", 48.85, 2.35))
LINKS = links(NAMES, judged(), KNOWN)


def mentions_of(names):
    return WORKING["mentions"].frame(
        [
            {"mention_id": r.mention_id, "article_id": r.article_id, "sentence": 0, "start": 0, "end": 1, "surface": r.name,
             "name": r.name, "type": r.type, "score": 1.0, "first_token": 0, "last_token": 0}
            for r in names.itertuples()
        ]
    )  # fmt: skip


def as_written(name, type_, latin):
    return f"{type_}: {name}"


def role(title, target, status="done", implied=""):
    return {"claim_id": title, "article_id": "a", "sentence": 0, "claim": "role", "source_mention": "a:0-1",
            "target_mention": target, "implied_name": implied, "title": title, "status": status, "score": 1.0, "start": 0,
            "end": 1, "evidence": "", "detail": "", "cue": "", "kind": ""}  # fmt: skip


def test_entities_hold_what_is_known_of_each():
    claims = WORKING["claims"].frame([role("الرئيس", "", implied="أمريكا"), role("زائر", "b:3-4", "denied")])
    table = entities(NAMES, LINKS, mentions_of(NAMES), claims, META, KNOWN)
    first, second = table.to_dict("records")
    assert first == {
        "entity_id": first["entity_id"], "name": "دونالد ترامب", "name_latin": first["name_latin"], "type": "PER", "mentions": 4,
        "articles": 3, "aliases": "دونالد ترامب | ترامب", "first_seen": "2018-01-02", "last_seen": "2018-03-01",
        "country_code": "", "latitude": first["latitude"], "longitude": first["longitude"], "role": "رئيس أمريكا",
        "implied": False,
    }  # fmt: skip
    assert pd.isna(first["latitude"])
    assert (second["name"], second["country_code"], second["latitude"]) == ("باريس", "FR", 48.85)


def test_labels_and_places_are_judged_by_all_that_the_articles_say():
    asked = []
    known = knowledge(
        country=lambda name: {"ليون": "FR"}.get(name, ""),
        place=lambda name, countries: Located("FR" if name == "ليون" or "FR" in countries else "US", 0.0, 0.0),
        latin=lambda name, type_, latin: asked.append((name, latin)) or latin,
    )
    names = named(("a", "LOC", "باريس"), ("a", "LOC", "ليون"), ("b", "LOC", "باريس"), ("c", "LOC", "دالاس"), ("c", "PER", "بوب"))
    names["name_latin"] = ["Paris", "", "Parigi", "Dallas", ""]
    table = entities(names, links(names, judged(), known), mentions_of(names), WORKING["claims"].empty(), META, known)
    assert sorted(asked) == [("باريس", "Parigi"), ("بوب", ""), ("دالاس", "Dallas"), ("ليون", "")]
    assert dict(zip(table.name, table.country_code, strict=True)) == {"باريس": "FR", "ليون": "FR", "دالاس": "US", "بوب": ""}


def test_a_place_is_where_its_link_says_whatever_else_its_articles_name():
    lies = {"عمان": "OM", "مسقط": "OM", "إربد": "JO"}

    def place(name, countries):
        if name == "عمان":
            return Located("JO", 31.96, 35.95) if {*countries} == {"JO"} else Located("OM", 23.25, 57.68)
        return Located(lies.get(name, "") or "".join(sorted(countries)), 0.0, 0.0)

    known = knowledge(
        code=lambda name: "OM" if name == "عمان" else "",
        country=lambda name: lies.get(name, ""),
        nation=lambda word: {"اردني": "JO", "عماني": "OM"}.get(word, ""),
        rivals=lambda name: (Rival("OM", "OM", "Oman"), Rival("GN-250441", "JO", "Amman")) if name == "عمان" else (),
        place=place,
    )
    names = named(
        # Jordan is named by a body alone: the capital is meant, and the other place beside it is in Jordan
        ("a", "LOC", "عمان"), ("a", "LOC", "مأدبا"), ("a", "ORG", "الجيش الأردني"),
        # Oman is named by a body alone, beside a city of Jordan: the country is meant
        ("b", "LOC", "إربد"), ("b", "LOC", "عمان"), ("b", "ORG", "الجيش العماني"),
    )  # fmt: skip
    linked = links(names, judged(), known)
    table = entities(names, linked, mentions_of(names), WORKING["claims"].empty(), META, known)
    places = table[table.type == "LOC"]
    assert sorted(zip(places.name, places.country_code, places.latitude, strict=True)) == [
        ("إربد", "JO", 0.0), ("عمان", "JO", 31.96), ("عمان", "OM", 23.25), ("مأدبا", "JO", 0.0),
    ]  # fmt: skip
    capital = places.entity_id[places.latitude == 31.96].item()
    assert {*places.name_latin[places.name == "عمان"]} == {"Oman", "Amman"}
    assert capital == linked.entity_id[(linked.article_id == "a") & (linked.name == "عمان")].item()


def test_several_processes_give_the_same_labels(monkeypatch):
    known = knowledge(latin=as_written)
    asked = (NAMES, LINKS, mentions_of(NAMES), WORKING["claims"].empty(), META, known)
    alone = entities(*asked)
    for name, value in (("_MANY", 1), ("_PIECE", 1), ("cores", lambda: 2)):
        monkeypatch.setattr(stage, name, value)
    pd.testing.assert_frame_equal(entities(*asked), alone)
    assert alone.name_latin.tolist() == ["PER: دونالد ترامب", "LOC: باريس"]


def test_aliases_count_each_spelling():
    table = aliases(NAMES, LINKS)
    assert table[["entity_name", "alias", "mentions", "articles"]].values.tolist() == [
        ["باريس", "باريس", 1, 1], ["دونالد ترامب", "دونالد ترامب", 3, 3], ["دونالد ترامب", "ترامب", 1, 1],
    ]  # fmt: skip


def test_the_ledger_holds_each_decision_with_both_sentences():
    table = with_texts("merges", SENTENCES, merges(NAMES, LINKS))
    assert table.drop(columns="entity_id").to_dict("records") == [
        {"entity_name": "دونالد ترامب", "alias": "ترامب", "article_id": "a", "merged_with": "دونالد ترامب",
         "rule": "article-family-name", "score": 0.99, "detail": "", "sentence_a": "قال ترامب", "sentence_b": "قال ترامب"},
    ]  # fmt: skip


def test_a_review_is_a_file_of_open_judgements():
    table = review(NAMES, LINKS, SENTENCES, KNOWN)
    assert table[["judgement", "left", "left_article", "right", "right_article"]].values.tolist() == [
        ["", "ترامب", "a", "دونالد ترامب", "a"]
    ]
    assert "[a] قال ترامب" in table.note[0]
    filled = table.assign(judgement="different")
    assert links(NAMES, filled, KNOWN).entity_id.nunique() == LINKS.entity_id.nunique() + 1


def test_nothing_named_nothing_made():
    nothing = links(NAMES[:0], judged(), KNOWN)
    claims = WORKING["claims"].empty()
    for table, name in (
        (entities(NAMES[:0], nothing, mentions_of(NAMES[:0]), claims, META, KNOWN), "entities"),
        (aliases(NAMES[:0], nothing), "aliases"),
        (with_texts("merges", SENTENCES, merges(NAMES[:0], nothing)), "merges"),
    ):
        assert table.empty and list(table.columns) == FINAL[name].names
    assert review(NAMES[:0], nothing, SENTENCES, KNOWN).empty


def test_a_title_of_something_loses_its_article_and_one_with_an_adjective_keeps_it():
    import duckdb

    from pipeline.entities import _ROLES

    case = _ROLES[_ROLES.index("CASE") : _ROLES.index("AS role")]
    rows = [("الرئيس", "روسيا"), ("المتحدث الرسمي", "الكرملين"), ("وزير", "مصر"), ("رئيس مصر", "مصر"), ("الوزير", "")]
    said = [duckdb.execute(f"SELECT {case} FROM (SELECT ? AS title, ? AS target)", row).fetchone()[0] for row in rows]
    assert said == ["رئيس روسيا", "المتحدث الرسمي، الكرملين", "وزير مصر", "رئيس مصر", "الوزير"]
