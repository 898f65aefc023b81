"""What the embedded tagger knows of a word before it sees its sentence: its folded form, its base and its letter n-grams."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.base.letters import fold as base_fold

# Arabic letters, digits and marks, the shapes of letters, and invisible characters: what no model need list.
_VARIANTS = (range(0x0600, 0x0700), range(0xFB50, 0xFDFE), range(0xFE70, 0xFEFD), range(0x200B, 0x2010), range(0x202A, 0x202F),
             range(0x2060, 0x2070), (0xFEFF, 0x00AD))  # fmt: skip
_LONGEST_WORD = 24  # letters that are read of a word; the longest one in a million words of news has 21


@dataclass(frozen=True)
class Folding:
    """How words are made alike, read from the model so that training and tagging can't differ.

    Attributes:
        letters: a letter to the one that stands for it, "" where it is left out.
        proclitics: what may stand before a base, each with what the base begins with in its place.
    """

    letters: dict[str, str]
    proclitics: dict[str, str]

    def fold(self, text: str) -> str:
        """The text with variant letters replaced, vowel signs removed, digits as 0 and Latin letters small."""
        return text.lower().translate(self._table())

    def _table(self) -> dict[int, str]:
        """What stands for each character: the model's own letters first, for all others what they are written for."""
        own = {ord(letter): other for letter, other in self.letters.items()}
        folded = {code: base_fold(chr(code)).translate(own) for codes in _VARIANTS for code in codes}
        return {code: letter for code, letter in folded.items() if letter != chr(code)} | own

    def folder(self) -> Callable[[str], str]:
        """`fold` with its table made once, for many words."""
        table = self._table()
        return lambda text: text.lower().translate(table)

    def bases(self, word: str) -> Iterable[str]:
        """What may be left of a folded word when a proclitic is taken off, the shortest proclitic first."""
        for proclitic, begin in self.proclitics.items():
            if word.startswith(proclitic) and len(word) - len(proclitic) >= 2:
                yield begin + word[len(proclitic) :]


def base_of(word: str, folding: Folding, counts: dict[str, int]) -> str:
    """The form of a folded word without its proclitics, by what is seen more often in the corpora.

    Args:
        word: a folded word.
        folding: gives the proclitics.
        counts: how often each known folded word is seen; an unknown word is seen 0 times.

    Returns:
        The base that is seen most often if it is seen more often than the word itself, else the word.
    """
    best = max(folding.bases(word), key=lambda base: counts.get(base, 0), default=word)
    return best if counts.get(best, 0) > counts.get(word, 0) else word


def ngram_buckets(word: str, buckets: int) -> list[int]:
    """The hashed letter n-grams (three and four letters) and affixes (one to five) of a folded word.

    Args:
        word: a folded word; letters after the 24th are not read.
        buckets: how many rows the table of n-grams has.

    Returns:
        Rows of the table, at least one, in the order of the word; the same on every machine (CRC-32 of UTF-8).
    """
    marked = f"<{word[:_LONGEST_WORD]}>"
    grams = [marked[i : i + size] for size in (3, 4) for i in range(len(marked) - size + 1)]
    affixes = [f"^{word[:size]}" for size in range(1, min(6, len(word)))]
    affixes += [f"${word[-size:]}" for size in range(1, min(6, len(word)))]
    return [zlib.crc32(gram.encode()) % buckets for gram in [marked, *grams, *affixes]]


def flatten(rows: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Lists of different lengths as one list and the offset at which each begins (a bag a row)."""
    flat: list[int] = []
    offsets: list[int] = []
    for row in rows:
        offsets.append(len(flat))
        flat.extend(row)
    return flat, offsets
