"""Placeholder docstring, written with the flow."""
