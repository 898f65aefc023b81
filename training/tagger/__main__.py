"""Make the embedded tagger: `python -m training.tagger --corpora DIR --gold DIR --out models/tagger`.

Each step leaves its product in the work folder and is not repeated when that is there; pretraining goes on from its last
checkpoint. On two cores: raw text and skip-gram vectors 4 minutes, pretraining as long as is said, teaching about 15.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch

from pipeline.taggers.embedded import EmbeddedTagger
from pipeline.taggers.words import Folding
from training.tagger.augment import Augmenter, name_parts
from training.tagger.corpus import write_corpus
from training.tagger.export import write_settings, write_tagger
from training.tagger.finetune import Recipe, Words, f1, finetune, joined, load_encoder, predict
from training.tagger.heads import TaggingNet
from training.tagger.labelled import TAGS, TAGS_WITH_MISC, Sentence, anercorp_sides, column_sentences, gold_sides
from training.tagger.measure import prf
from training.tagger.net import Shape
from training.tagger.pretrain import pretrain, rows_of
from training.tagger.silver import read_silver
from training.tagger.vectors import write_vectors
from training.tagger.vocabulary import read_counts

CONVENTIONS = {"gold": TAGS, "anercorp": TAGS_WITH_MISC, "aqmar": TAGS_WITH_MISC}
_SHARES = {"gold": {"anercorp": 0.3, "aqmar": 0.2}, "anercorp": {"gold": 0.3, "aqmar": 0.3}}
FOLDING = Path("models/tagger/folding.json")


def read_folding(file: Path) -> Folding:
    """The letters that are made alike and the proclitics, written by hand."""
    settings = json.loads(file.read_text(encoding="utf-8"))
    return Folding(settings["letters"], settings["proclitics"])


def read_encoder(options: argparse.Namespace, folding: Folding, shape: Shape) -> None:
    """The steps before teaching: corpus, vectors, pretraining."""
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "news.txt").exists():
        write_corpus(options.corpora, options.gold / "train", folding, work)
    if not (work / "skipgram.words").exists():
        write_vectors(work, shape.vector)
    if not (work / "pretrained").exists():
        pretrain(work, folding, shape, int((work / "news.txt").read_text()), options.minutes)
        (work / "pretrained").touch()


def labelled(options: argparse.Namespace) -> tuple[dict[str, list[Sentence]], dict[str, list[Sentence]]]:
    """The sentences to learn from by convention, and those to measure on by name."""
    gold = gold_sides(options.gold)
    anercorp = anercorp_sides(options.corpora / "ner" / "anercorp.train.tsv")
    aqmar = column_sentences(options.corpora / "ner" / "aqmar.train.tsv")
    sides = {"gold": gold["train"], "anercorp": anercorp["train"], "aqmar": aqmar}
    if options.silver:
        sides["silver"] = read_silver(options.work / "silver.jsonl")
    return sides, {"dev": gold["dev"], "kept": gold["kept"], "anercorp": anercorp["dev"]}


def teach(options: argparse.Namespace, folding: Folding, shape: Shape) -> TaggingNet:
    """The taught network, kept in the work folder."""
    sides, held_out = labelled(options)
    counts = read_counts(options.work / "counts.tsv", 2)
    words = Words(rows_of(list(counts), shape), counts, folding, shape.buckets)
    net = TaggingNet(shape, CONVENTIONS, options.dropout)
    if options.start:
        net.load_state_dict(torch.load(options.work / f"{options.start}.pt", weights_only=True))
    elif not options.unpretrained:
        load_encoder(net, options.work / "encoder.pt")
    parts = name_parts(options.corpora / "names" / "latin-arabic.tsv")
    augment = Augmenter(sides[options.convention], parts, options.seed, options.replace)

    def report(taught: TaggingNet) -> dict[str, dict[str, float]]:
        found = {}
        for name, sentences in held_out.items():
            convention = "anercorp" if name == "anercorp" else "gold"
            read = joined(sentences, options.read_joined) if convention == "gold" else sentences
            found[name] = f1(read, predict(taught, words, read, convention))
        return found

    recipe = Recipe(
        epochs=options.epochs, rate=options.rate, dropout=options.dropout, word_dropout=options.word_dropout,
        replace=options.replace, joined=options.joined, seed=options.seed, minutes=options.teach_minutes,
        shares=_SHARES[options.convention] | {"silver": options.silver},
    )  # fmt: skip
    began = time.monotonic()
    net = finetune(net, words, sides, recipe, augment, report, lambda line: print(line, flush=True))
    torch.save(net.state_dict(), options.work / f"{options.name}.pt")
    trial = {"name": options.name, "minutes": round((time.monotonic() - began) / 60, 1), "f1": report(net)}
    with (options.work / "trials.jsonl").open("a", encoding="utf-8") as trials:
        trials.write(json.dumps(trial | {"options": sys.argv[1:]}) + "\n")
    return net


def averaged(options: argparse.Namespace, shape: Shape) -> TaggingNet:
    """The mean of networks that were taught from the same encoder (Wortsman et al. 2022)."""
    states = [torch.load(options.work / f"{name}.pt", weights_only=True) for name in options.average]
    net = TaggingNet(shape, CONVENTIONS, options.dropout)
    net.load_state_dict({key: sum(state[key] for state in states) / len(states) for key in states[0]})
    torch.save(net.state_dict(), options.work / f"{options.name}.pt")
    return net


def adjust(out: Path, kept: list[Sentence]) -> None:
    """Set the temperature, the article's weight and the least probability by the kept tenth, which taught no weight.

    Args:
        out: folder of the exported tagger; its tagger.json is rewritten.
        kept: sentences with tags.
    """
    tagger = EmbeddedTagger(out)
    words, articles = [list(s.words) for s in kept], [s.article for s in kept]
    tagger.temperature = min(np.arange(0.7, 2.6, 0.1), key=lambda t: _surprise(tagger, words, kept, float(t)))
    settings = json.loads((out / "tagger.json").read_text(encoding="utf-8"))
    settings["temperature"] = round(float(tagger.temperature), 2)
    for name, values in (("article_weight", (0.0, 0.2, 0.4, 0.6, 0.8)), ("least", (0.0, 0.3, 0.4, 0.45, 0.5, 0.55))):
        scores = {}
        for value in values:
            setattr(tagger, name, value)
            scores[value] = round(prf(kept, tagger.tag(words, articles))["all"]["f1"], 4)
        settings[name] = max(scores, key=lambda value: scores[value])
        setattr(tagger, name, settings[name])
        print(f"F1 by {name}", scores, flush=True)
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


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m training.tagger", description=__doc__.split("\n", maxsplit=1)[0])
    made.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="holds raw/, ner/ and names/")
    made.add_argument("--gold", type=Path, default=Path("../shared/gold"), help="holds train/ and dev/")
    made.add_argument("--out", type=Path, default=Path("models/tagger"), help="where the tagger is written")
    made.add_argument("--work", type=Path, default=Path("build/tagger"), help="where the steps leave their products")
    made.add_argument("--name", default="taught", help="of the taught network in the work folder")
    made.add_argument("--start", default="", help="name of a taught network to go on from, instead of the encoder")
    made.add_argument("--unpretrained", action="store_true", help="begin from random weights, to see what pretraining gives")
    made.add_argument("--convention", choices=sorted(_SHARES), default="gold", help="whose idea of a mention is taught first")
    made.add_argument("--minutes", type=float, default=68, help="of pretraining")
    made.add_argument("--teach-minutes", type=float, default=1e9, help="of teaching at most")
    made.add_argument("--epochs", type=int, default=10)
    made.add_argument("--rate", type=float, default=5e-4)
    made.add_argument("--dropout", type=float, default=0.15)
    made.add_argument("--word-dropout", type=float, default=0.1)
    made.add_argument("--replace", type=float, default=0.15, help="share of mentions replaced by other names")
    made.add_argument("--joined", type=int, default=64, help="words up to which sentences are read together in half the epochs")
    made.add_argument("--read-joined", type=int, default=1, help="the same when measuring between epochs")
    made.add_argument("--silver", type=float, default=0.0, help="share of silver.jsonl that is read in an epoch")
    made.add_argument("--average", nargs="*", default=[], help="names of taught networks to average, nothing is taught")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--threads", type=int, default=2)
    return made


def main() -> None:
    options = parser().parse_args()
    if not (options.gold / "train").exists() and options.gold.name == "train":
        options.gold = options.gold.parent
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    folding, shape = read_folding(FOLDING), Shape()
    read_encoder(options, folding, shape)
    net = averaged(options, shape) if options.average else teach(options, folding, shape)
    sides, held_out = labelled(options)
    seen = [list(sentence.words) for sentence in sides[options.convention] if 8 < len(sentence.words) < 64]
    random.Random(options.seed).shuffle(seen)
    counts = dict(list(read_counts(options.work / "counts.tsv", 2).items())[: shape.words - 1])
    write_tagger(net, options.convention, counts, folding, seen, options.out)
    adjust(options.out, held_out["kept" if options.convention == "gold" else "anercorp"])


if __name__ == "__main__":
    main()
