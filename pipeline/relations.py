"""Relations: the claims of who holds which office, lies where, met whom and went where, between entities."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL
from pipeline.stating.claimlinks import entities_of_implied, entities_of_mentions, entity_names

_QUOTE = "quote"


def relations(claims: pd.DataFrame, mentions: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Every claim but the quotes, its ends brought to entities.

    Args:
        claims: what `pipeline.claims` found.
        mentions: the mentions its ends are.
        links: the entity of each name in its article, implied names among them.

    Returns:
        The table `relations` of the contract. A claim whose end was dropped by a judgement, or whose ends turn out to be
        one entity, has no row.
    """
    rows = claims[claims["claim"] != _QUOTE].reset_index(drop=True)
    names, of_mention = entity_names(links), entities_of_mentions(mentions, links)
    implied = entities_of_implied(rows, links)
    sources = [of_mention.get(mention, "") for mention in rows["source_mention"]]
    targets = [
        country or of_mention.get(mention, "") for mention, country in zip(rows["target_mention"], implied, strict=True)
    ]
    rows = rows.assign(
        relation_id=rows["claim_id"], relation=rows["claim"],
        source_id=sources, source_name=[names.get(one, "") for one in sources],
        target_id=targets, target_name=[names.get(one, "") for one in targets],
    )  # fmt: skip
    whole = rows["source_id"].isin(names) & rows["target_id"].isin(names) & (rows["source_id"] != rows["target_id"])
    return FINAL["relations"].frame(rows[whole])
