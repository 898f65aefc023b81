"""The Latin forms of words that newspapers name often, where the transliterator would find none of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.base.letters import key
from pipeline.comparing.transliterator import Transliterator
from pipeline.comparing.wordmodel import WordModel, word_id
from training.linking.align import Pair

_OFTEN = 3.0  # log of the times a word is seen in the corpora before its usual form is worth remembering: twenty


def learn(pairs: Iterable[Pair], words: WordModel, model: Transliterator) -> dict[int, str]:
    """Word numbers with the Latin form that is nearest to what the model spells.

    Args:
        pairs: (plain Latin, cleaned Arabic), none of them held out.
        words: how often each word is seen, and whether it is Arabic: those have as many Latin forms as readers, and none
            that is usual.
        model: the transliterator.

    Returns:
        Only words seen often that the model spells in none of their forms.
    """
    forms: dict[str, set[str]] = {}
    for latin, arabic in pairs:
        word = key(arabic)
        if " " not in word and words.frequency(word) >= _OFTEN and words.origin(word) <= 0.0:
            forms.setdefault(word, set()).add(latin)
    found = {}
    for word in sorted(forms):
        spelled = model.spell(word)
        if spelled not in forms[word]:
            found[word_id(word)] = min(sorted(forms[word]), key=lambda form: Levenshtein.distance(form, spelled))
    return found


def write(forms: dict[int, str], out: Path) -> None:
    """Writes `usual.npz`."""
    ids = sorted(forms)
    np.savez_compressed(out, ids=np.array(ids, np.uint32), latin=np.array([forms[i] for i in ids]))
