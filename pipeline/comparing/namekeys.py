"""Keys of which two spellings of a name share at least one, so that only likely pairs are compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipeline.comparing.consonants import CLASSES, PAIRS
from pipeline.comparing.namewords import light_words, without_article, words_of
from pipeline.comparing.wordpairs import model
from pipeline.comparing.wordrows import WordRows, hashes

# A consonant at the beginning, as the vowel that it may be written as in another language's reading (Warburg, Yannis).
_FIRST = {"و": "ف", "ي": "ج"}
_TELLING = 0.45  # rarity from which one word alone is a key: commoner ones (given names) only together with another
_LONG = 5  # consonants of which one may be missing in a key
_ODD = np.uint64(0x9E3779B97F4A7C15)  # makes one key of two, whose order counts


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """The consonants of a folded word, those that spellings of one name exchange brought to one."""
    bare = without_article(word)
    for pair, one in PAIRS:
        bare = bare.replace(pair, one)
    out = _FIRST.get(bare[:1], bare[:1]).translate(CLASSES) + bare[1:].translate(CLASSES)
    slim = "".join(c for i, c in enumerate(out) if i == 0 or c != out[i - 1])
    return slim if len(slim) > 1 else slim + "."


def blocking_keys(names: Sequence[str], type: str) -> tuple[np.ndarray, np.ndarray]:
    """Keys of which two spellings of a name share at least one.

    Args:
        names: names as written, all of one type.
        type: PER, LOC or ORG.

    Returns:
        Positions in `names`, and beside each a key, a 64-bit number; a name without letters has none.
    """
    words = _telling(WordRows.of(map(words_of, names)), type)
    bones = words.words_as(skeleton)
    bone, row = hashes(bones.words)[words.values], words.row
    rare = np.array([model().rarity(word) > _TELLING for word in words.words], dtype=bool)
    alone = rare[words.values] | (words.lengths[row] == 1)
    lacking = WordRows.of(map(_shortened, bones.words))
    shorter = lacking.only(words.values[alone])
    named = np.flatnonzero(words.lengths)
    rows = [named, row[alone], row[alone][shorter.row]]
    # without the dots of words of one consonant: written with the word before it, such a word has none (Nasr Allah)
    whole = [text.replace(".", "") or text for text in bones.joined()]
    keys = [hashes(whole)[named], bone[alone], hashes(shorter.words)[shorter.values]]
    for step in range(1, int(words.lengths.max(initial=0))):
        both = row[step:] == row[:-step]
        rows.append(row[step:][both])
        keys.append(bone[:-step][both] * _ODD + bone[step:][both])
    return np.concatenate(rows), np.concatenate(keys)


def _telling(words: WordRows, type: str) -> WordRows:
    """The words of each name without those that may be left out; all of them where nothing else is there."""
    light, row = light_words(words, type), words.row
    some = np.bincount(row[~light], minlength=len(words.lengths)) > 0
    return words.where(~light | ~some[row])


def _shortened(bone: str) -> list[str]:
    """A long skeleton with each of its consonants left out in turn."""
    return [bone[:k] + bone[k + 1 :] for k in range(len(bone))] if len(bone) >= _LONG else []
