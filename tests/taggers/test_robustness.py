"""The same article as other outlets write it gives the same names; the rewritings of the benchmark carry the annotation along."""

from __future__ import annotations

import pandas as pd
import pytest

from benchmarks.tagger_robustness import MODELS, REWRITINGS, measured, rewritten
from benchmarks.tagger_usage import read_gold
from pipeline.taggers import load
from tests.conftest import ROOT

# What a rewriting may cost on the five seeds, which have 302 names. Those not here change letters, marks and spaces alone.
MAY_COST = {
    "single quotation marks": 0.005, "two apostrophes": 0.005, "no quotation marks": 0.005, "no commas": 0.02,
    "Latin comma, semicolon, question mark": 0.005,
}  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> dict[str, float]:
    articles, names = read_gold(ROOT / "tests" / "data" / "gold")
    return {what: score.f1 for what, score in measured(articles, names, load("embedded", MODELS))}


@pytest.mark.parametrize("what", [what for what in REWRITINGS if what != "as it is"])
def test_names_are_found_however_they_are_written(seeds: dict[str, float], what: str) -> None:
    assert seeds[what] >= seeds["as it is"] - MAY_COST.get(what, 0.002)


@pytest.mark.parametrize("what", REWRITINGS)
def test_the_annotation_stays_on_its_letters(what: str) -> None:
    text = 'قال "فلاديمير بوتين" إن روسيا، وموسكو، في عام 2019 - أمس'
    articles = pd.DataFrame([("a", text, 0, len(text))], columns=["article_id", "text", "body_start", "body_end"])
    names = {("a", text.index(name), text.index(name) + len(name), "X") for name in ("فلاديمير بوتين", "روسيا", "موسكو")}
    table, moved = rewritten(articles, names, REWRITINGS[what])
    new = table.text[0]
    assert table.body_end[0] == len(new) or new[table.body_end[0] :].strip("\u200f\u202c\u2069\u00ad") == ""
    for _, start, end, _ in moved:
        assert new[start].isalpha()
        assert new[end - 1].isalpha() or what in ("all vowel marks", "some vowel marks")
        assert start == 0 or not new[start - 1].isalpha() or new[start - 1] in "وﻭ"
