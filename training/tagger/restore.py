"""Read a shipped tagger's weights back, so that pretraining can go on where no checkpoint is left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.tagger.net import MaskedWords

_PRODUCTS = ("queries_keys_values", "attended", "widen", "narrow")  # of a layer, in the order of its graph


def _products(model: onnx.ModelProto) -> list[np.ndarray]:
    """The weights [in, out] of the graph's products of matrices, out of their eight bits, in the order they are used."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    whole = {
        node.output[0]: arrays[node.input[0]].astype(np.float32) * arrays[node.input[1]]
        for node in model.graph.node
        if node.op_type == "DequantizeLinear" and node.input[0] in arrays
    }
    return [whole[node.input[1]] for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in whole]


def encoder_weights(folder: Path, layers: int) -> dict[str, torch.Tensor]:
    """The encoder's weights by the names of `training.tagger.net.Encoder`.

    Args:
        folder: of an exported tagger.
        layers: how many it has.
    """
    model = onnx.load(str(folder / "encoder.onnx"))
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    state = {name[8:]: array for name, array in arrays.items() if name.startswith("encoder.")}
    neighbours, *products = _products(model)
    state["neighbours.weight"] = neighbours.reshape(3, neighbours.shape[0] // 3, -1).transpose(2, 1, 0)
    for layer in range(layers):
        for place, name in enumerate(_PRODUCTS):
            state[f"layers.{layer}.{name}.weight"] = products[layer * len(_PRODUCTS) + place].T
    distances = [arrays[f"/encoder/Squeeze{f'_{layer}' if layer else ''}_output_0"] for layer in range(layers)]
    state["distances"] = np.stack(distances)
    return {name: torch.from_numpy(np.array(array, np.float32)) for name, array in state.items()}


def restore(net: MaskedWords, folder: Path, words: list[str]) -> None:
    """Put a shipped tagger's tables and encoder into a network that guesses hidden words, its guesses at the words' vectors.

    Args:
        net: gets the weights.
        folder: of the exported tagger, of the same shape.
        words: the corpus's words, most frequent first.
    """
    kept = np.load(folder / "tables.npz")
    table = kept["words"].astype(np.float32) * kept["word_scales"][:, None]
    lines = (folder / "words.txt").read_text(encoding="utf-8").splitlines()
    row = {line.partition("\t")[0]: i for i, line in enumerate(lines)}
    own = net.vectors.words.weight
    with torch.no_grad():
        for i, word in enumerate(words[: len(own)]):
            own[i] = torch.from_numpy(table[row[word]]) if word in row else torch.zeros(own.shape[1])
        net.vectors.grams.weight.copy_(torch.from_numpy(kept["grams"].astype(np.float32) * kept["gram_scales"][:, None]))
        net.vectors.project.weight.copy_(torch.from_numpy(kept["matrix"].astype(np.float32).T))
        net.vectors.project.bias.copy_(torch.from_numpy(kept["shift"]))
        net.guess.weight.copy_(torch.nn.functional.normalize(own[: len(net.guess.weight)], dim=-1))
    net.encoder.load_state_dict(encoder_weights(folder, net.encoder.shape.layers))
