"""The scorer of relations: lexicons, one weight a feature, and the threshold of each relation."""

from __future__ import annotations

import csv
import heapq
import itertools
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.stating.acts import Acts, read_acts
from pipeline.stating.candidates import Candidate
from pipeline.stating.narrating import Cues, read_cues
from pipeline.stating.wordclasses import WordClasses, load_word_classes

# The relations whose weights are learned; those of `acts.tsv` are stated by their clauses alone.
RELATIONS = ("role", "located_in", "met", "visited")


@dataclass(slots=True)
class Scorer:
    """A logistic regression over named features, calibrated (Platt 1999).

    Attributes:
        weights: log-odds a feature adds.
        bias: log-odds without any feature.
        slope: Platt's factor on the log-odds.
        shift: Platt's shift of them.
        threshold: probability from which a relation is stated.
    """

    weights: dict[str, float]
    bias: float = 0.0
    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5

    def score(self, features: Iterable[str]) -> float:
        """Probability that a candidate with these features is a relation."""
        odds = self.bias + sum(map(self.weights.get, dict.fromkeys(features), itertools.repeat(0.0)))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * odds + self.shift))))

    def reasons(self, features: Iterable[str], count: int = 3) -> list[str]:
        """The features that spoke most for it."""
        weighed = ((self.weights.get(feature, 0.0), feature) for feature in set(features))
        most = heapq.nlargest(count, (pair for pair in weighed if pair[0] > 0))
        return [f"{feature} {weight:+.2f}" for weight, feature in most]


@dataclass(slots=True)
class RelationModel:
    """All that the claims stage reads from `models/relations`."""

    classes: WordClasses
    scorers: dict[str, Scorer]
    acts: Acts
    quoting: Cues

    def score(self, candidate: Candidate) -> Candidate:
        """The candidate with its probability."""
        candidate.score = self.scorers[candidate.relation].score(candidate.features)
        return candidate


def read_priors(path: Path) -> dict[str, dict[str, float]]:
    """Relation -> feature -> weight set by hand for plain constructions of which the training gold holds too few."""
    priors: dict[str, dict[str, float]] = {relation: {} for relation in RELATIONS}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            own = priors[row["relation"]]
            own[row["feature"]] = own.get(row["feature"], 0.0) + float(row["weight"])
    return priors


def read_learned(path: Path) -> dict[str, Scorer]:
    """The scorers as they were learned: `weights.tsv` and `settings.json` of a folder.

    Raises:
        ValueError: the settings lack a relation.
    """
    settings = json.loads((path / "settings.json").read_text(encoding="utf-8"))
    missing = [relation for relation in RELATIONS if relation not in settings]
    if missing:
        raise ValueError(f"{path / 'settings.json'}: no settings for {', '.join(missing)}; make them by `make train`")
    weights: dict[str, dict[str, float]] = {relation: {} for relation in RELATIONS}
    with (path / "weights.tsv").open(encoding="utf-8", newline="") as file:
        for relation, feature, weight in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            weights[relation][feature] = float(weight)
    return {relation: Scorer(weights[relation], **settings[relation]) for relation in RELATIONS}


def load_relation_model(path: Path) -> RelationModel:
    """Loads the lexicons, `weights.tsv`, `priors.tsv`, `settings.json`, `acts.tsv` and `quoting.tsv` of a folder.

    Raises:
        ValueError: the settings lack a relation.
    """
    scorers = read_learned(path)
    for relation, priors in read_priors(path / "priors.tsv").items():
        weights = scorers[relation].weights
        for feature, added in priors.items():
            weights[feature] = weights.get(feature, 0.0) + added
    acts = read_acts(path / "acts.tsv")
    for (kind, clause), act in acts.items():
        odds = math.log(act.share / (1 - act.share))
        scorers.setdefault(act.relation, Scorer({})).weights[f"{kind} {clause}"] = odds
    return RelationModel(load_word_classes(path), scorers, acts, read_cues(path))
