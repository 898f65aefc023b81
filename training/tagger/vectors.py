"""Skip-gram vectors of the folded words: where the encoder's tables begin."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_SETTINGS = {"window": 5, "min_count": 4, "sg": 1, "negative": 5, "sample": 1e-4, "epochs": 2, "alpha": 0.04, "seed": 1}


def write_vectors(work: Path, width: int, threads: int = 2) -> None:
    """Train and write the vectors (Mikolov et al. 2013); with more than one thread their last digits differ each time.

    Args:
        work: holds corpus.txt; gets skipgram.npz (`vin`) and skipgram.words.
        width: of the vectors.
        threads: cores to use.
    """
    from gensim.models import Word2Vec

    model = Word2Vec(corpus_file=str(work / "corpus.txt"), vector_size=width, workers=threads, **_SETTINGS)
    np.savez(work / "skipgram.npz", vin=model.wv.vectors)
    (work / "skipgram.words").write_text("\n".join(model.wv.index_to_key), encoding="utf-8")
