"""Which letters at a word's head are proclitics (و ف ب ل ك) and which belong to the name: a small model over counts.

`وليد` keeps its first letter and `ولندن` loses it, since ليد is rarer than وليد and لندن far more frequent than ولندن; names
that were never seen are judged by how names begin. The weights and counts are trained by `python -m training.proclitics`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray

from pipeline.base.errors import UserError
from pipeline.base.letters import fold, plain
from pipeline.base.words import REMEMBERED

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]

_MARK = r"[\p{Mn}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]*"
# Each letter, and the shapes that it may be written in.
_AND, _TO = (
    letters + "".join(chr(code) for code in range(0xFE80, 0xFEF5) if plain(chr(code)) in letters) for letters in ("وف", "بلك")
)
# A conjunction, then a preposition, with vowel marks or tatweel between; direction marks before.
_HEAD = regex.compile(rf"{_MARK}(?P<and>[{_AND}]{_MARK})?(?P<to>[{_TO}]{_MARK})?")
_ALONE = regex.compile(rf"{_MARK}(?:[{_AND}]|[{_AND}]?[{_TO}]\u0640+){_MARK}")
_MARKS = regex.compile(_MARK)
# What a word that may be split begins with: a proclitic, or a mark before one.
HEADS = frozenset(
    f"{_AND}{_TO}\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
)
KINDS = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "لل",
    "two",
)  # what a candidate splits off; لل: with an article contracted; two: a pair
_ARTICLE, _LAM = "ال", "ل"
_MARBUTA, _AFTER = "ة", "\u064b\u064c\u064d\u064e\u064f\u0650\u200e\u200f\u202c\u2069\ufeff\u00ad"  # vowel and direction marks
_PREFIXES = (2, 3, 4)
# Which group of BEFORE each kind belongs to: unsplit; a conjunction; a preposition, which stands where no other one is before.
GROUPS = (0, 1, 1, 2, 2, 2, 2, 1)
# Letters that newspapers write for one foreign sound; a name seen in one spelling is known in the others.
_SOUNDS = str.maketrans("غقگچژڤپثطصضظذ", "جججججفبتتسدزد")
# The columns of the features: kinds; seven counts of the base, the third of the pair; those of the whole word; two habits; six
# signs of rare words and an article; three counts of the rest of the article.
FEATURES, _OWN, _PAIR, _HABIT, _NEAR = len(KINDS) + 26, 7, len(KINDS) + 2, len(KINDS) + 14, len(KINDS) + 23


@dataclass(frozen=True)
class Candidate:
    """One way to split a word: the name would begin at `start`, with `base` as its folded first word."""

    start: int
    contracted: bool
    kind: int
    base: str


@lru_cache(maxsize=REMEMBERED)
def candidates(word: str) -> tuple[Candidate, ...]:
    """All ways to split a word, the unsplit one first.

    Args:
        word: a token as written.

    Returns:
        One candidate if its first letter is none of و ف ب ل ك.
    """
    head = _HEAD.match(word)
    bare = _MARKS.match(word)
    assert head is not None and bare is not None  # both match the empty string
    found = [Candidate(bare.end(), False, 0, fold(word))]
    for kind, start in _splits(head):
        base = fold(word[start:])
        if len(base) < 2 or not base[0].isalnum():
            continue
        found.append(Candidate(start, False, kind, base))
        if letters_of(word[:start]).endswith(_LAM) and base.startswith(_LAM):
            found.append(Candidate(start, True, KINDS.index("لل"), _ARTICLE[0] + base))
    return tuple(found)


def _splits(head: regex.Match[str]) -> list[tuple[int, int]]:
    """The kind and end of each proclitic, or pair, that a word begins with."""
    splits = []
    if head.group("and"):
        splits.append((KINDS.index(letters_of(head.group("and"))), head.end("and")))
    if head.group("to"):
        kind = KINDS.index("two" if head.group("and") else letters_of(head.group("to")))
        splits.append((kind, head.end("to")))
    return splits


def hash_of(text: str) -> int:
    """A word's 32 bits in the tables: CRC-32 of its UTF-8, the same on every machine."""
    return zlib.crc32(text.encode("utf-8", errors="replace"))


def pair_hash(left: Hashes, right: Hashes) -> Hashes:
    """The 32 bits of two words in a row."""
    mixed = (left.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ (
        right.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    )
    hashes: Hashes = (mixed >> np.uint64(29)).astype(np.uint32)
    return hashes


@dataclass(frozen=True)
class Counts:
    """How often hashed things were seen: sorted hashes, and 16 times the natural logarithm of 1 + count, as bytes."""

    hashes: Hashes
    logs: NDArray[np.uint8]

    def of(self, wanted: Hashes) -> Floats:
        """log(1 + count) of each, 0 for what was not seen (or too seldom to be kept)."""
        if not len(self.hashes):
            return np.zeros(len(wanted), dtype=np.float32)
        places = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        found = np.where(self.hashes[places] == wanted, self.logs[places], 0)
        return found.astype(np.float32) / np.float32(16)


@dataclass(frozen=True)
class Habits:
    """How much likelier than elsewhere each group of kinds is after a word: sorted hashes, and 16 times the logarithms."""

    hashes: Hashes
    logs: NDArray[np.int8]

    def of(self, wanted: Hashes, groups: Ints) -> Floats:
        """The logarithm for each wanted word and group, 0 for a word that is not known."""
        if not len(self.hashes):
            return np.zeros(len(wanted), dtype=np.float32)
        places = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        found = np.where(self.hashes[places] == wanted, self.logs[places, groups], 0)
        return found.astype(np.float32) / np.float32(16)


@dataclass(frozen=True)
class Proclitics:
    """The model: counts of words and of pairs of words (also by sound), of name parts and their beginnings; the habits of
    the words before; and a net of one hidden layer.

    `marbuta` and `marbuta_sounds` count words as they are written with ta marbuta, which folding makes one with ha: `بلدية`
    (municipality) is not ب before `لديه` (he has).
    """

    words: Counts
    marbuta: Counts
    sounds: Counts
    marbuta_sounds: Counts
    pairs: Counts
    names: Counts
    prefixes: Counts
    habits: Habits
    weights: tuple[Floats, Floats, Floats]

    def decide(
        self, words: Sequence[str], before: Sequence[str], following: Sequence[str], near: Floats | None = None
    ) -> list[Candidate]:
        """The best split of each word.

        Args:
            words: tokens as written.
            before: the token before each in its sentence, "" at its beginning; a sign with a space after it is `sign + " "`.
            following: the token after each, "" at a sentence's end.
            near: what `nearby` counted for the words' candidates; zeros without it.

        Returns:
            A candidate a word.
        """
        if not len(words):
            return []
        options = [candidates(word) for word in words]
        sizes = np.array([len(each) for each in options], dtype=np.int64)
        scores = self.scores(self.features(words, before, following, near))
        first = np.cumsum(sizes) - sizes
        best = _best(scores, first, sizes) - first
        return [each[index] for each, index in zip(options, best.tolist(), strict=True)]

    def scores(self, features: Floats) -> Floats:
        """A score for each row of `features`; the softmax over a word's candidates is their probability."""
        inner, bias, outer = self.weights
        scores: Floats = np.maximum(features @ inner + bias, 0) @ outer
        return scores

    def features(
        self, words: Sequence[str], before: Sequence[str], following: Sequence[str], near: Floats | None = None
    ) -> Floats:
        """A row of FEATURES numbers for each candidate of each word, the words' candidates in a row.

        Args:
            words: as for `decide`, and so are the others.
            before: the token before each word.
            following: the token after each word.
            near: [candidates, 2] what `nearby` counted.
        """
        number: dict[str, int] = {}
        kind_of = np.array([number.setdefault(word, len(number)) for word in words], dtype=np.int64)
        own, sizes, sound, kinds = self._own(list(number))
        count = sizes[kind_of]
        first = np.cumsum(count) - count
        rows = np.arange(count.sum()) + np.repeat((np.cumsum(sizes) - sizes)[kind_of] - first, count)
        whole = np.repeat(first, count)
        table = own[rows]
        after = np.repeat(np.array([sound_hash(word) for word in following], dtype=np.uint32), count)
        earlier = np.repeat(np.array([_hashed(word) for word in before], dtype=np.uint32), count)
        pair = self.pairs.of(pair_hash(sound[rows], after))
        habit = self.habits.of(earlier, np.array(GROUPS)[kinds[rows]])
        near = np.zeros((len(rows), 2), dtype=np.float32) if near is None else near
        for column, values in ((_PAIR, pair), (_PAIR + _OWN, pair[whole]), (_HABIT, habit), (_HABIT + 1, habit[whole])):
            table[:, column] = values
        table[:, _NEAR : _NEAR + 2] = near
        table[:, _NEAR + 2] = near[whole, 1]
        return table

    def _own(self, words: Sequence[str]) -> tuple[Floats, Ints, Hashes, Ints]:
        """What does not depend on where a word stands: features, the number of candidates, their sounds and kinds."""
        options = [candidates(word) for word in words]
        sizes = np.array([len(each) for each in options], dtype=np.int64)
        flat = [candidate for each in options for candidate in each]
        whole = np.repeat(np.cumsum(sizes) - sizes, sizes)
        base, sound, *begin = np.array([_made_of(candidate.base) for candidate in flat], dtype=np.uint32).T
        kinds = np.array([candidate.kind for candidate in flat], dtype=np.int64)
        length = np.array([len(candidate.base) for candidate in flat])
        none, marbuta = np.zeros(len(flat), dtype=np.float32), np.repeat([_ends_in_marbuta(word) for word in words], sizes)
        seen = np.where(marbuta, self.marbuta.of(base), self.words.of(base))
        heard = np.where(marbuta, self.marbuta_sounds.of(sound), self.sounds.of(sound))
        own = [seen, heard, none, self.names.of(base), *(self.prefixes.of(prefix) for prefix in begin)]
        rare = [seen == 0, seen[whole] == 0, heard == 0, heard[whole] == 0, length <= 2, length == 3]
        article = np.array([candidate.base.startswith(_ARTICLE) for candidate in flat])
        columns = [*(kinds == kind for kind in range(len(KINDS))), *own, *(column[whole] for column in own)]
        table = np.stack(
            [np.asarray(c, dtype=np.float32) for c in [*columns, none, none, *rare, article, none, none, none]], axis=1
        )
        return table, sizes, sound, kinds


def sound_of(word: str) -> str:
    """A folded word with the letters of one foreign sound brought to one."""
    return word.translate(_SOUNDS)


@lru_cache(maxsize=REMEMBERED)
def sound_hash(word: str) -> int:
    """The hash of a word as written, by its sound."""
    return hash_of(sound_of(fold(word)))


@lru_cache(maxsize=REMEMBERED)
def _hashed(word: str) -> int:
    return hash_of(word)


@lru_cache(maxsize=REMEMBERED)
def _made_of(base: str) -> tuple[int, ...]:
    """The hashes of a folded base, of its sound, and of its beginnings."""
    return hash_of(base), hash_of(sound_of(base)), *(hash_of(f"{size}{base[:size]}") for size in _PREFIXES)


def _ends_in_marbuta(word: str) -> bool:
    return word.rstrip(_AFTER).endswith(_MARBUTA)


def _best(scores: Floats, first: Ints, sizes: Ints) -> Ints:
    """The index of the highest score of each word; the first among equals."""
    top = np.maximum.reduceat(scores, first)
    hit = np.flatnonzero(scores == np.repeat(top, sizes))
    owner = np.repeat(np.arange(len(sizes)), sizes)[hit]
    best: Ints = hit[np.searchsorted(owner, np.arange(len(sizes)))]
    return best


def letters_of(head: str) -> str:
    """What was split off, in plain letters, without vowel marks, tatweel and invisible marks."""
    return _MARKS.sub("", plain(head))


def is_alone(word: str) -> bool:
    """Whether a token is a proclitic written apart: و, or one with tatweel (لـ)."""
    return _ALONE.fullmatch(word) is not None


_TABLES = ("words", "marbuta", "sounds", "marbuta_sounds", "pairs", "names", "prefixes")


def read_proclitics(path: Path) -> Proclitics:
    """Read `proclitics.npz`.

    Raises:
        UserError: the file is missing or is no such model.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            tables = {
                name: Counts(np.cumsum(data[f"{name}_steps"], dtype=np.uint32), data[f"{name}_logs"])
                for name in _TABLES
            }
            habits = Habits(np.cumsum(data["habits_steps"], dtype=np.uint32), data["habits_logs"])
            weights = (data["inner"], data["bias"], data["outer"])
    except (OSError, ValueError, KeyError) as error:
        raise UserError(
            f"{path}: not a readable model of proclitics ({error}). Install the program again, or make it: make train."
        ) from error
    return Proclitics(**tables, habits=habits, weights=weights)


def write_proclitics(path: Path, model: Proclitics) -> None:
    """Write `proclitics.npz`; hashes as steps between them, which pack better."""
    tables = {name: getattr(model, name) for name in (*_TABLES, "habits")}
    steps = {
        f"{name}_steps": np.diff(table.hashes, prepend=np.uint32(0)).astype(np.uint32) for name, table in tables.items()
    }
    logs = {f"{name}_logs": table.logs for name, table in tables.items()}
    inner, bias, outer = model.weights
    np.savez_compressed(path, allow_pickle=False, **steps, **logs, inner=inner, bias=bias, outer=outer)


def counts_of(items: Iterable[tuple[int, int]]) -> Counts:
    """Counts from (hash, count) pairs; where two hashes meet, the greater count stands."""
    pairs = sorted(items)
    hashes = np.array([item[0] for item in pairs], dtype=np.uint32)
    logs = np.minimum(np.round(16 * np.log1p(np.array([item[1] for item in pairs], dtype=np.float64))), 255).astype(
        np.uint8
    )
    last = np.append(hashes[1:] != hashes[:-1], True) if len(hashes) else np.zeros(0, dtype=bool)
    return Counts(hashes[last], logs[last])
