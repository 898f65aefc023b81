"""The tagger that is shipped: a small encoder over whole words, read by ONNX Runtime, without torch and without a network."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.base.errors import UserError
from pipeline.base.words import REMEMBERED, word_spans
from pipeline.taggers.document import agree, by_type
from pipeline.taggers.field import marginals, viterbi
from pipeline.taggers.spans import spans
from pipeline.taggers.words import Folding, base_of, ngram_buckets

FILES = ("tagger.json", "words.txt", "tables.npz", "encoder.onnx")
_BLOCK = 256  # words whose vectors are made at once
_LONGEST = 256  # words that are read at once; longer sentences are read in pieces, none is cut off
_STEP = 8  # sentences are read with others of their length up to this many words; what a sentence gives depends on it alone
_BATCH = 1024  # words (with padding) that are read at once; with more the numbers between layers leave the processor's cache

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
            self.matrix, self.shift = tables["matrix"].astype(np.float64), tables["shift"].astype(np.float64)
        self.fold = lru_cache(REMEMBERED)(self.folding.folder())
        self.bases = lru_cache(REMEMBERED)(lambda word: tuple(self.folding.bases(word)))
        self.place: OrderedDict[str, int] = OrderedDict()  # the words read last at the end
        self.cache = np.zeros((REMEMBERED, len(self.shift)), np.float32)  # memory is taken as rows are written

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

    def _projected(self, words: list[str]) -> Floats:
        """Words' vectors, the same in any company: in 64 bits, since 32 round otherwise in another row or another shape."""
        block = np.array([self._parts(word) for word in words], np.float64)
        return (block @ self.matrix + self.shift).astype(np.float32)

    def _remember(self, words: list[str]) -> None:
        """Make the vectors of words that are not remembered, in place of those that were not read for the longest time."""
        unused = range(len(self.place), len(self.cache))
        oldest = list(islice(self.place, max(0, len(words) - len(unused))))
        rows = [*unused[: len(words)], *map(self.place.pop, oldest)]
        for start in range(0, len(words), _BLOCK):
            self.cache[rows[start : start + _BLOCK]] = self._projected(words[start : start + _BLOCK])
        self.place.update(zip(words, rows, strict=True))

    def vectors(self, sentences: Sequence[Sequence[str]], longest: int) -> Floats:
        """[sentences, longest, width] the vectors of the sentences' words, zero where there is none."""
        distinct = dict.fromkeys(word for words in sentences for word in words)
        new = []
        for word in distinct:
            if word in self.place:
                self.place.move_to_end(word)
            else:
                new.append(word)
        self._remember(new)
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
        self.article_weight = float(settings["article_weight"])
        self.least = float(settings["least"])
        calibration = settings["calibration"]
        self.slopes, self.shifts = np.array([calibration.get(tag[2:], (1.0, 0.0)) for tag in self.tags]).T
        self.table = WordTable(folder, settings)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # no core is held while it waits
        self.session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def _scores(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """For each sentence of one batch [words, tags]."""
        lengths = [len(words) for words in sentences]
        longest = _rounded(max(lengths))
        there = (np.arange(longest)[None] < np.array(lengths)[:, None]).astype(np.float32)
        vectors = self.table.vectors(sentences, longest)
        (scores,) = self.session.run(None, {"vectors": vectors, "there": there})
        return [row[:length] for row, length in zip(scores, lengths, strict=True)]

    def _chances(self, scores: Sequence[Floats]) -> list[Floats]:
        """For each sentence of one batch the probabilities [words, tags]."""
        padded, lengths = _padded(scores)
        chances = marginals(padded / self.temperature, self.follow / self.temperature, lengths)
        return [row[:length] for row, length in zip(chances, lengths, strict=True)]

    def _best(self, scores: Sequence[Floats]) -> NDArray[np.int64]:
        padded, lengths = _padded(scores)
        return viterbi(padded, self.follow, lengths)

    def _decoded(self, scores: Sequence[Floats]) -> list[list[tuple[str, float]]]:
        """Tags and probabilities of one batch of sentences from their scores."""
        return [
            self._pairs(tags[: len(chances)], chances)
            for tags, chances in zip(self._best(scores), self._chances(scores), strict=True)
        ]

    def _pairs(self, best: NDArray[np.int64], chances: Floats) -> list[tuple[str, float]]:
        """One sentence's tags, without the names that are more likely none, and their probabilities."""
        chosen = np.take_along_axis(chances, best[:, None], 1)[:, 0]
        if ((chosen < self.least) & (best > 0)).any():
            found = spans([(self.tags[tag], chance) for tag, chance in zip(best.tolist(), chosen.tolist(), strict=True)])
            for (start, end, _), chance in found.items():
                if chance < self.least:
                    best[start:end], chosen[start:end] = 0, chances[start:end, 0]
        chosen = 1 / (1 + np.exp(-(self.slopes[best] * log_odds(chosen) + self.shifts[best])))
        return [(self.tags[tag], chance) for tag, chance in zip(best.tolist(), chosen.round(4).tolist(), strict=True)]

    def tag(
        self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None
    ) -> list[list[tuple[str, float]]]:
        """A tag and its probability for each word.

        Args:
            sentences: words as `word_spans` gives them, proclitics attached; any number, any length, empty ones too.
            articles: for each sentence its article: a name that is sure once then weighs in the whole article.
                Without it each sentence is read by itself.

        Returns:
            For each sentence and word a BIO tag (O, B-PER, I-PER, B-LOC, …) and its probability, 0 to 1.
        """
        if any(_holds_several(word) for words in sentences for word in words):
            return _rejoined(sentences, self.tag([_split(words) for words in sentences], articles))
        tagged: list[list[tuple[str, float]]] = [[("O", 1.0)] * len(row) for row in sentences]
        for pieces, scores in self._batched_scores(sentences, articles):
            for (i, at), tags in zip(pieces, self._decoded(scores), strict=True):
                tagged[i][at : at + len(tags)] = tags
        return tagged

    def scores(self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None) -> list[Floats]:
        """What the network says of each word, before the tags are chosen.

        Args:
            sentences: as for `tag`, each word as `word_spans` gives it.
            articles: as for `tag`.

        Returns:
            For each sentence [words, tags] scores; the best way through them and `follow` is what `tag` chooses.
        """
        found = [np.zeros((len(words), len(self.tags)), np.float32) for words in sentences]
        for pieces, scores in self._batched_scores(sentences, articles):
            for (i, at), part in zip(pieces, scores, strict=True):
                found[i][at : at + len(part)] = part
        return found

    def _batched_scores(
        self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None
    ) -> Iterator[tuple[list[tuple[int, int]], list[Floats]]]:
        """The pieces (sentence, first word) of each batch and their scores."""
        pieces = [(i, at) for i, words in enumerate(sentences) for at in range(0, len(words), _LONGEST)]
        pieces.sort(key=lambda piece: min(_LONGEST, len(sentences[piece[0]]) - piece[1]))
        words = [sentences[i][at : at + _LONGEST] for i, at in pieces]
        batches = _batches([len(part) for part in words])
        scores = [row for batch in batches for row in self._scores([words[k] for k in batch])]
        if articles is not None and scores:
            scores = self._agreed(scores, words, [articles[i] for i, _ in pieces], batches)
        for batch in batches:
            yield [pieces[k] for k in batch], [scores[k] for k in batch]

    def _agreed(
        self,
        scores: Sequence[Floats],
        words: Sequence[Sequence[str]],
        articles: Sequence[str],
        batches: Sequence[range],
    ) -> list[Floats]:
        """The scores of all sentences with what their articles say."""
        chances = [row for batch in batches for row in self._chances([scores[k] for k in batch])]
        folded = [[self.table.fold(word) for word in row] for row in words]
        return agree(scores, chances, folded, articles, by_type(self.tags), self.table.bases, self.article_weight)


def log_odds(chances: NDArray) -> NDArray[np.float64]:
    """The log-odds of probabilities, those of 0 and 1 taken as a ten-thousandth beside them."""
    kept = np.clip(chances.astype(np.float64), 1e-4, 1 - 1e-4)
    return np.log(kept / (1 - kept))


@lru_cache(REMEMBERED)
def _holds_several(word: str) -> bool:
    return len(word_spans(word)) > 1


def _split(words: Sequence[str]) -> list[str]:
    """Words as `word_spans` gives them, where a token of another tokenizer holds several (a mark written onto a word)."""
    return [word[start:end] for word in words for start, end in word_spans(word) or [(0, len(word))]]


def _rejoined(
    sentences: Sequence[Sequence[str]], tagged: Sequence[Sequence[tuple[str, float]]]
) -> list[list[tuple[str, float]]]:
    """One tag for each given token: that of its first part that is in a mention, else of its first part."""
    out = []
    for words, tags in zip(sentences, tagged, strict=True):
        rest = iter(tags)
        parts = [[next(rest) for _ in _split([word])] for word in words]
        out.append([next((pair for pair in part if pair[0] != "O"), part[0]) for part in parts])
    return out


def _padded(scores: Sequence[Floats]) -> tuple[Floats, NDArray[np.int64]]:
    """Sentences' scores as one array [sentences, words, tags], and their lengths."""
    lengths = np.array([len(row) for row in scores])
    padded = np.zeros((len(scores), int(lengths.max()), scores[0].shape[1]), np.float32)
    for place, row in zip(padded, scores, strict=True):
        place[: len(row)] = row
    return padded, lengths


def _rounded(length: int) -> int:
    """The length up to which a sentence is padded, the same whatever others it is read with."""
    return -(-length // _STEP) * _STEP


def _batches(lengths: Sequence[int]) -> list[range]:
    """Which sentences, given from the shortest to the longest, are read at once: of one padded length, so many words."""
    batches: list[range] = []
    start = 0
    for i, length in enumerate(lengths):
        other = _rounded(length) != _rounded(lengths[start])
        if i > start and (other or (i + 1 - start) * _rounded(length) > _BATCH):
            batches.append(range(start, i))
            start = i
    return [*batches, range(start, len(lengths))] if lengths else []
