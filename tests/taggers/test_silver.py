"""What teachers say of raw news, and how far a pupil is from it."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from pipeline.taggers.embedded import EmbeddedTagger

torch = pytest.importorskip("torch")

MODEL = Path("models/tagger")
TEXT = "وصل الرئيس فلاديمير بوتين إلى بكين.\nقال بوتين إن الزيارة ناجحة جدا.\nنعم."
KEPT = "هذه المقالة من العشر المحفوظ ولا يقرأها أحد في التعليم."


def _corpora(folder: Path) -> Path:
    from training.tagger.silver import AMOUNTS

    (folder / "raw").mkdir(parents=True)
    for source in AMOUNTS:
        texts = (TEXT, KEPT) if source == "ntrex-2019" else ()
        lines = "".join(json.dumps({"title": "قمة بكين بين زعيمين", "text": text}) + "\n" for text in texts)
        with lzma.open(folder / "raw" / f"{source}.jsonl.xz", "wt", encoding="utf-8") as file:
            file.write(lines)
    return folder


def test_raw_news_carries_the_teachers_mean_without_the_kept_articles(tmp_path: Path) -> None:
    from training.tagger.silver import ScoredSentence, read_silver, write_silver

    gold = tmp_path / "gold"
    (gold / "train").mkdir(parents=True)
    (gold / "train" / "009_x.json").write_text(json.dumps({"text": "قمة بكين بين زعيمين\n" + KEPT}), encoding="utf-8")
    out = tmp_path / "silver.jsonl"
    written = write_silver(_corpora(tmp_path / "corpora"), gold, [MODEL, MODEL], out)
    found = read_silver(out)
    assert [" ".join(s.words) for s in found] == [
        "قمة بكين بين زعيمين",
        "وصل الرئيس فلاديمير بوتين إلى بكين .",
        "قال بوتين إن الزيارة ناجحة جدا .",
    ]
    assert written == sum(len(s.words) for s in found)
    read = [list(s.words) for s in found] + [["نعم", "."]]  # too short to learn from, but its article has it
    own = EmbeddedTagger(MODEL).scores(read, [found[0].article] * 4)
    for sentence, scores in zip(found, own, strict=False):
        assert isinstance(sentence, ScoredSentence)
        np.testing.assert_allclose(sentence.scores, scores, atol=0.01, rtol=0.001)
    assert read_silver(tmp_path / "none.jsonl") == []


def test_a_pupil_that_says_the_same_is_no_way_off_whatever_is_added_to_a_word() -> None:
    from training.tagger.finetune import difference
    from training.tagger.silver import ScoredSentence

    scores = np.array([[4, -2, -3], [0, 5, -1]], np.float16)
    batch = [ScoredSentence("a", ("قال", "بوتين"), ("O", "O"), scores), ScoredSentence("a", ("قال",), ("O",), scores[:1])]
    same = torch.tensor([[[4.0, -2, -3], [2, 7, 1]], [[4, -2, -3], [9, 9, 9]]])
    there = torch.tensor([[1.0, 1], [1, 0]])
    assert difference(same, batch, there).item() == pytest.approx(0, abs=1e-6)
    assert difference(torch.zeros(2, 2, 3), batch, there).item() > 0.5
