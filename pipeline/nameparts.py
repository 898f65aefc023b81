"""The parts of a name, and how the parts of one stand within another's."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.letters import key

FOLDER = Path(__file__).resolve().parent.parent / "models" / "linking" / "coreference"
# Shorter words only look as if they began with an article.
_SHORTEST_WITH_ARTICLE = 5


@dataclass(frozen=True)
class Lists:
    """What is written by hand about the parts of names; `models/linking/coreference/CARD.md` describes the files.

    Attributes:
        article: the folded article, written onto its word.
        particles: words that stand before a part and belong to it (son of, servant of, de).
        heads: (type, generic head) -> "yes" where the name without it means the same, "no" where it means another thing.
        variants: folded phrase -> the phrase that stands for it, in names of bodies; "" where it says nothing.
        known: folded name of a well-known body -> its code.
    """

    article: str
    particles: frozenset[str]
    heads: dict[tuple[str, str], str]
    variants: dict[str, str]
    known: dict[str, str]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def lists(folder: Path = FOLDER) -> Lists:
    """The lists under `folder`, read once."""
    forms = read_rows(folder / "particles.tsv")
    return Lists(
        article=next(key(r["form"]) for r in forms if r["use"] == "article"),
        particles=frozenset(key(r["form"]) for r in forms if r["use"] == "join"),
        heads={(r["type"], key(r["head"])): r["alone"] for r in read_rows(folder / "heads.tsv")},
        variants={key(r["form"]): key(r["stands_for"]) for r in read_rows(folder / "variants.tsv")},
        known={key(r["name"]): r["code"] for r in read_rows(folder / "bodies.tsv")},
    )


@lru_cache(maxsize=1 << 18)
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
    article = lists().article
    return word[len(article) :] if word.startswith(article) and len(word) >= _SHORTEST_WITH_ARTICLE else word


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
