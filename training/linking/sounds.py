"""Latin spellings brought to how they sound, so that two of them can be told to be one name or two."""

from __future__ import annotations

import re

# European spellings of one sound: ph-f, ck-k, sch-sh ...; applied in order.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"), (r"^(?:al|el)(?=.{3})", ""), (r"tsch|tch|cz|ch", "c"), (r"sch|sh|sz", "s"), (r"ph|v|w", "f"),
        (r"ck|q|kh|c(?=[aoulrtkn]|$)", "k"), (r"x", "ks"), (r"dj|dzh|gi(?=[ao])|zh", "j"), (r"th", "t"), (r"gh", "g"),
        (r"tz|ts|z", "s"), (r"dh", "d"), (r"ou|oo|u|o", "o"), (r"ee|ie|ei|ea|i|y|e", "i"), (r"h", ""), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_SOFT = str.maketrans({"g": "j", "p": "b", "c": "s"})


def sound(latin: str) -> str:
    """A plain Latin spelling with every sound written one way; vowels are a, i and o."""
    for pattern, as_ in _SOUNDS:
        latin = pattern.sub(as_, latin)
    return latin


def skeleton(latin: str) -> str:
    """The consonants of `sound`, voiced and unvoiced ones that Arabic confuses brought together; the first vowel as `a`."""
    heard = sound(latin).translate(_SOFT)
    return ("a" if heard[:1] in set("aio") else "") + re.sub("[aio]", "", heard)
