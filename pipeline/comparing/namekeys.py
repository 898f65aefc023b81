"""Keys of which two spellings of a name share at least one, so that only likely pairs are compared."""

from __future__ import annotations

from functools import lru_cache

from pipeline.comparing.namewords import is_light, without_article, words_of
from pipeline.comparing.wordpairs import model

# Letters that variants exchange, brought to one; vowels and what comes and goes are dropped. Read off the learned units.
_CLASSES = str.maketrans(
    {
        "غ": "ج", "ك": "ج", "ق": "ج", "گ": "ج", "خ": "ج", "چ": "ج",
        "ز": "س", "ش": "س", "ص": "س", "ظ": "س", "ذ": "س", "ژ": "س",
        "ط": "ت", "ث": "ت", "ض": "د", "ڤ": "ف", "پ": "ب",
        "ا": "", "و": "", "ي": "", "ه": "", "ع": "", "ء": "", "ح": "",
    }
)  # fmt: skip
_PAIRS = (("تش", "ش"), ("كس", "س"), ("تز", "ز"), ("تس", "س"), ("دز", "ز"), ("دج", "ج"))
# A consonant at the beginning, as the vowel that it may be written as in another language's reading (Warburg, Yannis).
_FIRST = {"و": "ف", "ي": "ج"}
_TELLING = 0.45  # rarity from which one word alone is a key: commoner ones (given names) only together with another
_LONG = 5  # consonants of which one may be missing in a key


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """The consonants of a folded word, those that spellings of one name exchange brought to one."""
    bare = without_article(word)
    for pair, one in _PAIRS:
        bare = bare.replace(pair, one)
    out = _FIRST.get(bare[:1], bare[:1]).translate(_CLASSES) + bare[1:].translate(_CLASSES)
    slim = "".join(c for i, c in enumerate(out) if i == 0 or c != out[i - 1])
    return slim if len(slim) > 1 else slim + "."


def blocking_keys(name: str, type: str) -> list[str]:
    """Keys of which two spellings of a name share at least one.

    Args:
        name: a name as written.
        type: PER, LOC or ORG; names of different types share no key.

    Returns:
        Keys, sorted, each once; none for a name without letters.
    """
    every = words_of(name)
    words = [w for i, w in enumerate(every) if not is_light(every, i, type)] or list(every)
    bones = [skeleton(w) for w in words]
    keys = {"".join(bones)} if bones else set()
    for i, bone in enumerate(bones):
        if len(words) == 1 or model().rarity(words[i]) > _TELLING:
            keys.add(bone)
            if len(bone) >= _LONG:
                keys |= {bone[:k] + bone[k + 1 :] for k in range(len(bone))}
        keys |= {f"{bone}+{other}" for other in bones[i + 1 :]}
    return sorted(f"{type}:{k}" for k in keys)
