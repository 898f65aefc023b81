"""Raw news with what several taught taggers say of it together: one tagger learns to say what they do (Hinton et al. 2015)."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.base.words import word_spans
from pipeline.taggers.embedded import EmbeddedTagger
from training.tagger.corpus import kept_openings, opening
from training.tagger.labelled import Sentence, sentences_of

# Articles of each source, and how many letters of each are read; an encyclopedia article names most in its beginning.
AMOUNTS = {
    "ant-multisource-2018": (4800, 4000),
    "ant-jawhara": (1500, 4000),
    "arwiki-2017": (3000, 900),
    "ntrex-2019": (123, 4000),
}
_WORDS = range(4, 65)  # of a sentence that is kept


@dataclass(frozen=True)
class ScoredSentence(Sentence):
    """A sentence with what teachers say of it.

    Attributes:
        scores: [words, tags] their mean scores, before the best way through them is chosen.
    """

    scores: NDArray[np.float16]


def raw_articles(corpora: Path, leave_out: set[str], seed: int) -> Iterator[tuple[str, str]]:
    """A name and the text of randomly chosen raw articles, without those to leave out."""
    for source, (amount, letters) in AMOUNTS.items():
        with lzma.open(corpora / "raw" / f"{source}.jsonl.xz", "rt", encoding="utf-8") as file:
            lines = list(file)
        chosen = random.Random(seed).sample(range(len(lines)), min(amount, len(lines)))
        for number in chosen:
            article = json.loads(lines[number])
            if opening(article["text"]) not in leave_out:
                yield f"{source}:{number}", article.get("title", "") + "\n" + article["text"][:letters]


def write_silver(corpora: Path, gold: Path, folders: Sequence[Path], out: Path, seed: int = 1) -> int:
    """Let taught taggers read raw articles and write their mean scores, in which each article has had its say.

    Args:
        corpora: holds `raw/`.
        gold: holds `train/`, whose kept tenth is left out.
        folders: of exported taggers of one convention.
        out: gets JSON lines of article and words; the scores lie beside it, as `.npy` [all words, tags].
        seed: of the choice of articles.

    Returns:
        How many words were written.
    """
    taggers = [EmbeddedTagger(folder) for folder in folders]
    texts = raw_articles(corpora, kept_openings(gold / "train"), seed)
    read = [s for name, text in texts for s in sentences_of(name, text, word_spans(text), [])]
    words, articles = [list(s.words) for s in read], [s.article for s in read]
    votes = [tagger.scores(words, articles) for tagger in taggers]
    chosen = [i for i, sentence in enumerate(read) if len(sentence.words) in _WORDS]
    np.save(out.with_suffix(".npy"), np.concatenate([np.mean([vote[i] for vote in votes], 0) for i in chosen]).astype(np.float16))
    rows = ({"article": read[i].article, "words": read[i].words} for i in chosen)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return sum(len(read[i].words) for i in chosen)


def read_silver(file: Path) -> list[Sentence]:
    """The sentences that `write_silver` wrote; none if there is no such file."""
    if not file.exists():
        return []
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    scores = np.load(file.with_suffix(".npy"), allow_pickle=False)
    ends = np.cumsum([len(row["words"]) for row in rows])
    return [
        ScoredSentence(row["article"], tuple(row["words"]), ("O",) * len(row["words"]), part)
        for row, part in zip(rows, np.split(scores, ends[:-1]), strict=True)
    ]
