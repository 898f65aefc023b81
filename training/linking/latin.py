"""Learns the transliterator (latin.npz): its models, the Latin words that are known, and which spellings are in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from pipeline.comparing.transliterator import NATIVE, Transliterator
from pipeline.comparing.wordmodel import WordModel
from training.linking import geonames, joint, latinwords, press, usual
from training.linking.align import Aligner, Pair
from training.linking.pairs import plausible


def nothing(latin: str) -> bool:
    """No Latin form is left out."""
    return False


def learn(pairs: Iterable[Pair], aligner: Aligner, words: WordModel, seen: Counter[str]) -> dict[str, np.ndarray]:
    """The arrays of `latin.npz`.

    Args:
        pairs: (plain Latin, cleaned Arabic), plausible ones.
        aligner: their aligner.
        words: the memory of words.
        seen: how often each Latin word is seen in the Arabic texts.
    """
    pairs = list(pairs)
    arrays = models(pairs, aligner, words, seen)
    return arrays | usual.learn(pairs, words, seen, Transliterator(arrays, words.origin))


def models(
    pairs: Iterable[Pair],
    aligner: Aligner,
    words: WordModel,
    seen: Mapping[str, int],
    left_out: Callable[[str], bool] = nothing,
) -> dict[str, np.ndarray]:
    """These arrays without the memory of what is in use; Latin forms may be left out, for measuring on them."""
    train = [p for p in pairs if not left_out(p[0])]
    cities, villages = (
        {form for form in some() if not left_out(form)} for some in (geonames.cities, geonames.villages)
    )
    read = sorted({*train, *(p for p in plausible(geonames.pairs(), aligner) if not left_out(p[0]))})
    native = press.sequences(train, aligner, words.origin)
    hand = [p for p in press.by_hand(words.origin) if not left_out(p[0])]
    native += [joint.whole(units) for pair in hand if (units := aligner.best(*pair)[1])]
    told = {form: times for form, times in seen.items() if not left_out(form)}
    return {
        **joint.learn(joint.sequences(read, aligner), cities | {form for form, _ in read}),
        **joint.learn(native, {"".join(latin for latin, _ in units) for units in native}, NATIVE),
        **latinwords.learn({form for form, _ in train} | cities, villages, told),
    }
