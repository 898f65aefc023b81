"""Learns the transliterator (latin.npz): the models of units and of letters, and which spellings are in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from pipeline.comparing.transliterator import Transliterator
from pipeline.comparing.wordmodel import WordModel
from training.linking import geonames, joint, usual
from training.linking.align import Aligner, Pair
from training.linking.pairs import plausible


def nothing(latin: str) -> bool:
    """No Latin form is left out."""
    return False


def learn(
    pairs: Iterable[Pair],
    aligner: Aligner,
    words: WordModel,
    seen: Counter[str],
    left_out: Callable[[str], bool] = nothing,
) -> dict[str, np.ndarray]:
    """The arrays of `latin.npz`.

    Args:
        pairs: (plain Latin, cleaned Arabic), plausible ones.
        aligner: their aligner.
        words: the memory of words.
        seen: how often each Latin word is seen in the Arabic texts.
        left_out: whether a Latin form is not to be learned from.
    """
    train = [p for p in pairs if not left_out(p[0])]
    read = sorted({*train, *(p for p in plausible(geonames.pairs(), aligner) if not left_out(p[0]))})
    latin = [form for form in {*geonames.latin(), *(form for form, _ in read)} if not left_out(form)]
    arrays = joint.learn(joint.sequences(read, aligner), latin)
    return arrays | usual.learn(train, words, seen, Transliterator(arrays))
