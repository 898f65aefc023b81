"""The mentions: names where they stand, proclitics and signs at their edges outside."""

import json
import lzma
from itertools import islice

import pandas as pd
import pytest

from pipeline.articles import articles
from pipeline.base.contract import WORKING
from pipeline.base.errors import UserError
from pipeline.mentions import given_mentions, mentions
from pipeline.reading.body import read_markers
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.records import Record
from pipeline.reading.sentences import read_abbreviations
from pipeline.tokens import tokens
from tests.conftest import ROOT

MODELS = ROOT / "models"
MARKERS = read_markers(MODELS / "articles" / "boilerplate.tsv")
ABBREVIATIONS = read_abbreviations(MODELS / "articles" / "abbreviations.tsv")
PROCLITICS = read_proclitics(MODELS / "tokens" / "proclitics.npz")


class Fixed:
    """A tagger that gives what it was told, word by word."""

    def __init__(self, tags):
        self.tags, self.sentences, self.articles = iter(tags), [], []

    def tag(self, sentences, articles):
        self.sentences += sentences
        self.articles += articles
        return [[next(self.tags) for _ in words] for words in sentences]


class Every:
    """A tagger that finds a name of two words in every seven, wherever that falls."""

    def tag(self, sentences, articles):
        return [
            [(("B-PER", "I-PER", "O", "O", "B-LOC", "O", "I-ORG")[i % 7], 0.5) for i in range(len(s))]
            for s in sentences
        ]


def read(*texts):
    table = articles([Record(f"a{i}", "n", i, "", "", "", "", text) for i, text in enumerate(texts)], MARKERS)[0]
    return table, tokens(table, PROCLITICS, ABBREVIATIONS)


def tagged(text, tags, score=0.9):
    """The surfaces and names found when `text`'s words have `tags` (O, or B/I with the type's first letter)."""
    types = {"P": "PER", "L": "LOC", "O": "ORG"}
    full = [(tag if len(tag) == 1 else f"{tag[0]}-{types[tag[1]]}", score) for tag in tags.split()]
    return mentions(*read(text), Fixed(full))


def test_the_whole_table(seed_texts):
    text = "وصل كيم جونغ أون. للولايات المتحدة"
    table = tagged(text, "O BP IP IP O BL IL")
    rows = [
        ("a0:4-16", "a0", 0, 4, 16, "كيم جونغ أون", "كيم جونغ أون", "PER", 0.9**3, 1, 3),
        ("a0:19-34", "a0", 1, 19, 34, "لولايات المتحدة", "الولايات المتحدة", "LOC", 0.9**2, 5, 6),
    ]
    pd.testing.assert_frame_equal(
        table, WORKING["mentions"].frame(pd.DataFrame(rows, columns=WORKING["mentions"].names))
    )


@pytest.mark.parametrize(
    ("text", "tags", "surfaces"),
    [
        ("زيارة لروسيا وكوريا الشمالية", "O BL BL IL", ["روسيا", "كوريا الشمالية"]),
        ("صحيفة “الجارديان” البريطانية", "O BO IO IO O", ["الجارديان"]),
        ('لقاء لـ "كيم"', "O BP IP IP IP", ["كيم"]),
        ("مدينة كومسومولسك-نا-أموري الروسية", "O BL IL IL IL IL O", ["كومسومولسك-نا-أموري"]),
        ("شركة إذاعة «صوت» هنا", "O BO IO IO IO O", ["إذاعة «صوت»"]),
        ("شركة إذاعة (صوت هنا)", "O BO IO IO O O", ["إذاعة (صوت"]),
        ('مقر إذاعة "صوت" هنا', "O BO IO IO IO O", ['إذاعة "صوت"']),
        ("قال \u200fمصر\u200f هنا", "O BL O", ["مصر"]),
        ("قال مصر \u200f \u202c هنا", "O BL IL IL O", ["مصر"]),
        ("وصل كيم جونغ أون", "O IP IP IL", ["كيم جونغ", "أون"]),
        ("وصل كيم.\nجونغ هنا", "O BP IP IP O", ["كيم", "جونغ"]),
        ("قال «...» هنا", "O BP IP IP IP IP O", []),
        ("قال 24 هنا", "O BO O", []),
        ("وصل كيم", "O O", []),
    ],
)
def test_edges(text, tags, surfaces):
    assert tagged(text, tags).surface.tolist() == surfaces


def test_white_space_in_a_name_is_one_space():
    assert tagged("وصل كيم \u00a0 جونغ", "O BP IP").name.tolist() == ["كيم جونغ"]


def test_the_words_of_a_hashtag_are_parted_in_its_name():
    table = tagged("زار #عبدالله_بن_زايد أمس", "O O BP IP IP IP IP O")
    assert table.surface.tolist() == ["عبدالله_بن_زايد"]
    assert table.name.tolist() == ["عبدالله بن زايد"]


def test_the_tagger_sees_words_with_their_proclitics_a_sentence_at_a_time():
    tagger = Fixed([("O", 1.0)] * 6)
    mentions(*read("زيارة لروسيا. ثم", "عاد اليوم"), tagger)
    assert tagger.sentences == [["زيارة", "لروسيا", "."], ["ثم"], ["عاد", "اليوم"]]
    assert tagger.articles == ["a0", "a0", "a1"]


def test_a_name_is_as_sure_as_all_its_words_together_and_may_be_left_out():
    tags = [("O", 1.0), ("B-PER", 0.9), ("I-PER", 0.4), ("B-LOC", 0.8)]
    assert mentions(*read("وصل كيم جونغ موسكو"), Fixed(tags)).score.tolist() == pytest.approx([0.36, 0.8])
    assert mentions(*read("وصل كيم جونغ موسكو"), Fixed(tags), min_score=0.5).surface.tolist() == ["موسكو"]


def test_no_articles_give_an_empty_table():
    assert list(mentions(*read(), Every()).columns) == WORKING["mentions"].names


def holds(table, texts):
    return all(
        texts[row.article_id][row.start : row.end] == row.surface
        and row.mention_id == f"{row.article_id}:{row.start}-{row.end}"
        for row in table.itertuples()
    )


def test_offsets_hold_whatever_the_tagger_says(seed_texts):
    table, words = read(*seed_texts)
    found = mentions(table, words, Every())
    assert len(found) > 800
    assert found.mention_id.is_unique
    assert holds(found, dict(zip(table.article_id, table.text, strict=True)))


def test_offsets_hold_on_a_thousand_articles_of_another_corpus(shared):
    with lzma.open(shared / "corpora" / "raw" / "saudinewsnet-2015.jsonl.xz", "rt", encoding="utf-8") as lines:
        table, words = read(*(json.loads(line)["text"][:600] for line in islice(lines, 0, 3000, 3)))
    found = mentions(table, words, Every())
    assert found.article_id.nunique() == 1000
    assert holds(found, dict(zip(table.article_id, table.text, strict=True)))
    bodies = table.set_index("article_id")
    assert (found.end <= found.article_id.map(bodies.body_end)).all()


def given(*rows):
    frame = pd.DataFrame(
        [(*row, i) for i, row in enumerate(rows, 1)], columns=["article_id", "start", "end", "type", "row"]
    )
    return frame.astype({"article_id": "str", "type": "str"})


def test_given_names_stand_where_they_are_given():
    table, words = read("وصل كيم للولايات المتحدة. ثم زار موسكو", "بلا أحد")
    rows = given(("a0", 33, 38, "LOC"), ("a0", 4, 7, "PER"), ("a0", 9, 24, "LOC"), ("other", 0, 3, "PER"))
    found = given_mentions(table, words, rows)
    columns = ["mention_id", "sentence", "surface", "name", "type", "score", "first_token", "last_token"]
    assert found[columns].to_numpy().tolist() == [
        ["a0:4-7", 0, "كيم", "كيم", "PER", 1.0, 1, 1],
        ["a0:9-24", 0, "لولايات المتحدة", "الولايات المتحدة", "LOC", 1.0, 2, 3],
        ["a0:33-38", 1, "موسكو", "موسكو", "LOC", 1.0, 7, 7],
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a0", 4, 7, "PER"), ("a0", 6, 9, "LOC")], "rows 1 and 2: 4-7 and 6-9 of article 'a0' overlap"),
        ([("a0", 4, 7, "PER"), ("a0", 4, 7, "PER")], "overlap"),
        (
            [("a0", 90, 95, "PER")],
            r"row 1: found 90-95 in article 'a0', expected offsets of words in its body \(0-13\)",
        ),
        ([("a0", 10, 95, "PER")], "row 1"),
        ([("a0", 3, 4, "PER")], "row 1"),
        ([("a1", 0, 3, "PER")], "it has none"),
    ],
)
def test_given_names_that_can_not_be(rows, message):
    table, words = read("وصل كيم اليوم", "  ")
    with pytest.raises(UserError, match=message):
        given_mentions(table, words, given(*rows))
