"""Write a taught network as the files that the pipeline reads: no torch, no pickle, small."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.taggers.embedded import WordTable
from pipeline.taggers.words import Folding
from training.tagger.heads import TaggingNet
from training.tagger.quantise import quantise


class _Scores(nn.Module):
    """From word vectors to the scores of one convention's tags."""

    def __init__(self, net: TaggingNet, convention: str) -> None:
        super().__init__()
        self.encoder, self.score = net.encoder, net.field(convention).score

    def forward(self, vectors: Tensor, there: Tensor) -> Tensor:
        return self.score(self.encoder(vectors, there))


def int8_rows(table: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """A table as int8 with a scale for each row."""
    values = table.detach().numpy()
    scales = np.abs(values).max(1).clip(1e-8) / 127
    return np.rint(values / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def write_onnx(net: TaggingNet, convention: str, out: Path) -> None:
    """The encoder and the tag scores as ONNX, for any number of sentences of any length."""
    width = net.encoder.shape.width
    example = (torch.randn(2, 7, width), torch.ones(2, 7))
    axes = {name: {0: "sentences", 1: "words"} for name in ("vectors", "there", "scores")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Scores(net, convention).eval(),
            example,
            str(out),
            input_names=["vectors", "there"],
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=20,
            dynamo=False,
        )


def write_tagger(
    net: TaggingNet, convention: str, counts: dict[str, int], folding: Folding, sentences: Sequence[Sequence[str]], out: Path
) -> None:
    """Write the files of `pipeline.taggers.embedded`.

    Args:
        net: the taught network.
        convention: whose tags it shall give.
        counts: the words with a vector of their own, in the order of their rows, and how often they are seen.
        folding: how words are made alike.
        sentences: words of sentences in random order, for the scales of the eight-bit encoder.
        out: folder; made if need be.
    """
    out.mkdir(parents=True, exist_ok=True)
    settings = _settings(net, convention, folding)
    write_settings(settings, out)
    (out / "words.txt").write_text("".join(f"{w}\t{n}\n" for w, n in counts.items()), encoding="utf-8")
    words, word_scales = int8_rows(net.vectors.words.weight[: len(counts)])
    grams, gram_scales = int8_rows(net.vectors.grams.weight)
    matrix, shift = net.vectors.project.weight.detach().numpy().T, net.vectors.project.bias.detach().numpy()
    np.savez(
        out / "tables.npz",
        words=words, word_scales=word_scales, grams=grams, gram_scales=gram_scales,
        matrix=matrix.astype(np.float16), shift=shift,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        write_onnx(net, convention, Path(folder) / "whole.onnx")
        quantise(Path(folder) / "whole.onnx", out / "encoder.onnx", WordTable(out, settings), sentences)


def _settings(net: TaggingNet, convention: str, folding: Folding) -> dict:
    """tagger.json, with what `training.tagger.teach.adjust` sets not yet set."""
    crf = net.field(convention)
    return {
        "tags": list(crf.tags),
        "follow": np.round(crf.transitions().detach().numpy().astype(float), 4).tolist(),
        "temperature": 1.0,
        "article_weight": 0.0,
        "least": 0.0,
        "calibration": {},
        "letters": folding.letters,
        "proclitics": folding.proclitics,
        "shape": net.encoder.shape.as_dict(),
    }


def write_settings(settings: dict, out: Path) -> None:
    """Write tagger.json."""
    (out / "tagger.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
