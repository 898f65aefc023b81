"""What the linking stages know and compare with, in one object: similarity, countries, well-known bodies, reliabilities."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.base.letters import key
from pipeline.comparing.nameparts import bare, lists
from pipeline.comparing.similarity import name_similarity
from pipeline.comparing.wordrows import WordRows
from pipeline.linking import coreference
from pipeline.linking.blocking import Blocks
from pipeline.linking.coreference import Judged, Node, Similar
from pipeline.linking.reliability import Reliability, reliability

# Log-odds of a word's origin from which on it is held to be Arabic; as in the name similarity.
_ARABIC = 1.0
MODELS = Path(__file__).resolve().parents[2] / "models"


class Located(NamedTuple):
    """Where a place is: its country's ISO 3166 code ("" if not known), degrees north and east (NaN if not known)."""

    country_code: str
    latitude: float
    longitude: float


class Rival(NamedTuple):
    """One of several places that a name may mean: its code, its country's ISO 3166 code ("" if not known), its English name."""

    code: str
    country_code: str
    latin: str


@dataclass(frozen=True)
class Linking:
    """The knowledge that links names.

    Attributes:
        similar: compares two spellings of whole names of one type.
        blocks: the blocking keys of names of a type, as `blocking.pairs` takes them: names that share none are not compared.
        code: a place's name -> the code of the one place that is known by it, or "".
        country: a place's name -> the code of the country that it is or lies in, or "".
        nation: a folded word without article -> the code of the country it names or is the adjective of, or "".
        arabic: whether a word is an Arabic name, which given names and family names share.
        romanized: a name -> its ASCII form for ids.
        latin: a name, its type, and the Latin spelling that the text gives ("" for none) -> its Latin label.
        rivals: a place's name -> each place that it may mean, the likeliest first; none where one is meant.
        place: a place's name and the codes of the countries that its articles speak of -> where it is.
        reliability: how often each kind of case within an article was right.
    """

    similar: Similar
    blocks: Blocks
    code: Callable[[str], str]
    country: Callable[[str], str]
    nation: Callable[[str], str]
    arabic: Callable[[str], bool]
    romanized: Callable[[str], str]
    latin: Callable[[str, str, str], str]
    rivals: Callable[[str], tuple[Rival, ...]]
    place: Callable[[str, Collection[str]], Located]
    reliability: Reliability

    def node(self, name: str, type_: str) -> Node:
        """The name as it is compared: folded, in parts, with the codes of what it is known to name."""
        return Node(
            name, type_, key(name), coreference.article_parts(name, type_, self.nation),
            place=self.place_code(name) if type_ == "LOC" else "", body=self.body(name, type_),
        )  # fmt: skip

    def place_code(self, name: str) -> str:
        """The code of the known place, also where its country's adjective is written after it (the American United States)."""
        if known := self.code(name):
            return known
        rest, _, last = name.rpartition(" ")
        known = self.code(rest) if rest else ""
        return known if known and self.nation(bare(key(last))) == known else ""

    def body(self, name: str, type_: str) -> str:
        """The code of the well-known body or landscape that a name is known for, or "".

        Known is it also where its own country's adjective is written after it (the Tunisian Ennahda movement).
        """
        folded = key(name)
        if known := lists().known.get((type_, folded), ""):
            return known
        rest, _, last = folded.rpartition(" ")
        known = lists().known.get((type_, rest), "")
        return known if known and self.nation(bare(last)) == lists().lands.get(known) else ""


def by_spelling(one: str, other: str, type_: str) -> Judged:
    """`name_similarity` as linking takes it; a function of this module, so that other processes can be sent to it."""
    match = name_similarity(one, other, type_)
    return Judged(match.verdict, match.score, match.detail)


def load(folder: Path) -> Linking:
    """The knowledge under `folder` (`models/linking`), the demonyms beside it, and what the name similarity learned.

    Args:
        folder: the folder that holds `coreference/`.
    """
    from pipeline.comparing.demonyms import Demonyms, read_countries
    from pipeline.comparing.namekeys import blocking_keys
    from pipeline.comparing.places import place, rivals
    from pipeline.comparing.romanize import romanize, romanized_id
    from pipeline.comparing.wordpairs import model

    demonyms = Demonyms(read_countries(folder.parent / "relations" / "demonyms.tsv"))

    @lru_cache(maxsize=1 << 16)
    def code(name: str) -> str:
        known = place(name)
        return known.code if known else ""

    @lru_cache(maxsize=1 << 16)
    def country(name: str) -> str:
        known = place(name)
        return known.country_code if known else ""

    @lru_cache(maxsize=1 << 16)
    def nation(word: str) -> str:
        names = demonyms.codes
        return demonyms.single.get(word, "") or names.get(word, "") or names.get(lists().articles[0] + word, "")

    def arabic(word: str) -> bool:
        return model().origin(word) >= _ARABIC

    def several(name: str) -> tuple[Rival, ...]:
        return tuple(Rival(known.code, known.country_code, known.latin) for known in rivals(name))

    def located(name: str, countries: Collection[str]) -> Located:
        known = place(name, countries)
        if known is None:
            return Located("", math.nan, math.nan)
        if known.latitude is None or known.longitude is None:
            return Located(known.country_code, math.nan, math.nan)
        return Located(known.country_code, known.latitude, known.longitude)

    return Linking(
        by_spelling, blocking_keys, code, country, nation, arabic, romanized_id, romanize, several, located,
        reliability(folder / "coreference"),
    )  # fmt: skip


def plain() -> Linking:
    """Knowledge without models: two spellings are the same where their keys are. For tests and for a first look."""

    def similar(one: str, other: str, type_: str) -> Judged:
        same = key(one) == key(other)
        return Judged("same" if same else "undecided", float(same), "equal keys" if same else "keys differ")

    def nothing(name: str) -> str:
        return ""

    return Linking(
        similar=similar, blocks=_words, code=nothing, country=nothing,
        nation=nothing, arabic=lambda word: False, romanized=_ascii, latin=lambda name, type_, latin: latin or _ascii(name),
        rivals=lambda name: (), place=lambda name, countries: Located("", math.nan, math.nan), reliability={},
    )  # fmt: skip


def _words(names: Sequence[str], type_: str) -> tuple[np.ndarray, np.ndarray]:
    """The words of names as their blocking keys."""
    words = WordRows.of([bare(word) for word in key(name).split()] for name in names)
    return words.row, words.values.astype(np.uint64)


def _ascii(name: str) -> str:
    """A stand-in for the romanised form: the name's ASCII letters, else the code points."""
    return "".join(c for c in key(name) if c.isascii() and c.isalnum()) or "".join(f"{ord(c):x}" for c in key(name)[:4])
