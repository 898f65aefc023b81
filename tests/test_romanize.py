"""Names in Latin letters: known, given by the text, settled by the press, or spelled by the model."""

from __future__ import annotations

import re

import pytest

from pipeline.comparing.orglabel import english
from pipeline.comparing.romanize import romanize, romanized_id
from pipeline.comparing.transliterator import shipped


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("محمد بن سلمان", "Mohammed bin Salman"),
        ("عبد الله الثاني", "Abdullah II"),
        ("علي عبدالله صالح", "Ali Abdullah Saleh"),
        ("عبد الرحمن", "Abdul Rahman"),
        ("كيم جونغ أون", "Kim Jong Un"),
        ("دونالد ترامب", "Donald Trump"),
        ("مارك زوكربيرغ", "Mark Zuckerberg"),
        ("أنغيلا ميركل", "Angela Merkel"),
        ("سيرغي شويغو", "Sergei Shoigu"),
        ("رياض حجاب", "Riyad Hijab"),
        ("عبد الفتاح", "Abdul Fattah"),
        ("عبد ربه منصور هادي", "Abd Rabbo Mansour Hadi"),
        ("جيك سوليفان", "Jake Sullivan"),
        ("أم كلثوم", "Umm Kulthum"),
        ("محمد أبو تريكة", "Mohammed Abu Trika"),
    ],
)
def test_people_read_as_in_the_press(name: str, latin: str) -> None:
    assert romanize(name, "PER") == latin


@pytest.mark.parametrize(
    ("name", "type", "latin"),
    [("القاهرة", "LOC", "Cairo"), ("كوريا الديمقراطية", "LOC", "North Korea"), ("الأوبك", "ORG", "OPEC")],
)
def test_known_places_and_bodies_have_their_english_names(name: str, type: str, latin: str) -> None:
    assert romanize(name, type) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("وزارة الدفاع الروسية", "Russian Ministry of Defence"),
        ("الجيش السوري الحر", "Free Syrian Army"),
        ("البنك المركزي التونسي", "Tunisian Central Bank"),
        ("حزب العدالة والتنمية", "Party of Justice and Development"),
        ("البرلمان اليوناني", "Greek Parliament"),
        ("مجلس الأمن القومي الأمريكي", "American National Security Council"),
        ("لجنة حقوق الإنسان", "Human Rights Committee"),
        ("مجلس النواب الأمريكي", "American House of Representatives"),
        ("وكالة الاستخبارات الدفاعية", "Defence Intelligence Agency"),
        ("معهد نوبل للدراسات السياسية", "Nobel Institute for Political Studies"),
        ("جامعة كوريا الشمالية", "University of North Korea"),
        ("شرطة دبي", "Dubai Police"),
        ("جامعة الملك سعود", "King Saud University"),
        ("وزارة التربية والتعليم", "Ministry of Education"),
        ("الهلال الأحمر السوري", "Syrian Red Crescent"),
        ("المخابرات العراقية", "Iraqi Intelligence"),
        ("المقاومة الشعبية", "Popular Resistance"),
        ("الشؤون الإدارية والمالية", "Administrative and Financial Affairs"),
        ("الحقيقة والكرامة", "Truth and Dignity"),
        ("هيئة كهرباء ومياه دبي", "Dubai Authority of Electricity and Water"),
        ("البحرين للتسهيلات التجارية", "Bahrain Commercial Facilities"),
        ("مكتب الرئاسة الفرنسية", "Office of the French Presidency"),
        ("القيادة العامة للقوات المسلحة الإماراتية", "General Command of the Emirati Armed Forces"),
        ("الهيئة الملكية لمحافظة العلا", "Royal Authority of Al-Ula Governorate"),
        ("الاتحاد الأرجنتيني لكرة القدم", "Argentine Football Federation"),
        ("مكتب الأمم المتحدة لحقوق الإنسان", "United Nations Human Rights Office"),
        ("صحيفة النور", "Al-Nour Newspaper"),
        ("القناة الأولى", "First Channel"),
        ("مجلس اللوردات", "House of Lords"),
        ("دفاع الروسية", "Russian Defence"),
        ("مجلس وزارة الدفاع", "Council of the Ministry of Defence"),
        ("قوات دعم الشرعية في اليمن", "Legitimacy Support Forces in Yemen"),
        ("البرلمان", "Parliament"),
        ("جامعة_لندن", "University of London"),
        ("كلية الاقتصاد والعلوم السياسية", "College of Economy and Political Sciences"),
        ("إذاعة الجيش المصري", "Radio of the Egyptian Army"),
        ("سفارة الولايات المتحدة", "Embassy of the United States"),
        ("سفارة المملكة", "Embassy of Kingdom"),
        ("كيوشو للطاقة", "Kyushu Energy"),
        ("كلية الطب", "College of Medicine"),
        ("المحكمة الأمريكية العليا", "American Supreme Court"),
        ("مجلس الأمة الكويتي", "Kuwaiti National Assembly"),
        ("مركز أبحاث النخيل والتمور", "Center of Palm Trees and Dates Research"),
        ("المركز الأميركي لمراقبة الأمراض والوقاية", "American Center for Diseases Monitoring and Prevention"),
        ("مجلس الوزراء القومي السوداني", "Sudanese National Council of Ministers"),
        ("منتدى الشرق الأوسط", "Forum of the Middle East"),
        ("تحالف دعم الشرعية في الولايات المتحدة", "Legitimacy Support Coalition in the United States"),
        ("لوكوموتيف موسكو", "Lokomotiv Moscow"),
        ("كامبردج وأوكسفورد", "Cambridge and Oxford"),
        ("المخابرات الوطنية الكورية الجنوبية", "South Korean National Intelligence"),
        ("جامعة كارولينا الجنوبية", "University of South Carolina"),
        ("ميناء جدة", "Jeddah Port"),
        ("مدينة الملك عبدالعزيز للعلوم والتقنية", "King Abdul Aziz City for Sciences and Technology"),
    ],
)
def test_common_words_of_bodies_are_translated(name: str, latin: str) -> None:
    assert romanize(name, "ORG") == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("محطة خاسان", "Khasan Station"),
        ("مطار الملك حسين الدولي", "King Hussein International Airport"),
        ("ولاية كاليفورنيا", "State of California"),
        ("الاتحاد السوفيتي", "Soviet Union"),
        ("قناة السويس", "Suez Canal"),
        ("ريف دمشق", "Damascus Countryside"),
        ("ريف حلب الشمالي", "North Aleppo Countryside"),
        ("دمشق الكبرى", "Greater Damascus"),
        ("سالم القديمة", "Old Salem"),
        ("مطار النجف الدولي", "Najaf International Airport"),
        ("شرق ليبيا", "East Libya"),
        ("مسجد قوات الطوارئ الخاصة", "Special Emergency Forces Mosque"),
        ("مستشفى سجن بغداد", "Baghdad Prison Hospital"),
        ("حي السلام", "Al-Salam Neighbourhood"),
        ("وزارة الدفاع الروسية", "Russian Ministry of Defence"),
        ("الخليج العربي القديم", "Old Arab Gulf"),
        ("جبل رأس", "Mount Ras"),
        ("الغوطة الشرقية", "Eastern Ghouta"),
        ("كاليفورنيا", "California"),
        ("جنيف", "Geneva"),
        ("مطار الأمير محمد بن عبد العزيز الدولي", "Prince Mohammed bin Abdul Aziz International Airport"),
    ],
)
def test_what_a_place_is_is_translated_and_its_name_spelled(name: str, latin: str) -> None:
    assert romanize(name, "LOC") == latin


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("الروسية", "ORG"), ("", "ORG"), ("النور", "ORG"), ("سلام النور", "ORG"), ("الإمارات والسعودية", "LOC"),
        ("بنك أوف أميركا", "ORG"), ("حزب من لا حزب لهم ولا رأي", "ORG"), ("محطة خاسان", "PER"),
    ],
)  # fmt: skip
def test_what_the_glossary_cannot_say_it_does_not(name: str, type: str) -> None:
    assert english(name, type, lambda words: "X") == ""


@pytest.mark.parametrize(
    ("name", "type", "latin"),
    [
        ("سكاي نيوز", "ORG", "Sky News"),
        ("فوكس نيوز ديجيتال", "ORG", "Fox News Digital"),
        ("إم بي سي", "ORG", "MBC"),
        ("CNN بالعربية", "ORG", "CNN Arabic"),
        ("إن.بي.سي نيوز", "ORG", "NBC News"),
        ("إم.إتش17", "ORG", "MH17"),
        ("إف-35", "ORG", "F35"),
        ("الأزهر", "ORG", "Al-Azhar"),
        ("هيئة الأركان العامة", "ORG", "General Staff"),
        ("بي بي سي عربي", "ORG", "BBC Arabic"),
        ("لوكهيد مارتن", "ORG", "Lockheed Martin"),
        ("وول ستريت", "LOC", "Wall Street"),
        ("الملكة إليزابيث", "PER", "Queen Elizabeth"),
        ("بنديكت السادس عشر", "PER", "Benedict XVI"),
    ],
)
def test_english_words_letters_titles_and_numbers_in_arabic_letters(name: str, type: str, latin: str) -> None:
    assert romanize(name, type) == latin


def test_the_spelling_of_the_text_goes_before_ours() -> None:
    assert romanize("جيانغ زي مين", "PER", "Jiang Zemin") == "Jiang Zemin"


@pytest.mark.parametrize("beside", ["OPEC", "x", "بوتين", ""])
def test_what_cannot_be_the_name_is_passed_over(beside: str) -> None:
    assert romanize("فلاديمير بوتين", "PER", beside) == "Vladimir Putin"


def test_a_body_takes_what_the_text_gives() -> None:
    assert romanize("مركز ستيمسون", "ORG", "Stimson Center") == "Stimson Center"


def test_latin_names_stay() -> None:
    assert romanize("East End FC", "ORG") == "East End FC"


def test_a_label_is_never_arabic() -> None:
    for name in ("ڤلاديمير", "پوتين", "٣٠ يونيو", "ﷺ بوتين", "ؤئءئ"):
        assert not re.search("[ء-ي]", romanize(name, "PER"))


def test_nothing_gives_nothing() -> None:
    assert romanize("", "PER") == ""
    assert shipped().spell("") == ""


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("كيم جونغ أون", "kym-jwng-awn"),
        ("كيم جونغ-اون", "kym-jwng-awn"),
        ("قاعدة 17", "qaadh-17"),
        ("Łódź", "lodz"),
        ("!؟", ""),
    ],
)
def test_ids_are_plain(name: str, plain: str) -> None:
    assert romanized_id(name) == plain
