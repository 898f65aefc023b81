"""Consonants that writers of one name exchange, and whether two words have the same ones."""

from __future__ import annotations

from collections.abc import Iterable

# Letters that variants exchange, brought to one; vowels and what comes and goes are dropped. Read off the learned units.
CLASSES = str.maketrans(
    {
        "غ": "ج", "ك": "ج", "ق": "ج", "گ": "ج", "خ": "ج", "چ": "ج",
        "ز": "س", "ش": "س", "ص": "س", "ظ": "س", "ذ": "س", "ژ": "س",
        "ط": "ت", "ث": "ت", "ض": "د", "ڤ": "ف", "پ": "ب",
        "ا": "", "و": "", "ي": "", "ه": "", "ع": "", "ء": "", "ح": "",
    }
)  # fmt: skip
PAIRS = (("تش", "ش"), ("كس", "س"), ("تز", "ز"), ("تس", "س"), ("دز", "ز"), ("دج", "ج"))
# Readings of one letter in two languages: Lisbon's v and b, Guterres's s and th, Kerch's ch and k, Jacob's j and y,
# Brezhnev's zh and z, Nechirvan's ch and j, Srebrenica's ts and ch; and n, which alone of all consonants is often left out and
# slips in (Constand, Nainggolan).
_READINGS = frozenset(
    frozenset(pair)
    for pair in (
        ("و", "ف"), ("ب", "ف"), ("ي", "ج"), ("ي", "غ"), ("ت", "د"), ("ط", "د"), ("ث", "س"), ("ث", "ز"), ("ث", "ت"),
        ("ش", "ك"), ("ش", "خ"), ("تس", "ك"), ("ه", "ت"), ("ل", "ي"), ("ض", "ز"), ("ض", "ظ"), ("ذ", "د"),
        ("ج", "دي"), ("ح", "ه"), ("ح", "خ"), ("ح", "ك"), ("ن", ""), ("ج", "ز"), ("ج", "ش"), ("ج", "تش"), ("تس", "تش"),
    )
)  # fmt: skip
_H = "ح"  # dropped in keys, but not by writers


def slim(letters: str) -> str:
    """Letters with those that variants exchange brought to one, without vowels and doubled ones."""
    for pair, one in PAIRS:
        letters = letters.replace(pair, one)
    out = letters.translate(CLASSES)
    return "".join(c for i, c in enumerate(out) if not i or c != out[i - 1])


def other_consonant(units: Iterable[tuple[str, str]]) -> str:
    """The first of the units in which two words differ that no two writers of one name differ in; "" for none.

    Args:
        units: what differs, as `editmodel.Edits` has it.

    Returns:
        Such as `ر/ل`; an empty side is a letter too many.
    """
    for unit in units:
        x, y = (side.strip("^$") for side in unit)
        if frozenset((x, y)) in _READINGS or frozenset(_core(x, y)) in _READINGS:
            continue
        if slim(x) != slim(y) or (_H in x) != (_H in y):
            return f"{x or '-'}/{y or '-'}"
    return ""


def _core(x: str, y: str) -> tuple[str, str]:
    """Two letters or more without the first and the last that both share."""
    if x and y and x[0] == y[0]:
        x, y = x[1:], y[1:]
    return (x[:-1], y[:-1]) if x and y and x[-1] == y[-1] else (x, y)
