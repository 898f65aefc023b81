"""The shipped tagger: what any model of its format must do, and that it starts without the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.base.errors import UserError
from pipeline.base.words import word_spans
from pipeline.taggers import TAGS, Tagger, embedded, load

MODELS = Path(__file__).resolve().parents[2] / "models"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load("embedded", MODELS)


def _sentences(texts: list[str]) -> list[list[str]]:
    return [[line[a:b] for a, b in word_spans(line)] for text in texts for line in text.split("\n")]


def test_each_word_gets_a_tag_that_may_stand_there_and_a_probability(tagger: Tagger, seed_texts: list[str]) -> None:
    sentences = [*_sentences(seed_texts), [], ["\u064b"], ["ـ", "x" * 5000], ["روسيا"] * 1000]
    tagged = tagger.tag(sentences)
    assert [len(row) for row in tagged] == [len(row) for row in sentences]
    for row in (row for row in tagged if len(row) <= 256):
        for i, (tag, chance) in enumerate(row):
            assert tag in TAGS
            assert 0.0 <= chance <= 1.0
            assert not tag.startswith("I-") or (i and row[i - 1][0][2:] == tag[2:])
    assert tagger.tag([]) == [] and tagger.tag([[]]) == [[]]


def test_a_sentence_is_tagged_alike_in_any_company(tagger: Tagger, seed_texts: list[str]) -> None:
    articles = [_sentences([text]) for text in seed_texts]
    together = tagger.tag([s for a in articles for s in a], [str(i) for i, a in enumerate(articles) for _ in a])
    apart = [row for i, a in enumerate(articles) for row in load("embedded", MODELS).tag(a, [str(i)] * len(a))]
    assert together == apart


def test_a_full_cache_changes_nothing(tagger: Tagger, seed_texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = _sentences(seed_texts)
    expected = tagger.tag(sentences)
    monkeypatch.setattr(embedded, "REMEMBERED", 1100)  # a batch holds 1024
    assert load("embedded", MODELS).tag(sentences) == expected


def test_a_token_of_several_words_gets_one_tag(tagger: Tagger) -> None:
    sentence = ["قال", "فلاديمير", "بوتين،", "في", "(موسكو)", "."]
    tags = [tag for tag, _ in tagger.tag([sentence])[0]]
    assert tags == ["O", "B-PER", "I-PER", "O", "B-LOC", "O"]


def test_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "tagger").mkdir()
    with pytest.raises(UserError, match=r"words\.txt.*make train"):
        load("embedded", tmp_path)


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.taggers import load;"
        f"load('embedded', Path({str(MODELS)!r})).tag([['في', 'موسكو']]);"
        "print(sorted({'torch', 'transformers', 'stanza', 'sklearn', 'gensim'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=MODELS.parent)
    assert done.stdout.strip() == "[]"


def test_scores_are_turned_into_the_share_of_names_that_are_right() -> None:
    sentence = ["قال", "الرئيس", "فلاديمير", "بوتين", "في", "موسكو", "."]
    tagger = embedded.EmbeddedTagger(MODELS / "tagger")
    tagger.slopes, tagger.shifts = np.ones(len(tagger.tags)), np.zeros(len(tagger.tags))
    plain = tagger.tag([sentence])[0]
    tagger.shifts = np.array([-1.0 if tag.endswith("PER") else 0.0 for tag in tagger.tags])
    lower = tagger.tag([sentence])[0]
    assert [tag for tag, _ in lower] == [tag for tag, _ in plain]
    assert all(b < a if tag.endswith("PER") else a == b for (tag, a), (_, b) in zip(plain, lower, strict=True))
