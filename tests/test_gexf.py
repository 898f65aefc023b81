import functools
import json
import os
import shutil
import subprocess
from pathlib import Path

import networkx
import numpy as np
import pandas as pd
import pytest
from lxml import etree

from pipeline.drawing.gexf import NAMESPACE, VIZ, Network, text, write
from pipeline.graph import networks
from tests.frames import tables

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT.parent / "shared" / "schema" / "gexf-1.3" / "gexf.xsd"
NODE = ROOT / "tests" / "node"
NAMES = ["cooccurrence", "cooccurrence_backbone", "relations", "articles"]
READ = ["entities", "articles", "mentions", "cooccurrences", "evidence", "relations"]


@functools.cache
def drawn(dates: bool = True) -> dict[str, Network]:
    frames = {name: frame for name, frame in tables().items() if name in READ}
    if not dates:
        frames["articles"] = frames["articles"].assign(published="")
    return networks(**frames)


@functools.cache
def empty() -> dict[str, Network]:
    return networks(**{name: frame.head(0) for name, frame in tables().items() if name in READ})


def written(network: Network, folder: Path) -> Path:
    write(network, folder / "network.gexf")
    return folder / "network.gexf"


def tiny(**node: object) -> Network:
    given = {"Id": "n", "Label": "ا", "x": 0.0, "y": 0.0, "size": 1.0, "color": "#010203", "dates": ""} | node
    edges = pd.DataFrame({"Id": [], "Source": [], "Target": [], "Weight": [], "dates": []})
    return Network(pd.DataFrame([given]), edges, False, "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("made", [drawn, lambda: drawn(dates=False), empty], ids=["dated", "undated", "empty"])
def test_the_files_are_valid_gexf(tmp_path, name, made):
    if not SCHEMA.exists():
        pytest.skip("the schema of GEXF 1.3 is not at ../shared/schema")
    document = etree.parse(written(made()[name], tmp_path))
    etree.strip_elements(
        document, f"{{{VIZ}}}*", with_tail=False
    )  # the published schema takes them without prefix only
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(document)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("made", [drawn, lambda: drawn(dates=False), empty], ids=["dated", "undated", "empty"])
def test_networkx_reads_back_all_that_was_written(tmp_path, name, made):
    network = made()[name]
    graph = networkx.read_gexf(written(network, tmp_path), version="1.3")
    if len(network.edges):
        assert graph.is_directed() == network.directed
    expected = {row["Id"]: row for row in network.nodes.to_dict("records")}
    assert list(graph) == list(expected)
    for node, data in graph.nodes(data=True):
        row = expected[node]
        viz = data.pop("viz")
        assert (viz["position"]["x"], viz["position"]["y"], viz["size"]) == (row["x"], row["y"], row["size"])
        assert "#{r:02x}{g:02x}{b:02x}".format(**viz["color"]) == row["color"]
        assert data == attributes(row, ("Id", "x", "y", "size", "color"), {"Label": "label"})
    edges = {row["Id"]: row for row in network.edges.to_dict("records")}
    assert graph.number_of_edges() == len(edges)
    for source, target, data in graph.edges(data=True):
        row = edges[data["id"]]
        assert {source, target} == {row["Source"], row["Target"]}
        renamed = {"Id": "id", "Label": "label", "Weight": "weight"}
        assert data == attributes(row, ("Source", "Target", "Kind"), renamed)


def attributes(row: dict, left_out: tuple[str, ...], renamed: dict[str, str]) -> dict:
    """A row as networkx should give it: without what is not known, with the days as spells, control characters gone."""
    known = {k: v for k, v in row.items() if k not in (*left_out, "dates") and not pd.isna(v)}
    kept = {renamed.get(k, k): v for k, v in known.items()}
    if row["dates"]:
        kept["spells"] = [(day, day) for day in row["dates"].split(" | ")]
    return {k: text(v) if isinstance(v, str) else v for k, v in kept.items()}


@pytest.mark.parametrize("name", NAMES)
def test_graphology_reads_the_same(tmp_path, name):
    there = (NODE / "node_modules" / "graphology-gexf").exists() and shutil.which("node")
    if not there and not os.environ.get("SHABAKA_REQUIRE_BROWSER"):
        pytest.skip("graphology is not installed: npm ci --prefix tests/node")
    network = drawn()[name]
    path = written(network, tmp_path)
    run = subprocess.run(["node", NODE / "read_gexf.mjs", path], capture_output=True, text=True, check=True)
    read = json.loads(run.stdout)
    assert len(read["nodes"]) == len(network.nodes)
    for node, row in zip(read["nodes"], network.nodes.to_dict("records"), strict=True):
        seen = node["attributes"] | {"label": text(row["Label"])}
        assert node["key"] == row["Id"]
        assert (seen["x"], seen["y"], seen["size"]) == (row["x"], row["y"], row["size"])
        assert seen["entity_type"] == row["entity_type"]
        assert seen["mentions"] == row["mentions"]
        assert seen["community"] == row["community"]
        assert seen.get("latitude", np.nan) == pytest.approx(row["latitude"], nan_ok=True)
        assert seen["color"].startswith("rgb(")
    assert [edge["attributes"]["weight"] for edge in read["edges"]] == network.edges["Weight"].tolist()


def test_parallel_relations_have_a_kind_each_so_that_gephi_keeps_them_apart(tmp_path):
    document = etree.parse(written(drawn()["relations"], tmp_path))
    edges = document.findall(f".//{{{NAMESPACE}}}edge")
    ends = [(e.get("source"), e.get("target")) for e in edges]
    assert len(set(ends)) < len(ends)
    assert len({(*pair, e.get("kind")) for pair, e in zip(ends, edges, strict=True)}) == len(ends)


def test_dates_make_the_graph_dynamic_and_no_dates_leave_it_static(tmp_path):
    dated = etree.parse(written(drawn()["cooccurrence"], tmp_path)).find(f"{{{NAMESPACE}}}graph")
    assert (dated.get("mode"), dated.get("timeformat"), dated.get("timerepresentation")) == (
        "dynamic",
        "date",
        "interval",
    )
    spells = dated.findall(f".//{{{NAMESPACE}}}node/{{{NAMESPACE}}}spells/{{{NAMESPACE}}}spell")
    assert {spell.get("start") for spell in spells} == {"2023-09-11", "2023-09-12", "2023-09-13", "2023-10-01"}
    static = etree.parse(written(drawn(dates=False)["cooccurrence"], tmp_path)).find(f"{{{NAMESPACE}}}graph")
    assert static.get("mode") == "static"
    assert not static.findall(f".//{{{NAMESPACE}}}spells")


def test_control_characters_and_markup_in_names_do_no_harm(tmp_path):
    nasty = 'أ"ب<&>\x00\x0b\x85\ufffe\nج\t\u200fد'
    network = tiny(Label=nasty, role=nasty)
    node = networkx.read_gexf(written(network, tmp_path), version="1.3").nodes["n"]
    assert node["label"] == node["role"] == 'أ"ب<&> ج \u200fد'


def test_one_type_an_attribute_and_nothing_where_a_number_is_not_known(tmp_path):
    network = tiny(a=1, b=1.5, c="x", d=True, e=float("nan"))
    node = networkx.read_gexf(written(network, tmp_path), version="1.3").nodes["n"]
    assert {k: v for k, v in node.items() if k in "abcde"} == {"a": 1, "b": 1.5, "c": "x", "d": True}
    content = (tmp_path / "network.gexf").read_text(encoding="utf-8")
    assert "None" not in content and "nan" not in content.lower()


def test_an_edge_to_nowhere_and_an_id_used_twice_are_refused(tmp_path):
    network = drawn()["cooccurrence"]
    lost = Network(network.nodes.tail(2), network.edges, False, "")
    with pytest.raises(ValueError, match="nodes that are not there"):
        write(lost, tmp_path / "x.gexf")
    twice = Network(pd.concat([network.nodes, network.nodes.head(1)]), network.edges, False, "")
    with pytest.raises(ValueError, match="an id stands twice: LOC-rwsya-33cc"):
        write(twice, tmp_path / "x.gexf")
