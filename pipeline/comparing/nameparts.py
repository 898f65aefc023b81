"""The parts of a name, and how the parts of one stand within another's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.base.letters import key
from pipeline.base.lists import read_list

FOLDER = Path(__file__).resolve().parents[2] / "models" / "linking" / "coreference"
# Shorter words only look as if they began with an article.
_SHORTEST_WITH_ARTICLE = 5
_FULL = 2  # words of a full name


@dataclass(frozen=True)
class Lists:
    """What is written by hand about the parts of names; `models/linking/coreference/CARD.md` describes the files.

    Attributes:
        articles: the folded article, and what else is written onto a word like it.
        particles: words that stand before a part and belong to it (son of, servant of, de).
        heads: (type, generic head) -> "yes" where the name without it means the same, "here" where it does within one article,
            "no" where it means another thing.
        variants: folded phrase -> the phrase that stands for it, in names of bodies; "" where it says nothing.
        known: (type, folded name) of a well-known body, landscape or person of several names -> its code.
        alone: last word of such a person's name -> the person's code: by itself it is many people's, but for who has no article.
        lands: such a code -> the code of the country whose body it is, where it is one country's.
        state_first: parts with which the names of bodies begin that each country has (ministry of, supreme court).
        state_whole: parts of such names that stand alone.
        shared: (kind, folded name) of bodies that many are called: "generic" in several countries (clubs, papers, parties),
            "reference" where only the article says which (the movement), "abroad" what a country has in others (embassy).
        syllabic: family names, Chinese, Korean and Vietnamese, after which each syllable tells another person.
        titles: folded titles, of one word or several, that may stand before a person's name.
        after: folded titles that stand after it (pasha).
    """

    articles: tuple[str, ...]
    particles: frozenset[str]
    heads: dict[tuple[str, str], str]
    variants: dict[str, str]
    known: dict[tuple[str, str], str]
    alone: dict[str, str]
    lands: dict[str, str]
    state_first: frozenset[tuple[str, ...]]
    state_whole: frozenset[tuple[str, ...]]
    shared: tuple[tuple[str, str], ...]
    syllabic: frozenset[str]
    titles: frozenset[str]
    after: frozenset[str]


@cache
def lists(folder: Path = FOLDER) -> Lists:
    """The lists under `folder`, read once."""
    forms, state = read_list(folder / "particles.tsv"), read_list(folder / "state_bodies.tsv")
    bodies = read_list(folder / "bodies.tsv")
    people, alone = _people(folder)
    return Lists(
        articles=tuple(key(r["form"]) for r in forms if r["use"] == "article"),
        particles=frozenset(key(r["form"]) for r in forms if r["use"] == "join"),
        heads={(r["type"], key(r["head"])): r["alone"] for r in read_list(folder / "heads.tsv")},
        variants={key(r["form"]): key(r["stands_for"]) for r in read_list(folder / "variants.tsv")},
        known={(r["type"], key(r["name"])): r["code"] for r in bodies} | {("PER", name): code for name, code in people.items()},
        alone=alone,
        lands={r["code"]: r["country"] for r in bodies if r["country"]},
        state_first=frozenset(tuple(key(r["words"]).split()) for r in state if r["where"] == "first"),
        state_whole=frozenset(tuple(key(r["words"]).split()) for r in state if r["where"] == "whole"),
        titles=frozenset(key(r["form"]) for r in forms if r["use"] == "title"),
        after=frozenset(key(r["form"]) for r in forms if r["use"] == "after"),
        syllabic=frozenset(key(r["name"]) for r in read_list(folder / "syllabic_families.tsv")),
        shared=tuple((r["kind"], key(r["words"])) for r in read_list(folder / "shared_names.tsv")),
    )


def _people(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The folded names of people who have several, with their codes; and those that are only another's last word."""
    rows = [(key(r["name"]), r["code"]) for r in read_list(folder / "people.tsv")]
    last = {(name.rpartition(" ")[2], code) for name, code in rows if " " in name}
    alone = {name: code for name, code in rows if (name, code) in last}
    return {name: code for name, code in rows if name not in alone}, alone


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a name, folded: particles joined to what follows, leading articles left out.

    "Abd al-Fattah al-Sisi" has two parts, "Muhammad bin Salman" two.
    """
    found, held = [], ""
    for word in key(name).split():
        if word in lists().particles:
            held += word
            continue
        found.append(held + word if held else bare(word))
        held = ""
    return (*found, held) if held else tuple(found)


def bare(word: str) -> str:
    """A folded word without its article."""
    if len(word) >= _SHORTEST_WITH_ARTICLE:
        for article in lists().articles:
            if word.startswith(article):
                return word[len(article) :]
    return word


@lru_cache(maxsize=1 << 16)
def of_state(name: str) -> bool:
    """Whether a name is of a kind of body that each country has one of: what it means depends on where it is used."""
    words = tuple(bare(word) for word in key(name).split())
    state = lists()
    return words in _bared(state.state_whole) or any(
        words[: len(first)] == first for first in _bared(state.state_first)
    )


@cache
def _bared(names: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(bare(word) for word in words) for words in names)


@cache
def shared_names(kind: str) -> frozenset[tuple[str, ...]]:
    """The parts of the bodies' names of a kind that many are called: "generic", "reference" or "abroad"."""
    return frozenset(parts(name) for of, name in lists().shared if of == kind)


def without_head(found: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a body's name without a generic head that may be left out (club, newspaper)."""
    return found[1:] if len(found) > 1 and lists().heads.get(("ORG", found[0])) == "yes" else found


def without_title(name: str) -> str:
    """A person's name without the titles before it, of one word or several, and after it, where two words are left."""
    words = key(name).split()
    if len(words) > _FULL and words[-1] in lists().after:
        words = words[:-1]
    while n := next((n for n in range(len(words) - _FULL, 0, -1) if " ".join(words[:n]) in lists().titles), 0):
        words = words[n:]
    return " ".join(words) if len(words) < len(key(name).split()) else name


def particle_of(name: str) -> str:
    """The particle before the last part of a name (son of, house of), or ""."""
    words = key(name).split()
    return next((word for word in words[-2:-1] if word in lists().particles), "")


def within(short: tuple[str, ...], long: tuple[str, ...]) -> str:
    """How the parts `short` stand in the parts `long`.

    Returns:
        "equal", "first" (its first parts: a given name, a body without what follows), "last" (a family name), "inner",
        "skips" (first and last the same, parts between left out), "some" (two or more, in order), or "".
    """
    if short == long:
        return "equal"
    n = len(short)
    if not n or n >= len(long):
        return ""
    if long[-n:] == short:
        return "last"
    if long[:n] == short:
        return "first"
    if any(long[i : i + n] == short for i in range(1, len(long) - n)):
        return "inner"
    return _scattered(short, long) if n > 1 else ""


def _scattered(short: tuple[str, ...], long: tuple[str, ...]) -> str:
    rest = iter(long)
    if not all(part in rest for part in short):
        return ""
    return "skips" if short[0] == long[0] and short[-1] == long[-1] else "some"
