"""What in two words that look alike sounds as in two names: a vowel, an ending, a consonant, a syllable."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from pipeline.comparing.alignment import Pair, align
from pipeline.comparing.namewords import lists, words_of
from pipeline.comparing.wordpairs import (
    ARABIC,
    HOUSE,
    consonant_replaced,
    glide_added,
    model,
    other_vowel,
    seen,
    vowel_replaced,
)

SHORT = 4  # letters of a word of which one more or less is half its sound
_LONG = 7  # letters of a given name in which a ya more is taste (Gianluigi)
_TINY = 3  # letters of a word of which one that differs is a third
_SYLLABLE = 4  # letters of the syllables of Chinese and Korean names, of which each tells another person
_OF_ITSELF = 1.0  # log-odds under which a given name two letters apart is no slip, whatever the family name: kin have like ones


def other_sound(a: str, b: str, type: str) -> str:
    """Why two names are two for a reader who has no article, though their letters are near; or "".

    A consonant is another or one more, other than writers of one name differ in (Ivanov, Ivankov). Of persons: a long vowel
    stands in another's place, in a short word (Novak, Novik) or, beside Arabic words, in one that may be Arabic (Barhum,
    Barham); or the last word goes on with a ya (Platin, Platini). In the news each is rather a slip, and linking takes it so.
    """
    pairs = align(words_of(a), words_of(b))[0]
    for pair in pairs:
        if consonant := consonant_replaced(pair.left, pair.right):
            return f"another consonant: {pair.left}/{pair.right}: {consonant}"
        if type == "PER" and (_other_vowel_in_company(pair, pairs) or _other_glide(pair, pairs)):
            return f"another vowel: {pair.left}/{pair.right}"
    short, long = sorted(pairs[-1][:2], key=len) if pairs else ("", "")
    # Zaluzhny has one ya or two
    goes_on = type == "PER" and long in {f"{short}ي", f"{short}يه"} and not short.endswith("ي")
    return f"ending: {short}/{long}" if goes_on else ""


def _other_glide(pair: Pair, pairs: list[Pair]) -> bool:
    """Whether a ya before a vowel makes a given name or a short one another (Milana, Melania); in a long one it is taste."""
    least = _LONG if pair is pairs[0] else SHORT + 1
    if min(len(pair.left), len(pair.right)) >= least or (len(pairs) > 2 and syllables(pairs) and one_syllable(pair)):
        return False
    return glide_added(pair.left, pair.right)


def _other_vowel_in_company(pair: Pair, pairs: list[Pair]) -> bool:
    """Whether a long vowel stands in another's place in a short word, or in one that may be Arabic beside Arabic ones."""
    origins = [model().origin(word) for p in pairs if p is not pair for word in (p.left, p.right)]
    arabic = max(model().origin(pair.left), model().origin(pair.right)) > 0 and min(origins, default=0.0) > 0
    few = len(pairs) > 1 and other_vowel(pair.left, pair.right)
    return (arabic or few) and vowel_replaced(pair.left, pair.right)


def like_given(pair: Pair) -> bool:
    """Whether two given names may be two of one house: unlikely and two letters apart, or short and one vowel (Marko, Mirko)."""
    apart = pair.logit < _OF_ITSELF and OSA.distance(pair.left, pair.right) > 1
    return apart or (other_vowel(pair.left, pair.right) and vowel_replaced(pair.left, pair.right))


def twice_apart(pair: Pair) -> bool:
    """Whether more than a letter differs, or one of three, beyond what houses write each their own way."""
    tiny = min(len(pair.left), len(pair.right)) <= _TINY
    return pair.logit < HOUSE and (tiny or OSA.distance(pair.left, pair.right) > 1)


def ends_apart(pair: Pair) -> bool:
    """Whether two words differ by a last vowel alone: Roberto and Robert, Paolo and Paola, Daniele and Daniela, Popova."""
    x, y = sorted((pair.left, pair.right), key=len)
    if x == y or (x, y) in lists().short_given:
        return False
    if x[:-1] == y[:-1] and {x[-1], y[-1]} == {"ا", "ي"}:
        return max(model().origin(x), model().origin(y)) < 0 and seen(x, y)
    longer = y[:-1] == x and y[-1] in "او" and x[-1] not in "اوهي"
    return longer or y == f"{x}فا" or (x[:-1] == y[:-1] and {x[-1], y[-1]} == {"ا", "و"})


def plural(pair: Pair) -> bool:
    """Whether one word is the feminine plural of the other (Nesma, Nasamat)."""
    return any(x.endswith("ه") and y == f"{x[:-1]}ات" for x, y in (pair[:2], pair[1::-1]))


def one_syllable(pair: Pair) -> bool:
    """Whether two syllables are one whose diphthong has no letter in Arabic (Seok, Geun): a ya beside a waw comes and goes."""
    one, other = (word.replace("يو", "و").replace("وي", "و") for word in pair[:2])
    return one == other


def open_end(pair: Pair) -> bool:
    """Whether two words differ by how a last open vowel is written: ta marbuta for alef or ya, or after them (Mané, Weah)."""
    x, y = sorted(pair[:2], key=len)
    if len(x) < len(y):
        return x[-1] in "اي" and y == f"{x}ه"
    return x[:-1] == y[:-1] and {x[-1], y[-1]} in ({"ا", "ه"}, {"ي", "ه"})


def syllables(pairs: list[Pair]) -> bool:
    """Whether words look like the syllables of a Chinese or Korean name: short, hardly one of them Arabic."""
    arabic = sum(model().origin(p.left) >= ARABIC for p in pairs)
    return all(len(p.left) <= _SYLLABLE for p in pairs) and arabic <= 1
