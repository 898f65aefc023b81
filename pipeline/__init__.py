"""Shabaka: from a folder of Arabic news articles to a network of people, places and organizations."""

from pipeline.contract import read_tables

__all__ = ["read_tables"]
__version__ = "0.1.0"
