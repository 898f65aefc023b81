"""Raw news tagged by taught taggers, where they agree."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base.words import word_spans
from pipeline.taggers.embedded import EmbeddedTagger
from training.tagger.corpus import kept_openings, opening
from training.tagger.labelled import Sentence, sentences_of

# Articles of each source, and how many letters of each are read; an encyclopedia article names most in its beginning.
AMOUNTS = {"ant-multisource-2018": (1600, 4000), "ant-jawhara": (600, 4000), "arwiki-2017": (800, 900), "ntrex-2019": (123, 4000)}
_SURE = 0.75  # probability that every tag of a sentence must have by both taggers


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


def agreed(
    taggers: Sequence[EmbeddedTagger], sentences: list[Sentence], sure: float = _SURE
) -> Iterator[Sentence]:
    """The sentences of which all taggers say the same with confidence, with these tags."""
    words, articles = [list(s.words) for s in sentences], [s.article for s in sentences]
    votes = [tagger.tag(words, articles) for tagger in taggers]
    for sentence, *rows in zip(sentences, *votes, strict=True):
        tags = [tuple(tag for tag, _ in row) for row in rows]
        if len(set(tags)) == 1 and all(chance >= sure for row in rows for _, chance in row):
            yield Sentence(sentence.article, sentence.words, tags[0])


def write_silver(corpora: Path, gold: Path, folders: Sequence[Path], out: Path, seed: int = 1) -> int:
    """Tag raw articles and write the sentences agreed on.

    Args:
        corpora: holds `raw/`.
        gold: holds `train/`, whose kept tenth is left out.
        folders: of exported taggers.
        out: JSON lines of article, words and tags.
        seed: of the choice of articles.

    Returns:
        How many words were written.
    """
    taggers = [EmbeddedTagger(folder) for folder in folders]
    sentences = []
    for name, text in raw_articles(corpora, kept_openings(gold / "train"), seed):
        sentences += sentences_of(name, text, word_spans(text), [])
    kept = [s for s in agreed(taggers, sentences) if len(s.words) > 3]
    rows = ({"article": s.article, "words": s.words, "tags": s.tags} for s in kept)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return sum(len(s.words) for s in kept)


def read_silver(file: Path) -> list[Sentence]:
    """The sentences that `write_silver` wrote; none if there is no such file."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    rows = (json.loads(line) for line in lines)
    return [Sentence(row["article"], tuple(row["words"]), tuple(row["tags"])) for row in rows]
