"""How newspapers use names: each rule on a sentence or two, and what it leaves as it is."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.articles import articles
from pipeline.base.errors import UserError
from pipeline.mentions import mentions
from pipeline.reading.body import read_markers
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.records import Record
from pipeline.reading.sentences import read_abbreviations
from pipeline.taggers.usage import read_usage
from pipeline.tokens import tokens
from tests.conftest import ROOT

MODELS = ROOT / "models"
MARKERS = read_markers(MODELS / "articles" / "boilerplate.tsv")
ABBREVIATIONS = read_abbreviations(MODELS / "articles" / "abbreviations.tsv")
PROCLITICS = read_proclitics(MODELS / "tokens" / "proclitics.npz")
USAGE = read_usage(MODELS / "mentions")
TYPES = {"P": "PER", "L": "LOC", "O": "ORG"}


class Fixed:
    """A tagger that gives what it was told, word by word."""

    def __init__(self, tags: list[tuple[str, float]]) -> None:
        self.tags = iter(tags)

    def tag(self, sentences: list[list[str]], articles: list[str]) -> list[list[tuple[str, float]]]:
        return [[next(self.tags) for _ in words] for words in sentences]


def found(text: str, tags: str) -> list[tuple[str, str, float]]:
    """Names of `text`, whose words have `tags`: O or B/I and the type's first letter, the probability (`O.7`, `BP.8`, 1)."""
    table, _ = articles([Record("a", "n", 0, "", "", "", "", text)], MARKERS)
    words = tokens(table, PROCLITICS, ABBREVIATIONS)
    full = [
        ("O", float(tag[1:] or 1)) if tag[0] == "O" else (f"{tag[0]}-{TYPES[tag[1]]}", float(tag[2:] or 1))
        for tag in tags.split()
    ]
    assert len(full) == len(words)
    names: pd.DataFrame = mentions(table, words, Fixed(full), usage=USAGE)
    return [(row.surface, row.type, round(row.score, 2)) for row in names.itertuples()]


def named(text: str, tags: str) -> list[str]:
    return [f"{surface}/{type_}" for surface, type_, _ in found(text, tags)]


def test_a_house_is_part_of_the_name_after_it() -> None:
    assert named("قرر آل الصدر البقاء", "O O BP O") == ["آل الصدر/PER"]
    assert named("قرر آل الصدر البقاء", "O O BO O") == ["الصدر/ORG"]
    assert named("قرر آل\nالصدر باق", "O O BP O") == ["الصدر/PER"]


def test_ali_is_part_of_the_name_after_it_where_it_may_be_no_preposition() -> None:
    assert named("المخلوع علي عبدالله صالح", "O O.9 BP IP") == ["علي عبدالله صالح/PER"]
    assert named("المخلوع علي عبدالله صالح", "O O.99 BP IP") == ["عبدالله صالح/PER"]
    assert named("المخلوع على عبدالله صالح", "O O.9 BP IP") == ["عبدالله صالح/PER"]
    assert named("قال علي محمد صالح", "O BP.9 BP IP") == ["علي/PER", "محمد صالح/PER"]


def test_and_parts_persons_but_no_other_names() -> None:
    assert named("مع سولومون وسالفاتور", "O BP IP") == ["سولومون/PER", "سالفاتور/PER"]
    assert named("مع هيلاري و بيل", "O BP IP IP") == ["هيلاري/PER", "بيل/PER"]
    assert named("مع سيرينا وليامز", "O BP IP") == ["سيرينا وليامز/PER"]
    assert named("لدى هيئة الإذاعة والتلفزيون", "O BO IO IO") == ["هيئة الإذاعة والتلفزيون/ORG"]


def test_a_dash_parts_names_that_the_article_has_apart() -> None:
    met = "التقى ترامب كيم"
    assert named(f"قمة ترامب-كيم. {met}", "O BP IP IP O O BP BP") == ["ترامب/PER", "كيم/PER", "ترامب/PER", "كيم/PER"]
    double = "مع تانيا لاسكو-فلاكسمان. قالت لاسكو-فلاكسمان إن لاسكو مع فلاكسمان"
    assert named(double, "O BP IP IP IP O O BP IP IP O BP O BP")[:2] == ["تانيا لاسكو-فلاكسمان/PER", "لاسكو-فلاكسمان/PER"]
    assert named("وصل كيم جونغ-أون", "O BP IP IP IP") == ["كيم جونغ-أون/PER"]
    assert named("واس- جدة: بدأ", "BO IO IO O O") == ["واس/ORG", "جدة/LOC"]
    assert named("خط أسوان/القاهرة", "O BL IL IL") == ["أسوان/LOC", "القاهرة/LOC"]
    assert named("شركة سنترال-جدة", "BO IO IO IO") == ["شركة سنترال-جدة/ORG"]
    assert named("فاروق مصطفى – بلال العيفة", "BP IP IP IP IP") == ["فاروق مصطفى/PER", "بلال العيفة/PER"]
    assert named("يوهانا ميكل - لايتنر", "BP IP IP IP") == ["يوهانا ميكل - لايتنر/PER"]
    assert named("أحمد البراهيم- جازان: قال", "BP IP IP IP O O") == ["أحمد البراهيم/PER", "جازان/LOC"]
    assert named("لقاء المغرب - إيران", "O BL IL IL") == ["المغرب/LOC", "إيران/LOC"]
    assert named("طريق الأحساء - خريص", "O BL IL IL") == ["الأحساء - خريص/LOC"]


def test_an_unlikely_person_or_body_may_be_a_place_spelled_otherwise() -> None:
    text, tags = "زار بيونغ يانغ. ثم قالت بوينغ يانغ", "O BL IL O O O {} {}"
    assert found(text, tags.format("BO.5", "IO.5"))[1] == ("بوينغ يانغ", "LOC", 0.74)
    assert found(text, tags.format("BO", "IO.7"))[1] == ("بوينغ يانغ", "ORG", 0.7)
    assert named("زار مولودوفا", "O BP.4") == ["مولودوفا/PER"]
    assert named("زار القاهرة", "O BP.4") == ["القاهرة/LOC"]
    assert named("قالت القاهرة", "O BO.4") == ["القاهرة/ORG"]


def test_a_name_is_found_where_it_stands_again() -> None:
    text = "قال علي كنايسل. ثم غادر كنايسل. عاد علي كنايسل"
    assert found(text, "O BP IP O O O O O O O O") == [
        ("علي كنايسل", "PER", 1.0), ("كنايسل", "PER", 0.5), ("علي كنايسل", "PER", 0.5),
    ]  # fmt: skip
    assert named(text, "O BP IP O O O BL.6 O O O BP.6") == ["علي كنايسل/PER", "كنايسل/PER", "علي كنايسل/PER"]
    assert named(text, "O BP IP O O O BL.8 O O BP IP") == ["علي كنايسل/PER", "كنايسل/LOC", "علي كنايسل/PER"]


def test_a_place_in_quotation_marks_is_not_the_place() -> None:
    text = 'في الدار البيضاء. قالت "الدار البيضاء" أمس عن الدار البيضاء'
    assert found(text, "O BL IL O O O O O O O O O O") == [("الدار البيضاء", "LOC", 1.0), ("الدار البيضاء", "LOC", 0.5)]


def test_what_is_common_or_more_often_no_name_is_not_looked_for() -> None:
    assert named("قال علي صدام. وقع صدام", "O BP IP O O O") == ["علي صدام/PER"]
    assert named("قال علي كنايسل. كنايسل كنايسل", "O BP IP O O O") == ["علي كنايسل/PER"]
    assert named("قال علي كنايسل. عاد كنايسل", "O BP.8 IP O O O") == ["علي كنايسل/PER"]
    assert named("قال علي كنايسل. وزارة كنايسل", "O BP IP O BO IO") == ["علي كنايسل/PER", "وزارة كنايسل/ORG"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ('كتاب "أيام روسيا" جديد', "O O O BL O O"),
        ("الفيلم الدرامي الياباني «روسيا» جديد", "O O O O BL O O"),
        ('تحت عنوان: "أيام روسيا" هنا', "O O O O O BL O O"),
        ("مسلسل باب الشام هنا", "O BL IL O"),
        ("إعصار فلورنس هنا", "O BP O"),
    ],
)
def test_nothing_in_a_title_is_a_name(text: str, tags: str) -> None:
    assert named(text, tags) == []


def test_a_title_is_one_in_the_whole_article() -> None:
    text = '"أيام روسيا" يعود. صدر كتاب "أيام روسيا" أمس'
    assert named(text, "O O BL O O O O O O O BL O O") == []
    assert named('بعد قراءة كتاب في روسيا "الكبرى"', "O O O O BL O O O") == ["روسيا/LOC"]
    assert named('قال عن المسلسل: "أحب روسيا" أمس', "O O O O O O BL O O") == ["روسيا/LOC"]
    assert named("فيلم لروسيا عن روسيا", "O BL O BL") == ["روسيا/LOC", "روسيا/LOC"]
    assert named("فيلم سبيلبرغ", "O BP") == ["سبيلبرغ/PER"]


def test_an_adjective_of_a_country_is_no_place() -> None:
    assert named("مصدرًا تركيًا قال", "O BL O") == []
    assert named("بينهم سودانيان وسط مصريين", "O BL O BL") == []
    assert named("اتهام 12 روسيا هنا", "O O BL O") == []
    assert named("اتهام 11 متهما روسيا", "O O O BL") == []
    assert named("عام 2018 روسيا وفي 5 روسيا", "O O BL O O BL") == ["روسيا/LOC", "روسيا/LOC"]


def test_a_body_that_is_described_is_not_named() -> None:
    assert named("قالت المنظمة الدولية أمس", "O BO IO O") == []
    assert named("دعم للمنتخب المحلي لكرة القدم", "O BO IO IO IO") == []
    assert named("قالت المنظمة الدولية للهجرة", "O BO IO IO") == ["المنظمة الدولية للهجرة/ORG"]
    assert named("قال الاتحاد الدولي أمس", "O BO IO O") == ["الاتحاد الدولي/ORG"]
    assert named("زار المملكة ثم المملكة المتحدة", "O BL O BL IL") == ["المملكة المتحدة/LOC"]
    assert named("سفير خادم الحرمين الشريفين وقرار مجلس الوزراء", "O BO IO IO O BO IO") == []


def test_a_single_word_that_is_no_known_name_and_stands_once_is_a_word() -> None:
    assert named("قال رفاق له", "O BP.8 O") == []
    assert named("قال رفاق له", "O BP.95 O") == ["رفاق/PER"]
    assert named("قال رفاق له. عاد رفاق", "O BP O O O BP") == ["رفاق/PER", "رفاق/PER"]
    assert named("قال محمد له", "O BP.8 O") == ["محمد/PER"]
    assert named("ضد رفاق وآثيل روزنبرغ", "O BP.8 BP IP") == ["رفاق/PER", "آثيل روزنبرغ/PER"]
    assert named("زار رفاق أمس", "O BL O") == ["رفاق/LOC"]
    assert named("قال سولومون ورفاق", "O BP BP.8") == ["سولومون/PER", "رفاق/PER"]


def test_teams_are_bodies_by_their_nicknames() -> None:
    assert found('فاز "الديوك" أمس', "O O O O O") == [("الديوك", "ORG", 0.9)]
    assert found("فاز أسود الأطلس أمس", "O O BL.6 O") == [("أسود الأطلس", "ORG", 0.6)]
    assert named("صاحت الديوك أمس", "O O O") == []
    assert named("مقر شركة أسود الأطلس القابضة", "O BO IO IO IO") == ["شركة أسود الأطلس القابضة/ORG"]


def test_a_latin_spelling_has_the_type_of_the_name_before() -> None:
    assert named("قال بافل دوروف Pavel Durov أمس", "O BP IP O O O") == ["بافل دوروف/PER", "Pavel Durov/PER"]
    assert named('مدينة باساو (بالألمانية: "Passau") هنا', "O BL O O O O O O O O") == ["باساو/LOC", "Passau/LOC"]
    assert named("شركة ألفابت (Alphabet Inc. 2) هنا", "O BO O BP.5 IP.5 O O O O") == ["ألفابت/ORG", "Alphabet Inc/ORG"]
    assert named("دبي (CNN) –", "BL O O O O") == ["دبي/LOC"]
    assert named("دبي (Burj) –", "BL O BO O O") == ["دبي/LOC", "Burj/ORG"]
    assert named("شركة هواوي mate", "O BO O") == ["هواوي/ORG"]
    assert named("AT&T Inc", "BO IO IO O") == ["AT&T/ORG"]


def test_a_name_is_found_wherever_the_tagger_doubts_that_there_is_none() -> None:
    text = "فاز الأهلي. غاب الأهلي طويلا"
    assert found(text, "O BO O O O.6 O") == [("الأهلي", "ORG", 1.0), ("الأهلي", "ORG", 0.7)]
    assert named(text, "O BO O O O.9 O") == ["الأهلي/ORG"]
    assert named(text, "O BO O O.8 O.6 O") == ["الأهلي/ORG"]  # what stands before may be part of a longer name
    assert named(text, "O BO.9 O O O.6 O") == ["الأهلي/ORG"]
    twice = "فاز الأهلي. عاد الأهلي. غاب الأهلي طويلا"
    assert named(twice, "O BO.8 O O BO.8 O O O.6 O") == ["الأهلي/ORG"] * 3
    assert named("في السعودية. زار السعودية وحدها", "O BL O O O.6 O") == ["السعودية/LOC"] * 2
    assert named("في السعودية. زار الأراضي السعودية", "O BL O O O O.6") == ["السعودية/LOC"]


def test_words_that_the_tagger_holds_for_a_name_are_one_of_the_type_they_tell() -> None:
    assert found("سوق هانوي هنا", "O O.1 O") == [("هانوي", "LOC", 0.7)]
    assert named("سوق هانوي هنا", "O O.3 O") == []
    assert named("سوق هانوي هنا", "O.2 O.1 O") == []
    assert named("الأراضي السعودية هنا", "O O.1 O") == []
    assert named("مدير آفاق رضا محمد أمس", "O BO O.1 O.1 O") == ["آفاق/ORG", "رضا محمد/PER"]
    assert named("مدير آفاق رضا محمد أمس", "O BP O.1 O.1 O") == ["آفاق/PER"]
    assert named("جامعة في رضا محمد أمس", "O O O.1 O.1 O") == []
    assert named("إقليم شرناخ ورضا محمد", "O BL O.1 O.1") == ["شرناخ/LOC"]
    assert named("مثل سيمنز وليدل واليانتس هنا", "O BO O.1 O.1 O") == ["سيمنز/ORG", "ليدل/ORG", "اليانتس/ORG"]
    assert named("مثل سيمنز ليدل هنا", "O BO O.1 O") == ["سيمنز/ORG"]


def test_an_unsure_person_is_what_the_article_calls_it() -> None:
    text = "وصل كوفي عنان. وكان عنان سابع أمين"
    assert named(text, "O BP IP O O BP.6 IP.9 O") == ["كوفي عنان/PER", "عنان/PER"]
    assert named(text, "O BP IP O O BP.9 IP.9 O") == ["كوفي عنان/PER", "عنان سابع/PER"]
    assert named("قال أحمد سابع. عاد", "O BP.6 IP.9 O O") == ["أحمد سابع/PER"]
    assert named("وصل عنان. عاد كوفي عنان", "O BP O O BP.6 IP.9") == ["عنان/PER", "كوفي عنان/PER"]
    assert named("وصل عنان. عاد مطلق بن عنان", "O BP O O BP.6 IP IP") == ["عنان/PER", "مطلق بن عنان/PER"]


def test_a_person_is_the_body_that_the_article_calls_so() -> None:
    text = 'فاز نادي "ميلروز". خسر ميلروز أمس'
    assert found(text, "O O O BO.9 O O O BP.95 O")[1] == ("ميلروز", "ORG", 0.9)
    assert named(text, "O O O BO.7 O O O BP.95 O") == ["ميلروز/ORG", "ميلروز/PER"]
    assert named("فاز ميلروز. خسر ميلروز", "O BO O O BP") == ["ميلروز/ORG", "ميلروز/PER"]
    owner = "أسس مورينيو شيكوريل شركة شيكوريل. عاد شيكوريل"
    assert named(owner, "O BP IP O BO O O BP.8") == ["مورينيو شيكوريل/PER", "شيكوريل/ORG", "شيكوريل/PER"]
    assert named(owner, "O BP IP O BO O O BP.7") == ["مورينيو شيكوريل/PER", "شيكوريل/ORG", "شيكوريل/ORG"]
    player = "جدد ياسر الفهمي لنادي الفهمي. عاد الفهمي"
    assert named(player, "O BP IP O BO O O BP.6")[2:] == ["الفهمي/PER"]


def test_the_noun_of_a_longer_place_is_no_name() -> None:
    assert named("حاصر قاعدة العند. دخل القاعدة", "O BL IL O O BO.8") == ["قاعدة العند/LOC"]
    assert named("حاصر قاعدة العند. دخل القاعدة", "O BL IL O O BO.95") == ["قاعدة العند/LOC", "القاعدة/ORG"]
    assert named("مدينة قاهرة المعز. زار القاهرة", "O BL IL O O BL.8") == ["قاهرة المعز/LOC", "القاهرة/LOC"]


def test_titles_are_no_part_of_a_name() -> None:
    assert named("العقيد دكتور عاطي بن عطية هنا", "O BP IP IP IP O") == ["عاطي بن عطية/PER"]
    assert named("العميد ركن عبدالله الجعيد", "O BP IP IP") == ["عبدالله الجعيد/PER"]
    assert named("السلطان ركن الدين هنا", "O BP IP O") == ["ركن الدين/PER"]
    assert named("وأكد معاليه ثم شكر د. الزيد", "O BP O O BP O BP") == ["الزيد/PER"]
    assert named("قال الشيخ أمس", "O BP O") == ["الشيخ/PER"]
    assert named("رئيس مركز ساجر الشيخ نايف بن محيا", "O BO IO IO BP IP IP") == ["مركز ساجر/ORG", "نايف بن محيا/PER"]
    assert named("رئيس مركز ساجر الشيخ", "O BO IO IO") == ["مركز ساجر الشيخ/ORG"]


def test_events_are_no_names_but_places_they_are_called_after() -> None:
    assert named("في مهرجان الملك هنا", "O BL IL O") == []
    assert named("في مهرجان القاهرة هنا", "O BO IO O") == ["القاهرة/LOC"]
    assert named("محكمة (كاس)", "O O BO O") == ["كاس/ORG"]
    assert named("فاز دورة أحمد", "O BP IP") == ["دورة أحمد/PER"]


def test_words_that_only_look_like_names() -> None:
    assert named("أثينا مع دائنيها هنا", "BL O BL.8 O") == ["أثينا/LOC"]
    assert named("أثينا مع دائنيها هنا", "BL O BL.95 O") == ["أثينا/LOC", "دائنيها/LOC"]
    assert named("زار كاليه وأبها هنا", "O BL.8 BL.8 O") == ["كاليه/LOC", "أبها/LOC"]
    assert named("قال إنه لكنزيارتهالأخيرةلمتسر هنا", "O O BL O") == []


def test_media_stand_alone_in_quotation_marks() -> None:
    assert found('وعلمت "سبق" أمس', "O O BP.6 O O") == [("سبق", "ORG", 0.95)]
    assert named("تحدث لـ «الشرق الأوسط» أمس", "O O O BL IL O O") == ["الشرق الأوسط/ORG"]
    assert named("فاز من (سبق) إليه", "O O O O O O") == []
    assert named("لعب «اليوم الأول» هنا", "O O O O O O") == []
    assert named("نقلت رويترز عنه", "O O O") == ["رويترز/ORG"]
    assert named("نقلت الوكالات عنه", "O O O") == []
    assert named('يدعى "فارس" هنا', "O O BP O O") == ["فارس/PER"]
    assert named("سوق رويترز المالية", "O BO IO") == ["رويترز المالية/ORG"]
    assert named('رواية "الأيام" و "متابعات"', "O O O O O O O O") == []


@pytest.mark.parametrize(
    ("line", "tags", "names"),
    [
        ("سبق- الرياض: قال", "O O BO.7 O O", ["سبق/ORG", "الرياض/LOC"]),
        ("هادي آل كليب- سبق- المخواة: قال", "BP IP IP O O O O O O", ["هادي آل كليب/PER", "سبق/ORG", "المخواة/LOC"]),
        ("لجين الأحمدي – عين اليوم", "O O O O O", ["لجين الأحمدي/PER", "عين اليوم/ORG"]),
        ("رويترز - بنغازي (ليبيا): قال", "BO O O O BL O O O", ["رويترز/ORG", "بنغازي/LOC", "ليبيا/LOC"]),
        ("سبق- جزيرة فرسان: قال", "O O O BL O O", ["سبق/ORG", "فرسان/LOC"]),
        ("ناصر الطميحي ـ جدة", "BP IP O O", ["ناصر الطميحي/PER", "جدة/LOC"]),
        ("سبق – متابعات", "O O O", ["سبق/ORG"]),
        ("سبق أن قال - اليوم", "O O O O O", []),
        ("سوريا - إيران", "BL O BL", ["سوريا/LOC", "إيران/LOC"]),
        ("جدة - 20", "O O O", []),
        ("- سبق", "O O", []),
    ],
)
def test_bylines_and_datelines_name_who_wrote_for_whom_and_where(line: str, tags: str, names: list[str]) -> None:
    assert named(line, tags) == names
    further = "كلام\n" * 6  # only the first sentences of an article are read so
    if not any(tag.startswith("B") for tag in tags.split()):
        assert named(further + line, "O " * 6 + tags) == []


def test_lists_that_are_not_there_or_hold_other_things_are_named(tmp_path) -> None:
    folder = tmp_path / "mentions"
    folder.mkdir()
    with pytest.raises(UserError, match=r"works\.tsv.*install it again"):
        read_usage(folder)
    (folder / "works.tsv").write_text("form\tgloss\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"works\.tsv: found the columns form, gloss, expected also types"):
        read_usage(folder)
    (folder / "works.tsv").write_text("form\ttypes\tgloss\nكتاب\tEVENT\tbook\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"works\.tsv: found the types EVENT, expected some of PER, LOC, ORG"):
        read_usage(folder)
