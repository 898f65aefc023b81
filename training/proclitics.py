"""Make `models/tokens/proclitics.npz`: `python -m training.proclitics --corpora ../shared/corpora --gold ../shared/gold`.

Counts come from the raw corpora, name parts from the pairs of names, the net from the annotated names of `gold/train` (their
spans begin after the proclitics), with every tenth article kept apart; names of the pairs, with proclitics put on, stand in for
names never seen.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from pipeline.base.letters import fold
from pipeline.base.words import word_spans
from pipeline.reading.nearby import nearby
from pipeline.reading.proclitics import (
    FEATURES,
    GROUPS,
    HEADS,
    Candidate,
    Counts,
    Habits,
    Proclitics,
    candidates,
    counts_of,
    hash_of,
    pair_hash,
    read_proclitics,
    sound_of,
    write_proclitics,
)

RAW = ("ant-multisource-2018", "ant-jawhara", "arwiki-2017", "ntrex-2019")
LETTERS = "وفبلك"
MARBUTA = "ة"
HIDDEN = 48
NETS = 3  # whose scores are averaged: one alone is right or wrong by chance on names like بالي
# How often each proclitic is put on made-up examples: roughly as in the annotated names, the rare ones more often.
PUT_ON = {"و": 45, "ل": 30, "ب": 16, "ف": 7, "ك": 6, "ول": 1.5, "وب": 1.5, "فل": 0.5, "فب": 0.5}
OUTPUT = Path("models/tokens/proclitics.npz")


@dataclass(frozen=True)
class Example:
    """A word where a name begins, the word after it, and where the name begins in it."""

    word: str
    before: str
    following: str
    start: int
    near: tuple[tuple[float, ...], ...] = ()


def kept(name: str) -> bool:
    """Whether an article of gold/train is of the tenth that no shipped model learns from."""
    return int(name.split("_", maxsplit=1)[0]) % 10 == 9


def examples(path: Path) -> Iterator[Example]:
    """The words of one annotated article where names begin."""
    article = json.loads(path.read_text(encoding="utf-8"))
    text = article["text"]
    spans = word_spans(text)
    words = [text[a:b] for a, b in spans]
    rows = [row for row, word in enumerate(words) if word[0] in HEADS]
    near = iter(nearby(words, np.zeros(len(words), dtype=np.int64), np.array(rows, dtype=np.int64)).tolist())
    of_row = {row: tuple(tuple(next(near)) for _ in candidates(words[row])) for row in rows}
    starts = [span[0] for span in spans]
    for mention in article["mentions"]:
        index = bisect_right(starts, mention["start"]) - 1
        start, end = spans[index]
        after = text[slice(*spans[index + 1])] if index + 1 < len(spans) else ""
        yield Example(
            text[start:end],
            earlier(text, spans, index),
            after,
            mention["start"] - start,
            of_row.get(index, ((0.0, 0.0),)),
        )


def earlier(text: str, spans: list[tuple[int, int]], index: int) -> str:
    """The token before, as the model is given it ("" at a line's beginning)."""
    if index == 0 or "\n" in text[spans[index - 1][1] : spans[index][0]]:
        return ""
    word = text[slice(*spans[index - 1])]
    return word if word[0].isalnum() or spans[index - 1][1] == spans[index][0] else word + " "


def is_learnable(example: Example) -> bool:
    """Whether the truth is among the candidates (not a word glued on, as in اتخذتاليونان)."""
    options = candidates(example.word)
    return len(options) > 1 and any(option.start == example.start for option in options)


def counted(corpora: Path, left_out: set[str]) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """Folded words, those of them written with ta marbuta, and pairs of words of the raw corpora, without the articles whose
    text is in `left_out`.
    """
    words: Counter[str] = Counter()
    marbuta: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    folded: dict[str, str] = {}
    for name in RAW:
        with lzma.open(corpora / "raw" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                if text.strip()[:200] in left_out:
                    continue
                written = [text[a:b] for a, b in word_spans(text)]
                row = [folded.get(w) or folded.setdefault(w, fold(w)) for w in written]
                words.update(row)
                marbuta.update(w for w, form in zip(row, written, strict=True) if form[-1] == MARBUTA)
                pairs.update(pair for pair in pairwise(row) if pair[1][:1].isalpha())
    return words, marbuta, pairs


def tables(words: Counter[str], pairs: Counter[tuple[str, str]], names: Counter[str]) -> dict[str, Counts]:
    """The tables of the model, of what may decide a split and was seen often enough to; ta marbuta is ha in all of them."""
    useful = _useful(words)
    sounds: Counter[str] = Counter()
    for word in useful:
        sounds[sound_of(word)] += words[word]
    heard: Counter[tuple[str, str]] = Counter()
    for pair, n in pairs.items():
        if pair[0] in useful:
            heard[sound_of(pair[0]), sound_of(pair[1])] += n
    many = [(pair, n) for pair, n in heard.items() if n >= 4]
    left = np.array([hash_of(pair[0]) for pair, _ in many], dtype=np.uint32)
    right = np.array([hash_of(pair[1]) for pair, _ in many], dtype=np.uint32)
    begin = Counter(f"{size}{name[:size]}" for name in names for size in (2, 3, 4))
    found = {
        "words": counts_of((hash_of(w), words[w]) for w in useful),
        "sounds": counts_of((hash_of(w), n) for w, n in sounds.items()),
        "pairs": counts_of(zip(pair_hash(left, right).tolist(), (n for _, n in many), strict=True)),
        "names": counts_of((hash_of(name), n) for name, n in names.items()),
        "prefixes": counts_of((hash_of(prefix), n) for prefix, n in begin.items()),
    }
    return found | {"marbuta": found["words"], "marbuta_sounds": found["sounds"]}


def marbuta_tables(words: Counter[str], marbuta: Counter[str]) -> dict[str, Counts]:
    """What takes the place of the counts where a word is written with ta marbuta."""
    sounds: Counter[str] = Counter()
    useful = [word for word in _useful(words) if marbuta[word]]
    for word in useful:
        sounds[sound_of(word)] += marbuta[word]
    return {
        "marbuta": counts_of((hash_of(w), marbuta[w]) for w in useful),
        "marbuta_sounds": counts_of((hash_of(w), n) for w, n in sounds.items()),
    }


def _useful(words: Counter[str]) -> set[str]:
    """The words that may be split, and what may be left of one, seen twice or more."""
    split = {w[1:] for w in words if w[:1] in LETTERS} | {w[2:] for w in words if w[:1] in "وف" and w[1:2] in "بلك"}
    return {w for w, n in words.items() if n >= 2 and (w[:1] in LETTERS or w in split)}


def habits(model: Proclitics, corpora: Path, left_out: set[str]) -> Habits:
    """What follows each word, as `model` splits the raw corpora: unsplit, with a conjunction, with a preposition."""
    counts: dict[str, np.ndarray] = {}
    for chunk in _contexts(corpora, left_out):
        found = model.decide([c[1] for c in chunk], [c[0] for c in chunk], [c[2] for c in chunk])
        for (before, _, _), best in zip(chunk, found, strict=True):
            counts.setdefault(before, np.zeros(3))[GROUPS[best.kind]] += 1
    prior = sum(counts.values()) / sum(c.sum() for c in counts.values())
    often = {before: c for before, c in counts.items() if c.sum() >= 20}
    logs = np.log(
        (np.stack(list(often.values())) + 10 * prior) / (10 + np.array([[c.sum()] for c in often.values()])) / prior
    )
    order = np.argsort([hash_of(before) for before in often], kind="stable")
    hashes = np.array([hash_of(before) for before in often], dtype=np.uint32)[order]
    return Habits(hashes, np.clip(np.round(16 * logs), -127, 127).astype(np.int8)[order])


def _contexts(corpora: Path, left_out: set[str]) -> Iterator[list[tuple[str, str, str]]]:
    """Words that may be split, of every sixth article, with the token before and after; a piece of the corpora at a time."""
    chunk: list[tuple[str, str, str]] = []
    for name in RAW[:3]:
        with lzma.open(corpora / "raw" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, 0, None, 6):
                text = json.loads(line)["text"]
                if text.strip()[:200] in left_out:
                    continue
                spans = word_spans(text)
                words = [*(text[a:b] for a, b in spans), ""]
                chunk += [
                    (earlier(text, spans, i), w, words[i + 1]) for i, w in enumerate(words) if w[:1] in HEADS and w
                ]
                if len(chunk) > 200_000:
                    yield chunk
                    chunk = []
    yield chunk


def name_parts(corpora: Path) -> Counter[str]:
    """The folded Arabic name parts of the name pairs, and with how many Latin forms each stands."""
    lines = (corpora / "names" / "latin-arabic.tsv").read_text(encoding="utf-8").splitlines()
    return Counter(word for line in lines for word in fold(line.split("\t")[1]).split())


def made_up(names: list[str], count: int, rate: float, seed: int) -> list[Example]:
    """Names with a proclitic put on (a share `rate` of them) and names that only look so, without a word after them."""
    random.seed(seed)
    plain = [name for name in names if name[:1] in LETTERS and len(name) > 2]
    found = []
    for _ in range(count):
        if random.random() < rate:
            name = random.choice(names)
            head = random.choices(list(PUT_ON), list(PUT_ON.values()))[0]
            if name.startswith("ال") and head.endswith("ل"):
                name = name[1:]
            found.append(Example(head + name, "", "", len(head)))
        else:
            found.append(Example(random.choice(plain), "", "", 0))
    return [example for example in found if is_learnable(example)]


def put_on(data: list[Example], count: int, seed: int) -> list[Example]:
    """Annotated names with a proclitic put on (two thirds) or as they are, after words that stand before other names.

    The word before says less than in a real text: a name that is well known is to be split right wherever it stands.
    """
    rng = random.Random(seed)
    bare = [e for e in data if e.start == 0 and e.word[0].isalnum() and len(e.word) > 2]
    with_one = [e.before for e in data if e.start > 0]
    looking = [e for e in bare if e.word[0] in LETTERS]
    found = []
    for _ in range(count):
        example = rng.choice(bare)
        if rng.random() < 0.67:
            head = rng.choices(list(PUT_ON), list(PUT_ON.values()))[0]
            word = example.word[1:] if head.endswith("ل") and example.word.startswith("ال") else example.word
            before = rng.choice([rng.choice(with_one), rng.choice(bare).before])
            found.append(Example(head + word, before, example.following, len(head)))
        else:
            example = rng.choice(looking)
            found.append(Example(example.word, rng.choice(bare).before, example.following, 0))
    return [example for example in found if is_learnable(example)]


@dataclass(frozen=True)
class Batch:
    """Features of examples' candidates, how many each has, and which are right (two where only the article is in doubt)."""

    rows: np.ndarray
    sizes: np.ndarray
    right: np.ndarray
    weight: np.ndarray


def batch(model: Proclitics, data: list[Example], weight: float) -> Batch:
    options = [candidates(example.word) for example in data]
    sizes = np.array([len(each) for each in options])
    near = np.array(
        [pair for each, e in zip(options, data, strict=True) for pair in e.near or [(0.0, 0.0)] * len(each)]
    )
    rows = model.features([e.word for e in data], [e.before for e in data], [e.following for e in data], near)
    pairs = zip(options, data, strict=True)
    right = np.array([_right(model, each, option, e.start) for each, e in pairs for option in each])
    return Batch(rows, sizes, right, np.full(len(data), weight, dtype=np.float32))


def _right(model: Proclitics, each: tuple[Candidate, ...], option: Candidate, start: int) -> bool:
    """Right start; of two with and without a contracted article, the one whose base is seen more often."""
    if option.start != start:
        return False
    rivals = [other for other in each if other.start == start and other.kind]
    if len(rivals) < 2:
        return True
    seen = model.words.of(np.array([hash_of(other.base) for other in rivals], dtype=np.uint32))
    return rivals[int(np.argmax(seen))] == option if seen.max() > 0 else option.contracted


def fit(batches: list[Batch], seed: int, epochs: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The net's weights: Adam on the cross-entropy of the right candidate, weight decay 1e-3."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rows = torch.tensor(np.concatenate([b.rows for b in batches]))
    sizes = torch.tensor(np.concatenate([b.sizes for b in batches]))
    right = torch.tensor(np.concatenate([b.right for b in batches]))
    weight = torch.tensor(np.concatenate([b.weight for b in batches]))
    width = int(sizes.max())
    first = torch.cumsum(sizes, 0) - sizes
    place = first[:, None] + torch.arange(width)[None, :]
    there = torch.arange(width)[None, :] < sizes[:, None]
    place = torch.where(there, place, torch.zeros_like(place))
    inner, outer = torch.nn.Linear(FEATURES, HIDDEN), torch.nn.Linear(HIDDEN, 1, bias=False)
    optimizer = torch.optim.AdamW([*inner.parameters(), *outer.parameters()], lr=3e-3, weight_decay=1e-3)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * (1 - epoch / epochs) + 1e-5
        for chosen in torch.randperm(len(sizes)).split(512):
            scores = outer(torch.relu(inner(rows[place[chosen]])))[..., 0].masked_fill(~there[chosen], -1e9)
            logs = scores.log_softmax(1).masked_fill(~right[place[chosen]] | ~there[chosen], -1e9)
            loss = -(logs.logsumexp(1) * weight[chosen]).sum() / weight[chosen].sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    arrays = (inner.weight.detach().numpy().T, inner.bias.detach().numpy(), outer.weight.detach().numpy()[0])
    return tuple(np.ascontiguousarray(a, dtype=np.float32) for a in arrays)  # type: ignore[return-value]


def joined(nets: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nets side by side as one, whose score is the mean of theirs."""
    inner, bias, outer = (np.concatenate(parts, axis=-1) for parts in zip(*nets, strict=True))
    return inner, bias, outer / np.float32(len(nets))


def decided(model: Proclitics, data: list[Example]) -> list[Candidate]:
    """How the model splits annotated words."""
    near = np.array([pair for e in data for pair in e.near], dtype=np.float32)
    return model.decide([e.word for e in data], [e.before for e in data], [e.following for e in data], near)


def report(model: Proclitics, title: str, data: list[Example]) -> None:
    """Print the share right, of names with and without proclitics, and of those whose word was seldom seen."""
    found = decided(model, data)
    hits = [f.start == e.start for f, e in zip(found, data, strict=True)]
    for name, chosen in (
        ("all", [True] * len(data)),
        ("with", [e.start > 0 for e in data]),
        ("without", [e.start == 0 for e in data]),
        ("without, first letter و ف ب ل ك", [e.start == 0 and len(candidates(e.word)) > 1 for e in data]),
    ):
        part = [hit for hit, use in zip(hits, chosen, strict=True) if use]
        print(f"{title:28} {name:32} {len(part):6} {sum(part) / max(1, len(part)):.4f}")
    wrong = [
        (e.before, e.word, e.following, e.start, f.start)
        for e, f, hit in zip(data, found, hits, strict=True)
        if not hit
    ]
    print("   ", wrong[:60])


def gold_examples(gold: Path) -> tuple[list[Example], list[Example], list[Example]]:
    """The names of the training articles, of the kept tenth, and of dev."""
    train: list[Example] = []
    tenth: list[Example] = []
    for path in sorted((gold / "train").glob("*.json")):
        (tenth if kept(path.name) else train).extend(examples(path))
    return train, tenth, [e for path in sorted((gold / "dev").glob("*.json")) for e in examples(path)]


def thinned(words: Counter[str], pairs: Counter[tuple[str, str]], share: float, seed: int) -> tuple[Counter, Counter]:
    """Counts as a corpus a fraction as large would give them, so that the net learns to judge rare words."""
    rng = np.random.default_rng(seed)

    def thin(counter: Counter) -> Counter:
        values = rng.binomial(np.fromiter(counter.values(), dtype=np.int64), share)
        return Counter({key: int(n) for key, n in zip(counter, values, strict=True) if n})

    return thin(words), thin(pairs)


def train(corpora: Path, gold: Path, output: Path, seed: int) -> None:
    annotated, tenth, _ = gold_examples(gold)
    texts = {json.loads(p.read_text(encoding="utf-8"))["text"] for p in (gold / "train").glob("*.json")}
    left_out = {text.split("\n", 1)[-1].strip()[:200] for text in texts}
    words, marbuta, pairs = counted(corpora, left_out)
    names = name_parts(corpora)
    half = Counter({n: c for n, c in names.items() if hash_of("half" + n) % 2})
    none = Habits(np.zeros(0, np.uint32), np.zeros((0, 3), np.int8))
    empty = (np.zeros((FEATURES, HIDDEN), np.float32), np.zeros(HIDDEN, np.float32), np.zeros(HIDDEN, np.float32))
    full = Proclitics(**tables(words, pairs, names), habits=none, weights=empty)
    some = Proclitics(**tables(*thinned(words, pairs, 0.01, seed), half), habits=none, weights=empty)
    few = Proclitics(**tables(*thinned(words, pairs, 0.0003, seed), half), habits=none, weights=empty)
    learn = [example for example in annotated if is_learnable(example)]
    unseen = made_up([n for n in names if n not in half], 12_000, 0.5, seed)
    known = made_up(list(names), 6_000, 0.5, seed + 1)
    mixed = put_on(annotated, 10_000, seed)
    for _ in range(2):  # once without the habits of words before, to count those; then with them
        data = [(full, learn, 1.0), (some, learn, 0.5), (few, learn, 0.25), (few, unseen, 0.15), (full, known, 0.15)]
        data += [(full, mixed, 0.2), (some, mixed, 0.1)]
        batches = [batch(*each) for each in data]
        full = replace(full, weights=joined([fit(batches, seed + n) for n in range(NETS)]))
        if not len(full.habits.hashes):
            found = habits(full, corpora, left_out)
            full, some, few = (replace(each, habits=found) for each in (full, some, few))
    # The nets learn better without the distinction: two more of the tenth's names are right.
    own = marbuta_tables(words, marbuta)
    full = replace(full, marbuta=own["marbuta"], marbuta_sounds=own["marbuta_sounds"])
    output.parent.mkdir(parents=True, exist_ok=True)
    write_proclitics(output, full)
    evaluate(output, gold)
    named = {fold(e.word[e.start :]) for e in annotated}
    report(full, "tenth, name not in training", [e for e in tenth if fold(e.word[e.start :]) not in named])
    blind = replace(few, weights=full.weights)
    report(blind, "tenth, counts / 3000", tenth)


def evaluate(output: Path, gold: Path) -> None:
    _, tenth, dev = gold_examples(gold)
    model = read_proclitics(output)
    report(model, "kept tenth", tenth)
    report(model, "dev", dev)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--evaluate", action="store_true", help="only measure the shipped model")
    given = parser.parse_args()
    if given.evaluate:
        evaluate(given.output, given.gold)
    else:
        train(given.corpora, given.gold, given.output, given.seed)


if __name__ == "__main__":
    main()
