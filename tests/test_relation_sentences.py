"""The constructions of roles, places, meetings, visits and quotes: what must come out of each sentence, and nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
import regex

from pipeline.claims import claims
from pipeline.stating.relationmodel import RelationModel, load_relation_model
from training.goldframes import gold_tables

ROOT = Path(__file__).resolve().parent
_MARK = regex.compile(r"\{([PLO]):([^}]*)\}")
_TYPES = {"P": "PER", "L": "LOC", "O": "ORG"}


def _rows() -> list[dict[str, str]]:
    with (ROOT / "data" / "relation_sentences.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _rows()


@pytest.fixture(scope="module")
def model() -> RelationModel:
    return load_relation_model(ROOT.parent / "models" / "relations")


def marked(sentence: str) -> dict[str, object]:
    """A sentence with its names marked, as a gold article."""
    text, mentions = "", []
    position = 0
    for match in _MARK.finditer(sentence):
        text += sentence[position : match.start()]
        mentions.append(
            {
                "start": len(text),
                "end": len(text) + len(match[2]),
                "type": _TYPES[match[1]],
                "entity": match[2],
                "text": match[2],
            }
        )
        text += match[2]
        position = match.end()
    text += sentence[position:]
    return {"id": "a", "text": text, "body": [0, len(text)], "mentions": mentions}


def stated(table: pd.DataFrame, mentions: pd.DataFrame) -> set[str]:
    """A table of claims in the short form of the sentence table."""
    names = dict(zip(mentions["mention_id"], mentions["name"], strict=True)) if len(mentions) else {}
    out = set()
    for row in table.itertuples():
        source = names[row.source_mention]
        target = row.implied_name or names.get(row.target_mention, "")
        if row.claim == "role":
            out.add(f"role {source} > {target} ({row.title})")
        elif row.claim == "located_in":
            out.add(f"in {source} > {target}")
        elif row.claim == "met":
            out.add("met " + " = ".join(sorted((source, target))) + f" [{row.status}]")
        elif row.claim == "quote":
            out.add(f"quote {source}: {row.evidence}")
        else:
            out.add(f"{row.claim} {source} > {target} [{row.status}]")
    return out


def expected(cell: str) -> set[str]:
    """The claims of a cell, who met whom in one order, marks of names taken out of quotes."""
    out = set()
    for claim in filter(None, (part.strip() for part in cell.split(" ; "))):
        plain = _MARK.sub(r"\2", claim)
        if plain.startswith("met "):
            people, status = plain[4:].rsplit(" [", 1)
            plain = "met " + " = ".join(sorted(people.split(" = "))) + " [" + status
        out.add(plain)
    return out


@pytest.mark.parametrize("row", ROWS, ids=[f"{i}: {row['construction']}" for i, row in enumerate(ROWS)])
def test_sentence(row: dict[str, str], model: RelationModel) -> None:
    gold = marked(row["sentence"].replace("\\n", "\n"))
    articles, tokens, mentions = gold_tables([gold])
    assert stated(claims(articles, tokens, mentions, model), mentions) == expected(row["claims"])


def test_the_table_is_large_and_has_both_sides() -> None:
    assert len(ROWS) >= 530
    assert sum(row["construction"].startswith("no ") for row in ROWS) >= 105


def test_each_clause_of_the_further_relations_is_stated_by_a_row(model: RelationModel) -> None:
    golds = [marked(row["sentence"].replace("\\n", "\n")) | {"id": str(number)} for number, row in enumerate(ROWS)]
    details = " ".join(claims(*gold_tables(golds), model)["detail"])
    assert {clause for clause in model.acts if " ".join(clause) not in details} == set()
