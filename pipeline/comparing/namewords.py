"""The words of a name as names are compared: what joins, what modifies, what may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np

from pipeline.base.letters import key
from pipeline.base.lists import read_list
from pipeline.comparing.wordrows import WordRows

MODELS = Path(__file__).resolve().parents[2] / "models" / "linking"
_ARTICLE = "ال"
# Letters that some houses take from Persian for the sounds v and p, and in Tunisia, Morocco and Iraq for g; most write without.
_LENT = str.maketrans({"ڤ": "ف", "پ": "ب", "ڨ": "ق", "ڭ": "ك", "گ": "ك"})
SPELLED = "_"  # marks a word of Latin letters that were spoken or written one by one
_INITIALS = 2  # letters from which they are read as one word
# Latin letters that Arabic writes alike when they are spoken: `letters.tsv` has the first of each.
_TOLD_APART = str.maketrans("jpv", "gbf")
_ANY = "?"  # a letter that may be A, E or I
_VOWELS = "aei?"
# The letter I has a madda, which folding takes away; a mark that folding leaves stands for it meanwhile.
_I, _MARKED_I, _FOLDED_I = re.compile("\\bآي\\b"), "ءاي", "اي"


@dataclass(frozen=True)
class Lists:
    """What is written by hand about the words of names; see `models/linking/CARD.md`.

    Attributes:
        modifiers: word -> (group, value): two values of a group never name one thing (north, south).
        nationalities: folded adjective (masculine, without article) -> country code.
        variants: word -> the word that it is another way to write.
        links: words that join parts and may be left out (son of, van).
        houses: those of them that name the house (Al).
        joined: words that are written with the next word or apart from it (Abd, Abu).
        onto: these with the article of the word they are written onto.
        prefixes: given names that are the first half of double ones and often left out.
        short_given: a given name's short form and its full form, and the other way round (Joe, Joseph).
        heads: (type, word) that may stand before a name or be left out (city, club) -> least and most words left.
        unsaid: beginning of a name, without articles -> the modifiers after it that say nothing (the international airport).
        letters: a Latin letter as it is spoken or written in Arabic -> the letter, one for those that Arabic writes alike.
    """

    modifiers: dict[str, tuple[str, str]]
    nationalities: dict[str, str]
    variants: dict[str, str]
    links: frozenset[str]
    houses: frozenset[str]
    joined: frozenset[str]
    onto: tuple[str, ...]
    prefixes: frozenset[str]
    short_given: frozenset[tuple[str, str]]
    heads: dict[tuple[str, str], tuple[int, int]]
    unsaid: frozenset[tuple[tuple[str, ...], str]]
    letters: dict[str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header under `models/linking`."""
    return read_list(MODELS / name)


@cache
def lists() -> Lists:
    """The lists under `models/linking`, read once."""
    parts = rows("particles.tsv")
    roles = {
        role: frozenset(r["form"] for r in parts if r["role"] == role) for role in ("link", "house", "joined", "prefix")
    }
    variants = {r["form"]: r["stands_for"] for r in rows("variants.tsv")}
    short = [tuple(variants.get(key(r[c]), key(r[c])) for c in ("short", "full")) for r in rows("short_given.tsv")]
    return Lists(
        modifiers={r["form"]: (r["group"], r["value"]) for r in rows("modifiers.tsv")},
        nationalities=_nationalities(),
        variants=variants,
        links=roles["link"] | roles["house"],
        houses=roles["house"],
        joined=roles["joined"],
        onto=tuple(sorted(word + _ARTICLE for word in roles["joined"])),
        prefixes=roles["prefix"],
        short_given=frozenset((one, other) for a, b in short for one, other in ((a, b), (b, a))),
        heads={(r["type"], r["form"]): (int(r["least"]), int(r["most"])) for r in rows("heads.tsv")},
        unsaid=frozenset((tuple(r["head"].split()), r["form"]) for r in rows("unsaid.tsv")),
        letters={r["form"]: r["letter"] for r in rows("letters.tsv")},
    )


def _nationalities() -> dict[str, str]:
    found = {}
    for row in rows("../relations/demonyms.tsv"):
        for adjective in row["adjectives"].split("|"):
            if adjective and " " not in adjective:
                found[key(adjective)] = row["code"]
    return found


def nationality(word: str) -> str:
    """The country code of a nationality adjective in any gender, with or without article; "" for another word."""
    table = lists().nationalities
    bare = without_article(word)
    return table.get(bare) or table.get(bare.removesuffix("ه"), "")


def without_article(word: str) -> str:
    """A folded word without the article; short words that only look as if they had one are left alone."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


@lru_cache(maxsize=1 << 16)
def modifier(word: str) -> tuple[str, str] | None:
    """The (group, value) of a modifier, in any gender, with or without article; digits are numbers."""
    table = lists().modifiers
    bare = without_article(word)
    for form in (word, bare, bare.removesuffix("ه")):
        if form in table:
            return table[form]
    return ("number", word) if word.isdigit() else None


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, each in the writing that its variants share, Abd and its like joined to the next.

    Latin letters that are spoken or written one by one are one word (J. D., `_gd`).
    """
    known = lists()
    table, joined = known.variants, known.joined
    words: list[str] = []
    pending = ""
    told = _I.sub(_MARKED_I, name) if "آ" in name else name
    for written in _letters_joined(key(told).translate(_LENT).split()):
        word = table.get(written, _FOLDED_I if written == _MARKED_I else written)
        if word.startswith(known.onto):
            word = _varied_onto(word)
        if pending:
            words.append(pending + word)
            pending = ""
        elif word in joined:
            pending = word
        else:
            words.append(word)
    return tuple([*words, pending] if pending else words)


def _letters_joined(words: list[str]) -> list[str]:
    """The words, two or more Latin letters that stand side by side as one word of a mark and the letters."""
    letters = lists().letters
    if letters.keys().isdisjoint(words):
        return words
    found: list[str] = []
    for spelled, some in groupby(words, letters.__contains__):
        run = list(some)
        found += [SPELLED + "".join(map(letters.__getitem__, run))] if spelled and len(run) >= _INITIALS else run
    return found


def one_spelling(left: str, right: str) -> bool:
    """Whether two words are the same Latin letters, of which at least one has them spoken or one by one."""
    one, other = _spelled(left), _spelled(right)
    alike = all(x == y or (_ANY in (x, y) and {x, y} <= set(_VOWELS)) for x, y in zip(one, other, strict=False))
    return len(one) == len(other) > 0 and alike


def _spelled(word: str) -> str:
    """A word of Latin letters with a mark and its letters as Arabic tells them apart, be they spoken or not; "" for another."""
    if word.startswith(SPELLED):
        return word
    return SPELLED + word.translate(_TOLD_APART) if word.isascii() and word.isalpha() else ""


def _varied_onto(word: str) -> str:
    """A word that Abd or its like is written onto, in the writing that its variants share: Abdalrahmaan, Abdalrahman."""
    first = next(form for form in lists().onto if word.startswith(form)).removesuffix(_ARTICLE)
    rest = word.removeprefix(first)
    return first + lists().variants.get(rest, rest)


def is_light(words: tuple[str, ...], at: int, type: str) -> bool:
    """Whether a word may be left out without changing who is meant; a name that begins with "son of" is the son's."""
    least, most = _head(words[at], type)
    return (words[at] in lists().links and at > 0) or (at == 0 and least < len(words) <= most + 1)


def _head(word: str, type: str) -> tuple[int, int]:
    """How many words at least and at most stand after a word that may be left out before them; (1, 0) for another word."""
    heads = lists().heads
    return heads.get((type, word)) or heads.get((type, without_article(word)), (1, 0))


def is_unsaid(words: tuple[str, ...], at: int) -> bool:
    """Whether a modifier says nothing that the beginning of its name does not: airports are international."""
    form, before = without_article(words[at]).removesuffix("ه"), tuple(map(without_article, words[:at]))
    return bool(before) and any(form == said and before[: len(head)] == head for head, said in lists().unsaid)


def light_words(words: WordRows, type: str) -> np.ndarray:
    """`is_light` for each word of many names at once.

    Args:
        words: the words of names, as `words_of` gives them.
        type: PER, LOC or ORG, of all.

    Returns:
        Booleans, one for each of `words.values`.
    """
    known = lists()
    heads = [_head(word, type) for word in words.words]
    link = np.array([word in known.links for word in words.words], dtype=bool)[words.values]
    least, most = np.array(heads, dtype=np.int64).reshape(-1, 2)[words.values].T
    place, length = words.place, words.lengths[words.row]
    return (link & (place > 0)) | ((place == 0) & (least < length) & (length <= most + 1))
