"""Whether two words of names are spellings of one: the learned comparison, and what overrules it."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from pipeline.comparing.consonants import other_consonant
from pipeline.comparing.editmodel import Edits
from pipeline.comparing.namewords import MODELS, SPELLED, lists, modifier, nationality, one_spelling, without_article
from pipeline.comparing.places import country
from pipeline.comparing.wordmodel import Known, WordModel, sigmoid

IDENTICAL = 9.0  # log-odds of two words that are alike when folded
ARTICLE_ONLY = 5.0  # log-odds of two words that differ by the article
TWO_WORDS = -4.0  # log-odds that two words that are known to be two have at most
ARABIC = 1.0  # log-odds of origin from which a word is held to be Arabic: its vowels are then not a matter of taste
_SEEN = 2.0  # log-frequency (7 times) from which a word is held to be a word and not a slip
_UNRELATED = 0.6  # share of letters that differ from which the model is not asked: it has hardly seen such pairs
_BEST = 14.0  # what the edits' cost is set against: no frequency makes two words one that share few letters
_SLIP = 2.0  # log-odds of two ways to write one modifier
_FREE = -0.5  # cost above which a swap is a house's way to write (غ/ج), whatever the corpora hold of either word
HOUSE = 3.0  # log-odds that such a swap has at least
_SHORT_FORM = 1.7  # log-odds of a given name's short and full form: enough beside a family name that is alike, else not
_OFTEN = 5.0  # log-frequency (147 times) from which two names that the pairs spell differently in Latin are two names
GIVEN = 3.0  # likewise for given names (20 times): brothers and sisters have like ones
_VOWELS = frozenset("اويه")
_LONG = frozenset("اوي")
_FEW = 5  # letters of such a word
_MAGHREB = 4  # letters of a word that begins with such an article
_CASES = frozenset({"ون", "ين"})
_PLURAL = 7  # letters of a definite plural, with its article and its ending
# Letters and log-odds of two words from which a consonant that differs in a cluster is the writer's (Lewandowski, Shevardnadze):
# one put anywhere into a word of ten letters leaves less than 3.
_MANY = 8
_SURE = 5.0


@cache
def model() -> WordModel:
    """The shipped word model, read once."""
    return WordModel.load(MODELS)


def compare_words(left: str, right: str) -> tuple[float, str]:
    """Log-odds that two folded words are spellings of one, and the reason.

    Args:
        left: a word as `namewords.words_of` gives it.
        right: another.

    Returns:
        Log-odds (9 for two alike) and text such as `جونغ~جونج: غ/ج`.
    """
    if left == right:
        return IDENTICAL, left
    if without_article(left) == without_article(right) or _other_form(left, right):
        return ARTICLE_ONLY, f"{left}~{right}: article or case"
    if (left, right) in lists().short_given:
        return _SHORT_FORM, f"{left}~{right}: short form"
    if left.startswith(SPELLED) or right.startswith(SPELLED):
        return (ARTICLE_ONLY, f"{left}~{right}: letters") if one_spelling(left, right) else (-9.0, f"{left}/{right}")
    if OSA.normalized_distance(left, right) > _UNRELATED:
        marked = _marked(left, right)
        return (-9.0 if marked is None else marked), "/".join(sorted((left, right)))
    return _compared(left, right) if left < right else _compared(right, left)


def _other_form(left: str, right: str) -> bool:
    """Whether two words are one in two forms: a definite plural in two cases, or with the article of the Maghreb.

    The one are the Conservatives; the other drops the alef of the article and the next (Lakhdar, al-Akhdar).
    """
    if {left[-2:], right[-2:]} == _CASES:
        return left[:-2] == right[:-2] and without_article(left) != left and len(left) >= _PLURAL
    short, long = (left, right) if len(left) < len(right) else (right, left)
    if short[0] != "ل" or len(short) < _MAGHREB:
        return False
    rest = without_article(long)
    return rest != long and short[1:] in {rest, rest.removeprefix("ا")}


@lru_cache(maxsize=1 << 19)
def _compared(left: str, right: str) -> tuple[float, str]:
    """The comparison of two words that share letters, the same whichever comes first."""
    if (marked := _marked(left, right)) is not None:
        return marked, f"{left}/{right}: modifier"
    logit, edits = model().logit(left, right)
    logit = min(logit, _BEST + edits.cost)
    if barred := _two_words(left, right, edits):
        return min(logit, TWO_WORDS), f"{left}/{right}: {barred}"
    if edits.worst > _FREE or _ends_as_houses_write(left, right):
        logit = max(logit, HOUSE)
    swaps = " ".join(f"{x.strip('^$') or '-'}/{y.strip('^$') or '-'}" for x, y in edits.units)
    return max(-9.0, min(8.0, logit)), f"{left}~{right}: {swaps}, {sigmoid(logit):.2f}"


def _ends_as_houses_write(left: str, right: str) -> bool:
    """Whether a foreign word ends in alef in one writing and in ta marbuta in the other (Ottawa), or in s and z (Siemens)."""
    alike = left[:-1] == right[:-1] and {left[-1], right[-1]} in ({"ا", "ه"}, {"س", "ز"})
    return alike and len(left) >= _FEW and min(_known(left).origin, _known(right).origin) < ARABIC


def _marked(left: str, right: str) -> float | None:
    """Log-odds of two words of which one is a modifier or a nationality: such a word is itself in any gender, or another."""
    x, y = _mark(left), _mark(right)
    if not x and not y:
        return None
    stems = {without_article(left).removesuffix("ه"), without_article(right).removesuffix("ه")}
    return ARTICLE_ONLY if x == y and len(stems) == 1 else _SLIP if x == y else -9.0


@lru_cache(maxsize=1 << 16)
def _mark(word: str) -> tuple[str, str] | str:
    """What a modifier or a nationality says; empty for another word."""
    return modifier(word) or _adjective(word)


def _adjective(word: str) -> str:
    """The country of a nationality adjective that is not the country's own name as well (Zimbabwe)."""
    return "" if country(word) else nationality(word)


def _two_words(left: str, right: str, edits: Edits) -> str:
    """Why two words that look alike are known to be two; empty where nothing says so."""
    a, b = _known(left), _known(right)
    vowels = all(set(x) ^ set(y) <= _VOWELS for x, y in edits.units)
    if _slip(left, right) and min(a.frequency, b.frequency) < GIVEN:
        return ""
    if min(a.origin, b.origin) >= ARABIC and (vowels or min(a.frequency, b.frequency) > 0):
        return "two Arabic words"
    return "two known names" if two_names(left, right, _OFTEN) else ""


def _slip(left: str, right: str) -> bool:
    """Whether a consonant is doubled or two change places; vowels do so between words (Salim, Salam) as well."""
    differing = [x for x, y in zip(left, right, strict=False) if x != y]
    if len(left) == len(right):
        turned = OSA.distance(left, right) == 1 and len(differing) == 2
        return turned and not set(differing) & _VOWELS
    short, long = sorted((left, right), key=len)
    doubled = len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short and long[i] == long[i - 1]
                                                   for i in range(1, len(long)))  # fmt: skip
    return doubled


def two_names(left: str, right: str, least: float) -> bool:
    """Whether both words are known, each for names with other Latin forms; a slip that turns two letters is neither."""
    a, b = _known(left), _known(right)
    turned = OSA.distance(left, right) < Levenshtein.distance(left, right)
    if turned or min(a.frequency, b.frequency) < least:
        return False
    return bool(a.sounds and b.sounds) and not a.sounds & b.sounds


@lru_cache(maxsize=1 << 18)
def _known(word: str) -> Known:
    """What the memory holds of a word or, where that is more, of the word without its article."""
    memory = model().memory
    whole, base = memory.known(word), memory.known(without_article(word))
    return Known(whole.frequency, max(whole.origin, base.origin), whole.sounds or base.sounds, whole.skeletons)


def seen(left: str, right: str) -> bool:
    """Whether both words are known to the corpora: what never stands there beside a known word is rather a slip in it."""
    return min(_known(left).frequency, _known(right).frequency) >= _SEEN


def foreign_likeness(left: str, right: str) -> float:
    """Log-odds that two words are spellings of one foreign name, where they differ in long vowels or as houses write.

    Returns:
        0 where they differ otherwise, or are known for two names.
    """
    logit, edits = model().logit(left, right)
    if not edits.units or two_names(left, right, GIVEN):
        return 0.0
    if edits.worst > _FREE:
        return HOUSE
    return min(logit, HOUSE) if all(set(x) ^ set(y) <= _VOWELS for x, y in edits.units) else 0.0


def other_vowel(left: str, right: str) -> bool:
    """Whether a long vowel of a short word stands in another's place (Markel, Merkel), and nothing else differs."""
    differing = [(x, y) for x, y in zip(left, right, strict=False) if x != y]
    short = len(left) == len(right) <= _FEW
    return short and len(differing) == 1 and set(differing[0]) <= _VOWELS


def vowel_replaced(left: str, right: str) -> bool:
    """Whether one long vowel stands in another's place (Hamburg, Homburg), and no Latin form is known that both stand for."""
    differing = [(x, y) for x, y in zip(left, right, strict=False) if x != y]
    alone = len(left) == len(right) and len(differing) == 1 and set(differing[0]) <= _VOWELS - {"ه"}
    return alone and not _known(left).sounds & _known(right).sounds


def vowel_added(left: str, right: str) -> bool:
    """Whether one of two foreign words has an alef or a ya more, before its last letter, and nothing else differs (Robert)."""
    short, long = sorted((left, right), key=len)
    more = any(long[i] in "اي" and long[:i] + long[i + 1 :] == short for i in range(len(long) - 1))
    return more and len(long) == len(short) + 1 and max(_known(left).origin, _known(right).origin) < ARABIC


@lru_cache(maxsize=1 << 18)
def consonant_replaced(left: str, right: str) -> str:
    """What differs in two words' consonants as in no two spellings of one name (Ivanov, Ivankov), and no Latin form is shared.

    A doubled letter, the t of ch and the v of -ovsky come and go; words of a list are spellings whatever differs, and so are
    long words that the model is sure of.
    """
    if modifier(left) or (left, right) in lists().short_given or lists().variants.get(left) == right:
        return ""
    if _slip(left, right) or _known(left).sounds & _known(right).sounds:
        return ""
    if min(len(left), len(right)) >= _MANY and model().logit(left, right)[0] >= _SURE:
        return ""
    found = ""
    for form in (str, without_article):
        one, other = (form(word).replace("تش", "ش").replace("وفسك", "وسك") for word in (left, right))
        found = other_consonant(model().logit(one, other)[1].units)
        if not found:
            return ""
    return found


def glide_added(left: str, right: str) -> bool:
    """Whether one word has a ya before a long vowel more (Nobel, Newbel), and no Latin form is known that both stand for."""
    short, long = sorted((left, right), key=len)
    glides = (i for i in range(len(long) - 1) if long[i] == "ي" and long[i + 1] in "او" and long[i - 1 : i] not in _LONG)
    return any(long[:i] + long[i + 1 :] == short for i in glides) and not _known(left).sounds & _known(right).sounds
