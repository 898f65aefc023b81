"""The two models of the transliterator: units of Arabic and Latin letters, and Latin letters alone (latin.npz)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from pipeline.comparing.transliterator import LETTER_BITS, UNIT_BITS, A
from training.linking import ngrams
from training.linking.align import Aligner, Pair, Unit

# Least counts of grams of one, two ... symbols, the count below which a gram is left out: half the size, the same figures.
_UNITS = (1, 1, 1, 2, 2)
_LETTERS = (1, 1, 1, 1, 2, 2)
_SELDOM = 3  # a unit seen less often is a slip of the alignment, or of the source
# A third of the pairs are read a second time as hasty writers write them: without hamza, ya without dots.
HASTY = str.maketrans("أإآىة", "ااايه")


def sequences(pairs: Iterable[Pair], aligner: Aligner) -> list[list[Unit]]:
    """The units of each pair, each with Arabic letters; pairs that don't align, or only by rare units, are left out."""
    found = [whole(units) for pair in pairs if (units := aligner.best(*pair)[1])]
    seen = Counter(unit for units in found for unit in units)
    return [units for units in found if all(seen[unit] >= _SELDOM for unit in units)]


def whole(units: Sequence[Unit]) -> list[Unit]:
    """Latin letters that no Arabic letter stands for, brought to the unit before them, or at the beginning to the next."""
    whole: list[Unit] = []
    leading = ""
    for latin, arabic in units:
        if arabic:
            whole.append((leading + latin, arabic))
            leading = ""
        elif whole:
            whole[-1] = (whole[-1][0] + latin, whole[-1][1])
        else:
            leading += latin
    return whole


def learn(found: Sequence[list[Unit]], latin: Iterable[str], name: str = "") -> dict[str, np.ndarray]:
    """The arrays of `latin.npz` that make a speller.

    Args:
        found: the units of each pair.
        latin: plain Latin forms of names, for the letters.
        name: what the arrays' names begin with.
    """
    hasty = [[(letters, arabic.translate(HASTY)) for letters, arabic in units] for units in found[::3]]
    read = [*found, *hasty]
    names = sorted({unit for units in read for unit in units}, key=lambda unit: (unit[1], unit[0]))
    number = {unit: i for i, unit in enumerate(names, 2)}
    if len(names) + 2 > 1 << UNIT_BITS:
        raise ValueError(f"{len(names)} units do not fit into {UNIT_BITS} bits: raise UNIT_BITS, or _SELDOM here.")
    numbers = ([number[u] for u in one] for one in read)
    units = ngrams.learn(f"{name}unit", numbers, len(names) + 2, UNIT_BITS, _UNITS)
    spelled = ([ord(c) - A for c in form] for form in sorted(set(latin)))
    letters = ngrams.learn(f"{name}letter", spelled, 28, LETTER_BITS, _LETTERS)
    return {
        f"{name}latin": np.array([unit[0] for unit in names]),
        f"{name}arabic": np.array([unit[1] for unit in names]),
        **units,
        **letters,
    }


def write(arrays: Mapping[str, np.ndarray], out: Path) -> None:
    """Writes `latin.npz`."""
    np.savez_compressed(out, allow_pickle=False, **arrays)
