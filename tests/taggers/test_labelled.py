"""Gold and corpora as sentences of words with tags."""

from __future__ import annotations

import json
from pathlib import Path

from training.tagger.augment import Augmenter
from training.tagger.corpus import is_kept, is_random
from training.tagger.labelled import (
    Sentence,
    column_sentences,
    gold_sentences,
    gold_sides,
    spans_of,
    tag_words,
    wojood_sentences,
)

TEXT = "قال بوتين لروسيا. وصل إلى بيونغ-يانغ\nاليوم"


def _mention(name: str, kind: str) -> dict[str, object]:
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "type": kind}


def test_a_word_is_part_of_a_mention_that_begins_inside_it() -> None:
    spans = [(0, 3), (4, 9), (10, 16)]
    mentions = [_mention("بوتين", "PER"), _mention("روسيا", "LOC")]
    assert tag_words(spans, mentions) == ["O", "B-PER", "B-LOC"]


def test_gold_is_cut_at_marks_that_a_space_follows_and_at_line_breaks(tmp_path: Path) -> None:
    article = {"text": TEXT, "body": [0, len(TEXT) - 6], "mentions": [_mention("بيونغ-يانغ", "LOC")]}
    file = tmp_path / "007_x.json"
    file.write_text(json.dumps(article), encoding="utf-8")
    first, second = gold_sentences(file)
    assert (first.words, set(first.tags)) == (("قال", "بوتين", "لروسيا", "."), {"O"})
    assert second == Sentence("007_x", ("وصل", "إلى", "بيونغ", "-", "يانغ"), ("O", "O", "B-LOC", "I-LOC", "I-LOC"))


def test_the_kept_tenth_is_no_part_of_train(tmp_path: Path) -> None:
    for side, name in (("train", "008_a"), ("train", "009_b"), ("train", "1029_c"), ("dev", "000_d")):
        (tmp_path / side).mkdir(exist_ok=True)
        article = {"text": "نص", "body": [0, 2], "mentions": []}
        (tmp_path / side / f"{name}.json").write_text(json.dumps(article))
    sides = gold_sides(tmp_path)
    assert {name: [s.article for s in side] for name, side in sides.items()} == {
        "train": ["008_a"], "kept": ["009_b", "1029_c"], "dev": ["000_d"],
    }  # fmt: skip
    assert [is_kept(name) for name in ("009_b", "090_b", "1079_x")] == [True, False, True]
    assert [is_random(name) for name in ("009_b", "359_b", "360_x")] == [True, True, False]


def test_a_corpus_token_of_several_words_carries_its_tag_on(tmp_path: Path) -> None:
    file = tmp_path / "corpus.tsv"
    file.write_text("(رويترز)\tB-ORG\nقالت\tO\n\nمصر\tB-LOC\n", encoding="utf-8")
    one, two = column_sentences(file)
    assert (one.words, one.tags) == (("(", "رويترز", ")", "قالت"), ("B-ORG", "I-ORG", "I-ORG", "O"))
    assert (two.words, two.tags) == (("مصر",), ("B-LOC",))


def test_of_nested_names_the_outer_kind_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "wojood.tsv"
    file.write_text("بلدية\tB-ORG\nرام\tB-GPE I-ORG\nالله\tI-GPE I-ORG\nأمس\tB-DATE\nمحمد\tB-PERS\n", encoding="utf-8")
    (one,) = wojood_sentences(file)
    assert one.tags == ("B-ORG", "I-ORG", "I-ORG", "O", "B-PER")


def test_spans_of_tags() -> None:
    assert spans_of(("O", "B-PER", "I-PER", "I-LOC", "B-LOC")) == {(1, 3, "PER"), (3, 4, "LOC"), (4, 5, "LOC")}
    assert spans_of(()) == set()


def test_a_rewritten_sentence_keeps_its_words_outside_mentions_and_its_types() -> None:
    sentence = Sentence("a", ("قال", "بوتين", "في", "موسكو", "."), ("O", "B-PER", "O", "B-LOC", "O"))
    other = Sentence("b", ("زار", "بيونغ", "يانغ"), ("O", "B-LOC", "I-LOC"))
    augment = Augmenter([sentence, other], ["ماكرون", "ميركل"], seed=1, share=1.0)
    seen = set()
    for _ in range(200):
        changed = augment(sentence)
        assert len(changed.words) == len(changed.tags)
        assert [s[2] for s in sorted(spans_of(changed.tags))] == ["PER", "LOC"]
        outside = [word for word, tag in zip(changed.words, changed.tags, strict=True) if tag == "O"]
        assert outside in (["قال", "في", "."], ["قال", "في"])
        seen.add(changed.words)
    assert ("قال", "بوتين", "في", "بيونغ", "يانغ", ".") in seen
    assert any("ماكرون" in words for words in seen)
