"""The tokens: each word of a body once, and where a name in it begins."""

import numpy as np
import pandas as pd
import pytest

from pipeline.articles import articles
from pipeline.base.contract import WORKING
from pipeline.base.words import word_spans
from pipeline.reading.body import read_markers
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.records import Record
from pipeline.reading.sentences import read_abbreviations
from pipeline.reading.sources import read_corpus
from pipeline.tokens import tokens
from tests.conftest import ROOT

MODELS = ROOT / "models"
MARKERS = read_markers(MODELS / "articles" / "boilerplate.tsv")
ABBREVIATIONS = read_abbreviations(MODELS / "articles" / "abbreviations.tsv")


@pytest.fixture(scope="module")
def proclitics():
    return read_proclitics(MODELS / "tokens" / "proclitics.npz")


def read(*texts):
    return articles([Record(str(i), "n", i, "", "", "", "", text) for i, text in enumerate(texts)], MARKERS)[0]


def test_a_small_text_gives_the_whole_table(proclitics):
    table = tokens(read("وصل كيم.\n\nوزار لندن", "للولايات المتحدة"), proclitics, ABBREVIATIONS)
    rows = [
        ("0", 0, 0, 0, 3, "", 0, False),
        ("0", 0, 1, 4, 7, "", 4, False),
        ("0", 0, 2, 7, 8, "", 7, False),
        ("0", 1, 3, 10, 14, "و", 11, False),
        ("0", 1, 4, 15, 19, "", 15, False),
        ("1", 0, 0, 0, 8, "ل", 1, True),
        ("1", 0, 1, 9, 16, "", 9, False),
    ]
    pd.testing.assert_frame_equal(table, WORKING["tokens"].frame(pd.DataFrame(rows, columns=WORKING["tokens"].names)))


def test_every_word_of_every_body_is_a_token_once(proclitics, seed_texts):
    table = articles(read_corpus(ROOT / "seeds"), MARKERS)[0]
    made = tokens(table, proclitics, ABBREVIATIONS)
    for row in table.itertuples():
        part = made[made.article_id == row.article_id]
        found = list(zip(part.start, part.end, strict=True))
        assert found == word_spans(row.text, row.body_start, row.body_end)
        assert part.token.tolist() == list(range(len(part)))
        steps = np.diff(part.sentence)
        assert part.sentence.iloc[0] == 0 and set(steps.tolist()) <= {0, 1}
        assert (part.start <= part.name_start).all() and (part.name_start <= part.end).all()


def test_any_partition_gives_the_same_rows(proclitics):
    table = articles(read_corpus(ROOT / "seeds"), MARKERS)[0]
    apart = [tokens(table.iloc[[i]], proclitics, ABBREVIATIONS) for i in range(len(table))]
    pd.testing.assert_frame_equal(
        pd.concat(apart, ignore_index=True), tokens(table, proclitics, ABBREVIATIONS), check_dtype=True
    )


def test_nothing_gives_an_empty_table(proclitics):
    assert len(tokens(read(), proclitics, ABBREVIATIONS)) == 0
    assert list(tokens(read(" \n "), proclitics, ABBREVIATIONS).columns) == WORKING["tokens"].names


def names(proclitics, text):
    """The words with proclitics set off by +."""
    table = tokens(read(text), proclitics, ABBREVIATIONS)
    spans = zip(table.start, table.name_start, table.end, strict=True)
    return " ".join(f"{text[a:b]}+{text[b:c]}" if b > a else text[b:c] for a, b, c in spans)


@pytest.mark.parametrize(
    "word",
    [
        "وليد",
        "بوتين",
        "كيم",
        "لندن",
        "فلاديمير",
        "بكين",
        "بيونغ",
        "وانغ",
        "بايدن",
        "واشنطن",
        "كوريا",
        "ليبيا",
        "لبنان",
        "باريس",
        "بيروت",
        "برلين",
        "كندا",
        "كوبا",
        "فيينا",
    ],
)
def test_the_first_letter_of_a_name_stays(proclitics, word):
    assert names(proclitics, f"قال {word} اليوم") == f"قال {word} اليوم"


@pytest.mark.parametrize(
    "split",
    [
        "ب+بوتين", "ل+بيونج يانج", "و+كيم", "ب+واشنطن", "و+لبنان", "ف+لبنان", "و+بايدن", "ك+بوتين", "ل+لندن", "و+فرنسا",
        "ل+روسيا", "و+كوريا الشمالية", "ل+ليبيا", "وليد جنبلاط", "و+وليد جنبلاط",
        "ل+لولايات المتحدة", "ب+القاهرة", "و+القاهرة", "وب+القاهرة", "لـ+كيم", "بـ+باريس", "و+CNN", "و+فلاديمير بوتين",
        "بيونج يانج", "و+بيونج يانج", "كومسومولسك-نا-أموري", "\u200f+مصر", "و+هيلاري كلينتون", "ل+زوكربيرغ", "ب+غورباتشوف",
    ],
)  # fmt: skip
def test_proclitics_are_split_off(proclitics, split):
    text = f"قال {split.replace('+', '')} اليوم"
    assert names(proclitics, text).replace(" - ", "-") == f"قال {split} اليوم"


def test_a_proclitic_written_apart_is_one_by_itself(proclitics):
    assert names(proclitics, 'لقاء لـ كيم و "بوتين"') == 'لقاء لـ+ كيم و+ " بوتين "'


def test_a_contracted_article_is_told_from_a_name_that_begins_with_lam(proclitics):
    table = tokens(read("للصين لليبيا للندن وللسعودية لليابان"), proclitics, ABBREVIATIONS)
    assert table.contracted.tolist() == [True, False, False, True, True]
    assert table.proclitics.tolist() == ["ل", "ل", "ل", "ول", "ل"]


def test_the_kept_tenth_and_dev_are_split_as_annotated(shared, proclitics):
    """Floors; they only go up. `python -m training.proclitics --evaluate` prints the figures."""
    from training.proclitics import decided, gold_examples

    _, tenth, dev = gold_examples(shared / "gold")
    for examples, floor in ((tenth, 0.999), (dev, 0.999)):
        right = [found.start == e.start for found, e in zip(decided(proclitics, examples), examples, strict=True)]
        assert sum(right) / len(right) >= floor


def test_the_rest_of_the_article_decides_about_a_name_never_seen(proclitics):
    assert names(proclitics, "في بيت وامض").endswith("وامض")
    assert names(proclitics, "كتب امض عن بيت وامض").endswith("و+امض")


def test_an_initial_is_no_conjunction(proclitics):
    assert names(proclitics, "الروائي ف. نايبول") == "الروائي ف . نايبول"
