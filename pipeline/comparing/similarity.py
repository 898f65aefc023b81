"""Whether two names are spellings of one name: by their words, what each weighs, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap

from rapidfuzz.distance import OSA

from pipeline.base.errors import UserError
from pipeline.base.letters import key
from pipeline.comparing import nameparts
from pipeline.comparing.alignment import Pair, align
from pipeline.comparing.namewords import is_light, is_unsaid, lists, modifier, nationality, without_article, words_of
from pipeline.comparing.places import place
from pipeline.comparing.sounds import (
    SHORT,
    ends_apart,
    like_given,
    one_syllable,
    open_end,
    plural,
    syllables,
    twice_apart,
)
from pipeline.comparing.wordmodel import sigmoid
from pipeline.comparing.wordpairs import (
    ARABIC,
    ARTICLE_ONLY,
    GIVEN,
    HOUSE,
    IDENTICAL,
    TWO_WORDS,
    compare_words,
    foreign_likeness,
    model,
    other_vowel,
    seen,
    two_names,
    vowel_added,
    vowel_replaced,
)

TYPES = ("PER", "LOC", "ORG")
_SUPPORT = 2.5  # log-odds that words which are alike lend at most to one that is not
_ALONE = 1.3  # log-odds from which a name of one word is the same: one in a hundred such pairs of the gold is wrong
_TELLING = 1.0  # summed rarity from which the words of a name tell who is meant even if the other goes on
_OWN = 0.95  # likewise of words of which a foreign name has one more before them; all such pairs of the gold are one
# Summed rarity under which two Arabic names alone may be anybody's: where the longer name has one more between them it may be
# another man (Ahmad Masud, Ahmad Shah Masud). In the gold's pairs above it 10 of 12 such are one.
_COMMON = 0.82
_RARE = 0.8  # rarity of both words of a foreign family name from which the one before them is its bearer's, Arabic or not
# Letters of a place's name from which a vowel in another's place is taste: of known names so long that differ so, 27 of 43
# are one city's, of those of seven letters 26 of 71 (and those that are known for two are told apart anyway).
_TELLING_LETTERS = 9
# Below this no likeness of the other words makes two words one: of words of two persons in the gold 96% lie below it,
# of one person's 6% (training/linking/weights.py).
_CONFLICT = -1.5
_NEAR = 1.6  # log-odds below which two known given names are two: brothers and sisters have like ones
_WRITTEN = 0.6  # but above which one long vowel more in a foreign one is the writer's (Robert)
_VOWEL = 1.5  # log-odds that a short word loses where one long vowel stands for another
_FATHER_OF = "ابو"  # with which a man's by-name begins, after his son; written onto it
_STATE_NAMES = (("scope", "arab"), ("scope", "islamic"))  # modifiers that stand in the official names of countries


@dataclass(frozen=True)
class NameMatch:
    """What the comparison of two names found.

    Attributes:
        verdict: same, different or undecided.
        score: probability that they are one name, 0 to 1; 0.5 where nothing speaks either way.
        detail: what it rests on, for a reader.
    """

    verdict: str
    score: float
    detail: str


def name_similarity(a: str, b: str, type: str) -> NameMatch:
    """How likely two names are spellings of one and the same.

    Args:
        a: a name as written, with its article restored, without proclitics.
        b: another.
        type: PER, LOC or ORG, of both.

    Returns:
        Verdict, score and detail; the same whichever name comes first.

    Raises:
        UserError: for a type that is none of the three.
    """
    if type not in TYPES:
        raise UserError(f"type {type!r} of {a!r} and {b!r}: expected one of {', '.join(TYPES)}")
    return _similarity(a, b, type) if a <= b else _similarity(b, a, type)


@lru_cache(maxsize=1 << 16)
def _similarity(a: str, b: str, type: str) -> NameMatch:  # noqa: PLR0911  a return a kind of evidence
    left, right = words_of(a), words_of(b)
    if not left or not right:
        return NameMatch("undecided", 0.5, "no letters to compare")
    if key(a).replace(" ", "") == key(b).replace(" ", ""):
        return NameMatch("same", 0.99, "alike when folded")
    if type == "LOC" and (known := _known_places(a, b)):
        return known
    if "".join(left) == "".join(right):
        return NameMatch("same", 0.98, "alike but for spaces and common variants")
    if type != "PER" and len(left) != len(right) and _run_together(left, type) == _run_together(right, type):
        return NameMatch("same", 0.97, "alike but for spaces, articles and what may be left out before them")
    if type == "PER" and sorted(key(a).split()) == sorted(key(b).split()):
        return _swapped(left)
    pairs, only_left, only_right = align(left, right)
    pairs = _in_company(pairs) if type == "PER" else pairs
    if type == "PER" and len(left) == len(right) > 1 and (turned := _turned(left, right)):
        return turned
    barred = _barred(type, pairs, only_left, only_right, left, right)
    if barred:
        return NameMatch("different", 0.01, barred)
    return _judge(type, left, right, pairs, only_left, only_right)


def _run_together(words: tuple[str, ...], type: str) -> str:
    """The words of a name written as one, without articles and a word before them that may be left out."""
    return "".join(without_article(word) for i, word in enumerate(words) if i or not is_light(words, i, type))


def _swapped(words: tuple[str, ...]) -> NameMatch:
    """The verdict on the same words in another order: Asian and Hungarian names turn, an Arabic son is not his father."""
    if any(model().origin(word) >= ARABIC for word in words):
        return NameMatch("different", 0.1, "Arabic names in another order")
    return NameMatch("same", 0.93, "the same words in another order")


def _turned(left: tuple[str, ...], right: tuple[str, ...]) -> NameMatch | None:
    """The verdict on a foreign name whose family name stands first in one of two spellings, and has one word (Son Heung-min)."""
    foreign = all(model().origin(word) < ARABIC for word in left)
    for turned, family in ((left[1:] + left[:1], left[0]), (left[-1:] + left[:-1], left[-1])):
        if not foreign and family not in nameparts.lists().syllabic:
            continue
        beside = [*zip(turned, right, strict=True)]
        if all(compare_words(x, y)[0] >= HOUSE for x, y in beside):
            texts = [text for logit, text in starmap(compare_words, beside) if logit < IDENTICAL]
            return NameMatch("same", 0.9, "; ".join(["the family name first in one", *texts]))
    return None


def _known_places(a: str, b: str) -> NameMatch | None:
    """The verdict where both are places that are known beyond doubt."""
    x, y = place(a), place(b)
    if x is None or y is None:
        return None
    if x.code == y.code:
        return NameMatch("same", 0.99, f"{x.latin} ({x.code})")
    return NameMatch("different", 0.01, f"{x.latin} ({x.code}) / {y.latin} ({y.code})")


def _in_company(pairs: list[Pair]) -> list[Pair]:
    """The pairs with words that would be two Arabic ones by themselves compared as foreign ones beside foreign words.

    Such a word may look like an Arabic one (Jabir and Ghabir, Naum) or hide behind a word that is no name.
    """
    found = []
    for pair in pairs:
        logit = TWO_WORDS
        if pair.logit < HOUSE and pair is pairs[-1] and open_end(pair) and _foreign(pairs, pair):
            logit = HOUSE
        elif pair.logit == TWO_WORDS and _foreign(pairs, pair):
            logit = foreign_likeness(pair.left, pair.right)
        text = f"{pair.left}~{pair.right}: beside a foreign name"
        found.append(pair._replace(logit=logit, text=text) if logit > _NEAR else pair)
    return found


def _foreign(pairs: list[Pair], beside: Pair) -> bool:
    """Whether a name has other words than a pair, none of them Arabic."""
    others = [p for p in pairs if p is not beside]
    return bool(others) and all(model().origin(p.left) < 0 and model().origin(p.right) < 0 for p in others)


def _barred(
    type: str,
    pairs: list[Pair],
    only_left: list[int],
    only_right: list[int],
    left: tuple[str, ...],
    right: tuple[str, ...],
) -> str:
    """Why two names can't be one whatever else they share; empty where nothing forbids it."""
    for pair in pairs:
        x, y = modifier(pair.left), modifier(pair.right)
        if x and y and x[0] == y[0] and x[1] != y[1]:
            return f"{pair.left}/{pair.right}: {x[0]}"
        if plural(pair):
            return f"{pair.left}/{pair.right}: plural"
    for pair in pairs if type == "PER" else ():
        if ends_apart(pair):
            return f"{pair.left}/{pair.right}: ending"
    for pair in pairs[:-1] if type == "PER" else ():
        written = pair.logit > _WRITTEN and vowel_added(pair.left, pair.right)
        if pair.logit < _NEAR and not written and two_names(pair.left, pair.right, GIVEN):
            return f"{pair.left}/{pair.right}: two given names"
    left_out = [(w, i) for w, only in ((left, only_left), (right, only_right)) for i in only]
    words = [w[i] for w, i in left_out if not _of_state(w, i) and not is_unsaid(w, i)]
    alone = {word: group[0] for word in words if (group := modifier(word))}
    return f"{' '.join(alone)}: {', '.join(sorted({*alone.values()}))} in one only" if alone else ""


def _of_state(words: tuple[str, ...], at: int) -> bool:
    """Whether a word only makes a country's adjective the one of its official name (the Syrian Arab Army)."""
    return modifier(words[at]) in _STATE_NAMES and at + 1 < len(words) and bool(nationality(words[at + 1]))


def _judge(  # noqa: PLR0911  a return a rule
    type: str,
    left: tuple[str, ...],
    right: tuple[str, ...],
    pairs: list[Pair],
    only_left: list[int],
    only_right: list[int],
) -> NameMatch:
    detail = "; ".join(p.text for p in pairs if p.logit < IDENTICAL) or "words alike"
    if not pairs:
        return NameMatch("different", 0.01, "no word in common")
    worst = min(pairs, key=lambda p: p.logit)
    if worst.logit < _CONFLICT:
        return NameMatch("different", round(min(0.2, sigmoid(worst.logit)), 3), detail)
    if type == "PER" and len(pairs) > 2 and worst.logit < HOUSE and syllables(pairs) and not one_syllable(worst):
        return NameMatch("different", 0.1, f"syllables: {detail}")
    logit = worst.logit + _support(pairs, worst)
    content_left = [i for i in only_left if not _says_nothing(left, i, type)]
    content_right = [j for j in only_right if not _says_nothing(right, j, type)]
    if content_left and content_right:
        apart = f"{' '.join(left[i] for i in content_left)} / {' '.join(right[j] for j in content_right)}"
        return NameMatch("different", 0.05, f"{apart}; {detail}")
    if content_left or content_right:
        longer, content = (left, content_left) if content_left else (right, content_right)
        return _partial(type, longer, content, pairs, min(logit, 5.0), detail)
    if len(pairs) == 1 and (other_vowel(worst.left, worst.right) or twice_apart(worst)):
        logit -= _VOWEL
    if type == "PER" and len(pairs) == 1 and worst.logit == ARTICLE_ONLY:
        return NameMatch("undecided", 0.6, detail)
    if type == "LOC" and len(pairs) == 1 and len(worst.left) < _TELLING_LETTERS and vowel_replaced(worst.left, worst.right):
        return NameMatch("undecided", 0.5, f"another vowel, perhaps another place: {detail}")
    if type == "LOC" and len(pairs) == 1 and worst.logit < ARTICLE_ONLY and (place(worst.left) or place(worst.right)):
        both = seen(worst.left, worst.right)
        if OSA.distance(worst.left, worst.right) > 1 and (both or worst.logit < HOUSE):
            return NameMatch("undecided", 0.5, f"one is a known place; {detail}")
        logit -= _VOWEL if both else _VOWEL / 2
    if type == "PER" and len(pairs) > 1 and like_given(pairs[0]):
        return NameMatch("undecided", 0.5, f"given names alike: {detail}")
    return _verdict(min(logit, 5.0) - 0.3 * (len(only_left) + len(only_right)), detail, len(pairs))


def _says_nothing(words: tuple[str, ...], at: int, type: str) -> bool:
    light = is_light(words, at, type) or _fragment(words, at) or (type == "ORG" and _of_state(words, at))
    return light or (type != "PER" and is_unsaid(words, at))


def left_over(a: str, b: str, type: str) -> tuple[str, ...]:
    """The words that only one of two names has and that say something; none where both have such words."""
    left, right = words_of(a), words_of(b)
    _, *alone = align(left, right)
    more = [tuple(w[i] for i in only if not _says_nothing(w, i, type)) for w, only in zip((left, right), alone, strict=True)]
    return () if all(more) else more[0] or more[1]


def _support(pairs: list[Pair], worst: Pair) -> float:
    """What the words that are alike lend to the one that is not, the more the rarer they are."""
    if worst.logit >= ARTICLE_ONLY:
        return 0.0
    if min(len(worst.left), len(worst.right)) <= SHORT:
        return 0.5
    return min(_SUPPORT, sum(4 * _weight(p.left) for p in pairs if p.logit >= ARTICLE_ONLY))


def _goes_on(words: tuple[str, ...], content: list[int]) -> bool:
    """Whether a name goes on where the other ends: with the house it belongs to, or a further "son of"."""
    start = content[0] - 1
    before = [i for i in range(start) if words[i] in lists().links]
    return words[start] in lists().links and (words[start] in lists().houses or bool(before))


def _generation_between(longer: tuple[str, ...], content: list[int], pairs: list[Pair]) -> bool:
    """Whether the longer name has one more between two "son of", of which the other has one: his nephew's, or his grandson's."""
    sons = lists().links - lists().houses
    between = content[0] > 0 and content[-1] + 1 < len(longer) and {longer[content[0] - 1], longer[content[-1] + 1]} <= sons
    return between and any(pair.left in sons for pair in pairs)


def _fragment(words: tuple[str, ...], at: int) -> bool:
    """Whether a short word is the beginning of the next, written twice."""
    return len(words[at]) <= 3 and at + 1 < len(words) and words[at + 1].startswith(words[at])


def _weight(word: str) -> float:
    return model().rarity(word)


def _partial(  # noqa: PLR0911  a return a rule
    type: str, longer: tuple[str, ...], content: list[int], pairs: list[Pair], logit: float, detail: str
) -> NameMatch:
    """The verdict where one name has words that the other lacks."""
    detail = f"{' '.join(longer[i] for i in content)} in one only; {detail}"
    shared = [p for p in pairs if p.left not in lists().links]
    if logit < 0.0:
        return NameMatch("different", 0.1, detail)
    if type != "PER" or len(shared) == 1:
        rarity = sum(_weight(p.left) for p in pairs) / len(pairs)
        return NameMatch("undecided", round(0.3 + 0.3 * rarity * sigmoid(logit), 3), detail)
    telling = sum(_weight(p.left) for p in shared)
    if syllables(shared):
        return NameMatch("undecided", 0.5, f"syllables: {detail}")
    arabic = [model().origin(p.left) >= ARABIC for p in shared]
    if _generation_between(longer, content, pairs):
        return NameMatch("different", 0.1, f"another father: {detail}")
    if content == [0] and longer[0].startswith(_FATHER_OF) and not model().memory.known(longer[0]).sounds:
        return NameMatch("same", 0.9, f"by-name before the name: {detail}")
    if content[0] == 0:
        # Mohammed is often left out (Hosni Mubarak), and as often the son's name before his father's (Adel Imam).
        first_half = len(shared) == 2 and all(longer[i] in lists().prefixes for i in content)
        foreign = all(model().origin(p.left) < 0 and _weight(p.left) >= _RARE for p in shared)
        if model().origin(longer[0]) >= ARABIC and not first_half and not foreign:
            return NameMatch("different", 0.15, f"another given name: {detail}")
        if telling < _OWN or any(arabic) or content != [*range(len(content))]:
            return NameMatch("undecided", 0.5, detail)
    if len(longer) - 1 in content and not _goes_on(longer, content) and telling < _TELLING:
        return NameMatch("undecided", 0.5, detail)
    if content[0] and telling < _COMMON and all(arabic) and not _goes_on(longer, content):
        return NameMatch("undecided", 0.5, detail)
    return _verdict(logit - 1.0 * len(content), detail, 2)


def _verdict(logit: float, detail: str, words: int) -> NameMatch:
    """The verdict of log-odds; a name of one word has nothing beside it that could bear it out, and needs more."""
    least = 0.4 if words > 1 else _ALONE
    verdict = "same" if logit >= least else "different" if logit <= least - 0.8 else "undecided"
    return NameMatch(verdict, round(sigmoid(logit), 3), detail)
