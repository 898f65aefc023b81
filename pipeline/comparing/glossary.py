"""What single words of names are in English: common words, places and bodies that are known, spoken letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from pipeline.base.letters import clean, key
from pipeline.comparing.namewords import rows
from pipeline.comparing.places import place

AND = "و"
FOR = "ل"
ARTICLE = "ال"
_PREFIXES = ("ال", "لل", "ل")
_SHORTEST = 3  # letters of a word whose prefix is taken off
_LONGEST = 5  # words of a place or a body inside a name
_BESIDE = regex.compile(r"\s*\([^)]*\)")


def known(folded: str, type: str) -> str:
    """The English name of a place or body that is known by its folded name; "" for another."""
    if type == "LOC" and (found := place(folded)):
        return unmarked(found.latin)
    return _bodies().get((type, folded), "")


def unmarked(text: str) -> str:
    """Without the marks of scholarly transcription (Dar‘ā -> Dara), which fonts lack and readers skip."""
    kept = unicodedata.normalize("NFD", text)
    return "".join(c for c in kept if not unicodedata.combining(c) and c not in "‘’ʻʼ`")


@cache
def _bodies() -> dict[tuple[str, str], str]:
    """(type, folded name) of well-known bodies and places, with their English name."""
    named = rows("coreference/bodies.tsv")
    return {(r.get("type") or "ORG", key(r["name"])): _BESIDE.sub("", r["gloss"]) for r in named}


@cache
def _words(roles: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Folded word or two words, without article, to its role and its English: the words of these roles alone."""
    return {key(r["form"]): (r["role"], r["latin"]) for r in reversed(rows("org_words.tsv")) if r["role"] in roles}


@cache
def _letters() -> dict[str, str]:
    """A Latin letter's name, as written, to the letter."""
    return {r["form"]: r["latin"] for r in rows("org_words.tsv") if r["role"] == "letter"}


@lru_cache(maxsize=1 << 16)
def word(words: str, roles: tuple[str, ...]) -> tuple[str, str] | None:
    """The role and English of a word or two, in either gender, with or without article, "for" or "and".

    Args:
        words: as written.
        roles: those of `org_words.tsv` that are looked for.
    """
    folded = key(words)
    return _bare(folded, roles) or (_bare(folded.removeprefix(AND), roles) if folded.startswith(AND) else None)


def is_joined(written: str, roles: tuple[str, ...]) -> bool:
    """Whether a word that the glossary has begins with "and"."""
    return written.startswith(AND) and _bare(key(written), roles) is None


def _bare(folded: str, roles: tuple[str, ...]) -> tuple[str, str] | None:
    glossary = _words(roles)
    choices = [(one, *_without_prefix(one)) for one in folded.split()]
    if len(choices) == 2:
        pairs = (f"{a} {b}" for a in choices[0] for b in choices[1])
        forms = [form for pair in pairs for form in (pair, _masculine(pair))]
    elif len(choices) == 1:
        forms = [form for one in choices[0] for form in (one, one.removesuffix("ه"))]
    else:
        return None
    return next((glossary[form] for form in forms if form in glossary), None)


def _masculine(pair: str) -> str:
    return " ".join(one.removesuffix("ه") for one in pair.split())


def _without_prefix(one: str) -> list[str]:
    return [one[len(p) :] for p in _PREFIXES if one.startswith(p) and len(one) - len(p) >= _SHORTEST]


def place_at(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The English name of the place or body that begins at a word, and how many words it has; the longest one."""
    for count in range(min(_LONGEST, len(words) - at), 0, -1):
        name = " ".join(words[at : at + count])
        for written in (name, *_without_for(name)):
            if found := known(key(written), "LOC") or (count > 1 and known(key(written), "ORG")):
                return found, count
    return None


def _without_for(name: str) -> list[str]:
    """A name that "for" is written onto: للأمم المتحدة is الأمم المتحدة."""
    if name.startswith(FOR + FOR):
        return [ARTICLE + name[2:]]
    return [name[1:]] if name.startswith(FOR) and len(name) > _SHORTEST + 1 else []


def acronyms(words: Sequence[str]) -> list[str]:
    """Words of which runs of spoken Latin letters are brought together: إن بي سي نيوز, NBC نيوز."""
    spoken = [letter for one in words for letter in _spoken(one)]
    out: list[str] = []
    run: list[tuple[str, str]] = []
    for one, letter in [*spoken, ("", "")]:
        if letter:
            run.append((one, letter))
            continue
        out += ["".join(letter for _, letter in run)] if len(run) > 1 else [one for one, _ in run]
        run = []
        out += [one] if one else []
    return out


def _spoken(written: str) -> list[tuple[str, str]]:
    """(word, its letter or "") of a word, or of the letters that points part in it (إن.بي.سي)."""
    parts = clean(written.replace(".", " ")).split()
    if all(part in _letters() for part in parts):
        return [(part, _letters()[part]) for part in parts]
    return [(written, "")]
