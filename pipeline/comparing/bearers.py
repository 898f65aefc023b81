"""Whom a family name alone means in the news."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from pipeline.comparing.namewords import MODELS
from pipeline.comparing.wordmodel import word_id


@cache
def _bearers() -> dict[tuple[int, int], float]:
    with np.load(MODELS / "bearers.npz", allow_pickle=False) as data:
        pairs = zip(data["family"].tolist(), data["given"].tolist(), strict=True)
        shares = (data["right"] + 1.0) / (data["seen"] + 2.0)
        return dict(zip(pairs, shares.tolist(), strict=True))


def borne_by(family: str, given: Iterable[str]) -> float:
    """How surely a family name alone means the one person of these given names.

    Args:
        family: a word as `namewords.words_of` gives it.
        given: likewise, the words before it in the full name.

    Returns:
        The share of its mentions with a given name that had one of these; 0 where no one given name has nearly all of them.
    """
    return max((_bearers().get((word_id(family), word_id(word)), 0.0) for word in given), default=0.0)
