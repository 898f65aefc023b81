"""What single words of names are in English: common words, places and bodies that are known, spoken letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from pipeline.base.letters import clean, key
from pipeline.comparing.namewords import rows
from pipeline.comparing.places import LARGE, namesake, place

AND = "و"
FOR = "ل"
ARTICLE = "ال"
_PREFIXES = {"ال": 2, "لل": 2, "ل": 3}  # with the fewest letters of a word that one is taken off from: الطب, medicine
_SHORTEST = 3  # letters of a name that "for" is taken off from
# Roles of words that a name of common words may begin with in English, beside its head.
_COMMON = ("noun", "members", "sport", "adjective", "nation")
_LONGEST = 5  # words of a place or a body inside a name
_NUMBER = regex.compile(r"(?<=\p{Arabic})-?(?=\d)")  # where a number is written onto a word: إتش17, إف-35
_BESIDE = regex.compile(r"\s*\([^)]*\)|, of [^(]*$")


def known(folded: str, type: str) -> str:
    """The English name of a place or body that is known by its folded name; "" for another."""
    if type == "LOC" and (found := place(folded)):
        return unmarked(found.latin)
    return _bodies().get((type, folded), "") or (city(folded, LARGE) if type == "LOC" else "")


def city(folded: str, least: float = 0.0) -> str:
    """The English name of a city that is not known for certain, as `namesake` has it; "" for particles and people's names."""
    return "" if folded in _particles() or folded in press() else unmarked(namesake(folded, least))


@cache
def press() -> dict[str, str]:
    """Arabic word or words, as written and folded, to the form that the English-language press has settled on."""
    found = rows("press_names.tsv")
    # A madda is a sound of its own: أبي (father of) is not آبي (Abe).
    folded = {key(r["name"]): r["latin"] for r in found if "آ" not in r["name"]}
    return folded | {r["name"]: r["latin"] for r in found}


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
def _definite() -> tuple[frozenset[str], frozenset[str]]:
    """The English words that a name of common words begins with; the last words of its head, and of others with "the"."""
    table = rows("org_words.tsv")
    common = {w for r in table if r["role"] in _COMMON or r["role"].startswith("head") for w in r["latin"].split()[:1]}
    last = {r["latin"].split()[-1] for r in table if r["role"].startswith("head")}
    return frozenset(common), frozenset(last)


@cache
def _with_the() -> frozenset[str]:
    return frozenset(r["word"] for r in rows("with_the.tsv"))


def the(english: str) -> str:
    """A body or place inside another name, with "the" where English has it: the Israeli Army, Damascus University."""
    common, heads = _definite()
    head = regex.split(" (?:of|for|in) ", english, maxsplit=1)[0].split()
    named = head[-1] in _with_the() or (head[0] in common and head[-1] in heads)
    return f"the {english}" if named and head[0] != "the" else english


def is_particle(one: str) -> bool:
    """Whether a word joins the words of names, in whatever language: دير, a monastery, is a German article too."""
    return key(one) in _particles()


@cache
def _particles() -> frozenset[str]:
    return frozenset(r["form"] for r in rows("particles.tsv"))


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
    return [one[len(p) :] for p, least in _PREFIXES.items() if one.startswith(p) and len(one) - len(p) >= least]


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
    """(word, its letter or "") of a word, or of the letters that points part in it (إن.بي.سي), a number after them too."""
    parts = clean(_NUMBER.sub(" ", written.replace(".", " "))).split()
    if (
        parts
        and parts[0] in _letters()
        and all(part in _letters() or (part.isascii() and part.isdigit()) for part in parts)
    ):
        return [(part, _letters().get(part, part)) for part in parts]
    return [(written, "")]
