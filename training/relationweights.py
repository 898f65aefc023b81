"""Weights of the relation scorers, learned from gold articles: `python -m training.relations weights --gold DIR`."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from pipeline.stating.candidates import Candidate, place_candidates
from pipeline.stating.claimreader import read_sentences, roles_of, scenes_of
from pipeline.stating.clauses import MentionRow, Sentence
from pipeline.stating.events import event_candidates
from pipeline.stating.persons import group_people, read_cast
from pipeline.stating.relationmodel import RELATIONS, Scorer, read_learned, read_priors
from pipeline.stating.wordclasses import WordClasses, load_word_classes
from training.goldframes import is_kept, mention_rows, read_gold, token_rows

# The first third of the training gold read two questions otherwise than dev and the rest (its README): what it holds of them
# counts half.
_FIRST_THIRD, _FIRST_WEIGHT = 360, 0.5
_FOLDS = 5
_RARE = 3
# Log-odds by which a fact's likeliest maker must beat another for that to be left out of the second fit.
_MARGIN = 1.0
_FRAME_SCALE = 2.0
# Inverse strength of the L2 penalty, by relation: the best of 0.05, 0.1, 0.2, 0.4 by average precision over the folds.
_STRENGTH = {"role": 0.2, "located_in": 0.2, "met": 0.1, "visited": 0.1}
# Precision before recall: the threshold is where F(beta) over the folds is best.
_BETA = {"role": 0.9, "located_in": 0.9, "met": 0.5, "visited": 0.4}

Fact = tuple[str, str, str]


@dataclass(slots=True)
class GoldArticle:
    """A gold article, read: its sentences, mentions, the entity of each, its relations and where they are stated."""

    id: str
    sentences: list[Sentence]
    mentions: list[MentionRow]
    entities: list[str]
    facts: dict[Fact, list[tuple[int, int]]]
    optional: set[Fact]


@dataclass(slots=True)
class Example:
    """A candidate, the fact it would state, whether the gold has it (1), not (0), or not there (-1)."""

    article: int
    candidate: Candidate
    fact: Fact
    label: int


def fact_of(relation: str, head: str, tail: str) -> Fact:
    """A relation between entities; who met whom has no direction."""
    return (relation, *sorted((head, tail))) if relation == "met" else (relation, head, tail)  # type: ignore[return-value]


def read_articles(folder: Path, classes: WordClasses) -> list[GoldArticle]:
    """The gold articles of a folder, as items."""
    return [_read_article(gold, classes) for gold in read_gold(folder)]


def _read_article(gold: dict[str, Any], classes: WordClasses) -> GoldArticle:
    tokens = token_rows(gold["id"], gold["text"], *gold["body"])
    rows = mention_rows(gold, tokens)
    mentions = [
        MentionRow(*(row[name] for name in ("mention_id", "start", "end", "name", "type", "first_token", "last_token")))
        for row in rows
    ]
    spans = [(t["sentence"], t["token"], t["start"], t["end"]) for t in tokens]
    facts: dict[Fact, list[tuple[int, int]]] = defaultdict(list)
    optional = set()
    for relation in gold["relations"]:
        fact = fact_of(relation["type"], relation["head"], relation["tail"])
        facts[fact].append((relation["start"], relation["end"]))
        if relation.get("optional"):
            optional.add(fact)
    return GoldArticle(
        gold["id"],
        read_sentences(gold["text"], spans, mentions, classes),
        mentions,
        [row["entity"] for row in rows],
        dict(facts),
        optional,
    )


def country_entities(articles: Sequence[GoldArticle], folder: Path, classes: WordClasses) -> dict[str, str]:
    """Code of a country -> its entity in the gold, by the names that mentions give it and by `names.tsv`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for mention, entity in zip(article.mentions, article.entities, strict=True):
            code = classes.country_of(mention.name) if mention.type == "LOC" else ""
            if code:
                counts[code][entity] += 1
    found = {code: count.most_common(1)[0][0] for code, count in counts.items()}
    names = folder / "names.tsv"
    for line in names.read_text(encoding="utf-8").splitlines() if names.exists() else ():
        entity, name = line.split("\t")
        if classes.country_of(name):
            found.setdefault(classes.country_of(name), entity)
    for country in classes.demonyms.countries:
        found.setdefault(country.code, country.gloss.lower().replace(" ", "_"))
    return found


def examples(
    articles: Sequence[GoldArticle], countries: dict[str, str], candidates: Callable[[GoldArticle], Iterable[Candidate]]
) -> list[Example]:
    """The candidates of all articles, labelled. A fact's candidates outside its evidence are neither right nor wrong."""
    found = []
    for number, article in enumerate(articles):
        for candidate in candidates(article):
            head = article.entities[candidate.head_mention]
            country = candidate.sentence.items[candidate.tail].country
            named = candidate.tail_mention >= 0
            tail = article.entities[candidate.tail_mention] if named else countries.get(country, "?" + country)
            if head != tail:
                fact = fact_of(candidate.relation, head, tail)
                found.append(Example(number, candidate, fact, _label(article, candidate, fact)))
    return found


def _label(article: GoldArticle, candidate: Candidate, fact: Fact) -> int:
    """1 where the gold's evidence holds what would make the candidate, -1 where the fact is stated elsewhere, else 0."""
    spans = article.facts.get(fact)
    if spans is None:
        return 0
    items = candidate.sentence.items
    makers = (candidate.trigger,) if candidate.trigger >= 0 else (candidate.head, candidate.tail)
    inside = any(all(start <= items[p].start < end for p in makers) for start, end in spans)
    return 1 if inside else -1


def local_candidates(article: GoldArticle) -> Iterable[Candidate]:
    """Role and place candidates, which need no other sentence."""
    yield from roles_of(article.sentences, group_people(article.mentions))
    for sentence in article.sentences:
        yield from place_candidates(sentence)


def events_given(
    roles: Sequence[Sequence[Candidate]], numbers: dict[str, int]
) -> Callable[[GoldArticle], Iterable[Candidate]]:
    """The function that yields an article's event candidates, given its scored roles."""

    def candidates(article: GoldArticle) -> Iterable[Candidate]:
        own = roles[numbers[article.id]]
        cast = read_cast(group_people(article.mentions), article.sentences, own)
        for scene in scenes_of(article.sentences, cast, own):
            yield from event_candidates(scene)

    return candidates


@dataclass(slots=True)
class Design:
    """The examples of a relation as a matrix, made once for all folds."""

    rows: list[Example]
    names: np.ndarray
    values: sp.csr_matrix
    labels: np.ndarray
    shares: np.ndarray

    def take(self, chosen: np.ndarray) -> Design:
        """The examples with the given numbers."""
        return Design(
            [self.rows[i] for i in chosen], self.names, self.values[chosen], self.labels[chosen], self.shares[chosen]
        )


def design(rows: list[Example], articles: Sequence[GoldArticle]) -> Design:
    """Examples by features, `scale` where an example has a feature; features of fewer than three examples left out."""
    sets = [set(row.candidate.features) for row in rows]
    counts = Counter(f for features in sets for f in features)
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= _RARE))}
    ends, columns = [0], []
    for features in sets:
        columns += [vocabulary[f] for f in features if f in vocabulary]
        ends.append(len(columns))
    names = np.array(list(vocabulary), dtype=object)
    scales = np.array([scale(name) for name in names])
    values = sp.csr_matrix((scales[columns], columns, ends), shape=(len(rows), len(names)))
    shares = np.array([_FIRST_WEIGHT if _number(articles[row.article].id) < _FIRST_THIRD else 1.0 for row in rows])
    return Design(rows, names, values, np.array([row.label for row in rows]), shares)


def scale(feature: str) -> float:
    """The value that stands for "has it": larger for what a frame or a whole phrase says, which the penalty so restrains less."""
    return _FRAME_SCALE if feature.startswith(("f=", "f1=", "f2=", "f?=", "s=", "fit=", "tight")) else 1.0


def fit(relation: str, data: Design) -> tuple[np.ndarray, float]:
    """Weights and bias: fitted, then fitted again with only each fact's likeliest candidates as its makers.

    A fact's evidence often holds several words that might have made it (a summit and a visit); those that the first fit
    finds far less likely than the best are then neither right nor wrong (multiple-instance learning, Andrews et al. 2003).
    """
    data = data.take(np.flatnonzero(data.labels >= 0))
    weights, bias = _fit_once(relation, data)
    odds = data.values @ weights + bias
    best: dict[tuple[int, Fact], float] = {}
    for row, value in zip(data.rows, odds, strict=True):
        key = (row.article, row.fact)
        best[key] = max(float(value), best.get(key, -math.inf))
    likely = [i for i, row in enumerate(data.rows) if not row.label or odds[i] >= best[row.article, row.fact] - _MARGIN]
    return _fit_once(relation, data.take(np.array(likely)))


def _fit_once(relation: str, data: Design) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=_STRENGTH[relation], solver="liblinear", max_iter=300, random_state=0)
    model.fit(data.values, data.labels, sample_weight=data.shares)
    return model.coef_[0], float(model.intercept_[0])


def _number(article_id: str) -> int:
    return int(article_id.split("_", maxsplit=1)[0])


def fold_odds(relation: str, data: Design) -> np.ndarray:
    """Log-odds of each example by weights that were learned without its article."""
    odds = np.zeros(len(data.rows))
    folds = np.array([row.article % _FOLDS for row in data.rows])
    for fold in range(_FOLDS):
        weights, bias = fit(relation, data.take(np.flatnonzero(folds != fold)))
        held = np.flatnonzero(folds == fold)
        odds[held] = data.values[held] @ weights + bias
    return odds


def scorer_of(relation: str, data: Design) -> Scorer:
    """A scorer from all examples, without calibration; features of next to no weight are left out."""
    weights, bias = fit(relation, data)
    named = {str(name): round(float(w) * scale(str(name)), 4) for name, w in zip(data.names, weights, strict=True)}
    return Scorer({name: weight for name, weight in named.items() if abs(weight) >= 0.01}, bias)


def facts_of(articles: Sequence[GoldArticle], relation: str) -> tuple[set[tuple[int, Fact]], set[tuple[int, Fact]]]:
    """The gold's facts of a relation, by article: those that count, and the optional ones."""
    counted: set[tuple[int, Fact]] = set()
    optional: set[tuple[int, Fact]] = set()
    for number, article in enumerate(articles):
        for fact in article.facts:
            if fact[0] == relation:
                (optional if fact in article.optional else counted).add((number, fact))
    return counted, optional


def measure(found: set[tuple[int, Fact]], articles: Sequence[GoldArticle], relation: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of found facts; optional ones count neither way."""
    counted, optional = facts_of(articles, relation)
    found = found - optional
    right = len(found & counted)
    precision, recall = right / max(1, len(found)), right / max(1, len(counted))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def calibrate(
    scorer: Scorer, odds: np.ndarray, rows: Sequence[Example], articles: Sequence[GoldArticle], relation: str
) -> Scorer:
    """Platt's slope and shift, and the threshold, from scores of held-out folds."""
    known = [i for i, row in enumerate(rows) if row.label >= 0]
    platt = LogisticRegression(C=1e6).fit(np.array([[odds[i]] for i in known]), [rows[i].label for i in known])
    slope, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    scores = [1 / (1 + math.exp(-(slope * o + shift))) for o in odds]

    def gain(threshold: float) -> float:
        found = {(row.article, row.fact) for row, score in zip(rows, scores, strict=True) if score >= threshold}
        precision, recall, _ = measure(found, articles, relation)
        square = _BETA[relation] ** 2
        return (1 + square) * precision * recall / max(1e-9, square * precision + recall)

    threshold = max((round(0.2 + 0.01 * i, 2) for i in range(76)), key=gain)
    return Scorer(scorer.weights, scorer.bias, slope, shift, threshold)


def train(
    articles: Sequence[GoldArticle], countries: dict[str, str], shipped: dict[str, Scorer], priors: dict[str, dict[str, float]]
) -> dict[str, Scorer]:
    """A scorer a relation, from gold articles; those that are `shipped` are taken as they are."""
    local = examples(articles, countries, local_candidates)
    scorers = dict(shipped)
    for relation in ("role", "located_in"):
        if relation not in scorers:
            scorers[relation] = _train_one(relation, local, articles, priors[relation])
    for row in local:
        if row.candidate.relation == "role":
            row.candidate.score = scorers["role"].score(row.candidate.features)
    numbers = {article.id: number for number, article in enumerate(articles)}
    events = examples(articles, countries, events_given(_roles(local, len(articles)), numbers))
    for relation in ("met", "visited"):
        if relation not in scorers:
            scorers[relation] = _train_one(relation, events, articles, priors[relation])
    return scorers


def _roles(rows: Sequence[Example], count: int) -> list[list[Candidate]]:
    roles: list[list[Candidate]] = [[] for _ in range(count)]
    for row in rows:
        if row.candidate.relation == "role":
            roles[row.article].append(row.candidate)
    return roles


def _train_one(
    relation: str, rows: Sequence[Example], articles: Sequence[GoldArticle], priors: dict[str, float]
) -> Scorer:
    """A scorer of a relation; calibration and threshold are those of the learned weights with the priors on them."""
    own = [row for row in rows if row.candidate.relation == relation]
    data = design(own, articles)
    added = np.array([sum(priors.get(feature, 0.0) for feature in set(row.candidate.features)) for row in own])
    scorer = calibrate(scorer_of(relation, data), fold_odds(relation, data) + added, own, articles, relation)
    print(f"{relation}: {len(own)} candidates, {len(scorer.weights)} weights, threshold {scorer.threshold}")
    return scorer


def write_weights(folder: Path, target: Path, relations: Sequence[str] = RELATIONS) -> None:
    """Trains on a folder of gold, without its kept tenth, and writes `weights.tsv` and `settings.json`.

    Args:
        folder: the gold articles.
        target: `models/relations`.
        relations: which to learn anew; the others stay as they are there.
    """
    classes = load_word_classes(target)
    articles = [article for article in read_articles(folder, classes) if not is_kept(article.id)]
    priors = read_priors(target / "priors.tsv")
    shipped = {relation: scorer for relation, scorer in read_learned(target).items() if relation not in relations}
    scorers = train(articles, country_entities(articles, folder, classes), shipped, priors)
    with (target / "weights.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        for relation in RELATIONS:
            writer.writerows(
                (relation, feature, weight) for feature, weight in sorted(scorers[relation].weights.items())
            )
    settings = {
        relation: {k: round(v, 4) for k, v in asdict(scorers[relation]).items() if k != "weights"}
        for relation in RELATIONS
    }
    (target / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
