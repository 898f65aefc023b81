"""Relations and quotes: claims brought to entities."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL, WORKING
from pipeline.quotes import quotes
from pipeline.relations import relations

MENTIONS = pd.DataFrame(
    [
        ("a:0-3", "a", "كيم", "PER"),
        ("a:4-9", "a", "سيول", "LOC"),
        ("a:20-24", "a", "بوتين", "PER"),
        ("a:30-33", "a", "كيمي", "PER"),
    ],
    columns=["mention_id", "article_id", "name", "type"],
)
LINKS = pd.DataFrame(
    [
        ("a", "كيم", "PER", "P1", "كيم جونغ أون"),
        ("a", "سيول", "LOC", "L1", "سيول"),
        ("a", "كوريا الشمالية", "LOC", "L2", "كوريا الشمالية"),
        ("a", "كيمي", "PER", "P1", "كيم جونغ أون"),
    ],
    columns=["article_id", "name", "type", "entity_id", "entity_name"],
)


def _claims(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Claims of (claim, source mention, target mention, implied name)."""
    fixed = {"article_id": "a", "sentence": 0, "title": "", "status": "done", "score": 0.9, "start": 0, "end": 3,
             "evidence": "كيم", "detail": "", "cue": "قال", "kind": "direct"}  # fmt: skip
    return WORKING["claims"].frame(
        [
            {
                "claim_id": f"c{i}",
                "claim": claim,
                "source_mention": source,
                "target_mention": target,
                "implied_name": implied,
                **fixed,
            }
            for i, (claim, source, target, implied) in enumerate(rows)
        ]
    )


def test_ends_are_entities() -> None:
    table = relations(
        _claims(("visited", "a:0-3", "a:4-9", ""), ("role", "a:0-3", "a:10-16", "كوريا الشمالية")),
        MENTIONS,
        LINKS,
    )
    assert table[
        ["relation_id", "source_id", "source_name", "relation", "target_id", "target_name"]
    ].values.tolist() == [
        ["c0", "P1", "كيم جونغ أون", "visited", "L1", "سيول"],
        ["c1", "P1", "كيم جونغ أون", "role", "L2", "كوريا الشمالية"],
    ]
    assert list(table.columns) == FINAL["relations"].names


def test_a_dropped_end_and_one_entity_twice_give_no_row() -> None:
    table = relations(
        _claims(("met", "a:0-3", "a:20-24", ""), ("met", "a:0-3", "a:30-33", ""), ("quote", "a:0-3", "", "")),
        MENTIONS,
        LINKS,
    )
    pd.testing.assert_frame_equal(table, FINAL["relations"].empty())


def test_a_country_that_was_not_linked_gives_no_row() -> None:
    assert relations(_claims(("role", "a:0-3", "a:10-16", "فرنسا")), MENTIONS, LINKS).empty


def test_quotes_have_speakers() -> None:
    table = quotes(
        _claims(("quote", "a:0-3", "", ""), ("quote", "a:20-24", "", ""), ("met", "a:0-3", "a:4-9", "")),
        MENTIONS,
        LINKS,
    )
    assert table[["quote_id", "speaker_id", "speaker_name", "quote", "cue", "kind"]].values.tolist() == [
        ["c0", "P1", "كيم جونغ أون", "كيم", "قال", "direct"]
    ]
    assert list(table.columns) == FINAL["quotes"].names
