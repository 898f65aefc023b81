"""Comparing and writing names: similarity, parts, places, Latin letters."""
