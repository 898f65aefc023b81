"""Arabic words in Latin letters, learned from spellings of names (training/linking/latin.py).

Two n-gram models agree on a spelling: one of units, each an Arabic letter or two with the Latin letters that stand for
them (Bisani and Ney 2008), and one of the Latin letters alone. There are two such pairs of models: one of names of all
languages, which looks out for Latin words that are names, and one of Arabic names as the press romanises them. For words
that were learned from, a memory by number says which of the spellings thus found is in use; no list of words can be read
from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.base.letters import key
from pipeline.comparing.latinwords import LatinWords
from pipeline.comparing.namewords import MODELS
from pipeline.comparing.ngrams import END, Grams
from pipeline.comparing.wordmodel import word_id
from pipeline.comparing.wordpairs import model

UNIT_BITS, LETTER_BITS = 12, 5
A = ord("a") - 2  # letters are numbered from 2 on
NATIVE = "native_"  # before the names of the arrays of the models of Arabic names
# Log-odds of origin above which a word is held to be Arabic, and spelled as the press spells Arabic names.
_ARABIC = 1.0
# The search: unfinished spellings kept at a letter; of the others, how many that begin a known Latin word are kept too; how
# much less likely (natural log) than the likeliest they may be, those and these; how many units of some letters are looked at.
# Of 600 names in brackets that were not learned from 0.345 are right so, 0.355 with half as many more of each in twice the
# time, 0.325 where known words are looked for no further than others.
_BEAM, _BEGUN = 5, 24
_FARTHEST, _FARTHEST_KNOWN = 2.5, 9.0
_UNITS = 14
# How much the letters alone count beside the units: of 0.2, 0.4, 0.6 and 0.8 best on another tenth of the pairs than the one of
# the card (0.247 exact, the others up to 0.245). It and those above are measured again by `python -m benchmarks.latin`.
_LETTERS = 0.4

_Arc = tuple[float, int, str]  # cost, the state after it, Latin letters


class Transliterator:
    """The models of all names and of Arabic names, and the memory."""

    def __init__(self, arrays: Mapping[str, np.ndarray], origin: Callable[[str], float]) -> None:
        """Takes the arrays of `latin.npz`, as training/linking/latin.py makes them.

        Args:
            arrays: by name.
            origin: log-odds that a folded word is Arabic and not a transcribed foreign one.
        """
        self._origin = origin
        self._spellers = {False: Speller(arrays, "", LatinWords(arrays)), True: Speller(arrays, NATIVE, LatinWords({}))}
        ranked = np.cumsum(arrays.get("usual_word", ()), dtype=np.uint32).tolist()
        self._ranks = dict(zip(ranked, arrays.get("usual_rank", np.array(())).tolist(), strict=True))
        told = arrays.get("usual_text_word", np.array(())).tolist()
        self._texts = dict(zip(told, arrays.get("usual_text", np.array(())).tolist(), strict=True))

    @classmethod
    def load(cls, path: Path, origin: Callable[[str], float]) -> Transliterator:
        """Reads `latin.npz`."""
        with np.load(path, allow_pickle=False) as data:
            return cls(dict(data), origin)

    @lru_cache(maxsize=1 << 16)  # noqa: B019  one instance lives as long as the process
    def spell(self, word: str, arabic: bool = False) -> str:
        """The Latin spelling of a cleaned Arabic word, in small letters; "" where it has no known letter.

        The form in use, if the memory has the word as it is written; else the likeliest.

        Args:
            word: cleaned.
            arabic: whether what stands around it says that it is an Arabic word, whatever its letters say.
        """
        number = word_id(word)
        if number in self._texts:
            return self._texts[number]
        if number in self._ranks:
            return next(islice(self.costs(word), self._ranks[number], None), "")
        return next(iter(self._spellers[True].costs(word) if arabic else self.costs(word)), "")

    def costs(self, word: str) -> dict[str, float]:
        """The likeliest spellings with their costs (negative logs), best first, at most as many as the search keeps."""
        return self._spellers[self._origin(key(word)) > _ARABIC].costs(word)


class Speller:
    """A model of units and one of Latin letters, and the search for the likeliest spellings."""

    def __init__(self, arrays: Mapping[str, np.ndarray], name: str, words: LatinWords) -> None:
        """Takes the arrays whose names begin with `name`, and the Latin words to look out for."""
        self._words = words
        self._latin: list[str] = ["", "", *arrays[f"{name}latin"].tolist()]
        # Units are sorted by their Arabic letters: those of the same letters are neighbours.
        self._numbers: dict[str, tuple[int, int]] = {}
        for number, letters in enumerate(arrays[f"{name}arabic"].tolist(), 2):
            self._numbers[letters] = (self._numbers.get(letters, (number, 0))[0], number)
        self._units = Grams(arrays, f"{name}unit", UNIT_BITS)
        self._letters = Grams(arrays, f"{name}letter", LETTER_BITS)
        self._arcs = lru_cache(maxsize=1 << 16)(self._found)

    def costs(self, word: str) -> dict[str, float]:
        """The likeliest spellings with their costs (negative logs), best first, at most as many as the search keeps."""
        best: dict[str, float] = {}
        for cost, latin, state in self._search(word):
            whole = cost + self._units.step(state, END)[0]
            best[latin] = min(whole, best.get(latin, whole))
        best.pop("", None)
        letters = {latin: self._letters.cost([ord(c) - A for c in latin]) for latin in best}
        weigh = self._words.weight
        whole_costs = {latin: best[latin] + _LETTERS * letters[latin] - weigh(latin) for latin in best}
        return dict(sorted(whole_costs.items(), key=lambda item: (item[1], item[0])))

    def _search(self, word: str) -> list[tuple[float, str, int]]:
        """(cost, Latin letters, state of the units) of whole spellings."""
        ahead: list[dict[tuple[str, int], float]] = [{} for _ in range(len(word) + 2)]
        ahead[0]["", self._units.start] = 0.0
        for at in range(len(word)):
            here = self._kept(ahead[at])
            moved = False
            for size in (1, 2):
                letters = word[at : at + size]
                if len(letters) == size and letters in self._numbers:
                    moved = True
                    self._go(here, letters, ahead[at + size])
            if not moved:  # a letter that no unit has is left out
                for cost, latin, state in here:
                    ahead[at + 1].setdefault((latin, state), cost)
        return self._kept(ahead[len(word)])

    def _kept(self, begun: Mapping[tuple[str, int], float]) -> list[tuple[float, str, int]]:
        """The likeliest spellings so far, and the likeliest of the others that begin a known Latin word."""
        limit = min(begun.values(), default=0.0) + _FARTHEST_KNOWN
        ranked = sorted([(cost, latin, state) for (latin, state), cost in begun.items() if cost <= limit])
        others = (one for one in ranked[_BEAM:] if self._words.begins(one[1]))
        return [*ranked[:_BEAM], *islice(others, _BEGUN)]

    def _go(self, here: list[tuple[float, str, int]], letters: str, there: dict[tuple[str, int], float]) -> None:
        limit = math.inf
        for cost, latin, state in here:
            falling, arcs = self._arcs(state, letters)
            for one, to, more in arcs:
                total = cost + falling + one
                if total > limit + _FARTHEST_KNOWN:
                    break
                if total > limit + _FARTHEST and not self._words.begins(latin + more):
                    continue
                limit = min(limit, total)
                if total < there.get((latin + more, to), math.inf):
                    there[latin + more, to] = total

    def _found(self, state: int, letters: str) -> tuple[float, list[_Arc]]:
        """The units of some Arabic letters after a state, the likeliest first, and a cost that comes to each."""
        units = self._units
        own = units.after(state, *self._numbers[letters])
        if state == 1:
            return 0.0, sorted([(cost, to, self._latin[unit]) for cost, unit, to in own])[:_UNITS]
        falling, arcs = self._arcs(units.shorter(state), letters)
        falling += units.falling(state)
        if not own:
            return falling, arcs
        # A unit that was seen after the whole state has its own cost; the others are shared with the shorter one.
        found = [(cost - falling, to, self._latin[unit]) for cost, unit, to in own]
        said = {latin for _, _, latin in found}
        return falling, sorted([*found, *[arc for arc in arcs if arc[2] not in said]])[:_UNITS]


@cache
def shipped() -> Transliterator:
    """The model under `models/linking`, read once."""
    return Transliterator.load(MODELS / "latin.npz", model().origin)
