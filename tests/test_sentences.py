"""Where sentences end."""

from itertools import pairwise

import pytest

from pipeline.base.errors import UserError
from pipeline.reading.sentences import read_abbreviations, sentence_ends
from tests.conftest import ROOT

KNOWN = read_abbreviations(ROOT / "models" / "articles" / "abbreviations.tsv")


def split(text):
    ends = [0, *sentence_ends(text, 0, len(text), KNOWN)]
    pieces = [text[a:b] for a, b in pairwise(ends)]
    assert "".join(pieces) == text
    return [piece.strip() for piece in pieces if piece.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "وصل بوتين اليوم.|ثم غادر.|انتهى",
        "ماذا قال؟|لا شيء!|ثم سكت…|وذهب",
        "السطر الأول|السطر الثاني",
        "الأزمات..|المملكة تدشن جسرا",
        "قال أ. ب. محمود إن د. علي وصل.|وغادر.",
        "نسبة 3.5 في المئة.|وأضاف",
        "عام 1436 هـ.|وقال",
        "قالت العربية.نت إن سي.إن.بي.سي أعلنت.|ثم",
        "الموقع example.com يعمل.|نعم",
        "قال «لا أعرف. ماذا؟ نعم!» ثم ذهب.|انتهى",
        "قال “لا أعرف. سنرى” ثم ذهب.|انتهى",
        'قال "لا أعرف. سنرى" ثم ذهب.|انتهى',
        "حضر (علي. ومحمد) اليوم.|وغادرا",
        'قال "سنذهب غدا."|وأضاف أنه سيعود.',
        "قالوا إنهم “سيعودون”.|وذهبوا",
        "قال «لم تغلق. ثم ذهب.|وعاد الرجل",
        "مجلس الأمن الدولي.وقال المتحدث",
        "1. البند الأول|2. البند الثاني",
        "هل يعقل هذا؟!، سأل الرجل.|ثم",
        "زعيم؛ وقائد، ورئيس: نعم.|لا",
    ],
)
def test_sentences(text):
    expected = text.split("|")
    joined = "\n" if "السطر" in text or "البند" in text else " "
    source = joined.join(expected) if "الدولي.وقال" not in text else text
    if "لم تغلق" in text:  # an unclosed quotation mark swallows nothing
        expected = ["قال «لم تغلق.", "ثم ذهب.", "وعاد الرجل"]
    if "الدولي.وقال" in text:
        expected = ["مجلس الأمن الدولي.", "وقال المتحدث"]
    assert split(source) == expected


def test_a_long_quotation_splits_at_its_sentences():
    inside = "هذه جملة قصيرة من كلام طويل. " * 40
    assert len(split(f"قال «{inside}» وانتهى.")) == 41


def test_a_hundred_thousand_words_without_a_stop_are_one_sentence_whole():
    text = "كلمة " * 100_000
    assert sentence_ends(text, 0, len(text), KNOWN) == [len(text)]


def test_only_the_body_is_split():
    text = "قبل. وصل بوتين. ثم غادر. بعد."
    assert sentence_ends(text, 5, 24, KNOWN) == [15, 24, 24]


def test_a_bad_file_of_abbreviations_is_an_error(tmp_path):
    (tmp_path / "a.tsv").write_text("kind\tabbreviation\tgloss\nx\ty\tz\n")
    with pytest.raises(UserError, match="line 2"):
        read_abbreviations(tmp_path / "a.tsv")
    with pytest.raises(UserError, match="can't be read"):
        read_abbreviations(tmp_path / "b.tsv")
