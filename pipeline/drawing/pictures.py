"""`graph.svg` and `graph.png`: the strongest part of a network, for print and for READMEs."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.lists import read_list
from pipeline.drawing.gexf import Network, text
from pipeline.drawing.layout import positions
from pipeline.drawing.lettering import Lettering, Line

_MODELS = Path(__file__).parents[2] / "models" / "pictures"
FONT = _MODELS / "IBMPlexSansArabic-Medium.ttf"
# More names than this can't be read on a page, and more ties than this a name can't be followed.
NODES, TIES = 120, 3
_RADII = (5.0, 26.0)
_LETTERS = (11.0, 20.0)  # font sizes of the least and the most mentioned
_LINE = 1.35  # line height, in font sizes
_WRAP = 22  # characters after which a label goes on in a further line
_LINES = 5  # of a label, each of twice as many characters at most: the rest of a name that a broken text made endless is cut
_PAD = 5.0
_MARGIN = 30.0
_DENSITY = 0.3
_LONGEST = 3000  # pixels of the PNG's longer side, at most
_SMALL = 12  # font size of the legend
_LEAST = 560.0  # width that the legend needs


def svg(network: Network, font: Path = FONT) -> str:
    """The strongest part of `network` as SVG, with labels as outlines; nothing lies upon a label.

    Args:
        network: undirected, with `weighted_degree`, `mentions` and `entity_type`.
        font: the font that labels are set in.

    Returns:
        The `strongest` nodes and edges, each node with its label below. The legend at the bottom, in English and in
        Arabic, says what the colours mean and how many are shown.
    """
    lettering = Lettering(font)
    nodes, edges = strongest(network)
    shapes = [_Shape(row, lettering) for row in _scaled(nodes).to_dict("records")]
    rows = pd.Series(range(len(nodes)), index=nodes["Id"])
    ends = np.stack([edges[end].map(rows).to_numpy("int64") for end in ("Source", "Target")], axis=1)
    half = np.array([shape.half for shape in shapes]).reshape(-1, 2)
    places = positions(len(nodes), ends, edges["Weight"].to_numpy("float64"), half, density=_DENSITY)
    low = (places - half).min(axis=0, initial=0.0) - _MARGIN
    for shape, place in zip(shapes, places - low, strict=True):
        shape.place(*place.tolist())
    width, height = ((places + half).max(axis=0, initial=0.0) - low + _MARGIN).tolist()
    width = max(width, _LEAST)
    legend = _legend(network, nodes, edges, lettering, width, height)
    body = [*_ties(edges, ends, shapes), *(s.disc for s in shapes), *(s.label for s in shapes), *legend]
    return _document(width, height + 40.0, body)


def png(picture: str) -> bytes:
    """`picture`, an SVG, as PNG on white: two pixels a unit, at most _LONGEST on the longer side."""
    import resvg_py

    width, height = (float(number) for number in picture.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split())
    zoom = min(2.0, _LONGEST / max(width, height))
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, background="#ffffff", zoom=zoom, skip_system_fonts=True))


def strongest(network: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The nodes and edges that a picture shows, so that none of its nodes stands alone.

    Returns:
        The nodes of the greatest weighted degree, at most NODES, without those tied to none of the others; each one's
        heaviest edge, and the heaviest of all, TIES a node.
    """
    order = ["weighted_degree", "mentions", "Id"]
    first = network.nodes.sort_values(order, ascending=[False, False, True], ignore_index=True).head(NODES)
    among = network.edges[network.edges["Source"].isin(first["Id"]) & network.edges["Target"].isin(first["Id"])]
    among = among.sort_values(["Weight", "Id"], ascending=[False, True], ignore_index=True)
    ends = pd.concat([among["Source"], among["Target"]]).sort_index(kind="stable")
    own = ends[~ends.duplicated()]
    kept = among.index.isin(own.index) | (among.index < TIES * len(first))
    return first[first["Id"].isin(own)].reset_index(drop=True), among[kept].reset_index(drop=True)


def _scaled(nodes: pd.DataFrame) -> pd.DataFrame:
    share = np.sqrt(nodes["mentions"] / max(nodes["mentions"].max(), 1)) if len(nodes) else nodes["mentions"]
    (least, most), (small, large) = _RADII, _LETTERS
    return nodes.assign(radius=least + (most - least) * share, letters=small + (large - small) * share)


class _Shape:
    """A node's disc and its label below, and the box that both need."""

    def __init__(self, row: dict[str, Any], lettering: Lettering) -> None:
        self._row = row
        self._lines = [lettering.line(line) for line in _wrapped(text(row["Label"]))]
        wide = max(2 * row["radius"], *(line.width * row["letters"] / 1000 for line in self._lines))
        self._label_height = len(self._lines) * _LINE * row["letters"]
        self.half = (wide / 2 + _PAD, row["radius"] + self._label_height / 2 + _PAD)
        self.centre = (0.0, 0.0)
        self.disc = self.label = ""

    def place(self, x: float, y: float) -> None:
        """Draw disc and label, their common box centred on x and y."""
        radius, size = self._row["radius"], self._row["letters"]
        self.centre = (x, y - self._label_height / 2)
        circle = f'<circle cx="{x:.1f}" cy="{self.centre[1]:.1f}" r="{radius:.1f}" fill="{self._row["color"]}">'
        self.disc = f"{circle}<title>{escape(text(self._row['Label']))}</title></circle>"
        top = self.centre[1] + radius
        lines = [
            _outlined(line, x - line.width * size / 2000, top + (number + 0.95) * _LINE * size, size)
            for number, line in enumerate(self._lines)
        ]
        self.label = "".join(lines)


def _wrapped(label: str) -> list[str]:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WRAP:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= 2 * _WRAP else f"{line[: 2 * _WRAP]}…" for line in lines[:_LINES]]
    return kept if len(lines) <= _LINES else [*kept[:-1], f"{kept[-1]} …"]


def _outlined(line: Line, x: float, baseline: float, size: float) -> str:
    return (
        f'<path class="label" transform="translate({x:.1f} {baseline:.1f}) scale({size / 1000:.5f})" d="{line.path}"/>'
    )


def _ties(edges: pd.DataFrame, ends: np.ndarray, shapes: list[_Shape]) -> list[str]:
    thickness = 0.7 + 4 * np.sqrt(edges["Weight"] / max(edges["Weight"].max(), 1)) if len(edges) else []
    drawn = []
    for (one, other), thick in zip(ends.tolist(), thickness, strict=True):
        (x1, y1), (x2, y2) = shapes[one].centre, shapes[other].centre
        drawn.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke-width="{thick:.1f}"/>')
    return drawn[::-1]


def _legend(
    network: Network, nodes: pd.DataFrame, edges: pd.DataFrame, lettering: Lettering, width: float, top: float
) -> list[str]:
    """What the colours mean and how much is shown: in English from the left, in Arabic from the right."""
    counts = [f"{count:,}" for count in (len(nodes), len(network.nodes), len(edges), len(network.edges))]
    colors = nodes.drop_duplicates("entity_type").set_index("entity_type")["color"]
    drawn: list[str] = []
    said = read_list(_MODELS / "legend.tsv", ("kind", "english", "arabic"))
    for language, start, sign in (("english", _MARGIN - 5, 1), ("arabic", width - _MARGIN + 5, -1)):
        names = {row["kind"]: row[language] for row in said}
        x = start
        for kind in (kind for kind in names if kind in colors):
            line = lettering.line(names[kind])
            long = line.width * _SMALL / 1000
            drawn.append(f'<circle cx="{x + sign * 5:.1f}" cy="{top + 6:.1f}" r="5" fill="{colors[kind]}"/>')
            drawn.append(_outlined(line, _left(x + sign * 15, long, sign), top + 10, _SMALL))
            x += sign * (30 + long)
        line = lettering.line(names["shown"].format(*counts))
        drawn.append(_outlined(line, _left(start, line.width * _SMALL / 1000, sign), top + 30, _SMALL))
    return drawn


def _left(start: float, long: float, sign: int) -> float:
    """Where lettering that begins at `start` and runs to the right (1) or left (-1) has its left end."""
    return start if sign > 0 else start - long


def _document(width: float, height: float, body: list[str]) -> str:
    style = (
        "line{stroke:#8a8f98;stroke-opacity:.35;stroke-linecap:round}circle{stroke:#fff;stroke-width:1.2}"
        ".label{fill:#1a1a1a;stroke:#fff;stroke-width:160;stroke-linejoin:round;paint-order:stroke}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
        f'<style>{style}</style><rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )
