"""The tagger that is shipped: a small encoder over whole words, read by ONNX Runtime, without torch and without a network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import UserError
from pipeline.taggers.field import marginals, viterbi
from pipeline.taggers.words import Folding, base_of, ngram_buckets

FILES = ("tagger.json", "words.txt", "tables.npz", "encoder.onnx")
_CACHED_WORDS = 100_000  # 100 MB of vectors; a corpus of 10 million words has some 300,000 distinct ones, the rare ones read once
_LONGEST = 256  # words that are read at once; longer sentences are read in pieces, none is cut off
_BATCH = 2048  # words (with padding) that are read at once; more gives no speed, only memory

Floats = NDArray[np.float32]


class WordTable:
    """The vectors of words: looked up once for each distinct word, from its own row, its base's and its n-grams'."""

    def __init__(self, folder: Path, settings: dict) -> None:
        """Open the tables.

        Args:
            folder: holds words.txt (a folded word and how often it was seen a line) and tables.npz.
            settings: tagger.json.
        """
        self.folding = Folding(settings["letters"], settings["proclitics"])
        lines = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        pairs = [line.split("\t") for line in lines if line]
        self.counts = {word: int(count) for word, count in pairs}
        self.rows = {word: row for row, word in enumerate(self.counts)}
        with np.load(folder / "tables.npz", allow_pickle=False) as tables:
            self.words, self.word_scales = tables["words"], tables["word_scales"]
            self.grams, self.gram_scales = tables["grams"], tables["gram_scales"]
            self.matrix, self.shift = tables["matrix"].astype(np.float32), tables["shift"].astype(np.float32)
        self.fold = self.folding.folder()
        self.place: dict[str, int] = {}
        self.cache = np.zeros((1024, len(self.shift)), np.float32)

    def _spelled(self, word: str) -> Floats:
        rows = ngram_buckets(word, len(self.grams))
        return self.gram_scales[rows] @ self.grams[rows].astype(np.float32) / len(rows)

    def _own(self, word: str, spelled: Floats) -> Floats:
        row = self.rows.get(word)
        return spelled if row is None else self.words[row].astype(np.float32) * self.word_scales[row]

    def _parts(self, word: str) -> Floats:
        folded = self.fold(word)
        spelled = self._spelled(folded)
        base = base_of(folded, self.folding, self.counts)
        return np.concatenate([self._own(folded, spelled), self._own(base, spelled), spelled])

    def _remember(self, words: list[str]) -> None:
        """Make the vectors of words that are not cached yet."""
        if len(self.place) + len(words) > _CACHED_WORDS:
            self.place.clear()
        new = np.stack([self._parts(word) for word in words]) @ self.matrix + self.shift
        first = len(self.place)
        while first + len(words) > len(self.cache):
            self.cache = np.concatenate([self.cache, np.zeros_like(self.cache)])
        self.cache[first : first + len(words)] = new
        self.place.update(zip(words, range(first, first + len(words)), strict=True))

    def vectors(self, sentences: Sequence[Sequence[str]], longest: int) -> Floats:
        """[sentences, longest, width] the vectors of the sentences' words, zero where there is none."""
        distinct = dict.fromkeys(word for words in sentences for word in words)
        new = [word for word in distinct if word not in self.place]
        if new:
            self._remember(new if len(self.place) + len(new) <= _CACHED_WORDS else list(distinct))
        out = np.zeros((len(sentences), longest, self.cache.shape[1]), np.float32)
        for i, words in enumerate(sentences):
            out[i, : len(words)] = self.cache[[self.place[word] for word in words]]
        return out


class EmbeddedTagger:
    """Tags of sentences with the shipped model."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Load the model.

        Args:
            folder: holds the files that `python -m training.tagger` writes.
            threads: for one call; 0 leaves it to ONNX Runtime (all cores).

        Raises:
            UserError: if a file is not there.
        """
        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            raise UserError(
                f"{folder}: the embedded tagger needs {', '.join(FILES)}; not found: {', '.join(missing)}. "
                "They are part of the project (git checkout models) and are made by `make train`."
            )
        import onnxruntime

        settings = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.tags: list[str] = settings["tags"]
        self.follow = np.array(settings["follow"], np.float32)
        self.temperature = float(settings["temperature"])
        self.table = WordTable(folder, settings)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def _scores(self, sentences: Sequence[Sequence[str]]) -> tuple[Floats, NDArray[np.int64]]:
        lengths = np.array([len(words) for words in sentences])
        longest = int(lengths.max())
        there = (np.arange(longest)[None] < lengths[:, None]).astype(np.float32)
        vectors = self.table.vectors(sentences, longest)
        (scores,) = self.session.run(None, {"vectors": vectors, "there": there})
        return scores, lengths

    def _batch(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        scores, lengths = self._scores(sentences)
        best = viterbi(scores, self.follow, lengths)
        log_chances = marginals(scores / self.temperature, self.follow / self.temperature, lengths)
        chances = np.exp(np.take_along_axis(log_chances, best[..., None], 2)[..., 0])
        return [
            [(self.tags[tag], round(float(chance), 4)) for tag, chance in zip(row[:n], probability[:n], strict=True)]
            for row, probability, n in zip(best.tolist(), chances.tolist(), lengths, strict=True)
        ]

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """A tag and its probability for each word.

        Args:
            sentences: words as `word_spans` gives them, proclitics attached; any number, any length, empty ones too.

        Returns:
            For each sentence and word a BIO tag (O, B-PER, I-PER, B-LOC, …) and its probability, 0 to 1.
        """
        pieces = [(i, at) for i, words in enumerate(sentences) for at in range(0, len(words), _LONGEST)]
        pieces.sort(key=lambda piece: min(_LONGEST, len(sentences[piece[0]]) - piece[1]))
        tagged: list[list[tuple[str, float]]] = [[("O", 1.0)] * len(words) for words in sentences]
        for batch in self._batches(pieces, sentences):
            parts = [sentences[i][at : at + _LONGEST] for i, at in batch]
            for (i, at), tags in zip(batch, self._batch(parts), strict=True):
                tagged[i][at : at + len(tags)] = tags
        return tagged

    @staticmethod
    def _batches(pieces: list[tuple[int, int]], sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, int]]]:
        """Pieces, shortest first, in batches that with their padding have no more than so many words."""
        batches: list[list[tuple[int, int]]] = []
        for i, at in pieces:
            length = min(_LONGEST, len(sentences[i]) - at)
            if not batches or (len(batches[-1]) + 1) * length > _BATCH:
                batches.append([])
            batches[-1].append((i, at))
        return batches
