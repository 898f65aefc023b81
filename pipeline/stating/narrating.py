"""Where the narrator's own words begin in a sentence that reports another's, and whom he leaves without a name.

`quoting.tsv` holds the words, by class:

- aside: a remark of the narrator (`in allusion to`); apart: one after a comma;
- after, effect: what went before, or has come, of words about what is still to come, which its speaker cannot know;
- meanwhile: before what another says; which: before what another denies, in a word of denial or of speech about it;
- title: before the title of a work in quotation marks; source: a speaker without a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import regex

from pipeline.base.letters import fold
from pipeline.base.lists import read_list
from pipeline.stating.clauses import Item, Sentence
from pipeline.stating.inflection import Reading
from pipeline.stating.wordclasses import SPEECH

Cues = Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]
_ABOUT_IT = frozenset({"اليه", "عليه", "عنه", "به"})
_BEFORE_VERB = frozenset({"not", "qad", "be"})
_PRESENT = ("ي", "ت", "ن")
_SHORTEST_VERB = 3
_REACH = 4
# What follows a verb of speech without a subject of its own (`while it is expected that`).
_NO_SUBJECT = frozenset({"that", "thathe", ",", ".", "9", "on", "to"})
_MARKS = frozenset({'"', ":"})
_FIRST_PERSON = ("ا", "ن")
_TO_COME = regex.compile(r"(?:[إأا]ن\w*\s+)?س[يتن]\w{2,}|(?:\w+\s+){0,4}(?:لن|سوف)\b")
_FILE = "quoting.tsv"


def read_cues(folder: Path) -> Cues:
    """The phrases of `quoting.tsv`, folded, by class and by their first word."""
    cues: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for row in read_list(folder / _FILE):
        phrase = tuple(map(fold, row["words"].split(" ")))
        cues.setdefault(row["class"], {}).setdefault(phrase[0], []).append(phrase)
    return cues


def narrator_from(text: str, sentence: Sentence, left: int, spans: Sequence[tuple[int, int]], cues: Cues) -> int:
    """Offset where the narrator goes on after reported words, or the sentence's end.

    Args:
        text: the article's text.
        sentence: the sentence that reports them.
        left: offset where they begin.
        spans: what stands in quotation marks, in which no narrator speaks.
        cues: what `read_cues` gives.
    """
    items = sentence.items
    to_come = _TO_COME.match(text, left) is not None
    for position, item in enumerate(items):
        if item.start <= left or item.mention >= 0 or any(low <= item.start < high for low, high in spans):
            continue
        if any(_goes_on(items, position, end, kind, to_come, cues) for kind, end in _phrases(items, position, cues)):
            return item.start
    return sentence.end


def _phrases(items: Sequence[Item], position: int, cues: Cues) -> Iterator[tuple[str, int]]:
    """The class of each listed phrase that begins at a position, and the position after it."""
    first = items[position].word.folded
    for kind, phrases in cues.items():
        for phrase in phrases.get(first, ()):
            end = position + len(phrase)
            if phrase == tuple(item.word.folded for item in items[position:end]):
                yield kind, end


def _goes_on(items: Sequence[Item], position: int, end: int, kind: str, to_come: bool, cues: Cues) -> bool:
    """Whether the narrator goes on at a phrase of a class, which ends before `end`."""
    if kind == "aside":
        return True
    if kind == "apart":
        return items[position - 1].sign == ","
    if kind in ("after", "effect"):
        return to_come and (kind == "after" or _is_past(items[end : end + 1]))
    if kind == "meanwhile":
        return _another_speaks(items[end : end + _REACH])
    return kind == "which" and _speaks_of_it(items[end : end + 2], cues)


def _is_past(following: Sequence[Item]) -> bool:
    """Whether a word that must be a verb is one of the past: one of the present begins with its letter."""
    verb = following[0].word if following and following[0].mention < 0 else None
    if verb is None or len(verb.folded) < _SHORTEST_VERB or verb.folded.startswith(_PRESENT):
        return False
    if not verb.kinds.isdisjoint(SPEECH):  # `from what he called`
        return False
    return following[0].sign == "w" or any(reading.tense == "past" for reading in verb.readings)


def _verb_of_speech(item: Item) -> Reading | None:
    """The reading of a word as another's verb of speech, not `we say`."""
    if item.mention >= 0 or not item.sign.lstrip("+").startswith("v"):
        return None
    reading = item.word.readings[0]
    own = reading.tense == "present" and item.word.folded.startswith(_FIRST_PERSON)
    return reading if reading.kind in SPEECH and reading.part == "verb" and not own else None


def _another_speaks(following: Sequence[Item]) -> bool:
    """Whether a clause says what another said, or did not: a verb of speech opens it, and its subject follows."""
    position = next((i for i, item in enumerate(following) if item.sign not in _BEFORE_VERB), len(following))
    if position + 1 >= len(following) or _verb_of_speech(following[position]) is None:
        return False
    return following[position + 1].sign not in _NO_SUBJECT


def _speaks_of_it(following: Sequence[Item], cues: Cues) -> bool:
    """Whether a verb is one of denial, or of speech about the thing said: `denied it`, `pointed to it`."""
    if not following or following[0].mention >= 0:
        return False
    if (following[0].word.folded,) in cues.get("denial", {}).get(following[0].word.folded, ()):
        return True
    verb = _verb_of_speech(following[0])
    return verb is not None and (bool(verb.pronoun) or following[-1].word.folded in _ABOUT_IT)


def is_title(sentence: Sentence, left: int, cues: Cues) -> bool:
    """Whether the words in quotation marks that begin at an offset are the title of a work, not something said."""
    before = [item for item in sentence.items if item.end < left and item.sign not in _MARKS]
    last = before[-1] if before else None
    return last is not None and last.mention < 0 and last.word.folded in cues.get("title", {})


def is_unnamed(item: Item, cues: Cues) -> bool:
    """Whether a word is a speaker without a name: `a source`, `officials`."""
    word = item.word.folded
    return any(form in cues.get("source", {}) for form in (word, word.removesuffix("ا"), word[1:]))
