"""Stanza's Arabic named-entity tagger behind the project's interface, with probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.base.errors import UserError
from pipeline.taggers.field import marginals
from pipeline.taggers.labels import legal, project_tag, summing_matrix

_NEXT_STEP = "run `make models` on a machine with a network (Stanza's Arabic NER, about 0.3 GB), or use TAGGER=embedded"
_BATCH_WORDS = 4000


def _labels(trainer: Any) -> tuple[list[str], frozenset[str]]:
    """The labels of the column of tags that the model predicts, in the order of its scores, and those that are no tags."""
    from stanza.models.common.vocab import VOCAB_PREFIX

    labels = list(trainer.vocab["tag"]._id2unit[trainer.args["predict_tagset"]])
    return labels, frozenset(label for label in labels if label in VOCAB_PREFIX or label in ("", "-", "_"))


class StanzaTagger:
    """Stanza's BiLSTM with a conditional random field."""

    def __init__(self, pipeline: Any) -> None:
        """Wrap a loaded pipeline.

        Args:
            pipeline: a `stanza.Pipeline` with the processors tokenize (pretokenized) and ner.
        """
        self.pipeline = pipeline
        self.processor = pipeline.processors["ner"]
        self.trainer = self.processor.trainers[0]
        self.matrix = summing_matrix(*_labels(self.trainer))

    @classmethod
    def published(cls, published: Path) -> StanzaTagger:
        """The pipeline that `make models` fetched; it runs on a GPU if there is one.

        Args:
            published: the project's folder of published models.

        Raises:
            UserError: if the model or the package is not there.
        """
        folder = published / "stanza"
        if not (folder / "resources.json").exists():
            raise UserError(f"TAGGER=stanza: {folder}/resources.json is not there; {_NEXT_STEP}")
        try:
            import stanza
        except ImportError as error:
            raise UserError(f"TAGGER=stanza: Stanza can't be imported ({error}); run `make` to install it") from error
        processors = "tokenize,ner"
        return cls(
            stanza.Pipeline(
                "ar", dir=str(folder), processors=processors, tokenize_pretokenized=True, download_method=None, verbose=False
            )
        )

    def _batches(self, sentences: list[list[str]]) -> Iterator[Any]:
        """Stanza's own batches of sentences, in order."""
        from stanza.models.ner.data import DataLoader

        document = self.pipeline.process(sentences, processors="tokenize")
        yield from DataLoader(
            document,
            64,
            self.processor.configs[0],
            vocab=self.trainer.vocab,
            evaluation=True,
            preprocess_tags=False,
            bert_tokenizer=self.trainer.model.bert_tokenizer,
            max_batch_words=_BATCH_WORDS,
        )

    def _tag_batch(self, batch: Any) -> list[list[tuple[str, float]]]:
        """Tags as Stanza decodes them, with their probabilities by the scores that it decodes."""
        from stanza.models.common.utils import unsort

        kept: list[Any] = []
        hook = self.trainer.model.register_forward_hook(lambda module, given, made: kept.append(made))
        try:
            decoded = self.trainer.predict(batch)
        finally:
            hook.remove()
        _, scores, follow = kept[0]
        column, lengths = self.trainer.args["predict_tagset"], np.array(batch[8])
        steps = follow[column].detach().cpu().numpy()
        begun = np.concatenate([steps, np.zeros((1, len(steps)), steps.dtype)])
        chances = marginals(scores[column].detach().cpu().numpy(), begun, lengths) @ self.matrix
        rows = unsort([row[:length] for row, length in zip(chances, lengths, strict=True)], batch[5])
        return [_pairs(labels, row) for labels, row in zip(decoded, rows, strict=True)]

    def tag(
        self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None
    ) -> list[list[tuple[str, float]]]:
        """A tag and its probability for each word, each sentence read by itself; see `pipeline.taggers.Tagger`."""
        tagged: list[list[tuple[str, float]]] = [[] for _ in sentences]
        filled = [i for i, words in enumerate(sentences) if words]
        if not filled:
            return tagged
        results = (pairs for batch in self._batches([list(sentences[i]) for i in filled]) for pairs in self._tag_batch(batch))
        for i, pairs in zip(filled, results, strict=True):
            tagged[i] = pairs
        return tagged


def _pairs(labels: Sequence[str], chances: np.ndarray) -> list[tuple[str, float]]:
    from pipeline.taggers import TAGS

    tags = legal([project_tag(label) for label in labels])
    return [(tag, round(float(row[TAGS.index(tag)]), 4)) for tag, row in zip(tags, chances, strict=True)]
