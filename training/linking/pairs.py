"""The Latin-Arabic name pairs as training reads them: cleaned, filtered by alignment, split by Latin form."""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from training.linking.align import Aligner, Pair

_TURKISH = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def plain_latin(text: str) -> str:
    """Latin letters without marks, in lower case; everything else is dropped."""
    bare = unicodedata.normalize("NFD", text.lower().translate(_TURKISH))
    return "".join(c for c in bare if "a" <= c <= "z")


def load(path: Path) -> list[Pair]:
    """(plain Latin, cleaned Arabic) pairs of the corpus, each once, sorted."""
    from pipeline.base.letters import clean

    rows = path.read_text(encoding="utf8").splitlines()[1:]
    pairs = {(plain_latin(latin), clean(arabic)) for latin, arabic in (row.split("\t") for row in rows)}
    return sorted((latin, arabic) for latin, arabic in pairs if latin and arabic)


def held_out(latin: str) -> bool:
    """Whether a Latin form belongs to the tenth that nothing learns from."""
    return zlib.crc32(latin.encode()) % 10 == 9


def plausible(pairs: Iterable[Pair], aligner: Aligner, least: float = -5.2) -> list[Pair]:
    """The pairs that are transliterations of one another.

    Args:
        pairs: (Latin, Arabic).
        aligner: learned on such pairs.
        least: the lowest mean log-probability a letter; read off the histogram: real names lie above, wrong
            matches of the source (a given name against its family name) below.

    Returns:
        Those at or above `least`, in order.
    """
    kept = []
    for latin, arabic in pairs:
        score, units = aligner.best(latin, arabic)
        if units and score / max(len(latin), len(arabic)) >= least:
            kept.append((latin, arabic))
    return kept


def by_latin(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """The Arabic spellings of each Latin form, sorted."""
    forms: dict[str, set[str]] = defaultdict(set)
    for latin, arabic in pairs:
        forms[latin].add(arabic)
    return {latin: sorted(spellings) for latin, spellings in forms.items()}
