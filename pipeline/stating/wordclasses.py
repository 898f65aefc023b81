"""What the words of a clause are to a relation: titles, verbs of meeting and going, places, countries' adjectives."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.base.letters import fold, key
from pipeline.base.words import REMEMBERED
from pipeline.comparing.demonyms import Demonyms, forms, read_countries
from pipeline.stating.inflection import Analyser, Reading

TITLES = frozenset({"head", "royal", "office", "deputy", "envoy", "speaker", "command", "manage", "member", "owner",
                    "judge", "cleric", "sport", "academic", "media", "occupation", "candidate", "counterpart",
                    "abstract", "post", "senior"})  # fmt: skip
LEADING = frozenset({"lead", "assume", "found", "own", "represent", "play", "join", "work", "rule"})
MEETING = frozenset({"meet", "receive", "talk", "call", "gather", "summit", "talks", "phone", "discuss", "accompany",
                     "pairmeet", "pairbetween", "talkabout", "event"})  # fmt: skip
GOING = frozenset({"visit", "arrive", "go", "return", "come", "attend", "tour", "pass", "stay", "trip", "summit",
                   "hold", "meet", "receive", "gather", "speech", "event", "begin", "accompany", "invite", "talks",
                   "pairmeet"})  # fmt: skip
ACTING = frozenset({"accuse", "support", "impose", "agree", "belonging", "backed"})
SPEECH = frozenset({"say", "point", "stress", "think", "warn", "deny", "express", "describe", "demand", "talkabout", "relay",
                    "inform", "mention"})  # fmt: skip
_PAIRED = frozenset({"pairmeet", "pairbetween"})
SOURCES = frozenset({"accordingto", "quoting"})
_TWO = frozenset({"pair", "+pair", "pairmeet"})
# Nouns that may stand for a name (`the body`, `the place`, `the state`, `the country`); a body's adjective may too.
STANDING = frozenset({"body", "place", "state", "country"})
_OF_PLACES = frozenset({"place", "body"})
_NONE: frozenset[str] = frozenset()
_PUNCTUATION = {"،": ",", ",": ",", "؛": ";", ";": ";", ":": ":", ".": ".", "؟": "?", "?": "?", "!": "?", "…": ".",
                "(": "(", ")": ")", "[": "(", "]": ")", "-": "-", "–": "-", "—": "-", "/": "/", "#": "#"}  # fmt: skip
_QUOTES = frozenset("\"'«»“”„‟‘’‹›")
_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وبال")
_LONGEST_FIRST = tuple(sorted(_ARTICLES, key=len, reverse=True))
# Forms beyond the rules, of those who have a morphology database.
FORMS = "forms.tsv"
# What may stand before a country's adjective, by its first letter: most words begin with none.
_BEFORE_COUNTRY = {letter: ("", *(p for p in (*_ARTICLES, "و", "ب", "ل", "ول") if p[0] == letter)) for letter in "اوبفكل"}
_NOTHING = ("",)


class Word(NamedTuple):
    """A written word, as a clause sees it.

    Attributes:
        folded: its folded form.
        sign: its class in the signature of a gap: a lexicon's kind, `a` for another definite word, `w` for any other.
        title: its reading as a title, if it has one.
        lead: its reading as a verb of leading or belonging.
        meet: its reading as a word of meeting.
        go: its reading as a word of going.
        act: its reading as a verb by which one name acts on another, or a word that ties one to another.
        country: code of the country whose adjective it is, else "".
        pair: whether it may begin an adjective of two words.
        definite: whether it is written with the article.
        kinds: all the kinds of its readings.
        readings: all its readings.
        lists: the lists of a sentence in which its place is noted (`clauses.Sentence`).
        tells: what it tells of whether something happened (`happening.tsv`), or "".
    """

    folded: str
    sign: str
    title: Reading | None
    lead: Reading | None
    meet: Reading | None
    go: Reading | None
    act: Reading | None
    country: str
    pair: bool
    definite: bool
    kinds: frozenset[str]
    readings: tuple[Reading, ...]
    lists: tuple[str, ...]
    tells: str = ""

    @property
    def bare(self) -> str:
        """The folded word without article and proclitics."""
        return _bare(self.folded)

    @property
    def two(self) -> bool:
        """Whether it is a title of two people or more."""
        return _is_two(self.title, self.folded)


class WordClasses:
    """The lexicons of `models/relations`, and what they say of each written word."""

    def __init__(
        self,
        analyser: Analyser,
        demonyms: Demonyms,
        cities: Mapping[str, str],
        bodies: Mapping[str, tuple[str, ...]],
        happening: Analyser,
    ) -> None:
        self.analyser = analyser
        self.happening = happening
        self.demonyms = demonyms
        self.cities = cities
        self.bodies = bodies
        self.word = lru_cache(REMEMBERED)(self._classify)
        self.inside = lru_cache(REMEMBERED)(self._inside)

    def office(self, word: Word) -> Word:
        """A word for two (`the two presidents`) as the office that it names, if it names one."""
        title = next((reading for reading in word.readings if reading.kind in TITLES), None)
        if title is None:
            return word
        return word._replace(title=title, sign=_title_sign(title), lists=("titles", *word.lists))

    def country_of(self, name: str) -> str:
        """Code of the country that a place's name is, or ""."""
        return self.demonyms.codes.get(fold(name), "")

    def _inside(self, name: str) -> str:
        """Code of the country in which a named place lies beyond doubt (a country: its own), or ""; `inside` remembers it."""
        written = key(name).replace(" ", "")
        bare = written.removeprefix("ال")
        return self.country_of(name) or self.cities.get(written) or self.cities.get(bare) or self.cities.get("ال" + bare, "")

    def pair(self, first: Word, second: Word) -> str:
        """Code of the country whose adjective two words are, or ""."""
        return self.demonyms.pairs.get((_bare(first.folded), _bare(second.folded)), "")

    def _classify(self, written: str) -> Word:
        """The classes of a written word; `word` remembers them."""
        folded = fold(written)
        readings = _places_first(self.analyser.readings(written, folded))
        country, pair, definite = self._country(folded)
        definite = definite or (folded.startswith(_ARTICLES) and len(folded) > 4)
        stands = definite and _bare(folded) in self.bodies
        tells = next((reading.kind for reading in self.happening.readings(written, folded)), "")
        if not readings:
            sign, nouns = _plain_sign(written, folded, definite), ("nouns",) if stands else ()
            return Word(folded, sign, None, None, None, None, None, country, pair, definite, _NONE, (), nouns, tells)

        def first(kinds: frozenset[str]) -> Reading | None:
            return next((reading for reading in readings if reading.kind in kinds), None)

        plain = any(reading.part == "word" and not reading.conjunction for reading in readings)
        title = None if plain else first(TITLES)
        if title is not None and not title.conjunction and any(r.part == "word" and r.conjunction for r in readings):
            title = None  # `and to` (وإلى), not `governor` (والي)
        sign = _sign(written, folded, readings, title, definite)
        lead, meet, go = (first(_PAIRED if plain else kinds) for kinds in (LEADING, MEETING, GOING))
        act = next((r for r in readings if r.kind in ACTING and r.part in (("word",) if plain else ("verb", "verbal"))), None)
        kinds = frozenset(reading.kind for reading in readings)
        lead = None if plain else lead
        two = sign in _TWO or _is_two(title, folded)
        noted = {"titles": title, "leads": lead, "meets": meet, "goes": go, "acts": act, "twos": two,
                 "nouns": stands or not kinds.isdisjoint(STANDING), "speech": readings[0].kind in SPEECH,
                 "sources": sign.lstrip("+") in SOURCES}  # fmt: skip
        lists = tuple(name for name, has in noted.items() if has)
        return Word(folded, sign, title, lead, meet, go, act, country, pair, definite, kinds, readings, lists, tells)

    def _country(self, folded: str) -> tuple[str, bool, bool]:
        """Country code of an adjective, whether it may begin one of two words, whether it is definite."""
        for article in _BEFORE_COUNTRY.get(folded[:1], _NOTHING):
            if folded.startswith(article):
                stem = folded[len(article) :]
                code = self.demonyms.single.get(stem, "")
                if code or stem in self.demonyms.firsts:
                    return code, stem in self.demonyms.firsts, article in _ARTICLES
        return "", False, False


def _sign(written: str, folded: str, readings: tuple[Reading, ...], title: Reading | None, definite: bool) -> str:
    """The sign of a word with readings."""
    if not folded[0].isalpha():
        return _plain_sign(written, folded, definite)
    word = next((reading for reading in readings if reading.part == "word"), None)
    if word is not None:
        return ("+" if word.conjunction else "") + word.kind
    return _title_sign(title) if title is not None else _reading_sign(readings[0])


def _plain_sign(written: str, folded: str, definite: bool) -> str:
    """The sign of a mark, a number, or a word without readings."""
    if not folded or not folded[0].isalnum():
        return '"' if written in _QUOTES else _PUNCTUATION.get(written, "*")
    if folded[0].isdigit():
        return "9"
    return ("+" if folded.startswith("وال") else "") + ("a" if definite else "w")


def _places_first(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a word; where it may be a place or a body (`the province`), not those as a woman's office (`governor`)."""
    if not any(reading.kind in _OF_PLACES for reading in readings):
        return readings
    return tuple(reading for reading in readings if not (reading.feminine and reading.kind in TITLES))


def _title_sign(title: Reading) -> str:
    start = "+" if title.conjunction else ""
    return start + title.preposition + "T" + ("p" if title.pronoun else "d" if title.definite else "")


def _reading_sign(reading: Reading) -> str:
    start = ("+" if reading.conjunction else "") + reading.preposition
    end = "p" if reading.pronoun else ""
    part = {"verb": "v", "verbal": "n"}.get(reading.part, "")
    return start + part + reading.kind + end


def _is_two(title: Reading | None, folded: str) -> bool:
    """Whether a title is written as a dual or a plural; the dual before a noun is written as the accusative."""
    return title is not None and (title.number != "sg" or (folded.endswith("ا") and not title.definite))


def _bare(folded: str) -> str:
    """A folded adjective without article and proclitics."""
    for article in _LONGEST_FIRST:
        if folded.startswith(article) and len(folded) > len(article) + 2:
            return folded[len(article) :]
    return folded


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a list of `models/relations`."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _further(path: Path) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(part, entry) -> its forms beyond the rules with their codes; empty where there is no such file."""
    forms: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in read_rows(path) if path.exists() else ():
        forms.setdefault((row["part"], row["entry"]), []).append((row["form"], row["code"]))
    return forms


def load_word_classes(folder: Path) -> WordClasses:
    """The lexicons in `folder`: words.tsv, titles.tsv, verbs.tsv, nouns.tsv, demonyms.tsv, cities.tsv, bodies.tsv, happening.tsv.

    Where there is a `forms.tsv`, which `pipeline.stating.morphology` writes, their words have its forms too.
    """
    analyser = Analyser(_further(folder / FORMS))
    for row in read_rows(folder / "words.tsv"):
        analyser.add_word(row["class"], row["form"])
    for row in read_rows(folder / "titles.tsv"):
        analyser.add_noun(row["class"], row["lemma"], split_cell(row["broken_plurals"]))
    for row in read_rows(folder / "verbs.tsv"):
        analyser.add_verb(row["class"], row["perfect"], row["imperfect"])
        for noun in split_cell(row["verbal_nouns"]):
            analyser.add_noun(row["class"], noun, part="verbal")
    for row in read_rows(folder / "nouns.tsv"):
        analyser.add_noun(row["class"], row["lemma"], split_cell(row["broken_plurals"]))
    happening = Analyser()
    for row in read_rows(folder / "happening.tsv"):
        if row["part"] == "verb":
            happening.add_verb(row["class"], row["form"], row["imperfect_or_plurals"])
        elif row["part"] == "noun":
            happening.add_noun(row["class"], row["form"], split_cell(row["imperfect_or_plurals"]))
        else:
            happening.add_word(row["class"], row["form"])
    cities = {row["name"]: row["country"] for row in read_rows(folder / "cities.tsv")}
    bodies = {
        fold(form): tuple(key(name) for name in split_cell(row["names"]))
        for row in read_rows(folder / "bodies.tsv")
        for form in forms(row["adjective"])
    }
    return WordClasses(analyser, Demonyms(read_countries(folder / "demonyms.tsv")), cities, bodies, happening)


def split_cell(cell: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part for part in cell.split("|") if part]
