"""The pages under docs/ say what the programs say."""

import json
import re
from pathlib import Path

import pytest

from pipeline.graph import ALPHA, networks
from tests import guide
from tests.conftest import ROOT, shabaka
from tests.frames import tables

GEPHI = (ROOT / "docs" / "gephi.md").read_text(encoding="utf-8")
READ = ["entities", "articles", "mentions", "cooccurrences", "evidence", "relations"]


@pytest.fixture(scope="module")
def page() -> str:
    return guide.PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def given(page, outputs, tmp_path_factory) -> list[dict[str, str]]:
    example = tmp_path_factory.mktemp("example")
    done = shabaka("--seeds", guide.EXAMPLE, "--outputs", example)
    assert done.returncode == 0, done.stderr
    return guide.answers(page, outputs, example)


def test_every_question_is_answered_as_on_the_page(page, given):
    assert len(given) > 14
    assert settled(guide.markdown(page, given)) == settled(page), "run: python -m tests.guide"


def test_the_notebook_is_the_page(page):
    made = json.loads(guide.NOTEBOOK.read_text(encoding="utf-8"))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    cells = {kind: [c for c in made["cells"] if c["cell_type"] == kind] for kind in ("markdown", "code")}
    codes = [part.strip() for kind, part in guide.pieces(page) if kind == "code"]
    assert ["".join(cell["source"]) for cell in cells["code"]] == codes, "run: python -m tests.guide"
    texts = [part.strip() for kind, part in guide.pieces(page) if kind == "text" and part.strip()]
    assert ["".join(cell["source"]) for cell in cells["markdown"]] == texts
    assert all(cell["outputs"][0]["data"]["text/plain"] for cell in cells["code"])
    assert len({cell["id"] for cell in made["cells"]}) == len(made["cells"])


def settled(text: str) -> str:
    """Without numbers and the spaces that align them: another processor's arithmetic may move a mention across the line."""
    return re.sub(r"[ \d.,…-]+", " ", text)


@pytest.mark.parametrize(
    ("network", "kind"), [(n, k) for n in ("cooccurrence", "relations", "articles") for k in ("nodes", "edges")]
)
def test_the_page_on_gephi_explains_every_attribute(network, kind):
    frame = getattr(networks(**{name: frame for name, frame in tables().items() if name in READ})[network], kind)
    own = {"Id", "Source", "Target", "dates", "x", "y", "size", "color"}
    missing = [name for name in frame.columns if name not in own and f"`{name}`" not in GEPHI]
    assert not missing
    assert str(ALPHA) in GEPHI


def test_links_between_the_pages_lead_somewhere():
    for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (Path(path).parent / target).exists(), f"{path.name}: {target}"


def test_an_answer_that_is_no_expression_is_refused():
    with pytest.raises(AssertionError, match="the last line of a block is its answer"):
        guide.answers("```python\nx = 1\n```\n", ROOT, ROOT)


def test_pieces_take_answers_out():
    text = "a\n```python\n1 + 1\n```\n\n```text\n2\n```\nb"
    assert guide.pieces(text) == [("text", "a\n"), ("code", "1 + 1\n"), ("text", "b")]
    assert guide.markdown(text, [{"text/plain": "2"}]) == text


def test_the_first_steps_are_steps_that_the_program_takes():
    text = (ROOT / "docs" / "first-steps.md").read_text(encoding="utf-8")
    told = shabaka("run", "--help").stdout
    assert set(re.findall(r" (--[a-z-]+)", text)) == {"--seeds", "--outputs"}
    assert all(option in told for option in ("--seeds", "--outputs"))
    assert (ROOT / "constraints.txt").exists() and (ROOT / "seeds").is_dir()
