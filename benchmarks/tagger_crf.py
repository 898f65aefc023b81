"""The baseline: a feature CRF, trained on the same sentences: `python -m benchmarks.tagger_crf --corpora ../shared/corpora`.

Words, neighbours, affixes and shapes, folded as the embedded tagger folds them; no vectors, no lists. Prints word-level F1 on
the dev gold and the kept tenth (trained on the gold's train side) and on ANERcorp's last twelfth (trained on the rest).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from pipeline.taggers.words import Folding
from training.tagger.__main__ import FOLDING, read_folding
from training.tagger.finetune import f1
from training.tagger.labelled import Sentence, anercorp_sides, gold_sides

_PARAMETERS = {"c1": 0.1, "c2": 0.01, "max_iterations": 80, "feature.possible_transitions": True}


def _word_features(word: str) -> Iterator[str]:
    yield f"w={word}"
    for size in range(1, 5):
        yield f"p={word[:size]}"
        yield f"s={word[-size:]}"
    yield "shape=" + ("0" if word[:1] == "0" else "a" if word.isascii() else "م" if word.isalpha() else ".")


def features(words: tuple[str, ...], folding: Folding) -> list[list[str]]:
    """What the CRF sees of each word: its own features, and the folded words beside it."""
    folded = ["", "", *(folding.fold(word) for word in words), "", ""]
    return [
        [*_word_features(folded[i]), *(f"{d}={folded[i + d]}" for d in (-2, -1, 1, 2)), f"-1+0={folded[i - 1]}_{folded[i]}"]
        for i in range(2, len(folded) - 2)
    ]


def trained(sentences: list[Sentence], folding: Folding, file: Path) -> pycrfsuite.Tagger:
    """A CRF taught on sentences; its model is written to a file."""
    trainer = pycrfsuite.Trainer(verbose=False, params=_PARAMETERS)
    for sentence in sentences:
        trainer.append(features(sentence.words, folding), sentence.tags)
    trainer.train(str(file))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    return tagger


def report(name: str, tagger: pycrfsuite.Tagger, side: list[Sentence], folding: Folding) -> None:
    began = time.perf_counter()
    found = [tagger.tag(features(sentence.words, folding)) for sentence in side]
    rate = sum(len(s.words) for s in side) / (time.perf_counter() - began)
    with_misc = f1(side, found, ("PER", "LOC", "ORG", "MISC"))["all"]
    print(f"{name}: {f1(side, found)}, with MISC {with_misc}, {rate:,.0f} words/s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    options = parser.parse_args()
    folding = read_folding(FOLDING)
    gold, anercorp = gold_sides(options.gold), anercorp_sides(options.corpora / "ner" / "anercorp.train.tsv")
    with tempfile.TemporaryDirectory() as folder:
        crf = trained(anercorp["train"], folding, Path(folder) / "anercorp.crf")
        report("anercorp", crf, anercorp["dev"], folding)
        crf = trained(gold["train"], folding, Path(folder) / "gold.crf")
        report("dev", crf, gold["dev"], folding)
        report("kept", crf, gold["kept"], folding)


if __name__ == "__main__":
    main()
