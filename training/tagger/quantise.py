"""The encoder's products of matrices in eight bits, with scales fixed beforehand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from pipeline.taggers.embedded import WordTable

_SENTENCES, _BATCH = 320, 16

Feed = dict[str, np.ndarray]


class _Sentences(CalibrationDataReader):
    """Sentences that show how large the numbers inside the encoder get."""

    def __init__(self, table: WordTable, sentences: Sequence[Sequence[str]]) -> None:
        self.feeds: Iterator[Feed] = (
            feed(table, sentences[i : i + _BATCH]) for i in range(0, min(_SENTENCES, len(sentences)), _BATCH)
        )

    def get_next(self) -> Feed | None:
        return next(self.feeds, None)


def feed(table: WordTable, sentences: Sequence[Sequence[str]]) -> Feed:
    """The encoder's inputs for one batch."""
    longest = max(map(len, sentences))
    there = np.arange(longest)[None] < np.array([len(words) for words in sentences])[:, None]
    return {"vectors": table.vectors(sentences, longest), "there": there.astype(np.float32)}


def _weighted_products(model: onnx.ModelProto) -> list[str]:
    """The products of an activation and a weight; those of two activations (attention) stay as they are."""
    weights = {weight.name for weight in model.graph.initializer}
    return [node.name for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in weights]


def quantise(whole: Path, out: Path, table: WordTable, sentences: Sequence[Sequence[str]]) -> None:
    """Write the encoder with eight-bit weights and activations.

    The scales of activations are fixed here, not taken from each batch: a sentence must give the same in any company.
    Weights keep seven bits, since processors without VNNI add pairs of products in sixteen.

    Args:
        whole: the encoder in 32 bits.
        out: where to write.
        table: makes the inputs.
        sentences: to measure the activations on; the first 320 are read.
    """
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(out),
            _Sentences(table, sentences),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=_weighted_products(onnx.load(str(prepared))),
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            extra_options={"OpTypesToExcludeOutputQuantization": ["MatMul"], "MatMulConstBOnly": True},
        )
