"""The outputs in programs that open them, where those are installed (docs/spreadsheets.md, docs/gephi.md)."""

import json
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.contract import DTYPES, FINAL
from pipeline.drawing import gexf, spreadsheet
from pipeline.drawing.gexf import Network, text
from pipeline.graph import networks
from tests.conftest import ROOT
from tests.frames import tables

OFFICE = shutil.which("soffice")
TULIP = Path("/usr/lib/python3/dist-packages/tulip")
READ = ["entities", "articles", "mentions", "cooccurrences", "evidence", "relations"]
# Every sheet as UTF-8 CSV with values at full length, never formulas: what a formula gives would stand there.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
TEMPTING = [
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    '=HYPERLINK("http://x")',
    "007",
    "1/2",
    "2023-01-01",
    "1e5",
    "http://example.org",
    "TRUE",
]


def opened_by_libreoffice(frames: dict[str, pd.DataFrame], folder: Path) -> dict[str, pd.DataFrame]:
    spreadsheet.write(frames, folder / "tables.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", EVERY_SHEET, "--outdir", folder, folder / "tables.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = {name: folder / f"tables-{name}.csv" for name in FINAL}
    return {name: pd.read_csv(path, dtype="str", keep_default_na=False) for name, path in found.items()}


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed (apt-get install libreoffice-calc)")
def test_libreoffice_shows_every_cell_as_it_is_in_the_tables(tmp_path):
    frames = tables()
    first = frames["aliases"].head(1)
    more = [first.assign(alias=words, entity_name=words) for words in TEMPTING]
    frames["aliases"] = pd.concat([frames["aliases"], *more], ignore_index=True)
    shown = opened_by_libreoffice(frames, tmp_path)
    for name, table in FINAL.items():
        kinds = {column.name: DTYPES[column.type] for column in table.columns}
        for column in frames[name].columns:
            expected = frames[name][column]
            if kinds[column] == "str":
                assert sorted(shown[name][column]) == sorted(expected), (name, column)
            elif kinds[column] == "bool":
                assert sorted(shown[name][column]) == sorted(expected.astype("str").str.upper()), (name, column)
            else:
                numbers = pd.to_numeric(shown[name][column]).dropna().sort_values()
                assert numbers.tolist() == pytest.approx(expected.dropna().sort_values().tolist()), (name, column)


def drawn() -> dict[str, Network]:
    """The networks without dates: with dates GEXF is dynamic, which Tulip does not read."""
    frames = {name: frame for name, frame in tables().items() if name in READ}
    return networks(**{**frames, "articles": frames["articles"].assign(published="")})


@pytest.mark.skipif(not TULIP.exists(), reason="Tulip is not installed (apt-get install tulip)")
@pytest.mark.parametrize("name", ["cooccurrence", "cooccurrence_backbone", "relations", "articles"])
def test_tulip_reads_the_graphs(tmp_path, name):
    network = drawn()[name]
    gexf.write(network, tmp_path / "network.gexf")
    command = ["/usr/bin/python3", ROOT / "tests" / "tulip_gexf.py", tmp_path / "network.gexf"]
    read = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    nodes, edges = network.nodes, network.edges
    labels = nodes["Label"].map(text)
    assert [node["label"] for node in read["nodes"]] == labels.tolist()
    assert [node["place"][:2] for node in read["nodes"]] == [
        pytest.approx(place) for place in nodes[["x", "y"]].to_numpy()
    ]
    assert [node["size"][0] for node in read["nodes"]] == pytest.approx(nodes["size"].tolist())
    colors = ["#" + "".join(f"{channel:02x}" for channel in node["color"]) for node in read["nodes"]]
    assert colors == nodes["color"].tolist()
    for column in ("mentions", "articles", "community", "degree", "entity_type"):
        assert [node[column] for node in read["nodes"]] == nodes[column].fillna("").tolist(), column
    named = dict(zip(nodes["Id"], labels, strict=True))
    assert [edge["ends"] for edge in read["edges"]] == [
        [named[s], named[t]] for s, t in edges[["Source", "Target"]].to_numpy()
    ]
    for column in {"sentences", "articles", "relation", "status"} & set(edges):
        assert [edge[column] for edge in read["edges"]] == edges[column].tolist(), column
