"""Learns what tells two spellings of a name apart, and how a name is written in Latin letters."""
