"""The distinct names of an article and what the bare ones stand for."""

import json

import pandas as pd
import pytest

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


def run(text: str, *spans: tuple[str, str], claims: pd.DataFrame = NO_CLAIMS, **counts: object) -> pd.DataFrame:
    articles, tokens, mentions, _ = frames([article(text, *spans)])
    return names(articles, tokens, mentions, claims, knowledge(**counts))


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
         "refers_to": "فلاديمير بوتين", "rule": "article-family-name",
         "score": pytest.approx(0.9999, abs=1e-4),
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


def test_a_family_name_with_the_article_is_no_word_of_kinship():
    table = run("قال محمود الخطيب ثم عاد الخطيب", ("محمود الخطيب", "PER"), ("الخطيب", "PER"))
    assert referred(table)["الخطيب"] == "محمود الخطيب"


@pytest.mark.parametrize("bare", ["الحمد الله", "الحمدالله"])
def test_a_family_name_written_with_another_gap_stands_for_the_full_name(bare):
    full = "رامي " + ("الحمدالله" if " " in bare else "الحمد الله")
    assert referred(run(f"قال {full} ثم عاد {bare}", (full, "PER"), (bare, "PER")))[bare] == full


NEAREST = {("PER", "last", "many-nearest", "one"): (9, 10), ("PER", "last", "many-dominant", "one"): (9, 10)}


def test_the_rule_says_that_the_nearest_of_two_bearers_was_taken():
    table = run(
        "قال خليل الحسن ثم قال مروان الحسن وعاد الحسن", ("خليل الحسن", "PER"), ("مروان الحسن", "PER"), ("الحسن", "PER"),
        reliability=NEAREST,
    )  # fmt: skip
    assert table[["refers_to", "rule"]].values.tolist()[-1] == ["مروان الحسن", "article-family-name-nearest"]


def test_the_rule_says_that_the_one_named_most_of_two_bearers_was_taken():
    table = run(
        "خليل الحسن وخليل الحسن وخليل الحسن وخليل الحسن ثم مروان الحسن وعاد الحسن",
        *[("خليل الحسن", "PER")] * 4, ("مروان الحسن", "PER"), ("الحسن", "PER"), reliability=NEAREST,
    )  # fmt: skip
    assert table[["refers_to", "rule"]].values.tolist()[-1] == ["خليل الحسن", "article-family-name-dominant"]


def test_a_name_in_other_letters_beside_a_place_is_the_place():
    counts = {("LOC", "script", "introduced", "one"): (9, 9), ("LOC", "bracket", "introduced", "one"): (1, 9)}
    table = run("جزيرة منورقة (Menorca) وقرية ألفا (بيتا)", ("منورقة", "LOC"), ("Menorca", "LOC"), ("ألفا", "LOC"),
                ("بيتا", "LOC"), reliability=counts)  # fmt: skip
    assert referred(table) == {"منورقة": "منورقة", "Menorca": "منورقة", "ألفا": "ألفا", "بيتا": "بيتا"}


def test_a_body_without_its_modifier_is_another():
    counts = {("ORG", "skips", "introduced", "more"): (9, 9), ("ORG", "skips:marked", "introduced", "more"): (1, 3)}
    table = run(
        "قال جهاز المخابرات العسكرية المغولية ثم جهاز المخابرات المغولية ومجلس إدارة المرفأ المغولي ثم مجلس المرفأ المغولي",
        ("جهاز المخابرات العسكرية المغولية", "ORG"), ("جهاز المخابرات المغولية", "ORG"),
        ("مجلس إدارة المرفأ المغولي", "ORG"), ("مجلس المرفأ المغولي", "ORG"), reliability=counts,
    )  # fmt: skip
    assert referred(table)["جهاز المخابرات المغولية"] == "جهاز المخابرات المغولية"
    assert referred(table)["مجلس المرفأ المغولي"] == "مجلس إدارة المرفأ المغولي"


def test_a_kind_seldom_seen_is_as_sure_as_its_relation():
    few = {("PER", "inner", "later", "one"): (1, 1)}
    text, spans = "باربوزا ثم مواسيير باربوزا ناسيمنتو", (("باربوزا", "PER"), ("مواسيير باربوزا ناسيمنتو", "PER"))
    assert referred(run(text, *spans, reliability=few))["باربوزا"] == "مواسيير باربوزا ناسيمنتو"
    wrong = few | {("PER", "inner", "introduced", "one"): (0, 6)}
    assert referred(run(text, *spans, reliability=wrong))["باربوزا"] == "باربوزا"


def test_a_father_is_not_the_junior_who_bears_his_name():
    counts = {("PER", "first", "introduced", "more"): (9, 9)}
    table = run(
        "قال دونالد ترامب جونيور ثم دونالد ترامب وبعده ويليام جيفرسون كلينتون ثم ويليام جيفرسون",
        ("دونالد ترامب جونيور", "PER"), ("دونالد ترامب", "PER"), ("ويليام جيفرسون كلينتون", "PER"),
        ("ويليام جيفرسون", "PER"), reliability=counts,
    )  # fmt: skip
    assert referred(table)["دونالد ترامب"] == "دونالد ترامب"
    assert referred(table)["ويليام جيفرسون"] == "ويليام جيفرسون كلينتون"


def test_of_names_with_the_same_parts_the_one_of_most_words_is_the_fullest():
    table = run(
        "فاز الاتحاد الأوروبي وقال الاتحاد الأوروبي إن الاتحاد الأوروبي لكرة القدم",
        ("الاتحاد الأوروبي", "ORG"), ("الاتحاد الأوروبي", "ORG"), ("الاتحاد الأوروبي لكرة القدم", "ORG"),
        reliability={("ORG", "equal", "later", "more"): (9, 9)},
    )  # fmt: skip
    assert set(referred(table).values()) == {"الاتحاد الأوروبي لكرة القدم"}
