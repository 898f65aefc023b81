"""Names of bodies and places that begin with a common word, in English: الجيش السوري الحر, Free Syrian Army."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from pipeline.base.letters import clean, key
from pipeline.comparing.namewords import rows
from pipeline.comparing.places import place

_AND = "و"
_PREFIXES = ("", "ال", "لل", "ل")
_SHORTEST = 3  # letters of a word whose prefix is taken off
_NAMES = 3  # more words than this that are no common ones, and the whole is rather a name
_HEADS = {"ORG": ("head", "head-last"), "LOC": ("site", "site-first")}
_AROUND = {"ORG": ("noun", "members", "adjective", "nation", "title"), "LOC": ("adjective", "nation", "title")}
_LONGEST_PLACE = 4  # words


@dataclass
class _Parts:
    """What stands around the head of a name.

    Attributes:
        adjectives: (role, English) of the head's, the last said first.
        names: what is no common word, spelled; countries and cities apart, in `places`.
        nouns: what the body is for, each with its adjectives.
        members: whether these are who sits in it, whom English names after the head.
    """

    adjectives: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    members: bool = False

    def before(self) -> list[str]:
        """What stands before the head: Syrian Khasan Central; without a name as the Arabic has it, backwards."""
        if not self.names:
            return [text for _, text in self.adjectives]
        nations = [text for role, text in self.adjectives if role == "nation"]
        return [*nations, *self.names, *(text for role, text in self.adjectives if role != "nation")]


@cache
def _glossary(roles: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Folded word or two words, without article, to its role and its English: the words of these roles alone."""
    return {key(r["form"]): (r["role"], r["latin"]) for r in rows("org_words.tsv") if r["role"] in roles}


def english(name: str, type: str, spelled: Callable[[str], str]) -> str:
    """The English of a name that begins with a common word: a body's head, or what a place is.

    Args:
        name: as written.
        type: ORG or LOC; other names have no such head.
        spelled: writes what is no common word in Latin letters.

    Returns:
        Adjectives, names, head and what it is for, in English order; "" where the first word is no such head, another
        head or a foreign "of" follows, or too many words are no common ones.
    """
    words = clean(name).split()
    heads = _HEADS.get(type, ())
    size = next((n for n in (2, 1) if len(words) > n and _found(" ".join(words[:n]), heads)), 0)
    head, rest = _found(" ".join(words[:size]), heads), words[size:]
    if head is None or any(_found(word, (*heads, "foreign")) for word in rest):
        return ""
    parts = _taken_apart(rest, type, spelled)
    return _put_together(head, parts) if parts else ""


def _taken_apart(words: list[str], type: str, spelled: Callable[[str], str]) -> _Parts | None:
    parts, run = _Parts(), list[str]()
    roles = _AROUND[type]
    last = "head"
    for role, text, joined in [*_items(words, roles), ("end", "", False)]:
        if role in ("name", "title"):
            run.append(text)
            last = "name"
            continue
        noun, parts.members = role in ("noun", "members"), parts.members or role == "members"
        if run:
            parts.names.append(" ".join(run))
            run = []
        if role == "place":
            parts.places.append(text)
        elif role == "adjective" and last == "noun":
            parts.nouns[-1] = f"{text} {parts.nouns[-1]}"
        elif role in ("adjective", "nation"):
            parts.adjectives.insert(0, (role, text))
        elif noun and joined and parts.nouns:
            parts.nouns[-1] += f" and {text}" if text not in parts.nouns[-1] else ""
        elif noun:
            parts.nouns.append(text)
        last = "noun" if noun else last
    if sum(len(one.split()) for one in parts.names) > _NAMES:
        return None
    parts.names = [spelled(one) for one in parts.names]
    return parts


def _items(words: list[str], roles: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    """(role, English or the word itself, whether "and" joins it) of what follows the head."""
    at = 0
    while at < len(words):
        if two := _found(" ".join(words[at : at + 2]), roles) if at + 1 < len(words) else None:
            yield *two, words[at].startswith(_AND)
            at += 2
        elif one := _found(words[at], roles):
            yield *one, _is_joined(words[at], roles)
            at += 1
        elif known := _place_at(words, at):
            yield "place", known[0], False
            at += known[1]
        else:
            yield "name", words[at], False
            at += 1


def _place_at(words: list[str], at: int) -> tuple[str, int] | None:
    """The English name of the country or city that begins at a word, and its words; the longest one."""
    for count in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
        if found := place(" ".join(words[at : at + count])):
            return found.latin, count
    return None


def _put_together(head: tuple[str, str], parts: _Parts) -> str:
    role, latin = head
    if role == "site-first":
        return " ".join([*(text for _, text in parts.adjectives), latin, *parts.names, *parts.places])
    after = role == "head" or parts.members or len(parts.nouns) > 1 or any(" and " in noun for noun in parts.nouns)
    of = [*(parts.nouns if after else []), *(parts.places if role == "head" else [])]
    before = [*parts.before(), *([] if role == "head" else parts.places), *([] if after else parts.nouns)]
    return " ".join([*before, latin]) + (f" of {' and '.join(of)}" if of else "")


def _is_joined(word: str, roles: tuple[str, ...]) -> bool:
    return word.startswith(_AND) and _found_bare(key(word), roles) is None


def _found(words: str, roles: tuple[str, ...]) -> tuple[str, str] | None:
    """A word or two of the glossary, in either gender, with or without article, "for" or "and"."""
    folded = key(words)
    return _found_bare(folded, roles) or (_found_bare(folded.removeprefix(_AND), roles) if folded.startswith(_AND) else None)


def _found_bare(folded: str, roles: tuple[str, ...]) -> tuple[str, str] | None:
    glossary = _glossary(roles)
    bare = [_without_prefix(word) for word in folded.split()]
    choices = [(word, *forms) for word, forms in zip(folded.split(), bare, strict=True)]
    if len(choices) == 2:
        return next((glossary[f"{a} {b}"] for a in choices[0] for b in choices[1] if f"{a} {b}" in glossary), None)
    if len(choices) != 1:
        return None
    forms = [form for word in choices[0] for form in (word, word.removesuffix("ه"))]
    return next((glossary[form] for form in forms if form in glossary), None)


def _without_prefix(word: str) -> list[str]:
    return [word[len(p) :] for p in _PREFIXES if p and word.startswith(p) and len(word) - len(p) >= _SHORTEST]
