"""How good the tables are: mentions, linking, relations and co-mentions against annotated articles.

Linking is scored by B-cubed (Bagga and Baldwin 1998), end to end: precision is averaged over the mentions found, recall over
the gold's, so that a missed or spurious mention costs. Relations count by (article, head, relation, tail); entities are matched
to the gold's one to one by the mentions they share, those that share none by their name.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.contract import FINAL, TYPES, read_csv
from pipeline.base.errors import UserError

RELATIONS = ("role", "located_in", "met", "visited")
Span = tuple[str, int, int]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 with the counts they are made of (for B-cubed, `items` alone)."""

    precision: float
    recall: float
    gold: int
    found: int | None = None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        counts = f"items {self.gold}" if self.found is None else f"gold {self.gold}  found {self.found}"
        return f"p {_round(self.precision)}  r {_round(self.recall)}  f1 {_round(self.f1)}  {counts}"


def _round(value: float) -> float:
    return round(value, 4)


def counted(both: int, found: int, gold: int) -> Score:
    """The Score of `both` right ones among `found`, of `gold` that there are."""
    return Score(both / found if found else 0.0, both / gold if gold else 0.0, gold, found)


def bcubed(gold_of: Mapping[Hashable, str], found_of: Mapping[Hashable, str]) -> Score:
    """B-cubed of two clusterings that need not hold the same items.

    Args:
        gold_of: item -> its cluster in the gold.
        found_of: item -> its cluster in what was found.

    Returns:
        Precision averaged over the items found, recall over the gold's (Bagga and Baldwin 1998).
    """
    gold, found = _clusters(gold_of), _clusters(found_of)
    precision = recall = 0.0
    for item in gold_of.keys() & found_of.keys():
        g, f = gold[gold_of[item]], found[found_of[item]]
        shared = len(g & f)
        precision += shared / len(f)
        recall += shared / len(g)
    return Score(precision / (len(found_of) or 1), recall / (len(gold_of) or 1), len(gold_of))


def _clusters(cluster_of: Mapping[Hashable, str]) -> dict[str, set[Hashable]]:
    clusters: dict[str, set[Hashable]] = defaultdict(set)
    for item, cluster in cluster_of.items():
        clusters[cluster].add(item)
    return clusters


def load_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """The annotated articles of a folder (`*.json` with id, text, body, mentions, relations), by article_id.

    Raises:
        UserError: the folder holds none, or a file is not such an article.
    """
    gold = {}
    for path in sorted(folder.glob("*.json")):
        try:
            article = json.loads(path.read_text(encoding="utf-8"))
            gold[article["id"]] = {k: article[k] for k in ("text", "body", "mentions", "relations")}
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(
                f"{path}: not an annotated article ({type(error).__name__}: {error}); it needs id, text, body, mentions "
                "and relations. Mend it or move it out of the folder."
            ) from error
    if not gold:
        raise UserError(
            f"{folder}: no annotated article (*.json) there. Name the folder that holds them: make score GOLD=dir"
        )
    return gold


def implied_names(folder: Path) -> dict[str, set[str]]:
    """names.tsv of a gold folder (entity TAB name): names of entities that the articles give only by an adjective."""
    named: dict[str, set[str]] = defaultdict(set)
    path = folder / "names.tsv"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        entity, name = line.split("\t")
        named[name_key(name)].add(entity)
    return named


def name_key(name: str) -> str:
    """The form under which the scorer takes two names for the same: marks and hamza off, spaces single."""
    return " ".join(re.sub("[\u064b-\u0652\u0640]", "", name).translate(str.maketrans("أإآىة", "ااايه")).split())


class EntityMatch:
    """Found entities matched one to one with the gold's: by shared mentions first, then by an unambiguous name."""

    def __init__(
        self, gold: Mapping[Span, tuple[str, str]], found: Mapping[Span, tuple[str, str]], named: dict[str, set[str]]
    ):
        self.named = named
        self.same: dict[str, str] = {}
        self.taken: set[str] = set()
        shared = Counter((found[k][1], gold[k][1]) for k in gold if k in found)
        for (f, g), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            if f not in self.same and g not in self.taken:
                self._take(f, g)

    def _take(self, found: str, gold: str) -> None:
        self.same[found] = gold
        self.taken.add(gold)

    def __call__(self, entity_id: str, name: str | None = None) -> str:
        """The gold entity of a found one; `?` and its id where it has none. A `name` may still find one."""
        if entity_id not in self.same and name is not None:
            free = self.named.get(name_key(name), set()) - self.taken
            if len(free) == 1:
                self._take(entity_id, free.pop())
        return self.same.get(entity_id, "?" + entity_id)


def score(gold_folder: Path, tables: Path) -> dict[str, Any]:
    """Score the tables of a run for the articles that a gold folder holds.

    Args:
        gold_folder: annotated articles, one JSON each.
        tables: the folder with mentions.csv and relations.csv.

    Returns:
        `articles` and `found outside the body` (counts), then by name a dict of Scores: "" for the whole, and a type each.
    """
    articles = load_gold(gold_folder)
    gold = {
        (a, m["start"], m["end"]): (m["type"], m["entity"])
        for a, article in articles.items()
        for m in article["mentions"]
    }
    mentions = read_csv(tables / "mentions.csv", FINAL["mentions"])
    mentions = mentions[mentions.article_id.isin(articles)]
    found = {(m.article_id, m.start, m.end): (m.type, m.entity_id) for m in mentions.itertuples()}
    right = [span for span in gold if span in found and gold[span][0] == found[span][0]]
    outside = sum(not articles[a]["body"][0] <= s <= e <= articles[a]["body"][1] for a, s, e in found)
    named = implied_names(gold_folder)
    for article in articles.values():
        for m in article["mentions"]:
            named[name_key(article["text"][m["start"] : m["end"]])].add(m["entity"])
    match = EntityMatch(gold, found, named)
    return {
        "articles": len(articles),
        "found outside the body": outside,
        "mentions": _mention_scores(gold, found, right),
        "linking": {"": bcubed({i: v[1] for i, v in gold.items()}, {i: v[1] for i, v in found.items()})},
        "linking|found": {"": bcubed({i: gold[i][1] for i in right}, {i: found[i][1] for i in right})},
        "relations": _relation_scores(articles, read_csv(tables / "relations.csv", FINAL["relations"]), match),
        **_comention_scores(gold, found, match),
    }


def _mention_scores(
    gold: Mapping[Span, tuple[str, str]], found: Mapping[Span, tuple[str, str]], right: list[Span]
) -> dict[str, Score]:
    def of(kind: str) -> Score:
        return counted(
            sum(gold[k][0] == kind for k in right),
            sum(v[0] == kind for v in found.values()),
            sum(v[0] == kind for v in gold.values()),
        )

    return {"": counted(len(right), len(found), len(gold))} | {kind: of(kind) for kind in TYPES}


Relation = tuple[str, ...]


def _relation(article: str, head: str, relation: str, tail: str) -> Relation:
    """Article, ends and type last; a meeting is the same either way round."""
    ends = sorted((head, tail)) if relation == "met" else [head, tail]
    return (article, *ends, relation)


def _relation_scores(
    articles: Mapping[str, dict[str, Any]], relations: pd.DataFrame, match: EntityMatch
) -> dict[str, Score]:
    stated: dict[bool, set[Relation]] = {False: set(), True: set()}
    for a, article in articles.items():
        for r in article["relations"]:
            stated[bool(r.get("optional"))].add(_relation(a, r["head"], r["type"], r["tail"]))
    gold, either = stated[False], stated[True] - stated[False]
    counts = relations.article_id.isin(articles) & relations.relation.isin(RELATIONS) & (relations.status != "denied")
    found = {
        _relation(r.article_id, match(r.source_id, r.source_name), r.relation, match(r.target_id, r.target_name))
        for r in relations[counts].itertuples()
    } - either

    def of(kinds: Iterable[str]) -> Score:
        g, f = ({r for r in side if r[-1] in kinds} for side in (gold, found))
        return counted(len(g & f), len(f), len(g))

    return {"": of(RELATIONS)} | {kind: of((kind,)) for kind in RELATIONS}


def _comention_scores(
    gold: Mapping[Span, tuple[str, str]], found: Mapping[Span, tuple[str, str]], match: EntityMatch
) -> dict[str, Any]:
    sides = [{(k[0], v[1]) for k, v in gold.items()}, {(k[0], match(v[1])) for k, v in found.items()}]
    out = {"co-mentioned nodes": {"": _overlap(*sides)}}
    return out | {"co-mentioned edges": {"": _overlap(*(_pairs(side) for side in sides))}}


def _overlap(gold: set[Any], found: set[Any]) -> Score:
    return counted(len(gold & found), len(found), len(gold))


def _pairs(nodes: set[tuple[str, str]]) -> set[tuple[str, str, str]]:
    entities: dict[str, set[str]] = defaultdict(set)
    for article, entity in nodes:
        entities[article].add(entity)
    return {(a, *pair) for a, es in entities.items() for pair in itertools.combinations(sorted(es), 2)}


def report(scores: Mapping[str, Any]) -> str:
    """The scores as the lines that `make score` prints."""
    lines = []
    for name, value in scores.items():
        if not isinstance(value, dict):
            lines.append(f"{name:20} {value}")
            continue
        for kind, one in value.items():
            lines.append(f"   {kind:11} {one}" if kind else f"{name:20} {one}")
    return "\n".join(lines)
