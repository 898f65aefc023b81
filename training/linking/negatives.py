"""Words that look alike and are different names: close in Arabic letters, apart in Latin ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from training.linking.sounds import skeleton, sound

_APART = 0.65  # distance of sounds (plus 0.3 for other consonants) from which two Latin forms are two names
_APART_SEEN = 0.39  # likewise where the corpora show both Arabic words: Hasan and Husayn are at 0.5
_SEEN = 4
# A word left out of the neighbourhoods of commoner words than this would add millions of pairs and no new kind.
_CROWD = 400


def near(latin: Mapping[str, Iterable[str]], seen: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pairs of folded words at most two edits apart that stand for different Latin names.

    Args:
        latin: folded Arabic word to its Latin forms.
        seen: how often each folded word is seen in the raw corpora.

    Returns:
        Pairs, sorted.
    """
    around: dict[str, list[str]] = defaultdict(list)
    for word in sorted(latin):
        for rest in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
            around[rest].append(word)
    pairs = {pair for words in around.values() if len(words) <= _CROWD for pair in combinations(words, 2)}
    return sorted(p for p in pairs if _different(p, latin, seen))


def _different(pair: tuple[str, str], latin: Mapping[str, Iterable[str]], seen: Mapping[str, int]) -> bool:
    left, right = pair
    if set(latin[left]) & set(latin[right]):
        return False
    apart = min(_distance(x, y) for x in latin[left] for y in latin[right])
    return apart >= (_APART_SEEN if min(seen.get(left, 0), seen.get(right, 0)) >= _SEEN else _APART)


def _distance(left: str, right: str) -> float:
    x, y = sound(left), sound(right)
    return Levenshtein.distance(x, y) / max(len(x), len(y), 1) + (0.3 if skeleton(left) != skeleton(right) else 0.0)
