import re

import pytest

from pipeline.drawing.lettering import Lettering, runs
from pipeline.drawing.pictures import FONT


@pytest.fixture(scope="module")
def plex() -> Lettering:
    return Lettering(FONT)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("روسيا", [("روسيا", True)]),
        ("CNN", [("CNN", False)]),
        ("وكالة A24 للأنباء", [(" للأنباء", True), ("A24", False), ("وكالة ", True)]),
        ("مجموعة 20", [("20", False), ("مجموعة ", True)]),
        ("Al-Quds القدس", [("القدس", True), ("Al-Quds", False)]),  # the line runs as its Arabic does
        ("G 7", [("G 7", False)]),
        ("بي \u200fبي\u202c سي", [("بي بي سي", True)]),  # marks of direction have no shape
        ("", []),
    ],
)
def test_runs_stand_as_they_are_read(text, shown):
    squeezed = [(piece.strip(), way) for piece, way in runs(text)]
    assert [p for p in squeezed if p[0]] == [(piece.strip(), way) for piece, way in shown]


def test_letters_are_joined_and_run_from_right_to_left(plex):
    joined, parted = plex.line("بيت"), plex.line("ب\u200cي\u200cت")
    assert joined.path != parted.path
    # the alef of لا melts into the lam, and a word is as wide as its joined letters, not as its separate ones
    assert plex.line("لا").width < plex.line("ل").width + plex.line("ا").width
    assert 0 < joined.width < sum(plex.line(letter).width for letter in "بيت")
    # ا then و: the first letter stands at the right
    alef, waw = plex.line("ا").width, plex.line("و").width
    assert plex.line("او").width == pytest.approx(alef + waw, abs=50)
    assert left_end(plex.line("او").path, first=True) > waw / 2


def left_end(path: str, first: bool) -> float:
    """The leftmost x of the narrowest outline, which is the alef."""
    outlines = [[int(x) for x in re.findall(r"(-?\d+),", part)] for part in path.split("Z") if part.strip()]
    return min(min(xs) for xs in outlines if max(xs) - min(xs) < 200)


def test_an_outline_lies_within_its_width_and_is_the_same_again(plex):
    line = plex.line("وزارة الخارجية")
    xs = [int(x) for x in re.findall(r"(-?\d+),", line.path)]
    assert min(xs) > -300 and max(xs) < line.width + 300
    assert line == plex.line("وزارة الخارجية")
    assert plex.line("").width == 0
