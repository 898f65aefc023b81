"""The stages' statement, the Makefile's rules and the modules' floors agree."""

import ast
import re
import subprocess

import pytest

from pipeline.base.words import word_spans
from pipeline.engine.rules import rules
from pipeline.engine.stages import MODELS, RESOURCES, ROOT, STAGES, VIEWS, arguments_of, code_of, load

PIPELINE = ROOT / "pipeline"
# The floors: a package uses those before it; the stages use all of them, the engine runs the stages.
FLOORS = ["base", "reading", "comparing", "taggers", "stating", "linking", "drawing"]
UPPER = {"finals", "products", "scores", "__main__", "__init__"}


def stage_modules():
    return {stage.module.removeprefix("pipeline.") for stage in STAGES.values()} - UPPER


def imports(path):
    """What a module imports of the package: `package.module`, or `module` for a stage."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            rest = node.module.removeprefix("pipeline").removeprefix(".")
            names = [alias.name for alias in node.names] if rest in ("", *FLOORS, "engine") else []
            yield from [f"{rest}.{name}".removeprefix(".") for name in names] or [rest]


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


def test_a_package_uses_only_the_floors_below_it_and_no_circle_closes():
    for number, floor in enumerate(FLOORS):
        allowed = {*FLOORS[: number + 1]}
        modules = {f"{floor}.{p.stem}": set(imports(p)) for p in (PIPELINE / floor).glob("*.py") if p.stem != "__init__"}
        for name, used in modules.items():
            assert {u.split(".")[0] for u in used} - {"__version__"} <= allowed, name
        while modules:
            free = [name for name, used in modules.items() if not used & set(modules) - {name}]
            assert free, f"a circle among {sorted(modules)}"
            modules = {name: used for name, used in modules.items() if name not in free}


def test_only_the_command_line_and_the_engine_use_the_engine():
    for path in PIPELINE.rglob("*.py"):
        if path.parent.name != "engine" and path.stem != "__main__":
            assert not any(used.startswith("engine") for used in imports(path)), path


def test_resources_load_and_name_what_is_there():
    for name, resource in RESOURCES.items():
        assert arguments_of(resource.function), name
        if not resource.of_user:
            assert all((MODELS / place).exists() for place in (resource.path, *resource.also)), name
    assert callable(load("pipeline.base.letters:key"))


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
