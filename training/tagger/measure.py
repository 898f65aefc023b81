"""How good a shipped tagger is: `python -m training.tagger.measure --model models/tagger --gold ../shared/gold`."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from pipeline.taggers.embedded import EmbeddedTagger, log_odds
from pipeline.taggers.spans import Span, spans
from training.tagger.corpus import is_random
from training.tagger.labelled import Sentence, anercorp_sides, gold_sides, spans_of

Tagged = list[list[tuple[str, float]]]
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0001)


def prf(gold: Sequence[Sentence], tagged: Tagged, kinds: Sequence[str] = ("PER", "LOC", "ORG")) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 over exact spans of words and types, over all kinds and by kind."""
    counts = {kind: np.zeros(3) for kind in kinds}
    for sentence, pairs in zip(gold, tagged, strict=True):
        truth, found = spans_of(sentence.tags), set(spans(pairs))
        for kind in kinds:
            a, b = {s for s in truth if s[2] == kind}, {s for s in found if s[2] == kind}
            counts[kind] += (len(a & b), len(b), len(a))
    counts = {"all": np.sum(list(counts.values()), axis=0), **counts}
    return {kind: _ratios(*map(float, c)) for kind, c in counts.items()}


def _ratios(both: float, found: float, gold: float) -> dict[str, float]:
    return {"p": both / max(found, 1), "r": both / max(gold, 1), "f1": 2 * both / max(found + gold, 1), "gold": gold}


def _overlapping(span: Span, others: set[Span]) -> set[Span]:
    return {other for other in others if other[0] < span[1] and span[0] < other[1]}


def kinds_of_error(gold: Sequence[Sentence], tagged: Tagged) -> Counter[str]:
    """How often a gold span is right, has another type, other edges, both, or is missed; and spans that touch no gold."""
    kinds: Counter[str] = Counter()
    for sentence, pairs in zip(gold, tagged, strict=True):
        truth, found = spans_of(sentence.tags), set(spans(pairs))
        for span in truth:
            touching = _overlapping(span, found)
            same_edges = any(other[:2] == span[:2] for other in touching)
            same_type = any(other[2] == span[2] for other in touching)
            wrong = {(1, 1): "right", (1, 0): "other type", (0, 1): "other edges", (0, 0): "other type and edges"}
            kinds[wrong[same_edges, same_type] if touching else "missed"] += 1
        kinds["spurious"] += sum(not _overlapping(span, truth) for span in found)
    return kinds


def reliability(gold: Sequence[Sentence], tagged: Tagged) -> list[tuple[str, int, float, float]]:
    """(range of scores, spans, mean score, share that is right) for the spans found."""
    scored = []
    for sentence, pairs in zip(gold, tagged, strict=True):
        truth = spans_of(sentence.tags)
        scored += [(chance, span in truth) for span, chance in spans(pairs).items()]
    table = []
    for low, high in pairwise(_BINS):
        inside = [(chance, right) for chance, right in scored if low <= chance < high]
        if inside:
            chances, rights = zip(*inside, strict=True)
            table.append((f"{low:.2f}–{min(high, 1.0):.2f}", len(inside), float(np.mean(chances)), float(np.mean(rights))))
    return table


def calibrated(gold: Sequence[Sentence], tagged: Tagged) -> dict[str, list[float]]:
    """For each type the slope and the shift that turn the log-odds of a name's score into those of its being right (Platt 1999).

    Fitted by Newton's method with a weak pull towards leaving the scores as they are.
    """
    pairs: dict[str, list[tuple[float, bool]]] = {}
    for sentence, row in zip(gold, tagged, strict=True):
        truth = spans_of(sentence.tags)
        for span, chance in spans(row).items():
            pairs.setdefault(span[2], []).append((chance, span in truth))
    return {kind: _platt(*map(np.array, zip(*found, strict=True))) for kind, found in sorted(pairs.items())}


def _platt(chances: np.ndarray, right: np.ndarray) -> list[float]:
    features = np.stack([log_odds(chances), np.ones(len(chances))], 1)
    usual = weights = np.array([1.0, 0.0])
    for _ in range(30):
        expected = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (expected - right) + (weights - usual)
        bend = (features * (expected * (1 - expected))[:, None]).T @ features + np.eye(2)
        step = np.linalg.solve(bend, slope)
        weights = weights - step / max(1.0, float(np.abs(step).max()))  # far from the end a whole step overshoots
    return [round(float(weight), 4) for weight in weights]


def _print_side(name: str, sentences: list[Sentence], tagger: EmbeddedTagger) -> None:
    words, articles = [list(s.words) for s in sentences], [s.article for s in sentences]
    alone, together = tagger.tag(words), tagger.tag(words, articles)
    print(f"\n### {name}: {len(set(articles))} articles, {sum(map(len, words)):,} words\n")
    print("| type | mentions | P | R | F1 | F1, each sentence by itself |\n| --- | --- | --- | --- | --- | --- |")
    lone = prf(sentences, alone)
    for kind, row in prf(sentences, together).items():
        print(f"| {kind} | {row['gold']:.0f} | {row['p']:.3f} | {row['r']:.3f} | {row['f1']:.3f} | {lone[kind]['f1']:.3f} |")
    print("\nErrors: " + ", ".join(f"{kind} {n}" for kind, n in kinds_of_error(sentences, together).most_common()))
    print("\n| score | mentions | mean score | right |\n| --- | --- | --- | --- |")
    for edges, n, mean, right in reliability(sentences, together):
        print(f"| {edges} | {n} | {mean:.3f} | {right:.3f} |")


def _print_cost(model: Path, sentences: list[Sentence]) -> None:
    began = time.perf_counter()
    tagger = EmbeddedTagger(model)
    loaded = time.perf_counter() - began
    words = [list(s.words) for s in sentences]
    rates = []
    for _ in range(3):
        began = time.perf_counter()
        tagger.tag(words, [s.article for s in sentences])
        rates.append(sum(map(len, words)) / (time.perf_counter() - began))
    size = sum(file.stat().st_size for file in model.iterdir()) / 1e6
    print(f"\nSize {size:.1f} MB; loaded in {loaded:.2f} s; {rates[0]:,.0f} words/s the first time, {max(rates):,.0f} then")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("models/tagger"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--anercorp", type=Path, help="anercorp.train.tsv: measure its last twelfth, by ANERcorp's convention")
    options = parser.parse_args()
    tagger = EmbeddedTagger(options.model)
    if options.anercorp:
        side = anercorp_sides(options.anercorp)["dev"]
        tagged = tagger.tag([list(s.words) for s in side])
        for kinds in (("PER", "LOC", "ORG"), ("PER", "LOC", "ORG", "MISC")):
            print({kind: round(row["f1"], 4) for kind, row in prf(side, tagged, kinds).items()})
        return
    sides = gold_sides(options.gold)
    _print_side("dev", sides["dev"], tagger)
    _print_side("the kept tenth of train", sides["kept"], tagger)
    _print_side("those of the kept tenth that were drawn at random", [s for s in sides["kept"] if is_random(s.article)], tagger)
    _print_cost(options.model, sides["kept"])


if __name__ == "__main__":
    main()
