"""Stage `aliases`: each spelling of each entity, as written."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL


def aliases(names: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The spellings of each entity.

    Args:
        names: working table `names`.
        links: working table `links`.

    Returns:
        Final table `aliases`, by entity, most frequent spelling first; an implied name stands with 0 mentions.
    """
    if links.empty:
        return FINAL["aliases"].empty()
    rows = links.merge(names[["article_id", "name", "type", "mentions"]], on=["article_id", "name", "type"])
    grouped = rows.groupby(["entity_id", "entity_name", "name"], sort=False)
    table = grouped.agg(mentions=("mentions", "sum"), articles=("article_id", "nunique")).reset_index()
    table = table.rename(columns={"name": "alias"})
    table = table.sort_values(["entity_id", "mentions", "alias"], ascending=[True, False, True])
    return FINAL["aliases"].frame(table)
