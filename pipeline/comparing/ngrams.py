"""An n-gram model with back-off, as training/linking/ngrams.py learns it: how likely a symbol is after those before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

START, END = 0, 1  # symbols before and after every sequence
_UNSEEN = 16.0  # cost of a symbol that no context foretells


def packed(gram: Sequence[int], bits: int) -> int:
    """A gram as one number, a leading one before it, so that its length shows."""
    number = 1
    for symbol in gram:
        number = number << bits | symbol
    return number


class Grams:
    """Costs (negative log-probabilities, natural) of symbols after a state: the longest context that the model has.

    Attributes:
        start: the state before the first symbol.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray], name: str, bits: int) -> None:
        """Takes the arrays `gram`, `logp`, `context` and `backoff` of one name; a symbol takes `bits` bits."""
        self._bits = bits
        grams, contexts = (np.cumsum(arrays[f"{name}_{n}"], dtype=np.uint64) for n in ("gram", "context"))
        contexts = np.r_[np.uint64(1), contexts]
        first, last = (np.searchsorted(grams, (contexts + np.uint64(i)) << np.uint64(bits)).tolist() for i in (0, 1))
        backoff = [0.0, *(-arrays[f"{name}_backoff"].astype(float)).tolist()]
        self._grams: list[int] = grams.tolist()
        self._cost: list[float] = (-arrays[f"{name}_logp"].astype(float)).tolist()
        # What it costs to fall back from a context, and where its grams begin and end.
        self._contexts = dict(zip(contexts.tolist(), zip(backoff, first, last, strict=True), strict=True))
        self.start = self.state(packed([START], bits))

    def shorter(self, state: int) -> int:
        """The state without its first symbol."""
        size = state.bit_length() - 1 - self._bits
        return 1 << size | state & ((1 << size) - 1)

    def state(self, gram: int) -> int:
        """The longest end of a packed gram that is a context."""
        while gram not in self._contexts:
            gram = self.shorter(gram)
        return gram

    def falling(self, state: int) -> float:
        """What it costs to leave out the state's first symbol."""
        return self._contexts[state][0] if state in self._contexts else 0.0

    def after(self, state: int, first: int, last: int) -> list[tuple[float, int, int]]:
        """(cost, symbol, next state) of the symbols from `first` to `last` that were seen after the whole state."""
        if state not in self._contexts:
            return []
        _, at, end = self._contexts[state]
        shifted = state << self._bits
        at = bisect_left(self._grams, shifted | first, at, end)
        end = bisect_left(self._grams, (shifted | last) + 1, at, end)
        mask = (1 << self._bits) - 1
        return [(self._cost[i], self._grams[i] & mask, self.state(self._grams[i])) for i in range(at, end)]

    @lru_cache(maxsize=1 << 16)  # noqa: B019  one instance lives as long as the process
    def step(self, state: int, symbol: int) -> tuple[float, int]:
        """The cost of one symbol, and the state after it."""
        cost = 0.0
        while True:
            if found := self.after(state, symbol, symbol):
                return cost + found[0][0], found[0][2]
            if state == 1:
                return cost + _UNSEEN, 1
            cost += self.falling(state)
            state = self.shorter(state)

    def cost(self, symbols: Sequence[int]) -> float:
        """The cost of a whole sequence and its end."""
        total, state = 0.0, self.start
        for symbol in [*symbols, END]:
            one, state = self.step(state, symbol)
            total += one
        return total
