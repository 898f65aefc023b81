"""The tags of other systems as this project's: three types, begin and inside."""

from __future__ import annotations

import numpy as np

from pipeline.taggers import TAGS

# MISC is no type of this project: what a published tagger calls so is no mention, its probability goes to O.
_TYPES = {"PER": "PER", "PERS": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": ""}
_PLACES = {"B": "B", "S": "B", "I": "I", "E": "I"}


def project_tag(label: str) -> str:
    """A BIO or BIOES label of another system as one of `TAGS`.

    Args:
        label: `O`, or a place (B, I, E, S), a hyphen and a type (PER, PERS, LOC, ORG, MISC).

    Raises:
        ValueError: if the label is none of these; a model with other labels needs a decision, not a guess.
    """
    if label == "O":
        return "O"
    place, _, kind = label.partition("-")
    if place not in _PLACES or kind not in _TYPES:
        raise ValueError(f"unknown label {label!r}: expected O or one of B, I, E, S with {', '.join(_TYPES)}")
    return f"{_PLACES[place]}-{_TYPES[kind]}" if _TYPES[kind] else "O"


def summing_matrix(labels: list[str], ignored: frozenset[str] = frozenset()) -> np.ndarray:
    """[labels, TAGS] ones that add up the probabilities of labels that are one tag here; `ignored` ones count as O."""
    matrix = np.zeros((len(labels), len(TAGS)), np.float32)
    for row, label in enumerate(labels):
        matrix[row, TAGS.index("O" if label in ignored else project_tag(label))] = 1.0
    return matrix


def legal(tags: list[str]) -> list[str]:
    """Tags in which an I- that follows nothing of its type begins a mention."""
    out: list[str] = []
    for tag in tags:
        broken = tag.startswith("I-") and (not out or out[-1][2:] != tag[2:])
        out.append("B-" + tag[2:] if broken else tag)
    return out
