"""The tagging network: the encoder with a conditional random field for each corpus's own convention."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.tagger.net import Encoder, Shape, WordVectors

FORBIDDEN = -1e4


def allowed(tags: tuple[str, ...]) -> Tensor:
    """[tags + 1, tags] 0 where a tag may follow another (the last row: where it may begin a sentence), else FORBIDDEN."""
    rows = [[0.0 if not b.startswith("I-") or a[2:] == b[2:] else FORBIDDEN for b in tags] for a in (*tags, "O")]
    return torch.tensor(rows)


class Field(nn.Module):
    """A linear-chain conditional random field (Lafferty et al. 2001) over the encoder's vectors."""

    def __init__(self, width: int, tags: tuple[str, ...]) -> None:
        super().__init__()
        self.tags = tags
        self.score = nn.Linear(width, len(tags))
        self.follow = nn.Parameter(torch.zeros(len(tags) + 1, len(tags)))
        self.allowed: Tensor
        self.register_buffer("allowed", allowed(tags), persistent=False)

    def transitions(self) -> Tensor:
        """[tags + 1, tags] the score of a tag after another; the last row begins a sentence."""
        return self.follow + self.allowed

    def loss(self, x: Tensor, gold: Tensor, there: Tensor) -> Tensor:
        """The mean negative log-likelihood a word.

        Args:
            x: [sentences, words, width].
            gold: [sentences, words] tag numbers.
            there: [sentences, words] 1.0 for words, 0.0 for padding.
        """
        scores, follow = self.score(x).float(), self.transitions()
        best = scores.gather(2, gold[..., None])[..., 0] * there
        steps = follow[gold[:, :-1], gold[:, 1:]] * there[:, 1:]
        path = best.sum(1) + steps.sum(1) + follow[-1][gold[:, 0]]
        total = follow[-1] + scores[:, 0]
        for i in range(1, scores.shape[1]):
            after = torch.logsumexp(total[:, :, None] + follow[None, :-1], 1) + scores[:, i]
            total = torch.where(there[:, i, None] > 0, after, total)
        return (torch.logsumexp(total, 1) - path).sum() / there.sum()


class TaggingNet(nn.Module):
    """Word vectors, encoder and a field for each convention (`gold`, `anercorp`, `aqmar`)."""

    def __init__(self, shape: Shape, conventions: dict[str, tuple[str, ...]], dropout: float) -> None:
        super().__init__()
        self.vectors, self.encoder = WordVectors(shape), Encoder(shape, dropout)
        self.fields = nn.ModuleDict({name: Field(shape.width, tags) for name, tags in conventions.items()})
        self.drop = nn.Dropout(dropout)

    def field(self, convention: str) -> Field:
        """The field of a convention."""
        found = self.fields[convention]
        assert isinstance(found, Field)
        return found

    def forward(self, types: tuple[Tensor, ...], inverse: Tensor, there: Tensor) -> Tensor:
        """[sentences, words, width] from the arguments of `WordVectors`, the words' places among them, and the padding."""
        return self.drop(self.encoder(self.vectors(*types)[inverse], there))
