"""The stages' statement, the Makefile's rules and the modules' floors agree."""

import ast
import re
import subprocess

import pytest

from pipeline.rules import rules
from pipeline.stages import MODELS, RESOURCES, ROOT, STAGES, VIEWS, arguments_of, code_of, load
from pipeline.words import word_spans

PIPELINE = ROOT / "pipeline"
# The third floor: what runs the stages. Everything else is a stage's module, or stands below the stages.
RUNNING = {"__main__", "flow", "partitions", "products", "rules", "running", "stages", "summary"}


def stage_modules():
    return {stage.module.removeprefix("pipeline.") for stage in STAGES.values()} - RUNNING - {"finals"}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            rest = node.module.removeprefix("pipeline").removeprefix(".")
            yield from [rest.split(".")[0]] if rest else [alias.name for alias in node.names]


def test_the_makefiles_rules_are_the_stages():
    assert (ROOT / "stages.mk").read_text() == rules(), "run: python -m pipeline rules > stages.mk"


@pytest.mark.parametrize("stage", STAGES.values(), ids=lambda s: s.name)
def test_a_stage_reads_only_what_comes_before_it(stage):
    before = list(STAGES)[: list(STAGES).index(stage.name)]
    known = {*RESOURCES, *VIEWS, *before, "min_score", "records", "folder"}
    assert set(stage.arguments.values()) <= known
    assert (stage.table is None) == ("folder" in stage.arguments)


def test_no_stage_imports_another_stage():
    stages = stage_modules()
    for name in stages:
        assert not set(imports(PIPELINE / f"{name}.py")) & stages - {name}, name


def test_what_is_below_the_stages_imports_none_of_them_and_no_circle_closes():
    upper = stage_modules() | RUNNING | {"finals"}
    modules = {p.stem: set(imports(p)) for p in PIPELINE.glob("*.py") if p.stem not in ("__init__", "__main__")}
    for name, used in modules.items():
        if name not in upper:
            assert not used & upper, name
    done: set[str] = set()
    while modules:
        free = [name for name, used in modules.items() if not used & set(modules) - {name}]
        assert free, f"a circle among {sorted(modules)}"
        done |= set(free)
        modules = {name: used for name, used in modules.items() if name not in done}


def test_resources_load_and_name_what_is_there():
    for name, resource in RESOURCES.items():
        assert arguments_of(resource.function), name
        if not resource.of_user:
            assert all((MODELS / place).exists() for place in (resource.path, *resource.also)), name
    assert callable(load("pipeline.letters:key"))


def test_code_includes_what_is_imported_inside_functions():
    names = {path.name for path in code_of("pipeline.taggers")}
    assert {"__init__.py", "errors.py", "embedded.py", "camel.py"} <= names


def test_no_arabic_word_stands_in_code(seed_texts):
    lexicons = [path.read_text() for path in MODELS.rglob("*.tsv")]
    vocabulary = {text[a:b] for text in (*seed_texts, *lexicons) for a, b in word_spans(text)}
    for path in PIPELINE.rglob("*.py"):
        tree = ast.parse(path.read_text())
        documented = (n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef))
        docs = {ast.get_docstring(n, clean=False) for n in documented}
        strings = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)} - docs
        spelled = {word for s in strings for word in re.findall("[\u0621-\u064a]{4,}", s)}
        assert not spelled & vocabulary, (path.name, spelled & vocabulary)


def test_make_knows_every_target():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in ("test", "score", "models", "links", "mentions"):
        assert re.search(rf"^{name}\s", listed, re.M), name
