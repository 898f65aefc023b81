"""GEXF 1.3, the file that Gephi, Gephi Lite and networkx read, as the Gephi project defines it (https://gexf.net/schema.html).

networkx can write GEXF 1.3 too, but not the `kind` that keeps Gephi from melting parallel edges into one, and with
attributes outside the schema; so it is written here, and read back with networkx and graphology in the tests.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from pipeline.base.contract import SEPARATOR

NAMESPACE = "http://gexf.net/1.3"
VIZ = f"{NAMESPACE}/viz"
_TYPES = {"i": "integer", "f": "double", "b": "boolean"}
# What XML can't hold, and C0 and C1 controls; readers would refuse the file.
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\ufffe\uffff]")
# Columns that have a place of their own in GEXF; all others are attributes.
_MARKS = ("Id", "Source", "Target", "Label", "Weight", "Kind")
_NODE_OWN = ("Id", "Label", "dates", "x", "y", "size", "color")
_EDGE_OWN = (*_MARKS, "dates")


@dataclass(frozen=True)
class Network:
    """Nodes and edges ready to be written.

    `nodes` has Id, Label, x, y, size (radius), color (#rrggbb), dates and any attributes; `edges` has Id, Source, Target,
    Weight, dates and any attributes, and, where edges are parallel, Kind and Label. `dates` are ISO days joined by
    SEPARATOR. No attribute is called `type`, which readers take for an edge's direction.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    directed: bool
    description: str

    @property
    def dated(self) -> bool:
        """Whether anything in it has a date."""
        return bool((self.nodes["dates"] != "").any() or (self.edges["dates"] != "").any())


def text(value: object) -> str:
    """`value` as XML can hold it: line breaks and tabs become spaces, other control characters vanish."""
    return _CONTROL.sub(lambda match: " " if match[0] in "\t\n\r" else "", str(value))


def write(network: Network, path: Path) -> None:
    """Write `network` as GEXF 1.3, UTF-8.

    With dates, nodes and edges have a spell a day, so that Gephi's timeline works; without, the graph is static.

    Args:
        network: what to write; a number that is not known (NaN) gives no attribute value.
        path: the file.

    Raises:
        ValueError: an edge names a node that is not there, or two nodes or edges have one id.
    """
    _check(network, path)
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_lines(network))


def _check(network: Network, path: Path) -> None:
    strange = sorted({*network.edges["Source"], *network.edges["Target"]} - set(network.nodes["Id"]))
    if strange:
        raise ValueError(f"{path.name}: edges to nodes that are not there: {', '.join(strange[:3])}")
    for frame in (network.nodes, network.edges):
        if frame["Id"].duplicated().any():
            raise ValueError(f"{path.name}: an id stands twice: {frame['Id'][frame['Id'].duplicated()].iloc[0]}")


def _lines(network: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{VIZ}" version="1.3">\n'
    about = _tag("creator", {}, "Shabaka") + _tag("description", {}, escape(text(network.description)))
    yield _tag("meta", {}, about) + "\n"
    yield _tag("graph", _graph_attributes(network))[:-2] + ">\n"
    for kind, frame, own in (("node", network.nodes, _NODE_OWN), ("edge", network.edges, _EDGE_OWN)):
        # graphology takes an attribute's id for its name unless the id is a number, so id and title are the same
        declared = [
            _tag("attribute", {"id": name, "title": name, "type": of_type})
            for name, of_type in _attributes(frame, own).items()
        ]
        yield _tag("attributes", {"class": kind, "mode": "static"}, "".join(declared)) + "\n"
    yield from _group("node", network.nodes, _NODE_OWN)
    yield from _group("edge", network.edges, _EDGE_OWN)
    yield "</graph>\n</gexf>\n"


def _graph_attributes(network: Network) -> dict[str, str]:
    direction = {"defaultedgetype": "directed" if network.directed else "undirected", "idtype": "string"}
    if not network.dated:
        return direction | {"mode": "static"}
    return direction | {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}


def _attributes(frame: pd.DataFrame, own: tuple[str, ...]) -> dict[str, str]:
    """The GEXF type of each column that is an attribute."""
    return {name: _TYPES.get(frame[name].dtype.kind, "string") for name in frame.columns if name not in own}


def _group(kind: str, frame: pd.DataFrame, own: tuple[str, ...]) -> Iterator[str]:
    attributes = _attributes(frame, own)
    marks = [name for name in own if name in frame.columns and name in _MARKS]
    yield f'<{kind}s count="{len(frame)}">\n'
    for row in _rows(frame):
        inner = _spells(row["dates"]) + (_looks(row) if kind == "node" else "") + _values(row, attributes)
        yield _tag(kind, {name.lower(): str(row[name]) for name in marks}, inner) + "\n"
    yield f"</{kind}s>\n"


def _rows(frame: pd.DataFrame) -> Iterator[Mapping[Hashable, Any]]:
    """The rows, some thousand held as Python's objects at a time."""
    for start in range(0, len(frame), 10_000):
        yield from frame.iloc[start : start + 10_000].to_dict("records")


def _values(row: Mapping[Hashable, Any], attributes: dict[str, str]) -> str:
    known = ((name, row[name]) for name in attributes if not (isinstance(row[name], float) and math.isnan(row[name])))
    values = ((name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in known)
    return _tag("attvalues", {}, "".join(_tag("attvalue", {"for": name, "value": value}) for name, value in values))


def _spells(dates: str) -> str:
    days = [day for day in dates.split(SEPARATOR) if day]
    return _tag("spells", {}, "".join(_tag("spell", {"start": day, "end": day}) for day in days)) if days else ""


def _looks(row: Mapping[Hashable, Any]) -> str:
    red, green, blue = (str(int(row["color"][at : at + 2], 16)) for at in (1, 3, 5))
    return (
        _tag("viz:color", {"r": red, "g": green, "b": blue})
        + _tag("viz:position", {"x": str(row["x"]), "y": str(row["y"]), "z": "0.0"})
        + _tag("viz:size", {"value": str(row["size"])})
    )


def _tag(name: str, attributes: dict[str, str], inner: str = "") -> str:
    written = "".join(f' {key}="{escape(text(value))}"' for key, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
