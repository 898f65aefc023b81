"""Relations with the gold's mentions and entities: `python -m benchmarks.relations --gold DIR [--kept] [--wrong]`.

Prints precision, recall and F1 by relation, as `score.py` of the gold counts them, with a bootstrap interval over articles.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.base.letters import key
from pipeline.claims import claims
from pipeline.comparing.demonyms import Demonyms
from pipeline.stating.relationmodel import RELATIONS, load_relation_model
from training.goldframes import gold_tables, is_kept, read_gold

MODEL = Path(__file__).resolve().parent.parent / "models" / "relations"
Fact = tuple[str, str, str, str]
_ROUNDS = 1000


def found_facts(table: pd.DataFrame, mentions: pd.DataFrame, entity_of_name: dict[str, str]) -> dict[Fact, pd.Series]:
    """The relations of a table of claims between the gold's entities, each with its best row; denied ones left out."""
    entity = dict(zip(mentions["mention_id"], mentions["entity"], strict=True))
    facts: dict[Fact, pd.Series] = {}
    for _, row in table[(table["claim"] != "quote") & (table["status"] != "denied")].iterrows():
        if row["claim"] not in RELATIONS:
            continue
        head = entity[row["source_mention"]]
        name = row["implied_name"]
        tail = entity_of_name.get(key(name), "?" + name) if name else entity[row["target_mention"]]
        one, two = sorted((head, tail)) if row["claim"] == "met" else (head, tail)
        if head != tail:
            facts.setdefault((row["article_id"], one, row["claim"], two), row)
    return facts


def gold_facts(gold: list[dict]) -> tuple[dict[Fact, dict], set[Fact]]:  # type: ignore[type-arg]
    """The gold's relations that count, and the optional ones."""
    counted, optional = {}, set()
    for article in gold:
        for relation in article["relations"]:
            one, two = relation["head"], relation["tail"]
            if relation["type"] == "met":
                one, two = sorted((one, two))
            fact = (article["id"], one, relation["type"], two)
            if relation.get("optional"):
                optional.add(fact)
            else:
                counted[fact] = relation
    return counted, optional - set(counted)


def names_of_entities(gold: list[dict], mentions: pd.DataFrame, folder: Path) -> dict[str, str]:  # type: ignore[type-arg]
    """Folded name -> entity, by the mentions of all articles and `names.tsv`."""
    counts = mentions.assign(name_key=mentions["name"].map(key)).groupby(["name_key", "entity"]).size()
    names = {name: entity for (name, entity), _ in sorted(counts.items(), key=lambda item: item[1])}
    listed = folder / "names.tsv"
    for line in listed.read_text(encoding="utf-8").splitlines() if listed.exists() else ():
        entity, name = line.split("\t")
        names.setdefault(key(name), entity)
    return names


def countries_of(names: dict[str, str], demonyms: Demonyms) -> dict[str, str]:
    """`names` and those of all countries: one that no article of the folder names is the gold's by its English name."""
    glosses = {key(c.name): c.gloss.lower().replace(" ", "_") for c in demonyms.countries}
    return glosses | names


def figures(found: set[Fact], counted: set[Fact]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right = len(found & counted)
    precision, recall = right / max(1, len(found)), right / max(1, len(counted))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def interval(found: set[Fact], counted: set[Fact], ids: Sequence[str]) -> tuple[float, float]:
    """The middle 95 % of F1 over articles drawn with replacement (Efron 1979)."""
    by_article = {i: ({f for f in found if f[0] == i}, {f for f in counted if f[0] == i}) for i in ids}
    draws = random.Random(0)
    values = []
    for _ in range(_ROUNDS):
        right = hits = golds = 0
        for i in draws.choices(ids, k=len(ids)):
            mine, theirs = by_article[i]
            right, hits, golds = right + len(mine & theirs), hits + len(mine), golds + len(theirs)
        values.append(2 * right / max(1, hits + golds))
    values.sort()
    return values[_ROUNDS // 40], values[-_ROUNDS // 40]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold/dev"), help="folder of gold articles")
    parser.add_argument("--kept", action="store_true", help="only the tenth that no shipped model is trained on")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong and what is missing")
    options = parser.parse_args()
    gold = [one for one in read_gold(options.gold) if is_kept(one["id"]) or not options.kept]
    articles, tokens, mentions = gold_tables(gold)
    model = load_relation_model(MODEL)
    table = claims(articles, tokens, mentions, model)
    names = countries_of(names_of_entities(gold, mentions, options.gold), model.classes.demonyms)
    found, (counted, optional) = found_facts(table, mentions, names), gold_facts(gold)
    ids = [one["id"] for one in gold]
    for relation in ("all", *RELATIONS):
        mine = {f for f in found if f not in optional and relation in ("all", f[2])}
        theirs = {f for f in counted if relation in ("all", f[2])}
        low, high = interval(mine, theirs, ids)
        precision, recall, f1 = figures(mine, theirs)
        print(
            f"{relation:11} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f} [{low:.3f}, {high:.3f}]  "
            f"gold {len(theirs)}  found {len(mine)}"
        )
    if options.wrong:
        _print_wrong(found, counted, optional)


def _print_wrong(found: dict[Fact, pd.Series], counted: dict[Fact, dict], optional: set[Fact]) -> None:  # type: ignore[type-arg]
    for fact, row in found.items():
        if fact not in counted and fact not in optional:
            print(
                "WRONG",
                *fact[1:],
                f"{row['score']:.2f}",
                row["title"],
                "|",
                row["evidence"].replace("\n", " "),
                "|",
                row["detail"],
            )
    for fact, relation in counted.items():
        if fact not in found:
            print("MISSING", *fact[1:], "|", relation["evidence"].replace("\n", " "))


if __name__ == "__main__":
    main()
