"""Stage `links`: the names of all articles brought together to entities, and the user's word above all."""

from __future__ import annotations

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.base.cycles import no_search_for_cycles
from pipeline.base.scans import Rows, ask_texts
from pipeline.linking import verdicts
from pipeline.linking.corpus import Linked, link
from pipeline.linking.judgements import checked
from pipeline.linking.linking import Linking
from pipeline.linking.offices import OF

# Why a name stands for another is told of those that do; of what stands beside a name, a person's offices say who is meant.
_READ = f"""
SELECT article_id, name, type, mentions, refers_to, rule, score, CASE WHEN refers_to <> name THEN detail ELSE '' END AS detail,
    CASE WHEN type = 'PER' AND contains(context, '{OF}') THEN context ELSE '' END AS context
FROM names ORDER BY article_id, name, type"""


def links(names: Rows, judgements: pd.DataFrame, linking: Linking) -> pd.DataFrame:
    """The entity of each name in each article, and why.

    Args:
        names: working table `names`; its order does not matter.
        judgements: the rows of `judgements.csv`.
        linking: what names are compared with.

    Returns:
        Working table `links`: a row for each row of `names` that no judgement drops, sorted by article, name and type.

    Raises:
        UserError: a judgement is incomplete, names what is not there, or contradicts another.
    """
    with no_search_for_cycles():
        return _links(names, judgements, linking)


def _links(names: Rows, judgements: pd.DataFrame, linking: Linking) -> pd.DataFrame:
    """The same; what it holds is gone when the search for cycles begins again, and need not be searched."""
    read = ask_texts(_READ, names=names)
    decided = verdicts.apply(read, checked(judgements), lambda constraints: link(read, constraints, linking))
    return WORKING["links"].frame(_columns(read, decided)) if decided.rows else WORKING["links"].empty()


def _columns(names: pd.DataFrame, linked: Linked) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {c: names[c].iloc[linked.rows].tolist() for c in ("article_id", "name", "type")}
    columns["entity_id"] = [*linked.entity_ids]
    columns["entity_name"] = [linked.name_of[entity_id] for entity_id in linked.entity_ids]
    for at, column in enumerate(("merged_with", "rule", "score", "detail")):
        columns[column] = [why[at] for why in linked.why]
    return columns
