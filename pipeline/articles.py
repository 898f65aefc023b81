"""The articles: what was read, with the body of each found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.reading.body import Markers, find_body
from pipeline.reading.sources import Record, Skipped


def articles(records: Iterable[Record | Skipped], markers: Markers) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles of a partition.

    Args:
        records: what `sources.read_corpus` yields, or any part of it.
        markers: words that begin boilerplate (`body.read_markers`).

    Returns:
        The working tables `articles` and `skipped`, in the order of the input.
    """
    read: list[dict[str, object]] = []
    left: list[dict[str, object]] = []
    for item in records:
        if isinstance(item, Skipped):
            left.append(asdict(item))
        else:
            start, end = find_body(item.text, markers)
            read.append(vars(item) | {"characters": len(item.text), "body_start": start, "body_end": end})
    skipped = pd.DataFrame(left, columns=[field.name for field in fields(Skipped)])
    table = pd.DataFrame(read) if read else WORKING["articles"].empty()
    return WORKING["articles"].check(table), WORKING["skipped"].check(skipped)
