"""The table of articles."""

import pandas as pd

from pipeline.articles import articles
from pipeline.base.contract import WORKING
from pipeline.reading.body import read_markers
from pipeline.reading.records import Record, Skipped
from pipeline.reading.sources import read_corpus
from tests.conftest import ROOT

MARKERS = read_markers(ROOT / "models" / "articles" / "boilerplate.tsv")


def test_records_become_rows_and_what_was_left_out_another_table():
    record = Record("a", "n.csv", 3, "عنوان", "رويترز", "2020-01-01", "http://a", "وصل بوتين اليوم.\nالمصدر: وات")
    left = Skipped("n.csv", 4, "no text", "columns id", "Give it.")
    table, skipped = articles([record, left], MARKERS)
    expected = {
        "article_id": "a", "path": "n.csv", "title": "عنوان", "outlet": "رويترز", "published": "2020-01-01", "url": "http://a",
        "characters": 28, "body_start": 0, "body_end": 16, "text": record.text,
    }  # fmt: skip
    pd.testing.assert_frame_equal(table, WORKING["articles"].frame([expected]))
    assert skipped.to_dict("records") == [
        {"path": "n.csv", "row": 4, "reason": "no text", "found": "columns id", "next_step": "Give it."}
    ]


def test_nothing_gives_empty_tables():
    table, skipped = articles([], MARKERS)
    assert list(table.columns) == WORKING["articles"].names
    assert len(table) == len(skipped) == 0


def test_the_seeds_are_five_articles_with_their_text_untouched(seed_texts):
    table, skipped = articles(read_corpus(ROOT / "seeds"), MARKERS)
    assert table.text.tolist() == seed_texts
    assert len(skipped) == 0
