"""Arabic names as the English-language press romanises them, picked from pairs that hold all romanisations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import regex

from pipeline.base.letters import key
from pipeline.comparing.namewords import rows
from training.linking.align import Aligner, Pair, Unit
from training.linking.joint import whole
from training.linking.pairs import plain_latin

# Log-odds of origin above which a pair is taken for an Arabic name's; below, the foreign ones outnumber the Arabic.
_ARABIC = 1.0
_OFTEN = 2  # times that a form written by hand is read: it is what the press has settled on
_VOWELS = regex.compile("[aeiou]")
# The consonants that stand for a letter in the press; each may be doubled. French and scholarly ways (ch, c, dj, kaf) are others.
_SOUNDS = {
    "ا": ("",), "أ": ("",), "إ": ("",), "آ": ("",), "ى": ("",), "ء": ("",), "ئ": ("",), "ؤ": ("",), "ع": ("",),
    "ب": ("b",), "ت": ("t",), "ث": ("th",), "ج": ("j",), "ح": ("h",), "خ": ("kh",), "د": ("d",), "ذ": ("dh", "th"),
    "ر": ("r",), "ز": ("z",), "س": ("s",), "ش": ("sh",), "ص": ("s",), "ض": ("d", "dh"), "ط": ("t",), "ظ": ("z", "dh"),
    "غ": ("gh",), "ف": ("f",), "ق": ("q",), "ك": ("k",), "ل": ("l",), "م": ("m",), "ن": ("n",), "ه": ("h", ""),
    "ة": ("h", "t", ""), "و": ("w", ""), "ي": ("y", ""),
}  # fmt: skip
_MAY_END_IN_E = frozenset("هةويع")


def sequences(pairs: Iterable[Pair], aligner: Aligner, origin: Callable[[str], float]) -> list[list[Unit]]:
    """The units of the pairs that are Arabic names in the press's romanisation.

    Args:
        pairs: (plain Latin, cleaned Arabic).
        aligner: their aligner.
        origin: log-odds that a folded word is Arabic.
    """
    arabic = (pair for pair in pairs if origin(key(pair[1])) > _ARABIC)
    found = (whole(aligner.best(*pair)[1]) for pair in arabic)
    return [units for units in found if units and pressed(units)]


def pressed(units: Sequence[Unit]) -> bool:
    """Whether each unit is one letter with the consonants that the press writes for it, and no mute e ends the word."""
    for latin, arabic in units:
        bones = _VOWELS.sub("", latin)
        sounds = _SOUNDS.get(arabic, ())
        if bones not in sounds and not (len(bones) == 2 and bones[0] == bones[1] in sounds):
            return False
    return not units[-1][0].endswith(("e", "o")) or units[-1][1] in _MAY_END_IN_E


def by_hand(origin: Callable[[str], float]) -> list[Pair]:
    """The Arabic words of `press_names.tsv` and their forms, each as often as it is to be read."""
    forms = ((plain_latin(r["latin"]), r["name"]) for r in rows("press_names.tsv") if " " not in r["name"])
    return sorted((latin, name) for latin, name in forms if latin and origin(key(name)) > _ARABIC) * _OFTEN
