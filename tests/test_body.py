"""The body: boilerplate is left outside, nothing of an article is."""

import json

import pytest

from pipeline.base.errors import UserError
from pipeline.reading.body import find_body, read_markers
from tests.conftest import ROOT

MARKERS = read_markers(ROOT / "models" / "articles" / "boilerplate.tsv")
PARAGRAPH = "أعلن وزير الدفاع الروسي اليوم أن بلاده سترسل وفدا إلى كوريا الشمالية لبحث التعاون بين البلدين."
OTHER = "وقال المتحدث إن الزيارة ستستمر ثلاثة أيام."
BODY = f"{PARAGRAPH}\n{OTHER}"
HEADLINES = "“بايدن” يدافع عن نفسه بعد لقاء الزعماء.. لماذا؟\nكعادتها في الأزمات.. المملكة تدشن جسرا جويا"


def cut(text):
    start, end = find_body(text, MARKERS)
    return text[start:end]


@pytest.mark.parametrize(
    "tail",
    [
        "\n\n\xa0\n\nالمصدر: البوابة نيوز\n\nكلمات دلالية: روسيا بوتين\n\nإقرأ أيضا:\n\nخبر آخر.\n",
        "\nالمصدر : وات",
        "\n\nمقالات مشابهة\n  • كوريا الشمالية تختبر صواريخ. وقالت الوكالة إنها ناجحة.\n" + PARAGRAPH,
        "\nإقرأ أيضاً:\nكوريا الشمالية تختبر صاروخا\nبوتين يزور الصين",
        "\n// انتهى //\n 14:16 ت م",
        " سمات البصر محمد توفيق",
        "\nشارك\nFacebook\nTwitter",
        "\n" + HEADLINES,
        "\r\nكلمات مفتاحية\r\nروسيا\r\n",
    ],
)
def test_boilerplate_at_the_end_is_left_outside(tail):
    assert cut(BODY + tail) == BODY


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY + "\n",
        "\n " + BODY,
        f"{PARAGRAPH}\nللمزيد: الآلاف يشاركون في مسيرة\n{OTHER}",  # a link between paragraphs
        f"{PARAGRAPH}\nاقرأ أيضا: خبر\n{HEADLINES}\n{OTHER}",
        f"{PARAGRAPH}\n{HEADLINES.splitlines()[1]}",  # one headline may be the writer's last line
        f"{PARAGRAPH}\nهل صحيح ما ورد في هذا التقرير الأخير؟\nوهل يعني ذلك دخول منتجين جدد؟",  # questions alone
        "قال المصدر: لا نعرف شيئا عن الموضوع حتى الآن وسننتظر ما تقوله الحكومة غدا في مؤتمرها.\n" + OTHER,
        "المصدر: رويترز",
        "شارك",
        "",
        "\n\n",
    ],
)
def test_an_article_is_never_cut(text):
    assert find_body(text, MARKERS) == (0, len(text))


def test_of_a_file_of_many_articles_only_the_last_ones_tail_is_cut():
    text = f"{BODY}\nكلمات دلالية: روسيا\n" * 1000
    assert find_body(text, MARKERS)[1] > len(text) - 21_000


def test_buttons_before_the_article_are_left_outside():
    assert cut(f"الرئيسية\n  شارك  \n\n{BODY}") == BODY


def test_the_seeds_bodies_are_the_gold_ones(seed_texts):
    gold = [json.loads(p.read_text()) for p in sorted((ROOT / "tests" / "data" / "gold").glob("*.json"))]
    assert [list(find_body(text, MARKERS)) for text in seed_texts] == [article["body"] for article in gold]


def test_of_the_training_gold_at_most_three_bodies_are_shorter(shared):
    gold = [json.loads(p.read_text()) for p in sorted((shared / "gold" / "train").glob("*.json"))]
    differing = [g["id"] for g in gold if list(find_body(g["text"], MARKERS)) != g["body"]]
    assert len(differing) <= 3, differing


@pytest.mark.parametrize(("row", "what"), [("tial\tx\ty", "line 2"), ("tail\tx", "line 2")])
def test_a_bad_marker_file_is_an_error(tmp_path, row, what):
    (tmp_path / "m.tsv").write_text(f"kind\tmarker\tgloss\n{row}\n")
    with pytest.raises(UserError, match=what):
        read_markers(tmp_path / "m.tsv")
    with pytest.raises(UserError, match="can't be read"):
        read_markers(tmp_path / "none.tsv")
