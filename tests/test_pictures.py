import itertools
import re
import struct

import pandas as pd
import pytest
from lxml import etree

from pipeline.drawing import pictures
from pipeline.drawing.gexf import Network
from pipeline.drawing.pictures import png, strongest, svg
from pipeline.graph import networks
from tests.frames import tables

SVG = "{http://www.w3.org/2000/svg}"
READ = ["entities", "articles", "mentions", "cooccurrences", "evidence", "relations"]


@pytest.fixture(scope="module")
def network() -> Network:
    return networks(**{name: frame for name, frame in tables().items() if name in READ})["cooccurrence"]


def star(leaves: int) -> Network:
    nodes = pd.DataFrame(
        {"Id": [f"n{i:03}" for i in range(leaves + 1)], "entity_type": "PER", "color": "#d55e00", "dates": ""}
    )
    nodes = nodes.assign(Label=["منظمة الأقطار المصدرة للنفط " * (i % 3 + 1) for i in range(leaves + 1)])
    nodes = nodes.assign(mentions=range(leaves + 1, 0, -1), weighted_degree=1.0, degree=1)
    nodes.loc[0, ["weighted_degree", "degree"]] = [float(leaves), leaves]
    edges = pd.DataFrame({"Source": "n000", "Target": nodes["Id"][1:], "Weight": 1, "dates": ""}).reset_index(drop=True)
    return Network(nodes, edges.assign(Id=edges["Target"]), False, "")


def boxes(drawn: etree._Element) -> list[tuple[float, float, float, float]]:
    """What discs and lines of labels cover: left, top, right, bottom."""
    found = []
    for disc in drawn.iter(f"{SVG}circle"):
        x, y, r = (float(disc.get(key)) for key in ("cx", "cy", "r"))
        found.append((x - r, y - r, x + r, y + r))
    for label in drawn.iterfind(f"{SVG}path"):
        x, y, size = (float(number) for number in re.findall(r"-?[\d.]+", label.get("transform")))
        xs = [x + size * float(a) for a in re.findall(r"(-?\d+),", label.get("d"))]
        ys = [y + size * float(b) for b in re.findall(r",(-?\d+)", label.get("d"))]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def upon_another(found: list[tuple[float, float, float, float]]) -> int:
    return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in itertools.combinations(found, 2))


@pytest.mark.parametrize("leaves", [3, 60])
def test_no_label_lies_upon_another_or_upon_a_disc(leaves):
    drawn = etree.fromstring(svg(star(leaves)))
    assert upon_another(boxes(drawn)) == 0


def test_all_is_within_the_picture_and_said(network):
    drawn = etree.fromstring(svg(network))
    width, height = (float(number) for number in drawn.get("viewBox").split()[2:])
    left, top, right, bottom = zip(*boxes(drawn), strict=True)
    assert min(left) >= 0 and min(top) >= 0 and max(right) <= width and max(bottom) <= height
    titles = [title.text for title in drawn.iter(f"{SVG}title")]
    assert "كيم جونغ أون" in titles
    assert len(titles) == len(network.nodes)
    assert len(list(drawn.iter(f"{SVG}line"))) == len(network.edges)


@pytest.mark.parametrize("endless", ["عبد" * 6000, "رئيس " * 4000])
def test_a_name_without_end_does_not_make_the_picture_endless(endless):
    network = star(3)
    usual = etree.fromstring(svg(network)).get("viewBox").split()[2:]
    network.nodes.loc[1, "Label"] = endless
    drawn = etree.fromstring(svg(network))
    assert all(float(side) < 2 * float(before) for side, before in zip(drawn.get("viewBox").split()[2:], usual, strict=True))
    assert endless in {title.text for title in drawn.iter(f"{SVG}title")}
    assert upon_another(boxes(drawn)) == 0


def test_the_strongest_part_of_a_large_network_without_lone_nodes(monkeypatch):
    monkeypatch.setattr(pictures, "NODES", 4)
    monkeypatch.setattr(pictures, "TIES", 0)
    nodes = pd.DataFrame({"Id": list("abcdef"), "weighted_degree": [9.0, 8, 7, 6, 5, 4], "mentions": 1})
    rows = [("a", "b", 5), ("a", "c", 2), ("b", "c", 3), ("d", "e", 4), ("e", "f", 1)]
    edges = pd.DataFrame(rows, columns=["Source", "Target", "Weight"]).assign(Id=lambda e: e["Source"] + e["Target"])
    shown, ties = strongest(Network(nodes, edges, False, ""))
    assert shown["Id"].tolist() == ["a", "b", "c"]  # d is strong, but only through e
    assert ties["Id"].tolist() == ["ab", "bc"]
    monkeypatch.setattr(pictures, "TIES", 3)
    assert strongest(Network(nodes, edges, False, ""))[1]["Id"].tolist() == ["ab", "bc", "ac"]


def test_the_same_network_gives_the_same_picture(network):
    assert svg(network) == svg(network)


def test_the_png_shows_the_picture(network):
    picture = svg(network)
    image = png(picture)
    assert image.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", image[16:24])
    wanted = [float(number) for number in re.search(r'viewBox="0 0 (\d+) (\d+)"', picture).groups()]
    assert [width, height] == pytest.approx([2 * side for side in wanted], abs=2)
    assert len(image) > 10_000


def test_an_empty_network_gives_a_picture_that_says_so(network):
    picture = svg(Network(network.nodes.head(0), network.edges.head(0), False, ""))
    assert etree.fromstring(picture).tag == f"{SVG}svg"
    assert png(picture).startswith(b"\x89PNG")
