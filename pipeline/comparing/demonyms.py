"""Countries and the adjectives that stand for them, in every form a newspaper writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.letters import fold
from pipeline.base.lists import read_list

_ARTICLE = "ال"
_YEH = "ي"
_TEH = "ة"


@dataclass(frozen=True)
class Country:
    """A country (or a part of one with an adjective of its own).

    Attributes:
        code: ISO 3166 code.
        name: the short name newspapers use.
        names: all names, the short one first.
        adjectives: masculine singular adjectives without the article, one or two words.
        plurals: plurals that no rule gives.
        gloss: its English name.
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    plurals: tuple[str, ...]
    gloss: str = ""


def adjective_of(name: str) -> str:
    """The relative adjective of a country's name of one word; "" for a name of several.

    The article goes, and a feminine or long ending, before the ending -i (Ryding 2005, chapter 10.3).
    """
    if " " in name:
        return ""
    stem = name.removeprefix(_ARTICLE)
    for ending in ("يا", "ية", "ا", _TEH):
        if stem.endswith(ending) and len(stem) > len(ending) + 2:
            stem = stem.removesuffix(ending)
            break
    return stem if stem.endswith(_YEH) else stem + _YEH


def forms(adjective: str) -> Iterator[str]:
    """The forms of an adjective of one word without the article: gender, dual, sound plurals, unfolded."""
    for ending in ("", _TEH, "ين", "ون", "ات", "ان", "تان", "تين"):
        yield adjective + ending


def read_countries(path: Path) -> list[Country]:
    """The countries of `demonyms.tsv`, which `python -m training.relations demonyms` makes.

    Args:
        path: a table with the columns code, name, other_names, adjectives, plurals, gloss; lists parted by `|`.
    """
    return [_country(row) for row in read_list(path)]


def _country(row: dict[str, str]) -> Country:
    def parts(cell: str) -> tuple[str, ...]:
        return tuple(part for part in cell.split("|") if part)

    return Country(
        row["code"],
        row["name"],
        (row["name"], *parts(row["other_names"])),
        parts(row["adjectives"]),
        parts(row["plurals"]),
        row["gloss"],
    )


class Demonyms:
    """Adjectives and names of countries, looked up by their folded form without article and proclitics."""

    def __init__(self, countries: list[Country]) -> None:
        self.countries = tuple(countries)
        self.names: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.single: dict[str, str] = {}
        self.pairs: dict[tuple[str, str], str] = {}
        for country in countries:
            self._add(country)
        self.firsts = frozenset(first for first, _ in self.pairs)

    def _add(self, country: Country) -> None:
        self.names[country.code] = country.name
        for name in country.names:
            self.codes.setdefault(fold(name), country.code)
        for adjective in country.adjectives:
            words = adjective.split()
            if len(words) == 1:
                for form in (*forms(adjective), *country.plurals):
                    self.single.setdefault(fold(form), country.code)
            else:
                self._add_pair(words[0], words[1], country.code)

    def _add_pair(self, first: str, second: str, code: str) -> None:
        firsts = {fold(form) for form in forms(first)} if first.endswith(_YEH) else {fold(first)}
        for one in firsts:
            for two in forms(second):
                self.pairs[one, fold(two)] = code
