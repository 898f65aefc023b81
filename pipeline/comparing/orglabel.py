"""Names of organizations in English, where every word of them is a common one: الجيش السوري الحر, Free Syrian Army."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.base.letters import key
from pipeline.comparing.namewords import rows, without_article

_AND = "و"


@dataclass(frozen=True)
class _Word:
    role: str
    latin: str


@cache
def _glossary() -> dict[str, _Word]:
    """Folded word, without article, to its part in a name and its English word."""
    return {key(r["form"]): _Word(r["role"], r["latin"]) for r in rows("org_words.tsv")}


def english(name: str) -> str:
    """The English words of a name that is a head, nouns and adjectives of the glossary.

    Args:
        name: an organization's name as written.

    Returns:
        Adjectives, head, "of" and nouns; "" where a word is not in the glossary, or the name is a single word.
    """
    words = [_found(word) for word in key(name).split()]
    if len(words) < 2 or any(word is None for word in words):
        return ""
    known = [word for word in words if word is not None]
    if known[0].role != "head" or any(word.role == "head" for word in known[1:]):
        return ""
    adjectives = [word.latin for word in known if word.role == "adjective"]
    nouns = [word.latin for word in known if word.role == "noun"]
    label = " ".join([*reversed(adjectives), known[0].latin])
    return f"{label} of {' and '.join(nouns)}" if nouns else label


def _found(word: str) -> _Word | None:
    """A word of the glossary, in either gender, with or without article or "and"."""
    glossary = _glossary()
    for form in (word, word.removeprefix(_AND)):
        bare = form.removeprefix("ال") if form.startswith("ال") else without_article(form)
        for lemma in (form, bare, bare.removesuffix("ه")):
            if lemma in glossary:
                return glossary[lemma]
    return None
