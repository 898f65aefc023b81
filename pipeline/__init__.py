"""Shabaka: from a folder of Arabic news articles to a network of people, places and organizations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_tables"]
__version__ = "0.1.0"


def read_tables(outputs: str | Path) -> dict[str, pd.DataFrame]:
    """All CSV tables of a run, by name, typed: `contract.read_tables`, imported when called (pandas takes half a second)."""
    from pipeline.base import contract

    return contract.read_tables(outputs)
