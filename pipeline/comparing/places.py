"""Places that are known: countries by CLDR's Arabic names, cities by GeoNames', with code, country and coordinates."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from pipeline.base.letters import key
from pipeline.comparing.namewords import MODELS, lists, rows, without_article

# CLDR's territories that are no places on a map: pseudo-locales, unions, the unknown, outlying remainders.
_NO_PLACE = frozenset({"XA", "XB", "ZZ", "UN", "EU", "EZ", "QO", "001"})
# A city name that several cities have means the greatest of them without further evidence only if that one weighs this
# many times as much as the next (Athens in Greece and in Georgia: 52; Tripoli in Libya and in Lebanon: 6). Weights are
# people, tenfold for capitals and cities of Arabic countries (training/linking/places.py).
_DOMINANT = 10
_CAPITAL = 10_000_000  # weight of a capital city that a country's name may mean as well (Amman; not Salvador in Brazil)
# Weight of a city that the name of a greater one may mean as well where the article says so: Tripoli in Lebanon, but not
# Barcelona in Venezuela or Manchester in New Hampshire, whose countries are named beside the greater ones as often.
_GREAT = 2_000_000
LARGE = 100_000  # weight of a city that needs no evidence; smaller ones are too often namesakes of what is meant


@dataclass(frozen=True)
class Place:
    """A place that is known.

    Attributes:
        code: ISO 3166 (`FR`, `GB-SCT`), UN M.49 (`150`) or GeoNames (`GN-264371`).
        kind: country, region (continents and their parts, parts of a country) or city.
        country_code: ISO 3166 alpha-2; "" for what spans countries.
        latitude: degrees north; None where there is no point that stands for it.
        longitude: degrees east; likewise.
        canonical: the common Arabic name.
        latin: the English name.
    """

    code: str
    kind: str
    country_code: str
    latitude: float | None
    longitude: float | None
    canonical: str
    latin: str


@dataclass(frozen=True)
class _Cities:
    id: np.ndarray
    country: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    weight: np.ndarray
    latin: list[str]
    by_name: dict[str, list[int]]
    centre: dict[str, tuple[float, float]]


@cache
def _cities() -> _Cities:
    with np.load(MODELS / "places.npz", allow_pickle=False) as data:
        texts = json.loads(data["text"].tobytes())
        by_name: dict[str, list[int]] = defaultdict(list)
        for row, (_, *names) in enumerate(texts):
            for name in names:
                by_name[name].append(row)
        _by_hand(
            by_name,
            {(t[0], str(c)): i for i, (t, c) in reversed([*enumerate(zip(texts, data["country"], strict=True))])},
        )
        points = [(round(float(y), 3), round(float(x), 3)) for y, x in data["centre"]]
        return _Cities(
            data["id"],
            data["country"],
            data["latitude"],
            data["longitude"],
            data["weight"],
            [t[0] for t in texts],
            dict(by_name),
            dict(zip(data["centre_code"].tolist(), points, strict=True)),
        )


def _by_hand(by_name: dict[str, list[int]], at: dict[tuple[str, str], int]) -> None:
    """Adds the names written by hand to those of the cities, the greatest city of a Latin name and country for each."""
    for row in rows("city_names.tsv"):
        city, name = at.get((row["latin"], row["country"])), key(row["name"]).replace(" ", "")
        if city is not None and city not in by_name[name]:
            by_name[name].append(city)


@cache
def _countries() -> dict[str, Place]:
    """Folded Arabic name to country or region: CLDR's names, then the short and official forms written by hand."""
    from babel import Locale

    arabic, english = Locale("ar").territories, Locale("en").territories
    found: dict[str, Place] = {}
    for code in sorted(arabic):
        if code not in _NO_PLACE:
            found[key(arabic[code])] = _territory(code, arabic[code], english.get(code, code))
    for row in rows("country_names.tsv"):
        code = row["code"]
        found[key(row["name"])] = _territory(code, arabic.get(code, row["name"]), english.get(code, row["gloss"]))
    return found


def _territory(code: str, arabic: str, english: str) -> Place:
    if code.isdigit():
        return Place(code, "region", "", None, None, arabic, english)
    latitude, longitude = _cities().centre.get(code, (None, None))
    return Place(code, "region" if "-" in code else "country", code[:2], latitude, longitude, arabic, english)


@lru_cache(maxsize=1 << 16)
def country(name: str) -> Place | None:
    """The country that an Arabic name stands for.

    Args:
        name: as written; official, short and other forms are known.

    Returns:
        The country, or None; parts of a country and continents are none.
    """
    found = _countries().get(key(name))
    return found if found and found.kind == "country" else None


def place(name: str, countries: Collection[str] = ()) -> Place | None:
    """The place that an Arabic name stands for, if it is known beyond doubt.

    Args:
        name: as written.
        countries: codes of countries that the context speaks of: evidence for a city there.

    Returns:
        A country or region by that name; else the city, if only one is meant: the greatest in `countries`, or one that
        outweighs all its namesakes; else None.
    """
    return _place(name, frozenset(countries))


def namesake(folded: str, least: float = 0.0) -> str:
    """The English name of the greatest city of a folded Arabic name, whichever of its namesakes is meant: they are written alike.

    Args:
        folded: the name, folded.
        least: weight of a city below which its name may be a common word.
    """
    found = _rows(folded.replace(" ", "")) if ("LOC", without_article(folded)) not in lists().heads else []
    return _cities().latin[found[0]] if found and _cities().weight[found[0]] >= max(least, 1.0) else ""


def rivals(name: str) -> tuple[Place, ...]:
    """The places that an Arabic name may mean, the likeliest first, where more than one may be meant without its country.

    A country and a capital city of another (Oman, Amman), or cities none of which outweighs the others (Tripoli in Libya and
    in Lebanon).

    Args:
        name: as written.

    Returns:
        Two places or more of different countries, or none.
    """
    return _rivals(key(name))


@lru_cache(maxsize=1 << 16)
def _rivals(folded: str) -> tuple[Place, ...]:
    if ("LOC", without_article(folded)) in lists().heads:
        return ()  # "the city" is none
    weight, found = _cities().weight, _rows(folded.replace(" ", ""))
    if known := _countries().get(folded):
        places = [known, *(_city(row, folded) for row in found if weight[row] >= _CAPITAL)]
    else:
        least = max(_GREAT, weight[found[0]] / _DOMINANT) if found else 0
        places = [_city(row, folded) for row in found if weight[row] > least]
    others = {place.country_code: place for place in reversed(places)}
    return tuple(sorted(others.values(), key=places.index)) if len(others) > 1 else ()


@lru_cache(maxsize=1 << 16)
def _place(name: str, countries: frozenset[str]) -> Place | None:
    folded = key(name)
    if known := _countries().get(folded):
        told = known.country_code in countries
        return next((p for p in _rivals(folded) if p.country_code in countries and not told), known)
    cities = _cities()
    found = _rows(folded.replace(" ", ""))
    near = [row for row in found if cities.country[row] in countries]
    if near:
        return _city(near[0], name)
    if not found or cities.weight[found[0]] < LARGE:
        return None
    if len(found) > 1 and cities.weight[found[0]] < _DOMINANT * cities.weight[found[1]]:
        return None
    return _city(found[0], name)


def _rows(written: str) -> list[int]:
    """The cities of a folded name without spaces, with its article or another's, the weightiest first."""
    by_name = _cities().by_name
    return by_name.get(written) or by_name.get(written.removeprefix("ال")) or by_name.get("ال" + written) or []


def _city(row: int, name: str) -> Place:
    cities = _cities()
    point = round(float(cities.latitude[row]), 5), round(float(cities.longitude[row]), 5)
    return Place(f"GN-{cities.id[row]}", "city", str(cities.country[row]), *point, name, cities.latin[row])
