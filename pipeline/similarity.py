"""Whether two names are spellings of one name: by their words, what each weighs, and what forbids it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.errors import UserError
from pipeline.letters import key
from pipeline.namewords import MODELS, lists, modifier, without_article, words_of
from pipeline.wordmodel import WordModel, sigmoid

TYPES = ("PER", "LOC", "ORG")
# Log-odds of two words that are alike when folded; what it lends to the words beside it is at most _SUPPORT.
_IDENTICAL = 9.0
_SUPPORT = 2.5
# Below this no likeness of the other words makes two words one: read off the held-out near-misses (benchmarks/linking_pairs.py).
_CONFLICT = -1.5
_ARABIC = 1.0  # log-odds of origin from which a word is held to be Arabic: its vowels are then not a matter of taste
_SEEN = 2.0  # log-frequency (7 times) from which a word is held to be a word and not a slip
_SKIP = -2.0  # what the alignment pays for a word that only one name has


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


@dataclass(frozen=True)
class _Pair:
    left: str
    right: str
    logit: float
    text: str


@cache
def model() -> WordModel:
    """The shipped word model, read once."""
    return WordModel.load(MODELS)


@lru_cache(maxsize=1 << 20)
def compare_words(left: str, right: str) -> tuple[float, str]:
    """Log-odds that two folded words are spellings of one, and the reason.

    Args:
        left: a word as `namewords.words_of` gives it.
        right: another.

    Returns:
        Log-odds (9 for two alike) and text such as `جونغ~جونج: غ/ج`.
    """
    if left == right:
        return _IDENTICAL, left
    if without_article(left) == without_article(right):
        return 5.0, f"{left}~{right}: article"
    if right < left:
        left, right = right, left
    if Levenshtein.normalized_distance(left, right) > 0.67:
        return -9.0, f"{left}/{right}"
    logit, edits = model().logit(left, right)
    logit = min(logit, 8.0 + edits.cost)
    known = model().memory.known
    a, b = known(left), known(right)
    swaps = " ".join(f"{x.strip('^$') or '-'}/{y.strip('^$') or '-'}" for x, y in edits.units)
    if min(a.origin, b.origin) >= _ARABIC and min(a.frequency, b.frequency) >= _SEEN:
        return min(logit, -4.0), f"{left}/{right}: two Arabic words"
    return max(-9.0, min(8.0, logit)), f"{left}~{right}: {swaps}, {sigmoid(logit):.2f}"


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


@lru_cache(maxsize=1 << 18)
def _similarity(a: str, b: str, type: str) -> NameMatch:
    if key(a).replace(" ", "") == key(b).replace(" ", ""):
        return NameMatch("same", 0.99, "alike when folded")
    left, right = words_of(a), words_of(b)
    if not left or not right:
        return NameMatch("undecided", 0.5, "no letters to compare")
    if "".join(left) == "".join(right):
        return NameMatch("same", 0.98, "alike but for spaces and common variants")
    pairs, only_left, only_right = align(left, right)
    barred = _barred(pairs, only_left, only_right, left, right)
    if barred:
        return NameMatch("different", 0.01, barred)
    return _judge(type, left, right, pairs, only_left, only_right)


def align(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[list[_Pair], list[int], list[int]]:
    """The words of two names side by side, in order; two words of one may stand for one of the other.

    Args:
        left: words of a name.
        right: words of the other.

    Returns:
        Pairs, and the numbers of the words that stand alone on each side.
    """
    n, m = len(left), len(right)
    best = [[-math.inf] * (m + 1) for _ in range(n + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            for di, dj in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
                if di <= i and dj <= j:
                    gain = _gain(left[i - di : i], right[j - dj : j])
                    if best[i - di][j - dj] + gain > best[i][j]:
                        best[i][j] = best[i - di][j - dj] + gain
                        back[i, j] = (di, dj)
    return _collect(left, right, back)


def _gain(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    if not left or not right:
        return _SKIP
    if len(left) == len(right):
        return compare_words(left[0], right[0])[0]
    # Two words are read as one only where that makes them nearly alike.
    logit = compare_words("".join(left), "".join(right))[0]
    return logit - 0.5 if logit >= 2.0 else -math.inf


def _collect(
    left: tuple[str, ...], right: tuple[str, ...], back: dict[tuple[int, int], tuple[int, int]]
) -> tuple[list[_Pair], list[int], list[int]]:
    i, j = len(left), len(right)
    pairs: list[_Pair] = []
    only_left: list[int] = []
    only_right: list[int] = []
    while i or j:
        di, dj = back[i, j]
        i, j = i - di, j - dj
        if not dj:
            only_left.append(i)
        elif not di:
            only_right.append(j)
        else:
            x, y = "".join(left[i : i + di]), "".join(right[j : j + dj])
            pairs.append(_Pair(x, y, *compare_words(x, y)))
    return pairs[::-1], only_left[::-1], only_right[::-1]


def _barred(
    pairs: list[_Pair], only_left: list[int], only_right: list[int], left: tuple[str, ...], right: tuple[str, ...]
) -> str:
    """Why two names can't be one whatever else they share; empty where nothing forbids it."""
    for pair in pairs:
        x, y = modifier(pair.left), modifier(pair.right)
        if x and y and x[0] == y[0] and x[1] != y[1]:
            return f"{pair.left}/{pair.right}: {x[0]}"
    mods = [modifier(left[i]) for i in only_left], [modifier(right[j]) for j in only_right]
    alone = {m for side in mods for m in side if m}
    if alone:
        words = [left[i] for i in only_left if modifier(left[i])] + [right[j] for j in only_right if modifier(right[j])]
        return f"{' '.join(words)}: {', '.join(sorted({m[0] for m in alone}))} in one only"
    return ""


def _judge(
    type: str,
    left: tuple[str, ...],
    right: tuple[str, ...],
    pairs: list[_Pair],
    only_left: list[int],
    only_right: list[int],
) -> NameMatch:
    detail = "; ".join(p.text for p in pairs if p.logit < _IDENTICAL) or "words alike"
    if not pairs:
        return NameMatch("different", 0.01, "no word in common")
    support = min(_SUPPORT, sum(_weight(p.left) * 4 for p in pairs if p.logit >= 5.0))
    worst = min(p.logit for p in pairs)
    if worst < _CONFLICT:
        return NameMatch("different", min(0.2, sigmoid(worst)), detail)
    logit = min(worst + (support if worst < 5.0 else 0.0), 5.0)
    light_left = [left[i] for i in only_left if not _light(left[i], type)]
    light_right = [right[j] for j in only_right if not _light(right[j], type)]
    if light_left and light_right:
        return NameMatch("different", 0.05, f"{' '.join(light_left)} / {' '.join(light_right)}; {detail}")
    if light_left or light_right:
        longer, only = (left, only_left) if light_left else (right, only_right)
        return _partial(type, longer, only, min(len(left), len(right)), pairs, logit, detail)
    return _verdict(logit - 0.5 * (len(only_left) + len(only_right)), detail)


def _light(word: str, type: str) -> bool:
    known = lists()
    return word in known.links or (type, without_article(word)) in known.heads


def _weight(word: str) -> float:
    return model().rarity(word)


def _partial(
    type: str, longer: tuple[str, ...], only: list[int], shorter: int, pairs: list[_Pair], logit: float, detail: str
) -> NameMatch:
    """The verdict where one name has words that the other lacks."""
    extra = " ".join(longer[i] for i in only)
    detail = f"{extra} in one only; {detail}"
    if logit < 0.0:
        return NameMatch("different", 0.1, detail)
    if type != "PER" or shorter == 1:
        rarity = sum(_weight(p.left) for p in pairs) / len(pairs)
        return NameMatch("undecided", round(0.3 + 0.4 * rarity * sigmoid(logit), 3), detail)
    content = [i for i in only if not _light(longer[i], type)]
    if all(longer[i] in lists().prefixes for i in content) and content[0] == 0:
        return _verdict(logit - 1.0, detail)
    if 0 in content:
        if model().origin(longer[0]) >= _ARABIC:
            return NameMatch("different", 0.15, f"another given name: {detail}")
        return NameMatch("undecided", 0.5, detail)
    if len(longer) - 1 not in content:
        return _verdict(logit - 0.7 * len(content), detail)
    rarity = sum(_weight(p.left) for p in pairs)
    return _verdict(logit - 1.0, detail) if rarity >= 0.9 else NameMatch("undecided", 0.5, detail)


def _verdict(logit: float, detail: str) -> NameMatch:
    score = round(sigmoid(logit), 3)
    verdict = "same" if logit >= 0.4 else "different" if logit <= -0.4 else "undecided"
    return NameMatch(verdict, score, detail)


def compare_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines `name TAB name TAB type` with verdict, score and detail appended.

    Args:
        lines: tab-separated, with or without a line end; empty ones are skipped.

    Yields:
        The line, TAB, verdict, TAB, score, TAB, detail; without a line end.

    Raises:
        UserError: names the line that has not three cells or an unknown type.
    """
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if cells == [""]:
            continue
        if len(cells) < 3 or cells[2] not in TYPES:
            raise UserError(
                f"line {number}: found {line.rstrip()!r}, expected name TAB name TAB type with a type of "
                f"{', '.join(TYPES)}; correct the line and run again"
            )
        match = name_similarity(cells[0], cells[1], cells[2])
        yield "\t".join([*cells, match.verdict, f"{match.score:.3f}", match.detail])


# Letters that variants exchange, brought to one; vowels and what comes and goes are dropped. Read off the learned units.
_CLASSES = str.maketrans(
    {
        "غ": "ج", "ك": "ج", "ق": "ج", "گ": "ج", "خ": "ج", "چ": "ج",
        "ز": "س", "ش": "س", "ص": "س", "ث": "س", "ظ": "س", "ذ": "س", "ژ": "س",
        "ط": "ت", "ض": "د", "ڤ": "ف", "پ": "ب",
        "ا": "", "و": "", "ي": "", "ه": "", "ع": "", "ء": "", "ح": "",
    }
)  # fmt: skip


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """The consonants of a folded word, those that spellings of one name exchange brought to one."""
    bare = without_article(word).replace("تش", "ش").replace("كس", "س").replace("تس", "س").replace("دج", "ج")
    out = bare.translate(_CLASSES)
    slim = "".join(c for i, c in enumerate(out) if i == 0 or c != out[i - 1])
    return slim if len(slim) > 1 else slim + "." + bare[:1].translate(_CLASSES)


def blocking_keys(name: str, type: str) -> list[str]:
    """Keys of which two spellings of a name share at least one.

    Args:
        name: a name as written.
        type: PER, LOC or ORG; names of different types share no key.

    Returns:
        Keys, sorted, each once; none for a name without letters.
    """
    words = [w for w in words_of(name) if not _light(w, type)] or list(words_of(name))
    bones = [skeleton(w) for w in words]
    keys = {f"{type}:{''.join(bones)}"} if bones else set()
    for i in range(len(bones)):
        if _weight(words[i]) > 0.45 or len(words) == 1:
            keys.add(f"{type}:{bones[i]}")
        for j in range(i + 1, len(bones)):
            keys.add(f"{type}:{bones[i]}+{bones[j]}")
    return sorted(keys)
