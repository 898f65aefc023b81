"""What the shipped tagger reaches, floors that only go up. Spans of words: a name's first word may carry its proclitics."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.taggers import load
from training.tagger.labelled import Sentence, gold_sentences, gold_sides
from training.tagger.measure import prf

ROOT = Path(__file__).resolve().parents[2]
SEEDS_FLOOR, DEV_FLOOR, KEPT_FLOOR = 0.94, 0.93, 0.915


def _f1(sentences: list[Sentence]) -> float:
    tagged = load("embedded", ROOT / "models").tag([list(s.words) for s in sentences], [s.article for s in sentences])
    return prf(sentences, tagged)["all"]["f1"]


def test_seeds() -> None:
    files = sorted((ROOT / "tests" / "data" / "gold").glob("*.json"))
    assert len(files) == 5
    assert _f1([sentence for file in files for sentence in gold_sentences(file)]) >= SEEDS_FLOOR


def test_gold_beside_the_repository(shared: Path) -> None:
    if not (shared / "gold" / "train").exists():
        pytest.skip("no gold beside the repository")
    sides = gold_sides(shared / "gold")
    assert _f1(sides["dev"]) >= DEV_FLOOR
    assert _f1(sides["kept"]) >= KEPT_FLOOR
