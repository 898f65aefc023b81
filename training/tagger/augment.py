"""The same labelled sentences as other outlets and years would print them: other names, other marks, other spellings."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from pipeline.taggers.labels import legal
from training.tagger.labelled import Sentence, spans_of

# letters that stand for one sound of a foreign name in one outlet's spelling or another's
_ALIKE = {a: b for one, two in (("ج", "غ"), ("س", "ز"), ("ت", "ط"), ("ك", "ق"), ("ف", "ب")) for a, b in ((one, two), (two, one))}
_QUOTES = frozenset("\"'«»“”")
_ENDS = frozenset(".!؟?")


def name_parts(file: Path) -> list[str]:
    """The Arabic spellings of name parts, from the pairs of Latin and Arabic spellings."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:])
    return sorted({row[1] for row in rows if len(row) > 1 and len(row[1]) > 2 and " " not in row[1]})


class Augmenter:
    """Rewrites sentences: mentions replaced by others of their type, quotation marks and ends dropped, hyphens changed."""

    def __init__(self, sentences: list[Sentence], parts: list[str], seed: int, share: float) -> None:
        """Collect the mentions of the sentences.

        Args:
            sentences: where other mentions are taken from.
            parts: parts of person names.
            seed: of the random choices.
            share: of the mentions are replaced.
        """
        self.random, self.parts, self.share = random.Random(seed), parts, share
        known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for sentence in sentences:
            for start, end, kind in spans_of(sentence.tags):
                known[kind].add(sentence.words[start:end])
        self.known = {kind: sorted(names) for kind, names in known.items()}

    def _other(self, kind: str) -> tuple[str, ...]:
        """Another name of a type: half of the persons' are made of parts, the rest are mentions seen elsewhere."""
        if kind == "PER" and self.random.random() < 0.5:
            return tuple(self.random.choices(self.parts, k=self.random.choice((1, 2, 2, 2, 3))))
        return self.random.choice(self.known[kind])

    def _respelled(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """A name as another outlet might write it: a letter for one of like sound, or a hyphen between two words."""
        place = self.random.randrange(len(name))
        if len(name) > 1 and self.random.random() < 0.4:
            return (*name[: place or 1], "-", *name[place or 1 :])
        letters = [i for i, letter in enumerate(name[place]) if i and letter in _ALIKE]
        if not letters:
            return name
        at = self.random.choice(letters)
        word = name[place][:at] + _ALIKE[name[place][at]] + name[place][at + 1 :]
        return (*name[:place], word, *name[place + 1 :])

    def _replaced(self, sentence: Sentence) -> Sentence:
        words: list[str] = []
        tags: list[str] = []
        last = 0
        for start, end, kind in sorted(spans_of(sentence.tags)):
            words += sentence.words[last:start]
            tags += sentence.tags[last:start]
            change = kind in self.known and self.random.random() < self.share
            name = self._other(kind) if change else sentence.words[start:end]
            name = self._respelled(name) if kind != "ORG" and self.random.random() < 0.15 else name
            words += name
            tags += [f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
            last = end
        return replace(sentence, words=(*words, *sentence.words[last:]), tags=(*tags, *sentence.tags[last:]))

    def _without(self, sentence: Sentence, dropped: frozenset[str]) -> Sentence:
        kept = [i for i, word in enumerate(sentence.words) if word not in dropped]
        if not kept:
            return sentence
        tags = legal([sentence.tags[i] for i in kept])
        return replace(sentence, words=tuple(sentence.words[i] for i in kept), tags=tuple(tags))

    def __call__(self, sentence: Sentence) -> Sentence:
        """One rewriting; often the sentence as it is."""
        if self.random.random() < 0.6:
            sentence = self._replaced(sentence)
        if self.random.random() < 0.1:
            sentence = self._without(sentence, _QUOTES)
        if self.random.random() < 0.05:
            sentence = self._without(sentence, _ENDS)
        return sentence
