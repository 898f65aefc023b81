"""Precision and recall of the comparison of words, on names that nothing learned from.

`python -m benchmarks.linking_pairs CORPORA` prints the tables of `models/linking/CARD.md`. Held out is every tenth Latin
form (training/linking/pairs.py): its spellings are the true pairs; words that look alike, are held out and have other
Latin forms are the near-misses. Precision is for as many false pairs as true ones.
First `compare` is measured on the pairs of names that were written for it.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from rapidfuzz.distance import JaroWinkler, Levenshtein

from pipeline.base.letters import key
from pipeline.comparing import wordpairs
from pipeline.comparing.namekeys import blocking_keys
from pipeline.comparing.similarity import name_similarity
from pipeline.comparing.wordpairs import compare_words
from pipeline.linking import blocking
from pipeline.linking.linking import MODELS
from pipeline.linking.linking import load as load_linking
from pipeline.linking.twonames import judged
from training.linking import align, negatives
from training.linking.pairs import by_latin, held_out, load, plausible
from training.linking.weights import latin_forms

Pair = tuple[str, str]
METHODS: dict[str, Callable[[str, str], float]] = {
    "exact after folding": lambda a, b: float(a == b),
    "Levenshtein": Levenshtein.normalized_similarity,
    "Jaro-Winkler": JaroWinkler.similarity,
    "learned": lambda a, b: compare_words(a, b)[0],
}
NAME_PAIRS = Path(__file__).resolve().parents[1] / "tests" / "data" / "name_pairs.tsv"
PRECISIONS = (0.9, 0.95, 0.99)


def recalls(true: np.ndarray, false: np.ndarray) -> list[float]:
    """The highest recall at each precision, over all thresholds."""
    found = [0.0] * len(PRECISIONS)
    for threshold in np.unique(true):
        recall, fallout = float((true >= threshold).mean()), float((false >= threshold).mean())
        for i, precision in enumerate(PRECISIONS):
            if recall / (recall + fallout) >= precision:
                found[i] = max(found[i], recall)
    return found


def compare(true: Sequence[Pair], false: dict[str, Sequence[Pair]]) -> None:
    """Prints a row a method and kind of false pair."""
    print("| false pairs | method | " + " | ".join(f"recall at precision {p:.2f}" for p in PRECISIONS) + " |")
    print("| --- " * (2 + len(PRECISIONS)) + "|")
    for kind, pairs in false.items():
        for name, method in METHODS.items():
            scores = [np.array([method(a, b) for a, b in some]) for some in (true, pairs)]
            print(f"| {kind} ({len(pairs)}) | {name} | " + " | ".join(f"{r:.3f}" for r in recalls(*scores)) + " |")


def verdicts(true: Sequence[Pair], false: dict[str, Sequence[Pair]]) -> None:
    """Prints what the shipped thresholds make of each kind, as names of one word."""
    for kind, pairs in {"true": true, **false}.items():
        same = sum(name_similarity(a, b, "PER").verdict == "same" for a, b in pairs)
        print(f"verdict same, {kind}: {same / len(pairs):.3f} of {len(pairs)}")


def listed() -> None:
    """Prints how `compare` does on the pairs of `tests/data/name_pairs.tsv`, by the list as which they were written."""
    linking = load_linking(MODELS / "linking")
    with NAME_PAIRS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    for written in sorted({row["written"] for row in rows}, key=int):
        pairs = [row for row in rows if row["written"] == written]
        found = Counter((r["truth"], judged(r["left"], r["right"], r["type"], linking).verdict) for r in pairs)
        right = sum(n for (truth, verdict), n in found.items() if truth == verdict)
        wrong = found["different", "same"]
        print(f"compare, list {written}: {right / len(pairs):.3f} of {len(pairs)} right, {wrong} wrongly the same")


def speed(pairs: Sequence[Pair]) -> None:
    """Prints the processor time of comparing a pair of words that look alike, never compared before."""
    wordpairs._compared.cache_clear()
    start = time.process_time()
    for a, b in pairs:
        compare_words(a, b)
    print(f"compare_words: {(time.process_time() - start) / len(pairs) * 1e6:.0f} µs a pair")


def main() -> None:
    """Measures on the held-out tenth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    listed()
    everything = load(parser.parse_args().corpora / "names" / "latin-arabic.tsv")
    aligner = align.train([p for p in everything if not held_out(p[0])][::4], least=3.0, rounds=4)
    pairs = plausible([p for p in everything if held_out(p[0])], aligner)
    forms = by_latin(pairs)
    written = [p for spellings in forms.values() for p in combinations(sorted(spellings), 2)]
    true = [(key(a), key(b)) for a, b in written if " " not in a + b]
    words = latin_forms(pairs)
    near = [p for p in negatives.near(words, {}) if abs(len(p[0]) - len(p[1])) <= 2]
    dice = random.Random(7)
    names = sorted(words)
    false = {
        "near-misses": dice.sample(near, min(3000, len(near))),
        "random": [(dice.choice(names), dice.choice(names)) for _ in range(3000)],
    }
    compare(true, false)
    verdicts(true, false)
    blocked = sum(len(blocking.near([a, b], "PER", blocking_keys, 0.0)) for a, b in true)
    print(f"true pairs that share a block: {blocked / len(true):.3f} of {len(true)}")
    speed(false["near-misses"])


if __name__ == "__main__":
    main()
