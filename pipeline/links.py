"""Stage `links`: the names of all articles brought together to entities, and the user's word above all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.base.scans import Rows, ask
from pipeline.linking import verdicts
from pipeline.linking.corpus import Linked, link
from pipeline.linking.judgements import checked
from pipeline.linking.linking import Linking

_READ = ("article_id", "name", "type", "mentions", "refers_to", "rule", "score", "detail", "context")


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
    with _untracked():
        return _links(names, judgements, linking)


@contextmanager
def _untracked() -> Iterator[None]:
    """No search for reference cycles meanwhile: among millions of small objects that hold none it takes half the time."""
    tracking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if tracking:
            gc.enable()


def _links(names: Rows, judgements: pd.DataFrame, linking: Linking) -> pd.DataFrame:
    ordered = _texts(ask(f"SELECT {', '.join(_READ)} FROM names ORDER BY article_id, name, type", names=names))
    decided = verdicts.apply(ordered, checked(judgements), lambda constraints: link(ordered, constraints, linking))
    return WORKING["links"].frame(_columns(ordered, decided)) if decided.entity_of else WORKING["links"].empty()


def _texts(names: pd.DataFrame) -> pd.DataFrame:
    """The table with Python's own texts, each once: linking goes over them many times, and Arrow makes new ones each time."""
    known: dict[str, str] = {}
    for column in [c for c in names.columns if names[c].dtype == "str"]:
        texts = [known.setdefault(text, text) for text in names[column].tolist()]
        names[column] = pd.Series(texts, dtype=object)
    return names


def _columns(names: pd.DataFrame, linked: Linked) -> dict[str, list[object]]:
    kept = [i for i in range(len(names)) if i in linked.entity_of]
    columns: dict[str, list[object]] = {c: names[c].iloc[kept].tolist() for c in ("article_id", "name", "type")}
    columns["entity_id"] = [linked.entity_of[i] for i in kept]
    columns["entity_name"] = [linked.name_of[linked.entity_of[i]] for i in kept]
    for at, column in enumerate(("merged_with", "rule", "score", "detail")):
        columns[column] = [linked.why[i][at] for i in kept]
    return columns
