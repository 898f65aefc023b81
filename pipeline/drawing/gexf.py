"""GEXF 1.3, the file that Gephi, Gephi Lite and networkx read, as the Gephi project defines it (https://gexf.net/schema.html).

networkx can write GEXF 1.3 too, but not the `kind` that keeps Gephi from melting parallel edges into one, and with
attributes outside the schema; so it is written here, and read back with networkx and graphology in the tests.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
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
# What has to be looked at letter by letter before it is written; most values hold none of it.
_RISKY = regex.compile(r"[&<>\"'\p{Cc}\p{Cs}\ufffe\uffff]")
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
    """The elements of all nodes or edges, column by column: there may be a hundred thousand."""
    yield f'<{kind}s count="{len(frame)}">\n'
    for start in range(0, len(frame), 10_000):  # held at a time
        yield from _elements(kind, frame.iloc[start : start + 10_000], own)
    yield f"</{kind}s>\n"


def _elements(kind: str, rows: pd.DataFrame, own: tuple[str, ...]) -> Iterator[str]:
    marks = [_written(rows[name], f' {name.lower()}="', '"') for name in own if name in rows.columns and name in _MARKS]
    values = [
        _written(rows[name], f'<attvalue for="{escape(text(name))}" value="', '"/>') for name in _attributes(rows, own)
    ]
    spells = _each(rows["dates"], _spells)
    looks = _looks(rows) if kind == "node" else [""] * len(rows)
    marked, valued = (map("".join, zip(*columns, strict=True)) if columns else [""] * len(rows) for columns in (marks, values))
    for mark, spell, look, value in zip(marked, spells, looks, valued, strict=True):
        yield f"<{kind}{mark}>{spell}{look}{f'<attvalues>{value}</attvalues>' if value else '<attvalues/>'}</{kind}>\n"


def _each(column: pd.Series, shown: Callable[[Any], str]) -> list[str]:
    """What `shown` gives for each value; of texts, which repeat, asked once for each distinct one."""
    values = column.tolist()
    if column.dtype.kind in "iufb":
        return list(map(shown, values))
    known = {value: shown(value) for value in set(values)}
    return [known[value] for value in values]


def _written(column: pd.Series, before: str, after: str) -> list[str]:
    """Each value as XML between two texts; nothing for a number that is not known."""

    def number(value: float) -> str:
        return "" if math.isnan(value) else f"{before}{value}{after}"

    def flag(value: bool) -> str:
        return f"{before}{str(value).lower()}{after}"

    def words(value: str) -> str:
        return f"{before}{escape(text(value)) if _RISKY.search(value) else value}{after}"

    return _each(column, {"b": flag, "i": number, "u": number, "f": number}.get(column.dtype.kind, words))


def _spells(dates: str) -> str:
    days = [day for day in dates.split(SEPARATOR) if day]
    return _tag("spells", {}, "".join(_tag("spell", {"start": day, "end": day}) for day in days)) if days else ""


def _looks(rows: pd.DataFrame) -> list[str]:
    colors = _each(rows["color"], _color)
    places = zip(*(_written(rows[name], f'{name}="', '"') for name in ("x", "y")), strict=True)
    sizes = _written(rows["size"], '<viz:size value="', '"/>')
    return [
        f'{color}<viz:position {x} {y} z="0.0"/>{size}'
        for color, (x, y), size in zip(colors, places, sizes, strict=True)
    ]


def _color(color: str) -> str:
    red, green, blue = (str(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    return _tag("viz:color", {"r": red, "g": green, "b": blue})


def _tag(name: str, attributes: dict[str, str], inner: str = "") -> str:
    written = "".join(f' {key}="{escape(text(value))}"' for key, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
