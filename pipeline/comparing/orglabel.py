"""Names of bodies and places that are made of common words, in English: الجيش السوري الحر, Free Syrian Army."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from pipeline.base.letters import clean
from pipeline.comparing import glossary
from pipeline.comparing.glossary import AND, ARTICLE, FOR, place_at, the, word

_IN = "في"
_NAMES = 3  # more words than this that are no common ones, and the whole is rather a name
_BODY, _SITE = ("head", "head-last", "head-name"), ("site", "site-first")
_HEADS = {"ORG": _BODY, "LOC": _SITE}
_NOUNS = ("noun", "members", "sport")
_QUALITIES = ("adjective", "leading", "nation")
_AROUND = {"ORG": (*_NOUNS, *_QUALITIES, "title"), "LOC": (*_QUALITIES, "title")}
_FOREIGN = ("foreign",)
_ALONE = ("alone",)
_OF_SPORT = ("head-sport",)
_EDITION = ("edition",)

# What is done, in English: "and" joins it to what else is done (Diseases Monitoring and Prevention), a thing to things.
_DEED = regex.compile("(?:ing|[ts]ion|ment)$")

_Spelled = Callable[[str], str]


@dataclass
class _Item:
    """A word of a name, or several that belong together.

    Attributes:
        role: the glossary's; "place" for a known place or body, "inner" for a whole body after "of", "name" for the rest.
        text: its English; a name's words as written.
        joined: whether "and" joins it to what stands before.
        meant: whether "for" joins it.
        unknown: how many of an inner body's words are no common ones.
    """

    role: str
    text: str
    joined: bool = False
    meant: bool = False
    unknown: int = 0


@dataclass
class _Parts:
    """What stands around the head of a name, each in English.

    Attributes:
        qualities: (role, English) of the head's adjectives, the last said first.
        names: what is no common word, spelled; countries and cities apart, in `places`.
        nouns: what the body is for, each with its adjectives.
        latest: the noun that was read last.
        members: whether these are who sits in it, whom English names after the head.
        link: "of" or "for", before the nouns.
        sport: whether the body is for a sport.
        inner: the body or place that the head belongs to; nothing follows it.
        unknown: how many words are no common ones.
    """

    qualities: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    latest: str = ""
    members: bool = False
    link: str = "of"
    sport: bool = False
    inner: str = ""
    unknown: int = 0

    def before(self, places: Sequence[str]) -> list[str]:
        """What stands before the head: North Aleppo International; without a name the nation, the rest backwards."""
        if not self.names and not places:
            return [text for _, text in sorted(self.qualities, key=lambda quality: quality[0] != "nation")]
        first = [text for role, text in self.qualities if role != "adjective"]
        return [*first, *self.names, *places, *(text for role, text in self.qualities if role == "adjective")]


def english(name: str, type: str, spelled: _Spelled) -> str:
    """The English of a name of common words: a body's, or what a place is and its name.

    Args:
        name: as written.
        type: ORG or LOC; other names are not translated.
        spelled: writes what is no common word in Latin letters.

    Returns:
        Adjectives, names, head and what it is for, in English order; "" where the words don't tell, a foreign "of"
        stands among them, or too many words are no common ones.
    """
    words = clean(name).split()
    if not words or type not in _HEADS or any(word(one, _FOREIGN) for one in words[1:]):
        return ""
    if len(words) == 1:
        found = word(words[0], _ALONE) if type == "ORG" else None
        return found[1] if found else ""
    if _IN in words[1:-1]:
        at = words.index(_IN, 1)
        left = english(" ".join(words[:at]), type, spelled)
        return f"{left} in {_where(words[at + 1 :], spelled)}" if left else ""
    if edition := _edition(words):
        return f"{spelled(' '.join(words[:-1]))} {edition}"
    text, unknown = _Reader(type, spelled).phrase(words)
    if not text:
        text, unknown = _Reader("ORG", spelled).described(words, *_other_head(words, type))
    return text if unknown <= _NAMES else ""


def _other_head(words: Sequence[str], type: str) -> tuple[int, tuple[str, str]]:
    """The head of a body's name that says what place it is (a port), or of a place's that says what body (a ministry)."""
    size, head = _head(words, "LOC" if type == "ORG" else "ORG")
    return (size, head) if head[0] != "site-first" and not glossary.is_particle(words[0]) else (0, head)


def _edition(words: list[str]) -> str:
    """The language of a broadcaster's or newspaper's edition, said after its foreign name: BBC Arabic; "" for none."""
    language = word(words[-1], _EDITION)
    return language[1] if language and words[-1][:2] != ARTICLE and not _head(words, "ORG")[0] else ""


def _where(words: list[str], spelled: _Spelled) -> str:
    """The place after "in"."""
    known = place_at(words, 0)
    if known and known[1] == len(words):
        return the(known[0])
    translated = english(" ".join(words), "LOC", spelled)
    return the(translated) if translated else spelled(" ".join(words))


@dataclass(frozen=True)
class _Reader:
    """Reads the names of a type, ORG or LOC, and spells what is no common word."""

    type: str
    spelled: _Spelled

    def phrase(self, words: list[str]) -> tuple[str, int]:
        """The English of two words or more, and how many of them are no common ones; "" where they don't tell."""
        size, head = _head(words, self.type)
        return self.described(words, size, head) if size else self._headless(list(self._items(words)))

    def described(self, words: list[str], size: int, head: tuple[str, str]) -> tuple[str, int]:
        """The same of a name whose first words, `size` of them, are its head; "" without one."""
        if not size or size == len(words):
            return head[1] if size else "", 0
        parts = self._taken_apart(self._items(words[size:], head[0]))
        other = word(words[0], _OF_SPORT) if parts.sport and size == 1 else None
        return _put_together(("head-last", other[1]) if other else head, parts), parts.unknown

    def _items(self, words: list[str], head: str = "") -> Iterator[_Item]:
        """What stands in a name, after its head if it has one; a name that follows such a head as "newspaper" stays."""
        at, last = 0, ""
        if head == "head-name" and not words[0].startswith(FOR) and not word(words[0], ("nation",)):
            yield _Item("name", words[0])
            at = 1
        while at < len(words):
            item, count = self._item(words, at, last)
            yield item
            last, at = item.role, at + count

    def _item(self, words: list[str], at: int, last: str) -> tuple[_Item, int]:
        """What begins at a word, and how many words it has; `last` is the role before it."""
        one, roles = words[at], _AROUND[self.type]
        meant = one.startswith(FOR) and bool(word(one[1:], roles))
        if at + 1 < len(words) and (two := word(" ".join(words[at : at + 2]), roles)):
            return _Item(*two, joined=one.startswith(AND), meant=meant), 2
        known = place_at(words, at)
        if known and known[1] > 1:
            return _Item("place", known[0]), known[1]
        found = word(one, _QUALITIES) if last in _QUALITIES and one.startswith(AND) else None
        found = found or word(one, roles)
        # A quality has the head's article; without one, the word is a head that looks like a quality.
        if found and (found[0] not in _QUALITIES or ARTICLE in one[:3] or not _head(words[at:], self.type)[0]):
            return _Item(*found, joined=glossary.is_joined(one, roles), meant=meant), 1
        if inner := self._inner(words[at:]):
            return inner
        return (_Item("place", known[0]) if known else _Item("name", one)), 1

    def _inner(self, words: list[str]) -> tuple[_Item, int] | None:
        """The body or place that begins here and ends the name, or a head that stands alone; None for neither."""
        for type in ("ORG", "LOC") if self.type == "ORG" else ("LOC", "ORG"):
            size, head = _head(words, type)
            if size == len(words):
                return _Item("noun", head[1].removesuffix(" of"), joined=words[0].startswith(AND)), size
            text, unknown = _Reader(type, self.spelled).phrase(words) if size else ("", 0)
            if text:
                return _Item("inner" if type == "ORG" else "place", text, unknown=unknown), len(words)
        return None

    def _taken_apart(self, items: Iterable[_Item]) -> _Parts:
        parts, run, last = _Parts(), list[_Item](), ""
        for item in [*items, _Item("end", "")]:
            if item.role in ("name", "title") or (item.role == "place" and last == "name"):
                # A place beside a name is a part of it: San Jose, Saint Petersburg.
                run += [_Item("place", parts.places.pop())] if last == "place" and item.role == "name" else []
                run.append(item)
                last = "name"
                continue
            if run:
                parts.names.append(self._run(run))
                parts.unknown += 1 if run[0].role == "title" else sum(one.role == "name" for one in run)
                run = []
            last = _add(parts, item, last)
        return parts

    def _run(self, run: list[_Item]) -> str:
        """Words of a name in Latin letters; one that "for" is written onto without it."""
        return self.spelled(" ".join(_without_for(one.text) if one.role == "name" else one.text for one in run))

    def _headless(self, items: list[_Item]) -> tuple[str, int]:
        """The English of a name that no head begins: common words alone, or a name and its nation or age; else ("", 0)."""
        roles = [item.role for item in items]
        names = sum(role == "name" for role in roles)
        if names:
            around = "nation" if self.type == "ORG" else "leading"
            after = items[names:]
            if after and after[0].meant and roles[:names] == ["name"] * names and after[0].role in _NOUNS:
                parts = self._taken_apart(after)
                return " ".join([self._run(items[:names]), *parts.before(parts.places), *parts.nouns]), names
            whole = bool(after) and roles == ["name"] * names + [around] * len(after)
            qualities = [item.text for item in reversed(items[names:])]
            return (" ".join([*qualities, self._run(items[:names])]), names) if whole else ("", 0)
        if len(items) == 1:
            return (items[0].text, 0) if roles[0] in _NOUNS else ("", 0)
        if roles[0] in _NOUNS and not items[1].joined:
            parts = self._taken_apart(items[1:])
            return _put_together(("head-last", items[0].text), parts), parts.unknown
        nouns = bool(set(roles) & set(_NOUNS))
        joined = any(item.joined and item.role == "nation" for item in items)
        if (
            len(items) < 2
            or joined
            or {"title", "inner", "place"} & set(roles[1:])
            or not (nouns or roles[0] == "place")
        ):
            return "", 0
        parts = self._taken_apart(items)
        return " ".join(
            [*parts.before(parts.places if nouns else []), *([] if nouns else parts.places), *parts.nouns]
        ), 0


def _head(words: Sequence[str], type: str) -> tuple[int, tuple[str, str]]:
    """How many words the head of a name has, 0 without one; its role and English."""
    for size in (2, 1):
        if len(words) >= size and (found := word(" ".join(words[:size]), _HEADS[type])):
            # The Newspaper's adjectives are its own; what follows a newspaper is its name.
            named = found[0] == "head-name" and words[0].startswith(ARTICLE)
            return size, ("head-last" if named else found[0], found[1])
    return 0, ("", "")


def _without_for(one: str) -> str:
    return ARTICLE + one[2:] if one.startswith(FOR + FOR) else one


def _add(parts: _Parts, item: _Item, last: str) -> str:
    """Adds what is no name to the parts; the role that what follows it sees before it."""
    noun = item.role in _NOUNS
    parts.members = parts.members or item.role == "members"
    parts.sport = parts.sport or item.role == "sport"
    parts.link = "for" if item.meant and not parts.nouns else parts.link
    parts.unknown += item.unknown
    if item.role == "place":
        parts.places.append(item.text)
    elif item.role == "inner":
        parts.inner = item.text
    elif item.role in _QUALITIES and item.joined and parts.qualities and last in _QUALITIES:
        parts.qualities[0] = (parts.qualities[0][0], f"{parts.qualities[0][1]} and {item.text}")
    elif item.role == "leading" and last == "place":
        parts.places[-1] = f"{item.text} {parts.places[-1]}"
    elif item.role == "leading" and last == "nation":
        parts.qualities[0] = ("nation", f"{item.text} {parts.qualities[0][1]}")
    elif item.role == "adjective" and last == "noun" and not parts.members:
        before, joint, last_noun = parts.nouns[-1].rpartition(" and ")
        parts.nouns[-1] = f"{before}{joint}{item.text} {last_noun}"
    elif item.role in _QUALITIES:
        parts.qualities.insert(0, (item.role, item.text))
    elif noun and item.joined and parts.nouns:
        deeds = _DEED.search(item.text) and _DEED.search(parts.nouns[-1]) and not _DEED.search(parts.latest)
        at = len(parts.nouns[-1]) if deeds else parts.nouns[-1].rfind(parts.latest) + len(parts.latest)
        more = f" and {item.text}" if item.text not in parts.nouns[-1] else ""
        parts.nouns[-1] = parts.nouns[-1][:at] + more + parts.nouns[-1][at:]
        parts.latest = item.text
    elif noun and parts.nouns:
        before, joint, of = parts.nouns[-1].rpartition(" and ")
        parts.nouns[-1] = f"{before}{joint}{item.text} {of}"
        parts.latest = item.text
    elif noun:
        parts.nouns.append(item.text)
        parts.latest = item.text
    return "noun" if noun or (last == "noun" and item.role == "adjective") else item.role


def _put_together(head: tuple[str, str], parts: _Parts) -> str:
    role, latin = head
    # The Arab of the United Arab Emirates is said there, what is General of the General Staff in its name.
    said = " ".join([latin, *parts.places]).split()
    parts.qualities = [quality for quality in parts.qualities if quality[1] not in said]
    if role == "site-first":
        whole = [*(text for _, text in parts.qualities), latin, *parts.names, *parts.places, *parts.nouns]
        return " ".join(whole).removesuffix(" of")
    after = bool(parts.nouns) and (role == "head" or parts.members or any(" and " in noun for noun in parts.nouns))
    behind = role == "head" and not after and not parts.inner
    before = [*parts.before([] if behind else parts.places), *([] if after else parts.nouns)]
    of = [f"of {the(place)}" for place in parts.places] if behind else []
    of += [f"{parts.link} {noun}" for noun in parts.nouns] if after else []
    of += [f"of {the(parts.inner)}"] if parts.inner and role != "site" else []
    before += [parts.inner] if parts.inner and role == "site" else []
    return " ".join([*before, latin, *of])
