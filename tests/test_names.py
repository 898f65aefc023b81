"""The distinct names of an article and what the bare ones stand for."""

import json

import pandas as pd

from benchmarks.gold_frames import frames
from pipeline.base.contract import WORKING
from pipeline.names import names
from tests.linking_frames import knowledge

NO_CLAIMS = WORKING["claims"].empty()


def article(text: str, *spans: tuple[str, str]) -> dict:
    """A gold-like article whose mentions are the given (name, type) pairs, found in order."""
    at, mentions = 0, []
    for name, type_ in spans:
        at = text.index(name, at)
        mentions.append({"start": at, "end": at + len(name), "type": type_, "entity": name})
        at += len(name)
    return json.loads(json.dumps({"id": "a", "text": text, "body": [0, len(text)], "mentions": mentions}))


def run(text: str, *spans: tuple[str, str], claims: pd.DataFrame = NO_CLAIMS) -> pd.DataFrame:
    articles, tokens, mentions, _ = frames([article(text, *spans)])
    return names(articles, tokens, mentions, claims, knowledge())


def referred(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table.name, table.refers_to, strict=True))


def test_a_family_name_stands_for_the_full_name_of_its_article():
    table = run(
        "قال فلاديمير بوتين ثم عاد بوتين إلى موسكو", ("فلاديمير بوتين", "PER"), ("بوتين", "PER"), ("موسكو", "LOC")
    )
    assert table.to_dict("records") == [
        {"article_id": "a", "name": "فلاديمير بوتين", "type": "PER", "mentions": 1, "mention_id": "a:4-18", "sentence": 0,
         "refers_to": "فلاديمير بوتين", "rule": "own", "score": 1.0, "detail": "", "name_latin": "", "implied": False,
         "context": "قال"},
        {"article_id": "a", "name": "بوتين", "type": "PER", "mentions": 1, "mention_id": "a:26-31", "sentence": 0,
         "refers_to": "فلاديمير بوتين", "rule": "article-family-name", "score": 0.99,
         "detail": "بوتين : last : فلاديمير بوتين; introduced; right 98 of 98", "name_latin": "", "implied": False,
         "context": "عاد"},
        {"article_id": "a", "name": "موسكو", "type": "LOC", "mentions": 1, "mention_id": "a:36-41", "sentence": 0,
         "refers_to": "موسكو", "rule": "own", "score": 1.0, "detail": "", "name_latin": "", "implied": False, "context": "الي"},
    ]  # fmt: skip


def test_a_family_name_of_two_people_stays_apart_and_says_so():
    table = run(
        "قالت ميلانيا ترامب إن دونالد ترامب سافر ثم عاد ترامب",
        ("ميلانيا ترامب", "PER"), ("دونالد ترامب", "PER"), ("ترامب", "PER"),
    )  # fmt: skip
    last = table.iloc[-1]
    assert (last["name"], last.refers_to, last.rule) == ("ترامب", "ترامب", "ambiguous")


def test_a_name_of_another_type_is_no_fuller_form():
    table = run("زار محمد القاهرة مدينة القاهرة", ("محمد القاهرة", "PER"), ("القاهرة", "LOC"))
    assert referred(table)["القاهرة"] == "القاهرة"


def test_a_name_in_brackets_is_the_one_before_it():
    table = run("أعلنت منظمة الأقطار المصدرة (أوبك) أمس", ("منظمة الأقطار المصدرة", "ORG"), ("أوبك", "ORG"))
    assert referred(table)["أوبك"] == "منظمة الأقطار المصدرة"


def test_writings_of_one_key_stand_for_the_most_frequent():
    table = run("في اثينا وأثينا وفي أثينا", ("اثينا", "LOC"), ("أثينا", "LOC"), ("أثينا", "LOC"))
    assert referred(table) == {"اثينا": "أثينا", "أثينا": "أثينا"}
    assert table.rule.tolist() == ["article-same-key", "own"]


def test_the_latin_spelling_in_brackets_is_kept():
    table = run("قال جوستين ماكري (Justin McCurry) أمس", ("جوستين ماكري", "PER"))
    assert table.name_latin.tolist() == ["Justin McCurry"]


def test_a_country_that_only_an_adjective_names_is_implied():
    claims = WORKING["claims"].frame(
        [{"claim_id": "c", "article_id": "a", "sentence": 0, "claim": "role", "source_mention": "a:16-24",
          "target_mention": "a:7-15",
          "implied_name": "فرنسا", "title": "الرئيس", "status": "done", "score": 0.9, "start": 0, "end": 24, "evidence": "",
          "detail": "", "cue": "", "kind": ""}]
    )  # fmt: skip
    table = run("الرئيس الفرنسي هولاند قال", ("هولاند", "PER"), claims=claims)
    implied = table[table.implied]
    assert implied[["name", "type", "mentions", "mention_id"]].values.tolist() == [["فرنسا", "LOC", 0, "a:7-15"]]


def test_articles_without_names_have_no_rows():
    table = run("لا شيء هنا")
    assert table.empty and list(table.columns) == WORKING["names"].names


def test_the_fiancee_of_a_man_is_not_the_man():
    table = run("قال جمال خاشقجي ثم قالت خطيبة خاشقجي", ("جمال خاشقجي", "PER"), ("خطيبة خاشقجي", "PER"))
    assert referred(table)["خطيبة خاشقجي"] == "خطيبة خاشقجي"


def test_a_known_body_is_no_short_form_of_another():
    table = run(
        "قالت نيويورك تايمز ثم قالت التايمز اليوم وقالت تايمز",
        ("نيويورك تايمز", "ORG"),
        ("التايمز", "ORG"),
        ("تايمز", "ORG"),
    )
    assert referred(table)["التايمز"] == "التايمز"
