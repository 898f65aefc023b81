"""Several taggers as one: a mention is what at least half of them find, a span at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.taggers import Tagged, Tagger
from pipeline.taggers.spans import Pairs, Span, spans


def chosen_spans(votes: Sequence[dict[Span, float]]) -> dict[Span, float]:
    """The spans that at least half of the voters found, the surest first where they overlap.

    Args:
        votes: a voter's spans with their probabilities; earlier voters win ties.

    Returns:
        The spans with their mean probability, 0 counted for a voter that did not find one.
    """
    heard: dict[Span, list[float]] = defaultdict(list)
    for vote in votes:
        for span, chance in vote.items():
            heard[span].append(chance)
    taken: dict[Span, float] = {}
    for span, chances in sorted(heard.items(), key=lambda item: -sum(item[1])):
        free = all(span[1] <= other[0] or other[1] <= span[0] for other in taken)
        if free and 2 * len(chances) >= len(votes):
            taken[span] = sum(chances) / len(votes)
    return taken


def _sure_of_none(pairs: Sequence[tuple[str, float]]) -> float:
    """The mean probability that a word is in no mention, over what each voter says of it."""
    return sum(chance if tag == "O" else 1.0 - chance for tag, chance in pairs) / len(pairs)


def joined(votes: Sequence[Pairs]) -> list[tuple[str, float]]:
    """One sentence's tags from those of each voter."""
    out = [("O", round(_sure_of_none(said), 4)) for said in zip(*votes, strict=True)]
    for (start, end, kind), chance in chosen_spans([spans(vote) for vote in votes]).items():
        for i in range(start, end):
            out[i] = ("B-" if i == start else "I-") + kind, round(chance, 4)
    return out


class VotingTagger:
    """Joins taggers.

    Attributes:
        names: which taggers vote.
    """

    def __init__(self, taggers: dict[str, Tagger]) -> None:
        """Join loaded taggers, by name; earlier ones win ties."""
        self.names, self.taggers = tuple(taggers), list(taggers.values())

    @classmethod
    def of_those_there(cls, models: Path) -> VotingTagger:
        """The embedded tagger with those published ones whose models are there.

        Args:
            models: the project's folder of models.

        Raises:
            UserError: if the embedded tagger is the only one there: a vote of one is none.
        """
        from pipeline.taggers import load

        there: dict[str, Tagger] = {"embedded": load("embedded", models)}
        missing = []
        for name in ("camel", "stanza"):
            try:
                there[name] = load(name, models)
            except UserError as error:
                missing.append(str(error))
        if missing and len(there) == 1:
            raise UserError("TAGGER=vote needs a second tagger beside the embedded one. " + " ".join(missing))
        return cls(there)

    def tag(self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None) -> Tagged:
        """A tag and its probability for each word; see `pipeline.taggers.Tagger`."""
        votes = [tagger.tag(sentences, articles) for tagger in self.taggers]
        return [joined(said) for said in zip(*votes, strict=True)]
