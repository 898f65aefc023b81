"""Arabic inflection by rule: from the few words of a lexicon to the forms in which newspapers write them.

A lexicon gives a noun once (masculine singular, with its broken plurals) and a verb once (perfect and imperfect, third
person masculine, with its verbal nouns). The forms follow by the patterns of the grammars (Ryding, A Reference Grammar
of Modern Standard Arabic, 2005, chapters 5 and 21 to 26), on the folded letters of `pipeline.base.letters`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.base.letters import clean, fold

# Letters that stand before a word without a space: conjunctions, then prepositions, then the future or the article.
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ARTICLE = "ال"
_LAM = "ل"
_FUTURE = "س"
_TEH = "ت"
_ALEF = "ا"
_YEH = "ي"
_WAW = "و"
_NOON = "ن"
_HEH = "ه"
_HAMZA = "ء"
_TEH_MARBUTA = "ة"
# Suffixed pronouns, folded: -hu, -ha, -hum, -huma, -hunna, -k, -kum, -na, -ni and -i.
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا", "ني", "ي")
# Those that a word may end in, by its last letter: most words end in none.
_PRONOUNS_BY_LAST = {last: tuple(p for p in _PRONOUNS if p[-1] == last) for last in {p[-1] for p in _PRONOUNS}}
_MY = "ي"
# Hamza over and under the alef that begins a word make two words of it: `before` (أمام) is no `imam` (إمام).
_SEATS = frozenset("أإ")
# The most letters that may be taken off before a stem.
_BEFORE_STEM = re.compile(f"[{''.join(_CONJUNCTIONS)}]?(?:{_FUTURE}|[{''.join(_PREPOSITIONS)}]?(?:{_ARTICLE}|{_LAM})?)")


Further = Mapping[tuple[str, str], Sequence[tuple[str, str]]]


class Reading(NamedTuple):
    """One way to understand a written word.

    Attributes:
        kind: class of the lexicon entry (`office`, `meet`, `place`…).
        lemma: the folded entry.
        part: `noun`, `verb` (finite), `verbal` (verbal noun) or `word` (not inflected).
        definite: the article is written.
        preposition: the preposition letter written onto it, or "".
        conjunction: the conjunction letter written onto it, or "".
        pronoun: the suffixed pronoun, or "".
        tense: `past`, `present`, `future` for a verb, else "".
        number: `sg`, `du` or `pl`.
        construct: it can only stand before another noun or a pronoun, never with the article.
        bound: it can only stand before a pronoun.
        feminine: a woman's title; a verb of "she".
        first: the letter that begins a noun or an uninflected word as the lexicon writes it, else "".
    """

    kind: str
    lemma: str
    part: str
    definite: bool = False
    preposition: str = ""
    conjunction: str = ""
    pronoun: str = ""
    tense: str = ""
    number: str = "sg"
    construct: bool = False
    bound: bool = False
    feminine: bool = False
    first: str = ""


def noun_stems(lemma: str, broken_plurals: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Folded forms of a noun without article and pronouns, each with its number.

    An `f` marks the feminine ones, a `+` those that stand before a noun only, a `-` those before a pronoun.

    Args:
        lemma: masculine singular; one that ends in teh marbuta yields no further feminine.
        broken_plurals: plurals that no rule gives.
    """
    word = fold(lemma)
    if word.endswith(_HAMZA):  # on a seat before a pronoun
        yield from ((word[:-1] + _YEH, "sg-"), (word[:-1] + _WAW, "sg-"))
    if word.endswith(_HEH) and lemma.endswith(_TEH_MARBUTA):
        base = word[:-1] + _TEH
        yield from (
            (word, "sgf"),
            (base, "sgf-"),
            (base + _ALEF + _NOON, "duf"),
            (base + _YEH + _NOON, "duf"),
            (base + _ALEF, "duf+"),
            (base + _YEH, "duf+"),
            (word[:-1] + _ALEF + _TEH, "plf"),
        )
    else:
        yield from ((word, "sg"), (word + _ALEF, "sg"), (word + _HEH, "sgf"), (word + _TEH, "sgf-"))
        yield from (
            (word + _ALEF + _NOON, "du"),
            (word + _YEH + _NOON, "pl"),
            (word + _WAW + _NOON, "pl"),
            (word + _YEH, "pl+"),
            (word + _WAW, "pl+"),
            (word + _ALEF + _TEH, "plf"),
            (word + _TEH + _ALEF + _NOON, "duf"),
            (word + _TEH + _YEH + _NOON, "duf"),
        )
    for plural in broken_plurals:
        form = fold(plural)
        yield from ((form, "pl"), (form + _ALEF, "pl"))
        if form.endswith(_HAMZA):
            yield from ((form[:-1] + _YEH, "pl-"), (form[:-1] + _WAW, "pl-"))


def perfect_stems(perfect: str) -> Iterator[tuple[str, str]]:
    """Folded third-person (and first-person plural) perfect forms, each with its number, `f` for "she"."""
    word = fold(perfect)
    weak = perfect.endswith("ى") or (perfect.endswith(_ALEF) and len(perfect) > 2)
    base = word[:-1] if weak else word
    feminine, dual, plural = (base + _TEH, base + _YEH + _ALEF if weak else base + _ALEF, base + _WAW + _ALEF)
    yield from (
        (word, "sg"),
        (feminine, "sgf"),
        (dual, "du"),
        (feminine + _ALEF, "du"),
        (plural, "pl"),
        (base + _WAW, "pl"),
    )
    if weak:
        yield base + _ALEF, "sg"  # before a pronoun


def imperfect_stems(imperfect: str) -> Iterator[tuple[str, str]]:
    """Folded imperfect forms (all moods, first and third person), each with its number, `f` for "she"."""
    word = fold(imperfect)
    for prefix in (_YEH, _TEH, _NOON, _ALEF):
        stem = prefix + word[1:]
        one = "sgf" if prefix == _TEH else "sg"
        base = stem[:-1] if stem[-1] in (_YEH, _WAW) else stem
        yield from (
            (stem, one),
            (stem + _ALEF + _NOON, "du"),
            (stem + _ALEF, "du"),
            (base + _WAW + _NOON, "pl"),
            (base + _WAW + _ALEF, "pl"),
        )
        if base != stem:
            yield base, one  # the jussive drops a weak ending
            yield base + _ALEF, one
        elif len(stem) == 4 and stem[2] in (_WAW, _YEH, _ALEF):
            yield stem[:2] + stem[3], one  # and a hollow verb its long vowel


class Analyser:
    """Looks words up in lexicons by their inflected forms."""

    def __init__(self, further: Further | None = None) -> None:
        """An empty lexicon.

        Args:
            further: (part, entry) -> folded forms beyond those by rule, each with its code; part is noun, perfect, imperfect.
        """
        self._further = further or {}
        self._stems: dict[str, list[Reading]] = {}

    def add_noun(self, kind: str, lemma: str, broken_plurals: Iterable[str] = (), part: str = "noun") -> None:
        """Adds a noun in all its numbers and genders (`part` is `verbal` for a verbal noun)."""
        written = (lemma, *broken_plurals)
        for stem, number in (*noun_stems(lemma, broken_plurals), *self._further.get(("noun", lemma), ())):
            self._add(
                stem,
                Reading(
                    kind,
                    fold(lemma),
                    part,
                    number=number[:2],
                    construct=number.endswith("+"),
                    bound=number.endswith("-"),
                    feminine="f" in number,
                    first=next((form[0] for form in written if stem.startswith(fold(form)[:-1])), ""),
                ),
            )

    def add_verb(self, kind: str, perfect: str, imperfect: str) -> None:
        """Adds a verb in both its tenses."""
        for stem, number in (*perfect_stems(perfect), *self._further.get(("perfect", perfect), ())):
            self._add(stem, _verb(kind, perfect, "past", number))
        for stem, number in (*imperfect_stems(imperfect), *self._further.get(("imperfect", perfect), ())):
            self._add(stem, _verb(kind, perfect, "present", number))

    def add_word(self, kind: str, form: str) -> None:
        """Adds a word that is read as it is written, apart from a conjunction before it."""
        self._add(fold(form), Reading(kind, fold(form), "word", first=form[0]))

    def _add(self, stem: str, reading: Reading) -> None:
        readings = self._stems.setdefault(stem, [])
        if reading not in readings:
            readings.append(reading)

    def readings(self, word: str, folded: str = "") -> tuple[Reading, ...]:
        """All readings of a written word, those that split the fewest letters off it first.

        Args:
            word: as it is written.
            folded: its folded form, where that is known already.
        """
        folded = folded or fold(word)
        found = dict.fromkeys(self._analyse(folded)) if self._may_hold_a_stem(folded) else {}
        return _as_written(clean(word), found) if found else ()

    def _may_hold_a_stem(self, folded: str) -> bool:
        """Whether any way to take letters off a folded word leaves a stem; most words of a text hold none."""
        stems = self._stems
        before = _BEFORE_STEM.match(folded)
        last = before.end() if before else 0
        for first in range(last + 1):
            if folded[first:] in stems:
                return True
        for pronoun in _PRONOUNS_BY_LAST.get(folded[-1:], ()):
            if folded.endswith(pronoun):
                end = len(folded) - len(pronoun)
                for first in range(last + 1):
                    if folded[first:end] in stems:
                        return True
        return False

    def _analyse(self, word: str) -> Iterator[Reading]:
        for conjunction in _CONJUNCTIONS:
            if word.startswith(conjunction):
                yield from self._without_conjunction(word[len(conjunction) :], conjunction)

    def _without_conjunction(self, word: str, conjunction: str) -> Iterator[Reading]:
        for reading in self._stems.get(word, ()):
            if not reading.bound:
                yield _with(reading, "", conjunction)
        yield from self._verbs(word, conjunction)
        for preposition in _PREPOSITIONS:
            if word.startswith(preposition):
                yield from self._nouns(word[len(preposition) :], preposition, conjunction)

    def _verbs(self, word: str, conjunction: str) -> Iterator[Reading]:
        for future in ("", _FUTURE):
            if not word.startswith(future):
                continue
            for stem, pronoun in _pronouns_apart(word[len(future) :]):
                for reading in self._stems.get(stem, ()) if pronoun != _MY else ():
                    if reading.part == "verb" and not (future and reading.tense != "present"):
                        yield _with(reading, "", conjunction, pronoun, tense="future" if future else "")

    def _nouns(self, word: str, preposition: str, conjunction: str) -> Iterator[Reading]:
        bare, definite = _without_article(word, preposition)
        for stem, pronoun in ((bare, ""),) if definite else _pronouns_apart(bare):
            for reading in self._stems.get(stem, ()):
                if reading.part in ("noun", "verbal") and not (
                    (definite and reading.construct) or (reading.bound and not pronoun)
                ):
                    yield _with(reading, preposition, conjunction, pronoun, definite)


def _verb(kind: str, perfect: str, tense: str, number: str) -> Reading:
    return Reading(kind, fold(perfect), "verb", tense=tense, number=number[:2], feminine=number.endswith("f"))


def _as_written(word: str, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings of a folded word that the letters as they are written allow."""
    return tuple(_by_ending(word, [reading for reading in readings if not _another_word(word, reading)]))


def _another_word(word: str, reading: Reading) -> bool:
    """Whether the hamza of the word's first letter is elsewhere than that of the lexicon's word."""
    article = 0 if not reading.definite else 1 if reading.preposition == _LAM else 2
    start = len(reading.conjunction) + len(reading.preposition) + article
    return {word[start : start + 1], reading.first} == _SEATS


def _by_ending(word: str, readings: Iterable[Reading]) -> list[Reading]:
    """Folded letters hide whether a word ends in the feminine ending or in a pronoun: what is written decides."""
    if word.endswith(_TEH_MARBUTA):
        return [reading for reading in readings if not reading.pronoun]
    if word.endswith(_HEH):
        return sorted(readings, key=lambda reading: not reading.pronoun)
    return list(readings)


def _pronouns_apart(word: str) -> list[tuple[str, str]]:
    """A word and the pronoun at its end, in each way it may be parted; first as a whole."""
    parts = [(word, "")]
    for pronoun in _PRONOUNS_BY_LAST.get(word[-1:], ()):
        if word.endswith(pronoun):
            parts.append((word[: -len(pronoun)], pronoun))
    return parts


def _without_article(word: str, preposition: str) -> tuple[str, bool]:
    """The word without its article, and whether it had one; after the preposition li- its alef is not written."""
    if word.startswith(_ARTICLE) and len(word) > 3:
        return word[2:], True
    if preposition == _LAM and word.startswith(_LAM) and len(word) > 3:
        return word[1:], True
    return word, False


def _with(
    reading: Reading, preposition: str, conjunction: str, pronoun: str = "", definite: bool = False, tense: str = ""
) -> Reading:
    return Reading(reading.kind, reading.lemma, reading.part, definite, preposition, conjunction, pronoun,
                   tense or reading.tense, reading.number, reading.construct, reading.bound, reading.feminine,
                   reading.first)  # fmt: skip
