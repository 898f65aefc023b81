"""The names that tags spell, each with the probability of its least sure word."""

from __future__ import annotations

from collections.abc import Sequence

Pairs = Sequence[tuple[str, float]]
Span = tuple[int, int, str]


def spans(pairs: Pairs) -> dict[Span, float]:
    """The spans (first word, after the last word, type) of tags, each with the lowest probability of its words."""
    found: dict[Span, float] = {}
    start = 0
    for i in range(1, len(pairs) + 1):
        before, after = pairs[i - 1][0], pairs[i][0] if i < len(pairs) else "O"
        if before == "O" or after == f"I-{before[2:]}":
            start = start if before != "O" else i
            continue
        found[(start, i, before[2:])] = min(chance for _, chance in pairs[start:i])
        start = i
    return found
