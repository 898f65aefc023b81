"""Teach the encoder the language: guess hidden words of raw news, starting from skip-gram vectors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.taggers.words import Folding
from training.tagger.net import MaskedWords, Shape, WordVectors
from training.tagger.restore import restore
from training.tagger.vocabulary import BREAK, Vocabulary, describe, read_counts

GUESSES = 24_000
_LENGTH, _SENTENCES = 64, 96
_FREQUENT, _HIDE_FREQUENT, _HIDE = 100, 0.08, 0.25  # function words and marks teach little about names
_WORD_DROPOUT = 0.1
_WARMUP, _DECAY = 150, 0.3
_MATRIX_RATE, _OTHER_RATE, _TABLE_RATE = 2e-3, 1e-3, 5e-4


def load_ids(work: Path) -> tuple[np.ndarray, list[str]]:
    """The corpus as numbers of distinct words, and these words, made once and kept in the work folder."""
    words = [*read_counts(work / "counts.tsv", 2), BREAK]
    if not (work / "ids.npy").exists():
        number = {word: i for i, word in enumerate(words)}
        unknown = number[BREAK]
        with (work / "corpus.txt").open(encoding="utf-8") as lines:
            ids = [np.array([number.get(w, unknown) for w in line.split()] + [unknown], np.int32) for line in lines]
        np.save(work / "ids.npy", np.concatenate(ids))
    return np.load(work / "ids.npy", mmap_mode="r"), words


def spell(vectors: WordVectors, vocabulary: Vocabulary, targets: Tensor, steps: int = 500) -> float:
    """Teach the n-gram table to give the vectors of words from their spelling.

    Args:
        vectors: whose n-gram table is taught.
        vocabulary: the words.
        targets: [words, vector] the vectors of the first words of the vocabulary.
        steps: batches of 2,048 words.

    Returns:
        The last mean squared error (the targets' own variance is 1).
    """
    optimizer = torch.optim.Adam(vectors.grams.parameters(), lr=0.05, fused=True)
    generator = np.random.default_rng(1)
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = 0.05 * (1 - step / steps)
        chosen = generator.integers(0, len(targets), 2048)
        _, _, grams, offsets = vocabulary.lookup(chosen)
        loss = functional.mse_loss(vectors.grams(grams, offsets), targets[torch.from_numpy(chosen)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


def begin(net: MaskedWords, vocabulary: Vocabulary, work: Path, words: list[str]) -> None:
    """Put skip-gram vectors into the tables of words, n-grams and guesses."""
    skipgram = np.load(work / "skipgram.npz")["vin"]
    row = {word: i for i, word in enumerate((work / "skipgram.words").read_text(encoding="utf-8").split("\n"))}
    taken = torch.from_numpy(np.stack([skipgram[row[w]] if w in row else np.zeros_like(skipgram[0]) for w in words]))
    taken = taken / taken[:50_000].std()
    with torch.no_grad():
        net.vectors.words.weight.copy_(taken[: len(net.vectors.words.weight)])
        nn.init.normal_(net.vectors.grams.weight, std=0.3)
        net.guess.weight.copy_(functional.normalize(taken[:GUESSES], dim=-1))
    print(f"spelling error {spell(net.vectors, vocabulary, taken[:90_000]):.3f}", flush=True)
    expect(net, work)


def expect(net: MaskedWords, work: Path) -> None:
    """Put the words' odds into the bias of the guesses."""
    with torch.no_grad():
        counts = torch.tensor(list(read_counts(work / "counts.tsv").values())[:GUESSES], dtype=torch.float)
        net.guess.bias.copy_((counts / counts.sum()).log())


def batches(ids: np.ndarray, news: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Random blocks of the corpus, two of news for one of the encyclopedia.

    Args:
        ids: the corpus, news first.
        news: where the encyclopedia begins.
        seed: of everything random.

    Yields:
        [sentences, words] numbers as seen, true where hidden by the mask, and the number to guess (-1 for none).
    """
    generator = np.random.default_rng(seed)
    while True:
        in_news = generator.random(_SENTENCES) < 0.67
        others = generator.integers(news, len(ids) - _LENGTH, _SENTENCES)
        starts = np.where(in_news, generator.integers(0, news, _SENTENCES), others)
        block = ids[starts[:, None] + np.arange(_LENGTH)]
        chance = np.where(block < _FREQUENT, _HIDE_FREQUENT, _HIDE)
        guess = (generator.random(block.shape) < chance) & (block < GUESSES)
        how = generator.random(block.shape)
        seen = np.where(guess & (how > 0.9), generator.integers(0, GUESSES, block.shape), block)
        yield seen, guess & (how < 0.8), np.where(guess, block, -1)


def rate_at(done: float, step: int) -> float:
    """The share of the full learning rate: a warm-up by steps, then full, then down to a hundredth by time."""
    return min(1.0, (step + 1) / _WARMUP) * min(1.0, max(0.01, (1 - done) / _DECAY))


def optimizers(net: MaskedWords) -> list[torch.optim.Optimizer]:
    """Muon for the encoder's matrices, AdamW for the rest, slower for the tables."""
    matrices = [p for n, p in net.named_parameters() if p.ndim == 2 and n.startswith("encoder.layers")]
    tables = [net.vectors.words.weight, net.vectors.grams.weight, net.guess.weight]
    chosen = {id(p) for p in matrices + tables}
    others = [p for p in net.parameters() if id(p) not in chosen]
    groups = [{"params": others, "lr": _OTHER_RATE}, {"params": tables, "lr": _TABLE_RATE}]
    return [
        torch.optim.Muon(matrices, lr=_MATRIX_RATE, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
    ]


def cross_entropy(guessed: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor) -> Tensor:
    """The mean cross-entropy of the wanted words: one function, so that the scores of all words are never written out whole."""
    return functional.cross_entropy(functional.linear(guessed, weight, bias), wanted)


def loss_of(
    net: MaskedWords,
    vocabulary: Vocabulary,
    batch: tuple[np.ndarray, ...],
    generator: np.random.Generator,
    guess_loss: Callable[..., Tensor] = cross_entropy,
) -> Tensor:
    """The mean cross-entropy of the hidden words of one batch."""
    seen, hide, guess = batch
    types, inverse = np.unique(seen, return_inverse=True)
    known = torch.from_numpy(generator.random(len(types)) >= (_WORD_DROPOUT if net.training else 0.0))
    places = np.flatnonzero(guess.ravel() >= 0)
    with torch.autocast("cpu", torch.bfloat16):
        described = (*vocabulary.lookup(types), known)
        places_of = torch.from_numpy(inverse.reshape(seen.shape))
        guessed = net(described, places_of, torch.from_numpy(hide), torch.from_numpy(places))
        return guess_loss(guessed, net.guess.weight, net.guess.bias, torch.from_numpy(guess.ravel()[places]).long())


def save(net: MaskedWords, made_by: Sequence[torch.optim.Optimizer], progress: dict[str, float], work: Path) -> None:
    """Write a checkpoint that training goes on from; whole or not at all."""
    part = work / "encoder.part"
    torch.save({"net": net.state_dict(), "optimizers": [o.state_dict() for o in made_by], **progress}, part)
    part.replace(work / "encoder.pt")


def resume(net: MaskedWords, optimizer_list: Sequence[torch.optim.Optimizer], work: Path) -> tuple[int, float]:
    """Go on from a checkpoint: the steps and the seconds it has behind it."""
    kept = torch.load(work / "encoder.pt", weights_only=True)
    net.load_state_dict(kept["net"])
    for optimizer, state in zip(optimizer_list, kept["optimizers"], strict=True):
        optimizer.load_state_dict(state)
    return int(kept["step"]), float(kept["spent"])


def rows_of(words: Sequence[str], shape: Shape) -> dict[str, int]:
    """The words with a vector of their own and their rows: the most frequent ones, and the break in the last row."""
    return {word: row for row, word in enumerate(words[: shape.words - 1])} | {BREAK: shape.words - 1}


def pretrain(work: Path, folding: Folding, shape: Shape, news: int, minutes: float, shipped: Path | None = None) -> None:
    """Train until the minutes are over, from the last checkpoint if there is one.

    Args:
        work: holds corpus.txt, counts.tsv and the skip-gram vectors; gets encoder.pt every three minutes.
        folding: how words are made alike.
        shape: sizes of the encoder.
        news: words of news at the beginning of the corpus.
        minutes: of training altogether.
        shipped: a tagger's folder to begin from where there is no checkpoint, instead of from the skip-gram vectors.
    """
    torch.manual_seed(1)
    ids, words = load_ids(work)
    counts = read_counts(work / "counts.tsv", 2)
    vocabulary = describe(words, rows_of(words, shape), counts, folding, shape.buckets)
    net = MaskedWords(shape, GUESSES)
    optimizer_list = optimizers(net)
    rates = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizer_list]
    step, spent = 0, 0.0
    if (work / "encoder.pt").exists():
        step, spent = resume(net, optimizer_list, work)
    elif shipped:
        restore(net, shipped, words)
        expect(net, work)
    else:
        begin(net, vocabulary, work, words)
    # Compiled, a step takes two thirds of the time; a C++ compiler has to be there.
    guess_loss = torch.compile(cross_entropy, dynamic=True)
    net.encoder.forward = torch.compile(net.encoder.forward)  # type: ignore[method-assign]
    generator = np.random.default_rng(step + 1)
    began, saved, mean = time.monotonic() - spent, time.monotonic(), 0.0
    for batch in batches(ids, news, step + 1):
        done = (time.monotonic() - began) / 60 / minutes
        if done >= 1:
            break
        for optimizer, full in zip(optimizer_list, rates, strict=True):
            for group, rate in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = rate * rate_at(done, step)
        loss = loss_of(net, vocabulary, batch, generator, guess_loss)
        take_step(net, optimizer_list, loss)
        mean = loss.item() if mean == 0.0 else 0.98 * mean + 0.02 * loss.item()
        step += 1
        if step % 50 == 0:
            print(f"step {step} words {step * _LENGTH * _SENTENCES:,} loss {mean:.3f} minutes {done * minutes:.1f}", flush=True)
        if time.monotonic() - saved > 180:
            save(net, optimizer_list, {"step": step, "spent": time.monotonic() - began}, work)
            saved = time.monotonic()
    save(net, optimizer_list, {"step": step, "spent": time.monotonic() - began}, work)


def take_step(net: MaskedWords, optimizer_list: Sequence[torch.optim.Optimizer], loss: Tensor) -> None:
    """Change the weights once."""
    for optimizer in optimizer_list:
        optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    for optimizer in optimizer_list:
        optimizer.step()
