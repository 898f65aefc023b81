"""The networks: words to vectors, vectors to vectors in their sentence, and the heads that learn from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """The sizes of an encoder.

    Attributes:
        words: most frequent words with a vector of their own.
        buckets: rows of the table of hashed letter n-grams.
        vector: width of both tables.
        width: width of the encoder.
        inner: width inside the feed-forward layers.
        layers: transformer layers.
        heads: attention heads.
        reach: distances between words above this one are all the same to attention.
    """

    words: int = 50_000
    buckets: int = 32_768
    vector: int = 192
    width: int = 256
    inner: int = 768
    layers: int = 4
    heads: int = 4
    reach: int = 24

    def as_dict(self) -> dict[str, int]:
        """The sizes by name."""
        return asdict(self)


class WordVectors(nn.Module):
    """A vector for each distinct word: its own, its base's and its n-grams', projected to the encoder's width."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.words, shape.vector)
        self.grams = nn.EmbeddingBag(shape.buckets, shape.vector, mode="mean")
        self.project = nn.Linear(3 * shape.vector, shape.width)

    def forward(self, own: Tensor, base: Tensor, grams: Tensor, offsets: Tensor, known: Tensor | None = None) -> Tensor:
        """Vectors of distinct words.

        Args:
            own: [words] row of the word, -1 if it has none.
            base: [words] row of its base, -1 if it has none.
            grams: [n] rows of the n-grams of all the words.
            offsets: [words] where each word's n-grams begin.
            known: [words] false where the word is to be seen by its n-grams alone (word dropout); all true without it.

        Returns:
            [words, width].
        """
        spelled = self.grams(grams, offsets)
        parts = []
        for row in (own, base):
            there = row >= 0 if known is None else (row >= 0) & known
            parts.append(torch.where(there[:, None], self.words(row.clamp(min=0)), spelled))
        return self.project(torch.cat([*parts, spelled], -1))


class Layer(nn.Module):
    """A transformer layer, normalised before each part, with a learned bias for each distance between words."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.before_attention, self.before_feeding = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.queries_keys_values = nn.Linear(shape.width, 3 * shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.widen, self.narrow = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """One step of [sentences, words, width] with the bias [sentences or 1, heads, words, words]."""
        sentences, words, width = x.shape
        parts = self.queries_keys_values(self.before_attention(x)).view(sentences, words, 3, self.heads, -1)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        weights = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
        seen = weights.softmax(-1) @ value
        seen = self.attended(seen.transpose(1, 2).reshape(sentences, words, width))
        x = x + functional.dropout(seen, self.dropout, self.training)
        fed = self.narrow(functional.gelu(self.widen(self.before_feeding(x)), approximate="tanh"))
        return x + functional.dropout(fed, self.dropout, self.training)


class Encoder(nn.Module):
    """Word vectors to vectors of words in their sentence."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.enter = nn.LayerNorm(shape.width)
        self.neighbours = nn.Conv1d(shape.width, shape.width, 3, padding=1)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.distances = nn.Parameter(torch.zeros(shape.layers, shape.heads, 2 * shape.reach + 1))
        self.leave = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        """Vectors in their sentence.

        Args:
            x: [sentences, words, width] word vectors.
            there: [sentences, words] 1.0 for words, 0.0 for padding.

        Returns:
            [sentences, words, width].
        """
        x = functional.dropout(self.enter(x) * there[..., None], self.dropout, self.training)
        x = x + functional.gelu(self._with_neighbours(x), approximate="tanh")
        place = torch.arange(x.shape[1], device=x.device)
        distance = (place[None] - place[:, None]).clamp(-self.shape.reach, self.shape.reach) + self.shape.reach
        absent = (there[:, None, None, :] - 1.0) * 1e4
        for layer, by_distance in zip(self.layers, self.distances, strict=True):
            x = layer(x, by_distance[:, distance][None] + absent)
        return self.leave(x)

    def _with_neighbours(self, x: Tensor) -> Tensor:
        """The convolution as one product of matrices, which is quicker and quantised like the others."""
        beside = functional.pad(x, (0, 0, 1, 1))
        three = torch.cat([beside[:, :-2], x, beside[:, 2:]], -1)
        shift = self.neighbours.bias
        assert shift is not None
        return three @ self.neighbours.weight.permute(2, 1, 0).flatten(0, 1) + shift


class MaskedWords(nn.Module):
    """The encoder with the layer that guesses a hidden word."""

    def __init__(self, shape: Shape, guesses: int) -> None:
        super().__init__()
        self.vectors, self.encoder = WordVectors(shape), Encoder(shape)
        self.hidden = nn.Parameter(torch.zeros(shape.width))
        self.narrow = nn.Linear(shape.width, shape.vector)
        self.guess = nn.Linear(shape.vector, guesses)

    def forward(self, types: tuple[Tensor, ...], inverse: Tensor, hide: Tensor, wanted: Tensor) -> Tensor:
        """What the guessing layer (`guess`) reads at the wanted places.

        Args:
            types: the arguments of `WordVectors` for the batch's distinct words.
            inverse: [sentences, words] which distinct word stands there.
            hide: [sentences, words] true where the mask stands in the word's place.
            wanted: [n] flat places whose word is to be guessed.

        Returns:
            [n, vector].
        """
        x = self.vectors(*types)[inverse]
        x = torch.where(hide[..., None], self.hidden.to(x.dtype), x)
        x = self.encoder(x, torch.ones(inverse.shape))
        return functional.gelu(self.narrow(x.flatten(0, 1)[wanted]), approximate="tanh")
