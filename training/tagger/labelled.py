"""Sentences with a tag for each word: the project's gold and the published corpora."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.base.words import word_spans
from pipeline.taggers.labels import legal
from training.tagger.corpus import is_kept

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
TAGS_WITH_MISC = (*TAGS, "B-MISC", "I-MISC")
_ENDS = frozenset(".!?؟…")
_LONGEST = 120


@dataclass(frozen=True)
class Sentence:
    """Words with their tags.

    Attributes:
        article: which article it stands in; its sentences follow each other.
        words: as `word_spans` gives them, proclitics attached.
        tags: a BIO tag a word; a word is part of a mention if they share a letter.
    """

    article: str
    words: tuple[str, ...]
    tags: tuple[str, ...]


def _sentence_starts(text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    """Which words begin a sentence: after a line break, after an ending mark that a space follows, after 120 words."""
    last = 0
    for i in range(1, len(spans)):
        gap = text[spans[i - 1][1] : spans[i][0]]
        ended = text[spans[i - 1][0]] in _ENDS and gap != ""
        if "\n" in gap or ended or i - last >= _LONGEST:
            last = i
            yield i


def tag_words(spans: list[tuple[int, int]], mentions: list[dict]) -> list[str]:
    """A BIO tag for each word from mentions by offsets."""
    tags = ["O"] * len(spans)
    for mention in mentions:
        inside = [i for i, (start, end) in enumerate(spans) if start < mention["end"] and end > mention["start"]]
        for place, i in enumerate(inside):
            tags[i] = ("I-" if place else "B-") + mention["type"]
    return tags


def gold_sentences(file: Path) -> list[Sentence]:
    """The sentences of one gold article's body."""
    article = json.loads(file.read_text(encoding="utf-8"))
    text, spans = article["text"], word_spans(article["text"], *article["body"])
    return sentences_of(file.stem, text, spans, article["mentions"])


def sentences_of(article: str, text: str, spans: list[tuple[int, int]], mentions: list[dict]) -> list[Sentence]:
    """The sentences of a text.

    Args:
        article: its name.
        text: as read.
        spans: its words, by offsets.
        mentions: `start`, `end` and `type` of each.
    """
    tags = tag_words(spans, mentions)
    cuts = [0, *_sentence_starts(text, spans), len(spans)]
    words = [text[start:end] for start, end in spans]
    return [Sentence(article, tuple(words[a:b]), tuple(tags[a:b])) for a, b in pairwise(cuts) if b > a]


def gold_sides(gold: Path) -> dict[str, list[Sentence]]:
    """The gold's sentences by side: `train`, `kept` (the tenth that is never trained on) and `dev`.

    Args:
        gold: folder that holds `train/` and `dev/`.
    """
    sides: dict[str, list[Sentence]] = {"train": [], "kept": [], "dev": []}
    for file in sorted((gold / "train").glob("*.json")):
        sides["kept" if is_kept(file.stem) else "train"] += gold_sentences(file)
    for file in sorted((gold / "dev").glob("*.json")):
        sides["dev"] += gold_sentences(file)
    return sides


def _split_word(word: str, tag: str) -> Iterator[tuple[str, str]]:
    """A corpus's token as this project's words: the pieces of a tagged token carry its tag on."""
    for place, (start, end) in enumerate(word_spans(word)):
        yield word[start:end], "I" + tag[1:] if place and tag != "O" else tag


def column_sentences(file: Path) -> list[Sentence]:
    """The sentences of a corpus with a token TAB its BIO tag a line (tags of several levels: the first known one).

    Args:
        file: blank lines part the sentences.
    """
    sentences = []
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
        pairs = [pair for word, tag, *_ in rows for pair in _split_word(word, tag.strip())]
        if pairs:
            tags = legal([tag for _, tag in pairs])  # ANERcorp has mentions that begin with I-
            sentences.append(Sentence(file.stem, tuple(word for word, _ in pairs), tuple(tags)))
    return sentences


_WOJOOD = {"ORG": "ORG", "PERS": "PER", "GPE": "LOC", "LOC": "LOC"}  # of nested names the one that stands first here


def wojood_sentences(file: Path) -> list[Sentence]:
    """Wojood's sentences, its nested tags of 21 types as one tag of three types a word.

    Args:
        file: a token TAB its tags, separated by spaces, a line; blank lines part the sentences.
    """
    sentences = []
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
        pairs = [pair for word, tags, *_ in rows for pair in _split_word(word, _one_tag(tags.split()))]
        if pairs:
            words, tags = zip(*pairs, strict=True)
            sentences.append(Sentence(file.stem, words, tuple(legal(list(tags)))))
    return sentences


def _one_tag(tags: list[str]) -> str:
    found = {tag[2:]: tag[:2] for tag in tags}
    return next((found[name] + kind for name, kind in _WOJOOD.items() if name in found), "O")


def anercorp_sides(file: Path) -> dict[str, list[Sentence]]:
    """ANERcorp's train side, its last twelfth kept as `dev`."""
    sentences = column_sentences(file)
    cut = len(sentences) - len(sentences) // 12
    return {"train": sentences[:cut], "dev": sentences[cut:]}


def spans_of(tags: list[str] | tuple[str, ...]) -> set[tuple[int, int, str]]:
    """The spans (first word, after the last word, type) of a sentence's BIO tags; an I- after nothing begins one."""
    spans, start, kind = set(), 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            spans.add((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return spans
