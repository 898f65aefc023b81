import json
import os
import re
import subprocess
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from lxml import etree

from pipeline.base.contract import FINAL
from pipeline.drawing.pagedata import page_data, placed
from pipeline.drawing.pagerows import Limits
from pipeline.report import embedded, policy, report
from tests import frames, report_corpus
from tests.conftest import ROOT, SHARED

PAGE = ROOT / "page"
SCHEMA = SHARED / "schema" / "gexf-1.3" / "gexf.xsd"
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
REQUIRED = bool(os.environ.get("SHABAKA_REQUIRE_BROWSER"))


def needs(what: str, there: bool):
    """A mark that skips a test where something is not installed, unless SHABAKA_REQUIRE_BROWSER says that it must be."""
    return pytest.mark.skipif(not there and not REQUIRED, reason=f"{what} is not installed (docs/report.md)")


needs_node = needs("page/node_modules (npm ci)", (PAGE / "node_modules").exists())
needs_browser = needs("Chromium", CHROMIUM.exists())


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def corpora():
    return {"seeds": report_corpus.seeds(), "hostile": report_corpus.hostile()}


@pytest.fixture(scope="module")
def small():
    """The contract's small corpus; positions for all but the entity that only an adjective names."""
    tables = frames.tables()
    texts = pd.DataFrame({"article_id": tables["articles"]["article_id"]})
    lines = tables["sentences"].groupby("article_id")["text"].agg("\n".join)
    texts["text"] = texts["article_id"].map(lines) + "\n"
    return tables, texts, report_corpus.layout_of(tables)


def test_page_data_of_the_small_corpus(small):
    data = page_data(*small, Limits())
    tables = small[0]
    assert data["left"] == {"entities": 0, "ties": 0, "relations": 0, "quotes": 0, "texts": 0}
    assert data["counts"] == {"articles": 5, "entities": len(frames.ENTITIES), "relations": 7, "mentions": 21}
    assert sorted(data["entities"]["id"]) == sorted(tables["entities"]["entity_id"])
    assert data["articles"]["id"] == ["c2", "a2", "b1", "a1", "c1"]  # the latest first, without a date last
    assert data["articles"]["duplicate"] == [False, False, True, False, False]
    assert len(data["ties"]["source"]) == len(tables["cooccurrences"])
    kim, russia = (data["entities"]["id"].index(key) for key in (frames.KIM, frames.RUSSIA))
    tie = list(zip(data["ties"]["target"], data["ties"]["source"], strict=True)).index((kim, russia))
    cited = [
        (data["articles"]["id"][data["sentences"]["article"][n]], data["sentences"]["start"][n])
        for n in data["ties"]["sentences"][tie]
    ]
    assert sorted(cited) == [("a1", 0), ("a1", 28), ("b1", 0), ("b1", 28), ("c2", 0)]
    assert data["relations"]["status"].count("denied") == 1
    assert data["quotes"]["quote"] == ["لا جديد"]


def test_every_mention_stands_where_the_page_says(corpora):
    for corpus in corpora.values():
        data = page_data(*corpus, Limits())
        surfaces = corpus[0]["mentions"]["surface"].tolist()
        found = []
        for sentence, start, end in zip(*(data["mentions"][k] for k in ("sentence", "start", "end")), strict=True):
            units = data["articles"]["text"][data["sentences"]["article"][sentence]].encode("utf-16-le")
            found.append(units[2 * start : 2 * end].decode("utf-16-le"))
        assert found == surfaces


def test_limits_keep_the_strongest_and_count_the_rest(corpora):
    tables, texts, layout = corpora["seeds"]
    longest = int(texts["text"].str.len().max())
    limits = Limits(entities=10, ties=5, relations=3, quotes=1, characters=longest, loose_sentences=1)
    data = page_data(tables, texts, layout, limits)
    named = tables["entities"]["mentions"].sort_values(ascending=False).tolist()
    assert data["entities"]["mentions"] == named[:10]
    assert data["left"]["entities"] == len(named) - 10
    assert data["left"]["ties"] == len(tables["cooccurrences"]) - 5
    assert data["ties"]["weight"] == sorted(tables["cooccurrences"]["weight"], reverse=True)[:5]
    assert len(data["relations"]["source"]) == 3
    assert data["left"]["texts"] == 4
    assert sum(text is not None for text in data["articles"]["text"]) == 1
    assert all(more >= 0 for more in data["ties"]["more"])
    assert any(more > 0 for more in data["ties"]["more"])
    # A sentence of an article that is not there whole brings its own text.
    whole = [text is not None for text in data["articles"]["text"]]
    for article, text in zip(data["sentences"]["article"], data["sentences"]["text"], strict=True):
        assert (text is None) == whole[article]


def test_an_entity_without_a_place_stands_beside_what_it_is_related_to(small):
    tables, _, layout = small
    assert frames.FRANCE not in set(layout["entity_id"])
    places = placed([frames.FRANCE, "lost"], layout, tables["relations"])
    putin = layout.set_index("entity_id").loc[frames.PUTIN]
    assert abs(places[frames.FRANCE][0] - putin["x"]) + abs(places[frames.FRANCE][1] - putin["y"]) < 0.2 * (
        layout["x"].max() - layout["x"].min() + layout["y"].max() - layout["y"].min()
    )
    assert places["lost"][2] == -1


def test_no_tables_no_failure():
    tables = {name: table.empty() for name, table in FINAL.items()}
    texts = pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")})
    layout = pd.DataFrame(columns=["entity_id", "x", "y", "community"])
    assert data_of(report(tables, texts, layout))["entities"]["id"] == []


def test_the_page_is_the_same_whatever_the_order_of_rows(corpora):
    tables, texts, layout = corpora["seeds"]
    shuffled = {name: table.sample(frac=1, random_state=3) for name, table in tables.items()}
    again = report(shuffled, texts.sample(frac=1, random_state=4), layout.sample(frac=1, random_state=5))
    assert again == report(tables, texts, layout)


def test_data_cannot_end_their_element():
    value = {"a": "</script><!--\u2028\u2029&\ud800", "b": [1.5, None, True]}
    text = embedded(value)
    assert not re.search("[<>&\u2028\u2029\ud800]", text)
    assert json.loads(text) == value
    with pytest.raises(ValueError, match="JSON"):
        embedded(float("nan"))


def test_the_policy_names_the_script_by_hash(corpora):
    page = report(*corpora["hostile"], title="<b>&")
    assert "<title>&lt;b&gt;&amp;</title>" in page
    assert page.count("<script") == 3  # two of data, one that runs
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert f'content="{policy(script, style)}"' in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page.split("<script", 1)[0])


def test_a_title_with_a_placeholder_is_text(corpora):
    assert data_of(report(*corpora["seeds"], title="%DATA%"))["title"] == "%DATA%"


def test_the_seeds_page_is_small(corpora):
    assert len(report(*corpora["seeds"]).encode()) < 3_000_000


def test_strings_stand_in_both_languages_and_are_used():
    strings = json.loads((PAGE / "src/strings.json").read_text(encoding="utf-8"))
    code = "".join(
        p.read_text(encoding="utf-8") for p in [*PAGE.glob("src/*.js"), ROOT / "pipeline/page/template.html"]
    )
    for key, entry in strings.items():
        assert set(entry) == {"ar", "en"}, key
        by_prefix = re.match(r"rel_|status_|kind_|why_|one|PER|LOC|ORG", key)
        assert by_prefix or re.search(rf"\b{key}\b", code), f"{key} is not used"
        holes = {frozenset(re.findall(r"\{(\w+)\}", text)) for text in entry.values() if isinstance(text, str)}
        assert len(holes) <= 1, key


def test_colours_of_the_picture_are_those_of_the_text():
    style = (PAGE / "src/page.css").read_text(encoding="utf-8")
    theme = (PAGE / "src/theme.js").read_text(encoding="utf-8")
    for kinds in re.findall(r'types: \{ PER: "(#\w+)", LOC: "(#\w+)", ORG: "(#\w+)" \}', theme):
        assert "--per: {}; --loc: {}; --org: {};".format(*kinds) in style
    dark = re.findall(r"color-scheme: dark; (--.*?) \}", style)
    assert len(dark) == 2
    assert dark[0] == dark[1]


def test_the_lock_names_no_registry():
    assert "resolved" not in (PAGE / "package-lock.json").read_text(encoding="utf-8")


@needs_node
def test_the_bundle_is_what_its_sources_make(tmp_path):
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=PAGE, check=True)
    for name in ("page.js", "page.css", "LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (ROOT / "pipeline/page" / name).read_bytes(), f"npm run build: {name}"


@needs_node
def test_units_of_the_page(tmp_path):
    run_node("units.test.mjs", {})


@needs_node
@needs_browser
def test_the_page_in_a_browser(tmp_path, corpora):
    for name, corpus in corpora.items():
        (tmp_path / f"{name}.html").write_text(report(*corpus), encoding="utf-8")
    big = report(*report_corpus.synthetic(2200, 500), Limits(characters=100_000))
    (tmp_path / "big.html").write_text(big, encoding="utf-8")
    run_node("page.test.mjs", {"PAGES": str(tmp_path)})
    check_saved(tmp_path, corpora["seeds"][0])


def check_saved(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """What the page saved, people and places of the seeds, as other programs read it."""
    kept = tables["entities"][tables["entities"]["type"] != "ORG"].set_index("entity_id")
    pairs = tables["cooccurrences"]
    pairs = pairs[pairs["source_id"].isin(kept.index) & pairs["target_id"].isin(kept.index)]
    names = pd.read_csv(folder / "shabaka-names.csv", keep_default_na=False).set_index("entity_id")
    assert names["name"].to_dict() == kept["name"].to_dict()
    assert names["mentions"].to_dict() == kept["mentions"].to_dict()
    ties = pd.read_csv(folder / "shabaka-ties.csv", keep_default_na=False)
    expected = pairs.set_index(["source_id", "target_id"])["weight"].to_dict()
    assert ties.set_index(["source_id", "target_id"])["weight"].to_dict() == expected
    graph = nx.read_gexf(folder / "shabaka.gexf")
    assert dict(graph.nodes(data="label")) == kept["name"].to_dict()
    assert all(viz["size"] >= 5 and viz["color"] for _, viz in graph.nodes(data="viz"))
    assert {frozenset(pair): weight for *pair, weight in graph.edges(data="weight")} == {
        frozenset(pair): weight for pair, weight in expected.items()
    }
    if SCHEMA.exists():
        saved = etree.parse(folder / "shabaka.gexf")
        etree.strip_elements(saved, "{http://gexf.net/1.3/viz}*")  # the published schema takes them without prefix only
        etree.XMLSchema(etree.parse(SCHEMA)).assertValid(saved)
    assert len(etree.parse(folder / "shabaka.svg").findall(".//{*}line")) == len(expected)


def run_node(file: str, variables: dict[str, str]) -> None:
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", str(ROOT / "tests/page" / file)],
        env={**os.environ, "CHROMIUM": str(CHROMIUM), **variables}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
