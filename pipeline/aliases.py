"""Stage `aliases`: each spelling of each entity, as written."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import FINAL
from pipeline.base.scans import Rows, ask

_SPELLINGS = """
SELECT entity_id, entity_name, name AS alias, sum(names.mentions)::BIGINT AS mentions, count(DISTINCT article_id) AS articles
FROM links JOIN names USING (article_id, name, type)
GROUP BY ALL ORDER BY entity_id, mentions DESC, alias"""


def aliases(names: Rows, links: Rows) -> pd.DataFrame:
    """The spellings of each entity.

    Args:
        names: working table `names`.
        links: working table `links`, or `linked_names`.

    Returns:
        Final table `aliases`, by entity, most frequent spelling first; an implied name stands with 0 mentions.
    """
    return FINAL["aliases"].frame(ask(_SPELLINGS, names=names, links=links))
