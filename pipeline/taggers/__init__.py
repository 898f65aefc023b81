"""Taggers: sentences of words in, a BIO tag and its probability for each word out; one interface for all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pipeline.base.cores import threads
from pipeline.base.errors import UserError

NAMES = ("embedded", "camel", "stanza", "vote")
TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
Tagged = list[list[tuple[str, float]]]


class Tagger(Protocol):
    """What every tagger does."""

    def tag(self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None) -> Tagged:
        """A tag and its probability for each word.

        Args:
            sentences: words as `pipeline.base.words.word_spans` gives them, proclitics attached; any length.
            articles: for each sentence the article it stands in, for taggers that learn from the article as a whole
                (the embedded one does); without it each sentence is read by itself.

        Returns:
            For each sentence and word one of `TAGS` and its probability, 0 to 1; never fewer words than were given.
        """
        ...


def load(name: str, models: Path) -> Tagger:
    """The tagger of a name.

    Args:
        name: one of `NAMES`.
        models: the project's folder of models; published ones are under `published/` in it.

    Returns:
        The tagger, its model loaded.

    Raises:
        UserError: if the name is unknown, or the model or the package that reads it is not there.
    """
    if name == "embedded":
        from pipeline.taggers.embedded import EmbeddedTagger

        return EmbeddedTagger(models / "tagger", threads=threads())
    if name == "camel":
        from pipeline.taggers.camel import CamelTagger

        return CamelTagger.published(models / "published")
    if name == "stanza":
        from pipeline.taggers.stanza import StanzaTagger

        return StanzaTagger.published(models / "published")
    if name == "vote":
        from pipeline.taggers.vote import VotingTagger

        return VotingTagger.of_those_there(models)
    raise UserError(f"TAGGER={name}: no such tagger; expected one of {', '.join(NAMES)}")


def open_tagger(path: Path, tagger: str) -> Tagger:
    """The tagger of a run: `load` for the folder `path` (`models/tagger`) of the embedded one."""
    return load(tagger, path.parent)
