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

from pipeline.candidates import Candidate, place_candidates, role_candidates
from pipeline.claimreader import people_by_sentence, read_sentences
from pipeline.clauses import MentionRow, Sentence
from pipeline.events import event_candidates
from pipeline.persons import group_people, read_cast
from pipeline.relationmodel import RELATIONS, Scorer
from pipeline.wordclasses import WordClasses, load_word_classes
from training.goldframes import is_kept, mention_rows, read_gold, token_rows

# The first third of the training gold read two questions otherwise than dev and the rest (its README): what it holds of them
# counts half.
_FIRST_THIRD, _FIRST_WEIGHT = 360, 0.5
_FOLDS = 5
_RARE = 3
# Log-odds by which a fact's likeliest maker must beat another for that to be left out of the second fit.
_MARGIN = 1.0
# Inverse strength of the L2 penalty, by relation: the best of 0.05, 0.1, 0.2, 0.4 by average precision over the folds.
_STRENGTH = {"role": 0.2, "located_in": 0.2, "met": 0.1, "visited": 0.1}
# Precision before recall: the threshold is where F(beta) over the folds is best.
_BETA = {"role": 0.7, "located_in": 0.7, "met": 0.7, "visited": 0.7}

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
    mentions = [MentionRow(*(row[name] for name in ("mention_id", "start", "end", "name", "type", "first_token", "last_token")))
                for row in rows]
    spans = [(t["sentence"], t["token"], t["start"], t["end"]) for t in tokens]
    facts: dict[Fact, list[tuple[int, int]]] = defaultdict(list)
    optional = set()
    for relation in gold["relations"]:
        fact = fact_of(relation["type"], relation["head"], relation["tail"])
        facts[fact].append((relation["start"], relation["end"]))
        if relation.get("optional"):
            optional.add(fact)
    return GoldArticle(gold["id"], read_sentences(gold["text"], spans, mentions, classes), mentions,
                       [row["entity"] for row in rows], dict(facts), optional)


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


def examples(articles: Sequence[GoldArticle], countries: dict[str, str],
             candidates: Callable[[GoldArticle], Iterable[Candidate]]) -> list[Example]:
    """The candidates of all articles, labelled. A fact's candidates outside its evidence are neither right nor wrong."""
    found = []
    for number, article in enumerate(articles):
        for candidate in candidates(article):
            head = article.entities[candidate.head_mention]
            country = candidate.sentence.items[candidate.tail].country
            tail = article.entities[candidate.tail_mention] if candidate.tail_mention >= 0 else countries.get(country, "?" + country)
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
    for sentence in article.sentences:
        yield from role_candidates(sentence)
        yield from place_candidates(sentence)


def events_given(roles: Sequence[Sequence[Candidate]], numbers: dict[str, int]) -> Callable[[GoldArticle], Iterable[Candidate]]:
    """The function that yields an article's event candidates, given its scored roles."""
    def candidates(article: GoldArticle) -> Iterable[Candidate]:
        own = roles[numbers[article.id]]
        cast = read_cast(group_people(article.mentions), article.sentences, own)
        for sentence, people in people_by_sentence(article.sentences, cast, own):
            yield from event_candidates(sentence, people)
    return candidates


def matrix(rows: Sequence[Example], vocabulary: dict[str, int]) -> sp.csr_matrix:
    """Rows by features, ones where an example has a feature."""
    ends, columns = [0], []
    for row in rows:
        columns += [vocabulary[f] for f in set(row.candidate.features) if f in vocabulary]
        ends.append(len(columns))
    return sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(vocabulary)))


def fit(relation: str, rows: Sequence[Example], articles: Sequence[GoldArticle]) -> Scorer:
    """A scorer without calibration: fitted, then fitted again with only each fact's likeliest candidates as its makers.

    A fact's evidence often holds several words that might have made it (a summit and a visit); those that the first fit
    finds far less likely than the best are then neither right nor wrong (multiple-instance learning, Andrews et al. 2003).
    """
    rows = [row for row in rows if row.label >= 0]
    first = _fit_once(relation, rows, articles)
    best: dict[tuple[int, Fact], float] = {}
    odds = [log_odds(first, row.candidate.features) if row.label else 0.0 for row in rows]
    for row, value in zip(rows, odds, strict=True):
        if row.label:
            best[row.article, row.fact] = max(value, best.get((row.article, row.fact), value))
    likely = [row for row, value in zip(rows, odds, strict=True)
              if not row.label or value >= best[row.article, row.fact] - _MARGIN]
    return _fit_once(relation, likely, articles)


def _fit_once(relation: str, rows: Sequence[Example], articles: Sequence[GoldArticle]) -> Scorer:
    counts = Counter(f for row in rows for f in set(row.candidate.features))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= _RARE))}
    weights = np.array([_FIRST_WEIGHT if _number(articles[row.article].id) < _FIRST_THIRD else 1.0 for row in rows])
    labels = np.array([row.label for row in rows])
    model = LogisticRegression(C=_STRENGTH[relation], solver="liblinear", max_iter=300, random_state=0)
    model.fit(matrix(rows, vocabulary), labels, sample_weight=weights)
    return Scorer({f: round(float(model.coef_[0][i]), 4) for f, i in vocabulary.items() if abs(model.coef_[0][i]) >= 0.005},
                  float(model.intercept_[0]))


def _number(article_id: str) -> int:
    return int(article_id.split("_")[0])


def fold_scores(relation: str, rows: Sequence[Example], articles: Sequence[GoldArticle]) -> list[float]:
    """Log-odds of each example by a scorer that was trained without its article."""
    odds = [0.0] * len(rows)
    for fold in range(_FOLDS):
        scorer = fit(relation, [row for row in rows if row.article % _FOLDS != fold], articles)
        for index, row in enumerate(rows):
            if row.article % _FOLDS == fold:
                odds[index] = log_odds(scorer, row.candidate.features)
    return odds


def log_odds(scorer: Scorer, features: Iterable[str]) -> float:
    """The log-odds a scorer gives before calibration."""
    return scorer.bias + sum(scorer.weights.get(f, 0.0) for f in set(features))


def facts_of(articles: Sequence[GoldArticle], relation: str) -> tuple[set[tuple[int, Fact]], set[tuple[int, Fact]]]:
    """The gold's facts of a relation, by article: those that count, and the optional ones."""
    counted, optional = set(), set()
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


def calibrate(scorer: Scorer, odds: Sequence[float], rows: Sequence[Example], articles: Sequence[GoldArticle],
              relation: str) -> Scorer:
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


def train(articles: Sequence[GoldArticle], countries: dict[str, str]) -> dict[str, Scorer]:
    """A scorer a relation, from gold articles."""
    local = examples(articles, countries, local_candidates)
    scorers = {relation: _train_one(relation, local, articles) for relation in ("role", "located_in")}
    for row in local:
        if row.candidate.relation == "role":
            row.candidate.score = scorers["role"].score(row.candidate.features)
    numbers = {article.id: number for number, article in enumerate(articles)}
    events = examples(articles, countries, events_given(_roles(local, len(articles)), numbers))
    scorers |= {relation: _train_one(relation, events, articles) for relation in ("met", "visited")}
    return scorers


def _roles(rows: Sequence[Example], count: int) -> list[list[Candidate]]:
    roles: list[list[Candidate]] = [[] for _ in range(count)]
    for row in rows:
        if row.candidate.relation == "role":
            roles[row.article].append(row.candidate)
    return roles


def _train_one(relation: str, rows: Sequence[Example], articles: Sequence[GoldArticle]) -> Scorer:
    own = [row for row in rows if row.candidate.relation == relation]
    scorer = calibrate(fit(relation, own, articles), fold_scores(relation, own, articles), own, articles, relation)
    print(f"{relation}: {len(own)} candidates, {len(scorer.weights)} weights, threshold {scorer.threshold}")
    return scorer


def write_weights(folder: Path, target: Path) -> None:
    """Trains on a folder of gold, without its kept tenth, and writes `weights.tsv` and `settings.json`."""
    classes = load_word_classes(target)
    articles = [article for article in read_articles(folder, classes) if not is_kept(article.id)]
    scorers = train(articles, country_entities(articles, folder, classes))
    with (target / "weights.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        for relation in RELATIONS:
            writer.writerows((relation, feature, weight) for feature, weight in sorted(scorers[relation].weights.items()))
    settings = {relation: {k: round(v, 4) for k, v in asdict(scorers[relation]).items() if k != "weights"}
                for relation in RELATIONS}
    (target / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
