"""Learns the weights of the word comparison, and writes them with the memory of words."""

from __future__ import annotations

import math
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.comparing.editmodel import EditModel
from pipeline.comparing.wordmodel import Known, features, word_id
from training.linking.origin import ARABIC_ONLY
from training.linking.pairs import held_out
from training.linking.sounds import skeleton, sound

_LEAST_SEEN = 5  # times a word is seen in the corpora before the memory holds it
_FORMS = 4  # Latin forms the memory holds of a word
_EACH = 15000  # negatives of a kind: more of them change no figure


@dataclass(frozen=True)
class Lore:
    """What training knows of words, with the Latin forms that were not held out."""

    latin: Mapping[str, Sequence[str]]
    seen: Counter[str]
    origin: Mapping[str, float]

    def known(self, word: str, without: str = "") -> Known:
        """As the memory will hold it, as if one Latin form had never been seen."""
        forms = [form for form in self.latin.get(word, ()) if form != without and not held_out(form)]
        unknown = 3.0 if set(word) & ARABIC_ONLY else -0.5
        return Known(
            min(255, round(math.log(self.seen[word] + 1) * 16)) / 16,
            max(-127, min(127, round(self.origin.get(word, unknown) * 16))) / 16,
            frozenset(_number(sound(form)) for form in forms),
            frozenset(_number("k" + skeleton(form)) for form in forms),
        )


def _number(text: str) -> int:
    return zlib.crc32(text.encode()) % 65535 + 1


@dataclass(frozen=True)
class Examples:
    """Pairs of words to learn from or to measure on.

    Attributes:
        rows: features, a row a pair.
        same: whether the pair is of one name.
        weight: how much a row counts.
        held: whether nothing may learn from the row.
        kind: "variant", "near", "seen" (near, both known to the corpora), "far", "random" or "gold".
        words: the pairs themselves.
    """

    rows: np.ndarray
    same: np.ndarray
    weight: np.ndarray
    held: np.ndarray
    kind: np.ndarray
    words: list[tuple[str, str]]


def examples(
    lore: Lore,
    edits: EditModel,
    variants: Iterable[tuple[str, str, str]],
    near: Sequence[tuple[str, str]],
    gold: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]],
) -> Examples:
    """Positive and negative pairs with their features.

    Args:
        lore: what is known of words.
        edits: the edit model.
        variants: (Latin form, spelling, spelling).
        near: pairs that look alike and are different names.
        gold: pairs of one person and of different persons, from the gold.

    Returns:
        The examples. A pair is seen as if its own Latin forms were unknown, as they will be for new names.
    """
    dice = random.Random(5)
    rows: list[tuple[str, str, str, str, str, float]] = []
    for form, x, y in variants:
        a, b = lore.known(x), lore.known(y)
        # Two common Arabic words under one Latin form (Salem, Salim) are the source's looseness, not variants.
        if min(a.origin, b.origin) <= 1.0 or min(a.frequency, b.frequency) <= 2.0:
            rows.append(("variant", x, y, form, form, 1.0))
    seen = [p for p in near if min(lore.seen[p[0]], lore.seen[p[1]]) >= 4]
    words = sorted(lore.latin)
    strangers = [(dice.choice(words), dice.choice(words)) for _ in range(_EACH // 3)]
    for kind, pairs in (("near", near), ("seen", seen), ("random", strangers)):
        for x, y in dice.sample(pairs, min(_EACH, len(pairs))):
            low = math.log(min(lore.seen[x], lore.seen[y]) + 1)
            # What newspapers name often is what they set beside one another.
            rows.append((kind, x, y, min(lore.latin[x]), min(lore.latin[y]), 1 + (low / 2) ** 2 / 2))
    rows += [("gold-same", x, y, "", "", 3.0) for x, y in gold[0]]
    rows += [("gold-different", x, y, "", "", 3.0) for x, y in gold[1]]
    return _table(rows, lore, edits)


def _table(rows: Sequence[tuple[str, str, str, str, str, float]], lore: Lore, edits: EditModel) -> Examples:
    values = [features(x, y, edits.edits(x, y), lore.known(x, fx), lore.known(y, fy)) for _, x, y, fx, fy, _ in rows]
    same = np.array([kind in ("variant", "gold-same") for kind, *_ in rows])
    weight = np.array([w for *_, w in rows])
    weight[same] *= weight[~same].sum() / weight[same].sum() / 4  # one true pair to four false ones
    held = np.array([bool(fx) and held_out(fx) for _, _, _, fx, _, _ in rows])
    kind = np.array([k for k, *_ in rows])
    return Examples(np.array(values, float), same, weight, held, kind, [(x, y) for _, x, y, *_ in rows])


def learn(data: Examples) -> tuple[np.ndarray, np.ndarray, float]:
    """Mean of the features, weights and bias of a logistic regression over the rows that are not held out."""
    rows = data.rows[~data.held]
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=3000)
    model.fit((rows - mean) / spread, data.same[~data.held], sample_weight=data.weight[~data.held] / data.weight.mean())
    return mean, model.coef_[0] / spread, float(model.intercept_[0])


def write(lore: Lore, weights: tuple[np.ndarray, np.ndarray, float], out: Path) -> None:
    """Writes `words.npz`: the memory by word number, and the weights."""
    words: dict[int, str] = {}
    for word in sorted(set(lore.latin) | {w for w, n in lore.seen.items() if n >= _LEAST_SEEN and len(w) > 1}):
        words.setdefault(word_id(word), word)
    known = [lore.known(words[number]) for number in sorted(words)]
    np.savez_compressed(
        out,
        ids=np.array(sorted(words), np.uint32),
        frequency=np.array([round(k.frequency * 16) for k in known], np.uint8),
        origin=np.array([round(k.origin * 16) for k in known], np.int8),
        sounds=_columns(k.sounds for k in known),
        skeletons=_columns(k.skeletons for k in known),
        mean=weights[0].astype(np.float32),
        weight=weights[1].astype(np.float32),
        bias=np.float32(weights[2]),
    )


def _columns(sets: Iterable[frozenset[int]]) -> np.ndarray:
    return np.array([(sorted(s) + [0] * _FORMS)[:_FORMS] for s in sets], np.uint16)


def latin_forms(pairs: Iterable[tuple[str, str, str]] | Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Folded one-word Arabic spelling to its Latin forms, sorted."""
    from pipeline.base.letters import key

    found: dict[str, set[str]] = defaultdict(set)
    for latin, arabic, *_ in pairs:
        word = key(arabic)
        if " " not in word and len(word) > 1:
            found[word].add(latin)
    return {word: sorted(forms) for word, forms in sorted(found.items())}
