"""Teach the pretrained encoder to tag, on the gold and on the published corpora, each by its own convention."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.taggers.field import viterbi
from pipeline.taggers.words import Folding
from training.tagger.heads import TaggingNet
from training.tagger.labelled import Sentence, spans_of
from training.tagger.recipes import Recipe
from training.tagger.silver import ScoredSentence
from training.tagger.vocabulary import describe

_SOFTENED = 2.0  # teachers' scores are divided by it, so that what they hold for second best counts too

Collated = tuple[tuple[Tensor, ...], Tensor, Tensor]


class Words:
    """Makes the arguments of the network from sentences; describes each distinct word once."""

    def __init__(self, rows: dict[str, int], counts: dict[str, int], folding: Folding, buckets: int) -> None:
        self.rows, self.counts, self.folding, self.buckets = rows, counts, folding, buckets
        self.fold = folding.folder()

    def collate(self, sentences: Sequence[Sequence[str]]) -> Collated:
        """The distinct words' description, their places [sentences, words], and 1.0 where there is a word."""
        number: dict[str, int] = {}
        longest = max(map(len, sentences))
        inverse = np.zeros((len(sentences), longest), np.int64)
        there = np.zeros((len(sentences), longest), np.float32)
        for i, words in enumerate(sentences):
            inverse[i, : len(words)] = [number.setdefault(self.fold(word), len(number)) for word in words]
            there[i, : len(words)] = 1.0
        vocabulary = describe(list(number), self.rows, self.counts, self.folding, self.buckets)
        return vocabulary.lookup(np.arange(len(number))), torch.from_numpy(inverse), torch.from_numpy(there)


def joined(sentences: Sequence[Sentence], longest: int) -> list[Sentence]:
    """Sentences that follow each other in an article put together up to a number of words."""
    out: list[Sentence] = []
    for sentence in sentences:
        last = out[-1] if out else None
        if last and last.article == sentence.article and len(last.words) + len(sentence.words) <= longest:
            out[-1] = Sentence(last.article, last.words + sentence.words, last.tags + sentence.tags)
        else:
            out.append(sentence)
    return out


def batches(sentences: list[Sentence], words: int, generator: random.Random) -> list[list[Sentence]]:
    """Batches of about so many words, of sentences of about one length, in random order."""
    ordered = sorted(sentences, key=lambda s: len(s.words) + generator.random() * 8)
    out: list[list[Sentence]] = [[]]
    for sentence in ordered:
        if out[-1] and (len(out[-1]) + 1) * len(sentence.words) > words:
            out.append([])
        out[-1].append(sentence)
    generator.shuffle(out)
    return out


def predict(net: TaggingNet, words: Words, sentences: Sequence[Sentence], convention: str) -> list[list[str]]:
    """The best tags of sentences by one convention."""
    net.eval()
    crf = net.field(convention)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].words))
    out: list[list[str]] = [[] for _ in sentences]
    follow = crf.transitions().detach().numpy()
    with torch.no_grad():
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            types, inverse, there = words.collate([sentences[i].words for i in part])
            scores = crf.score(net(types, inverse, there)).float().numpy()
            lengths = there.sum(1).long().numpy()
            for i, best in zip(part, viterbi(scores, follow, lengths), strict=True):
                out[i] = [crf.tags[t] for t in best[: len(sentences[i].words)]]
    return out


def f1(
    gold: Sequence[Sentence], found: Sequence[Sequence[str]], kinds: tuple[str, ...] = ("PER", "LOC", "ORG")
) -> dict[str, float]:
    """Micro F1 over exact spans of words and types, over all and by type."""
    counts = {kind: np.zeros(3) for kind in kinds}
    for sentence, tags in zip(gold, found, strict=True):
        truth, ours = spans_of(sentence.tags), spans_of(tuple(tags))
        for kind in kinds:
            a, b = {s for s in truth if s[2] == kind}, {s for s in ours if s[2] == kind}
            counts[kind] += (len(a & b), len(a), len(b))
    total = np.sum(list(counts.values()), axis=0)
    scores = {"all": total, **counts}
    return {name: round(float(2 * c[0] / max(c[1] + c[2], 1)), 4) for name, c in scores.items()}


class Averaged:
    """A running average of a network's weights, steadier than its last step."""

    def __init__(self, net: TaggingNet, keep: float = 0.994) -> None:
        self.net, self.keep, self.steps = copy.deepcopy(net), keep, 0

    def update(self, net: TaggingNet) -> None:
        """Take in the network's present weights."""
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 10))
        with torch.no_grad():
            for mine, new in zip(self.net.parameters(), net.parameters(), strict=True):
                if new.requires_grad:
                    mine.lerp_(new, 1 - keep)


def _optimizer(net: TaggingNet, recipe: Recipe) -> torch.optim.AdamW:
    net.vectors.words.weight.requires_grad_(False)  # words that the gold doesn't have are to stay beside those it has
    tables = [net.vectors.grams.weight]
    heads = list(net.fields.parameters())
    special = {id(p) for p in [*tables, *heads, net.vectors.words.weight]}
    rest = [p for p in net.parameters() if id(p) not in special]
    groups = [
        {"params": rest, "lr": recipe.rate},
        {"params": tables, "lr": recipe.rate / 5, "weight_decay": 0.0},
        {"params": heads, "lr": recipe.rate * 4},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _mixture(
    sides: dict[str, list[Sentence]], recipe: Recipe, augment: Callable[[Sentence], Sentence], generator: random.Random
) -> Iterator[tuple[str, list[Sentence]]]:
    """One epoch: all of the gold, rewritten, and a share of each other corpus, batches in random order."""
    out = []
    for name, sentences in sides.items():
        if name == recipe.convention:
            # half of the epochs read sentences alone, so that a lone sentence is tagged as well as an article's
            chosen = joined([augment(s) for s in sentences], generator.choice((1, recipe.joined)))
        else:
            chosen = generator.sample(sentences, int(len(sentences) * recipe.shares[name]))
        out += [(name, batch) for batch in batches(chosen, recipe.batch, generator)]
    generator.shuffle(out)
    return iter(out)


def finetune(
    net: TaggingNet,
    words: Words,
    sides: dict[str, list[Sentence]],
    recipe: Recipe,
    augment: Callable[[Sentence], Sentence],
    measure: Callable[[TaggingNet], object],
    log: Callable[[str], None] = print,
) -> TaggingNet:
    """Teach the network.

    Args:
        net: with the pretrained encoder.
        words: makes its arguments.
        sides: sentences to learn from by convention, that of the recipe and those of its shares.
        recipe: how.
        augment: rewrites a gold sentence.
        measure: says how good the network is; called after some epochs.
        log: takes a line of report.

    Returns:
        The network with averaged weights.
    """
    generator = random.Random(recipe.seed)
    numbers = np.random.default_rng(recipe.seed)
    optimizer, average = _optimizer(net, recipe), Averaged(net)
    rates = [group["lr"] for group in optimizer.param_groups]
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        steps = list(_mixture(sides, recipe, augment, generator))
        net.train()
        for i, (convention, batch) in enumerate(steps):
            done = (epoch + i / len(steps)) / recipe.epochs
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, 20 * done + 0.02) * max(0.02, 1 - done)
            loss = _loss(net, words, convention, batch, 1 - recipe.word_dropout, numbers)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            if i % 3 == 0:
                average.update(net)
        report = measure(average.net) if epoch % 2 or epoch == recipe.epochs - 1 else ""
        log(f"epoch {epoch + 1} loss {loss.item():.4f} minutes {(time.monotonic() - began) / 60:.1f} {report}")
    return average.net


def _loss(
    net: TaggingNet, words: Words, convention: str, batch: list[Sentence], known: float, numbers: np.random.Generator
) -> Tensor:
    types, inverse, there = words.collate([s.words for s in batch])
    seen = torch.from_numpy(numbers.random(len(types[0])) < known)
    if convention == "silver":
        with torch.autocast("cpu", torch.bfloat16):
            x = net((*types, seen), inverse, there)
        return difference(net.field("gold").score(x.float()), batch, there)
    crf = net.field(convention)
    number = {tag: i for i, tag in enumerate(crf.tags)}
    gold = torch.zeros(inverse.shape, dtype=torch.long)
    for i, sentence in enumerate(batch):
        gold[i, : len(sentence.tags)] = torch.tensor([number[tag] for tag in sentence.tags])
    with torch.autocast("cpu", torch.bfloat16):
        x = net((*types, seen), inverse, there)
    return crf.loss(x.float(), gold, there)


def difference(scores: Tensor, batch: list[Sentence], there: Tensor) -> Tensor:
    """The mean Kullback-Leibler divergence of the teachers' scores, softened, from the network's, a word."""
    wanted = torch.zeros(scores.shape)
    for row, sentence in zip(wanted, batch, strict=True):
        assert isinstance(sentence, ScoredSentence)
        row[: len(sentence.words)] = torch.from_numpy(sentence.scores.astype(np.float32))
    ours, theirs = (torch.log_softmax(one / _SOFTENED, -1) for one in (scores, wanted))
    apart = functional.kl_div(ours, theirs, reduction="none", log_target=True).sum(-1)
    return _SOFTENED**2 * (apart * there).sum() / there.sum()


def load_encoder(net: TaggingNet, checkpoint: Path) -> None:
    """Put a pretrained encoder and word vectors into a tagging network."""
    kept = torch.load(checkpoint, weights_only=True)["net"]
    net.vectors.load_state_dict({k[8:]: v for k, v in kept.items() if k.startswith("vectors.")})
    net.encoder.load_state_dict({k[8:]: v for k, v in kept.items() if k.startswith("encoder.")})
