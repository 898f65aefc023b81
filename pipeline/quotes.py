"""Quotes: who said what, the speaker as an entity."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL
from pipeline.stating.claimlinks import entities_of_mentions, entity_names

_QUOTE = "quote"


def quotes(claims: pd.DataFrame, mentions: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The claims that are quotes, the speaker brought to an entity.

    Args:
        claims: what `pipeline.claims` found.
        mentions: the mentions that speak.
        links: the entity of each name in its article.

    Returns:
        The table `quotes` of the contract; a quote whose speaker was dropped by a judgement has no row.
    """
    rows = claims[claims["claim"] == _QUOTE].reset_index(drop=True)
    names, of_mention = entity_names(links), entities_of_mentions(mentions, links)
    speakers = [of_mention.get(mention, "") for mention in rows["source_mention"]]
    rows = rows.assign(quote_id=rows["claim_id"], speaker_id=speakers, speaker_name=[names.get(one, "") for one in speakers],
                       quote=rows["evidence"])  # fmt: skip
    return FINAL["quotes"].frame(rows[rows["speaker_id"].isin(names)])
