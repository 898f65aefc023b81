"""How many processor cores a process may keep busy."""

from __future__ import annotations

import os


def threads() -> int:
    """The threads that OMP_NUM_THREADS allows, which this program, Dask and numerical libraries all keep to; 0: all cores."""
    value = os.environ.get("OMP_NUM_THREADS", "")
    return int(value) if value.isdigit() else 0
