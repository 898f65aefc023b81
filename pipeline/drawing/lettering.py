"""Lines of lettering as outlines: Arabic joined and ordered, the same in every program that shows them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

# Unicode's bidirectional classes (Unicode Standard Annex 9) that say which way a letter runs; numbers run as Latin does.
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LEFT_TO_RIGHT = frozenset({"L", "EN", "AN"})
# The only invisible characters with a say in shapes: they keep letters apart or join them.
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True)
class Line:
    """An outlined line: its SVG path (baseline from 0,0 to the right, y downwards) and width, in thousandths of the font size."""

    path: str
    width: float


class Lettering:
    """A font that lines are set in."""

    def __init__(self, path: Path) -> None:
        """Open the font file (TrueType or OpenType) at `path`."""
        import uharfbuzz

        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self._font = uharfbuzz.Font(face)
        self._units = float(face.upem)

    def line(self, text: str) -> Line:
        """`text` on one line, as it reads: from right to left if it holds a letter that runs so."""
        pen = _Pen(self._units)
        for run, right_to_left in runs(text):
            self._draw(run, right_to_left, pen)
        return Line("".join(pen.parts), pen.x * 1000 / self._units)

    def _draw(self, run: str, right_to_left: bool, pen: _Pen) -> None:
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        uharfbuzz.shape(self._font, buffer)
        for glyph, place in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
            pen.shift = (place.x_offset, place.y_offset)
            self._font.draw_glyph_with_pen(glyph.codepoint, pen)
            pen.x += place.x_advance


def runs(text: str) -> list[tuple[str, bool]]:
    """The pieces of one direction, from left to right as they are shown, each with whether it runs from right to left.

    Two levels of Unicode's bidirectional algorithm, which names need: Latin and numbers within Arabic, Arabic within Latin.
    """
    shown = [letter for letter in text if letter in _JOINERS or unicodedata.category(letter) not in ("Cf", "Cc")]
    ways = [_way(letter) for letter in shown]
    base = True in ways
    settled = [way if way is not None else _between(ways, place, base) for place, way in enumerate(ways)]
    pieces = []
    for way, group in groupby(range(len(shown)), key=settled.__getitem__):
        pieces.append(("".join(shown[place] for place in group), way))
    return pieces[::-1] if base else pieces


def _way(letter: str) -> bool | None:
    kind = unicodedata.bidirectional(letter)
    return True if kind in _RIGHT_TO_LEFT else False if kind in _LEFT_TO_RIGHT else None


def _between(ways: list[bool | None], place: int, base: bool) -> bool:
    """A space or a sign runs as the letters on both its sides do, or else as the whole line."""
    before = next((way for way in reversed(ways[:place]) if way is not None), base)
    after = next((way for way in ways[place + 1 :] if way is not None), base)
    return before if before == after else base


class _Pen:
    """Writes what HarfBuzz draws as an SVG path."""

    def __init__(self, units: float) -> None:
        self.parts: list[str] = []
        self.x = 0.0
        self.shift = (0.0, 0.0)
        self._units = units

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (the names that HarfBuzz calls)
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        scale = 1000 / self._units
        places = (((x + self.x + self.shift[0]) * scale, -(y + self.shift[1]) * scale) for x, y in points)
        self.parts.append(command + " ".join(f"{x:.0f},{y:.0f}" for x, y in places))
