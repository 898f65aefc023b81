"""The conditional random field read forwards and backwards: the best tags of sentences and the probability of each."""

from __future__ import annotations

import numpy as np


def marginals(scores: np.ndarray, follow: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The probability of each tag of each word over all taggings of its sentence (forward-backward, scaled at each word).

    Args:
        scores: [sentences, words, tags] float32 or float64, padded at the end.
        follow: [tags + 1, tags] score of a tag after another; the last row begins a sentence.
        lengths: [sentences] words of each sentence, at least one.

    Returns:
        [sentences, words, tags] float64; what stands in the padding has no meaning.
    """
    words = scores.shape[1]
    emitted = np.exp(scores - scores.max(2, keepdims=True), dtype=np.float64)
    steps = np.exp(follow - follow.max(), dtype=np.float64)
    forward, backward = np.empty_like(emitted), np.ones_like(emitted)
    forward[:, 0] = _scaled(steps[-1] * emitted[:, 0])
    for i in range(1, words):
        forward[:, i] = _scaled((forward[:, i - 1] @ steps[:-1]) * emitted[:, i])
    for i in range(words - 2, -1, -1):
        after = _scaled((emitted[:, i + 1] * backward[:, i + 1]) @ steps[:-1].T)
        backward[:, i] = np.where((i < lengths - 1)[:, None], after, 1.0)
    return _scaled(forward * backward)


def _scaled(weights: np.ndarray) -> np.ndarray:
    return weights / weights.sum(-1, keepdims=True)


def viterbi(scores: np.ndarray, follow: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The best tagging of each sentence (Viterbi 1967).

    Args:
        scores: as for `marginals`.
        follow: as for `marginals`.
        lengths: as for `marginals`.

    Returns:
        [sentences, words] tag numbers; 0 in the padding.
    """
    sentences, words, tags = scores.shape
    came_from = np.zeros((words, sentences, tags), np.int64)
    stay = np.broadcast_to(np.arange(tags), (sentences, tags))
    total = follow[-1] + scores[:, 0]
    for i in range(1, words):
        paths = total[:, :, None] + follow[None, :-1]
        inside = (i < lengths)[:, None]
        came_from[i] = np.where(inside, paths.argmax(1), stay)
        total = np.where(inside, paths.max(1) + scores[:, i], total)
    best = np.zeros((sentences, words), np.int64)
    rows = np.arange(sentences)
    best[:, -1] = total.argmax(1)
    for i in range(words - 1, 0, -1):
        best[:, i - 1] = came_from[i, rows, best[:, i]]
    best[np.arange(words)[None] >= lengths[:, None]] = 0
    return best
