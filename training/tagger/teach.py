"""One teaching: from the encoder, or from another taught network, to a network and the files of a tagger."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import torch

from pipeline.taggers.embedded import EmbeddedTagger
from pipeline.taggers.words import Folding
from training.tagger.augment import Augmenter, name_parts
from training.tagger.export import write_settings, write_tagger
from training.tagger.finetune import Words, f1, finetune, load_encoder, predict
from training.tagger.heads import TaggingNet
from training.tagger.labelled import (
    TAGS,
    TAGS_WITH_MISC,
    Sentence,
    anercorp_sides,
    column_sentences,
    gold_sides,
    wojood_sentences,
)
from training.tagger.measure import calibrated, prf
from training.tagger.net import Shape
from training.tagger.pretrain import rows_of
from training.tagger.recipes import Recipe
from training.tagger.silver import read_silver
from training.tagger.vocabulary import read_counts

Sides = dict[str, list[Sentence]]
_ARTICLE_WEIGHTS, _LEAST = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3), (0.0, 0.3, 0.4, 0.45, 0.5, 0.55)
CONVENTIONS = {"gold": TAGS, "anercorp": TAGS_WITH_MISC, "aqmar": TAGS_WITH_MISC, "wojood": TAGS}


@dataclass(frozen=True)
class Bench:
    """Where a teaching reads and writes.

    Attributes:
        corpora: holds raw/, ner/ and names/.
        gold: holds train/ and dev/.
        work: holds the corpus's counts and encoder.pt; gets the taught networks, trials.jsonl and a tagger a trial.
        folding: how words are made alike.
        shape: of the encoder.
    """

    corpora: Path
    gold: Path
    work: Path
    folding: Folding
    shape: Shape

    def network(self, name: str) -> Path:
        """Where a taught network is kept."""
        return self.work / f"{name}.pt"

    def tagger(self, name: str) -> Path:
        """The folder of a taught network's tagger."""
        return self.work / "trials" / name

    def silver(self, name: str) -> Path:
        """Where raw news is kept with what a recipe's teachers say of it."""
        return self.work / f"silver-{name}.jsonl"

    def sides(self, name: str) -> tuple[Sides, Sides]:
        """The sentences that a recipe learns from by convention, and those to measure on by name."""
        gold, ner = gold_sides(self.gold), self.corpora / "ner"
        anercorp = anercorp_sides(ner / "anercorp.train.tsv")
        sides = {"gold": gold["train"], "anercorp": anercorp["train"], "aqmar": column_sentences(ner / "aqmar.train.tsv")}
        sides["wojood"] = [s for part in ("train", "val") for s in wojood_sentences(ner / f"wojood-sample.{part}.tsv")]
        sides["silver"] = read_silver(self.silver(name))
        return sides, {"dev": gold["dev"], "kept": gold["kept"], "anercorp": anercorp["dev"]}


def teach(bench: Bench, name: str, recipe: Recipe) -> None:
    """Teach by a recipe; the network, its tagger and a line of trials.jsonl are left in the work folder."""
    began = time.monotonic()
    torch.manual_seed(recipe.seed)
    sides, held_out = bench.sides(name)
    counts = read_counts(bench.work / "counts.tsv", 2)
    words = Words(rows_of(list(counts), bench.shape), counts, bench.folding, bench.shape.buckets)

    def report(taught: TaggingNet) -> dict[str, dict[str, float]]:
        own = {"anercorp": "anercorp"}
        return {
            side: f1(sentences, predict(taught, words, sentences, own.get(side, "gold")))
            for side, sentences in held_out.items()
        }

    net = _averaged(bench, recipe) if recipe.average else _taught(bench, recipe, words, sides, report)
    torch.save(net.state_dict(), bench.network(name))
    seen = [list(sentence.words) for sentence in sides[recipe.convention] if 8 < len(sentence.words) < 64]
    random.Random(recipe.seed).shuffle(seen)
    own = dict(list(counts.items())[: bench.shape.words - 1])
    write_tagger(net, recipe.convention, own, bench.folding, seen, bench.tagger(name))
    adjust(bench.tagger(name), held_out["kept" if recipe.convention == "gold" else "anercorp"])
    trial = {"name": name, "minutes": round((time.monotonic() - began) / 60, 1), "f1": report(net)}
    with (bench.work / "trials.jsonl").open("a", encoding="utf-8") as trials:
        trials.write(json.dumps(trial) + "\n")


def _taught(bench: Bench, recipe: Recipe, words: Words, sides: Sides, report: Callable[[TaggingNet], object]) -> TaggingNet:
    net = TaggingNet(bench.shape, CONVENTIONS, recipe.dropout)
    if recipe.start:
        net.load_state_dict(torch.load(bench.network(recipe.start), weights_only=True))
    elif recipe.pretrained:
        load_encoder(net, bench.work / "encoder.pt")
    parts = name_parts(bench.corpora / "names" / "latin-arabic.tsv")
    augment = Augmenter(sides[recipe.convention], parts, recipe.seed, recipe.replace)
    read = {name: sentences for name, sentences in sides.items() if name == recipe.convention or name in recipe.shares}
    return finetune(net, words, read, recipe, augment, report, lambda line: print(line, flush=True))


def _averaged(bench: Bench, recipe: Recipe) -> TaggingNet:
    """The mean of networks that were taught from the same encoder (Wortsman et al. 2022)."""
    states = [torch.load(bench.network(name), weights_only=True) for name in recipe.average]
    net = TaggingNet(bench.shape, CONVENTIONS, recipe.dropout)
    net.load_state_dict({key: sum(state[key] for state in states) / len(states) for key in states[0]})
    return net


def adjust(out: Path, kept: list[Sentence]) -> None:
    """Set what tagger.json says of probabilities by sentences that taught no weight.

    These are the temperature, the article's weight, the least probability and the scores' calibration.

    Args:
        out: folder of the exported tagger; its tagger.json is rewritten.
        kept: sentences with tags.
    """
    tagger = EmbeddedTagger(out)
    tagger.article_weight, tagger.least = 0.0, 0.0
    tagger.slopes, tagger.shifts = np.ones(len(tagger.tags)), np.zeros(len(tagger.tags))
    words, articles = [list(s.words) for s in kept], [s.article for s in kept]
    tagger.temperature = min(np.arange(0.7, 2.6, 0.1), key=lambda t: _surprise(tagger, words, kept, float(t)))
    settings = json.loads((out / "tagger.json").read_text(encoding="utf-8"))
    settings["temperature"] = round(float(tagger.temperature), 2)
    scores = {}
    for tagger.article_weight, tagger.least in product(_ARTICLE_WEIGHTS, _LEAST):  # together: each changes what the other does
        found = prf(kept, tagger.tag(words, articles))["all"]["f1"]
        scores[tagger.article_weight, tagger.least] = round(found, 4)
    tagger.article_weight, tagger.least = max(scores, key=lambda pair: scores[pair])
    settings["article_weight"], settings["least"] = tagger.article_weight, tagger.least
    print("F1 by the article's weight and the least probability", scores, flush=True)
    settings["calibration"] = calibrated(kept, tagger.tag(words, articles))
    write_settings(settings, out)


def _surprise(tagger: EmbeddedTagger, words: list[list[str]], gold: list[Sentence], temperature: float) -> float:
    """The mean negative log-probability that the tags found are right or wrong as they are."""
    tagger.temperature = temperature
    pairs = [
        (chance, tag == truth)
        for row, sentence in zip(tagger.tag(words), gold, strict=True)
        for (tag, chance), truth in zip(row, sentence.tags, strict=True)
    ]
    return float(np.mean([-np.log(max(chance if right else 1 - chance, 1e-4)) for chance, right in pairs]))
