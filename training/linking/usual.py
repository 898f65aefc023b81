"""Which Latin form of a word is in use: one of those it is paired with, the likeliest, and the one that texts show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.base.letters import key
from pipeline.comparing.transliterator import Transliterator
from pipeline.comparing.wordmodel import WordModel, word_id
from training.linking.align import Pair

_OFTEN = 3.0  # log of the times a word is seen in the corpora before a form out of the model's reach is kept: twenty
_LETTER = 1.0  # what a letter costs in which a form differs from the model's nearest spelling (natural log)


def learn(pairs: Iterable[Pair], words: WordModel, latin: Counter[str], model: Transliterator) -> dict[str, np.ndarray]:
    """The arrays of `latin.npz` that correct the model.

    Args:
        pairs: (plain Latin, cleaned Arabic).
        words: how often each word is seen.
        latin: how often each Latin word is seen in the Arabic texts.
        model: the transliterator without them.

    Returns:
        By word number: which of the model's spellings is the form in use, where it is not the first; and the form
        itself, for words that newspapers name often and the model finds no form of.
    """
    ranks: dict[int, int] = {}
    texts: dict[int, str] = {}
    for word, forms in sorted(_forms(pairs).items()):
        costs = model.costs(word)
        form = in_use(forms, costs, latin)
        at = list(costs).index(form) if form in costs else -1
        if at > 0:
            ranks[word_id(word)] = at
        elif at < 0 and costs and words.frequency(key(word)) >= _OFTEN:
            texts[word_id(word)] = form
    return {
        "usual_word": np.diff(np.array(sorted(ranks), np.uint32), prepend=np.uint32(0)),
        "usual_rank": np.array([ranks[i] for i in sorted(ranks)], np.uint8),
        "usual_text_word": np.array(sorted(texts), np.uint32),
        "usual_text": np.array([texts[i] for i in sorted(texts)]),
    }


def _forms(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """The Latin forms of each word as it is written; folded, where no pair writes it so."""
    written: dict[str, set[str]] = {}
    folded: dict[str, set[str]] = {}
    for latin, arabic in pairs:
        if " " not in arabic:
            written.setdefault(arabic, set()).add(latin)
            folded.setdefault(key(arabic), set()).add(latin)
    return folded | written


def in_use(forms: Iterable[str], costs: Mapping[str, float], latin: Counter[str]) -> str:
    """The form that is likeliest and seen most.

    Args:
        forms: Latin forms of a word.
        costs: of the model's spellings.
        latin: how often each Latin word is seen. It weighs as much as the model: of the hand-written press forms of words
            with several, the model's cost alone finds 61 of 134, the two 64, the counts alone 47.
    """

    def cost(form: str) -> float:
        near = min((c + _LETTER * Levenshtein.distance(form, s) for s, c in costs.items()), default=0.0)
        return near - math.log(1 + latin[form])

    return min(sorted(forms), key=cost)
