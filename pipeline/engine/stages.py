"""The stages, declared once: what each makes, and by which function.

A stage's function names what it reads: each of its arguments is a table that another stage makes, a resource (something loaded
from `models/`), an input (a file beside the articles) or an option. The flow, the Makefile's prerequisites and the fingerprints
that say what is out of date are all derived from those arguments.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.contract import FINAL, WORKING, Table

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"


@dataclass(frozen=True)
class Stage:
    """One step of the flow.

    Attributes:
        name: what it makes, and the name under which other stages take it as an argument.
        function: `module:function`; its arguments are what it reads.
        table: columns and types of what it makes; None for a stage that makes files for the user, in its argument `folder`.
        help: one line for `--help` and the Makefile.
        parts: whether it needs one article at a time (made part by part), or looks across all.
        split: whether its table, made across all articles, is kept by their parts, for stages that need one at a time.
        scans: whether its tables are given as they lie (`Scan`), not read.
        large: whether, in a large corpus, it holds much while it works: then it has a process of its own.
        csv: the final table's name, for a stage whose table the user gets.
        made_with: another stage that makes this one's table beside its own.
        takes: what an argument stands for, where its name is not the table's (`{"mentions": "linked_mentions"}`).
    """

    name: str
    function: str
    table: Table | None
    help: str
    parts: bool = False
    split: bool = False
    scans: bool = False
    large: bool = False
    csv: str = ""
    made_with: str = ""
    takes: Mapping[str, str] = field(default_factory=dict)

    @property
    def module(self) -> str:
        """The module that holds the function."""
        return self.function.split(":")[0]

    @property
    def parted(self) -> bool:
        """Whether its table lies in the articles' parts."""
        return self.parts or self.split

    @property
    def arguments(self) -> dict[str, str]:
        """What the function reads: its arguments, and the table, resource or option that each stands for."""
        return {a: self.takes.get(a, a) for a in arguments_of(self.function)}

    @property
    def tables(self) -> tuple[str, ...]:
        """The stages whose tables it reads."""
        read = (VIEWS.get(source, source) for source in self.arguments.values())
        return tuple(dict.fromkeys(table for table in read if table in STAGES))


@dataclass(frozen=True)
class Resource:
    """Something loaded once a process from `models/`, or a file of the user's: what a stage reads that is no table.

    Attributes:
        function: `module:function` that loads it. Its first argument is the path (below), the others are options.
        path: a place under `models/`; or, for a user's file, the option that names it.
        of_user: whether it is a user's file.
        also: further places under `models/` that it reads.
    """

    function: str
    path: str
    of_user: bool = False
    also: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The module that holds the function."""
        return self.function.split(":")[0]


@cache
def load(function: str) -> Callable[..., Any]:
    """The function that `module:name` names."""
    module, name = function.split(":")
    loaded: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return loaded


@cache
def arguments_of(function: str) -> tuple[str, ...]:
    """The names of a function's arguments, read from its source: to ask what a stage reads loads nothing."""
    module, name = function.split(":")
    for node in ast.parse(_source(module)).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return tuple(argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
    raise ValueError(f"{function}: no such function")


# `from pipeline.x import a, b` at the top of a module or inside a function, on one line or in brackets.
_IMPORT = re.compile(r"^[ \t]*from (pipeline(?:\.\w+)*) import (\([^)]*\)|[^\n#]*)", re.MULTILINE)


@cache
def code_of(module: str) -> tuple[Path, ...]:
    """The files of a module of this package and of all in it that it imports, at its top or inside a function."""
    seen: dict[str, Path] = {}
    _collect(module, seen)
    return tuple(sorted(seen.values()))


def _collect(module: str, seen: dict[str, Path]) -> None:
    path = _path(module)
    if module in seen or path is None:
        return
    seen[module] = path
    for package, names in _imports(module):
        _collect(package, seen)
        for name in names:
            _collect(f"{package}.{name}", seen)


@cache
def _imports(module: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((package, tuple(re.findall(r"\w+", names))) for package, names in _IMPORT.findall(_source(module)))


def _source(module: str) -> str:
    path = _path(module)
    if path is None:
        raise ValueError(f"{module}: no such module")
    return path.read_text(encoding="utf-8")


@cache
def _path(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    found = [path for path in (place.with_suffix(".py"), place / "__init__.py") if path.exists()]
    return found[0] if found else None


# An argument that is a narrower look at a stage's table: the articles without their text.
VIEWS = {"meta": "articles"}

RESOURCES: dict[str, Resource] = {
    "markers": Resource("pipeline.reading.body:read_markers", "articles/boilerplate.tsv"),
    "abbreviations": Resource("pipeline.reading.sentences:read_abbreviations", "articles/abbreviations.tsv"),
    "proclitics": Resource("pipeline.reading.proclitics:read_proclitics", "tokens/proclitics.npz"),
    "tagger": Resource("pipeline.taggers:open_tagger", "tagger"),
    "usage": Resource("pipeline.taggers.usage:read_usage", "mentions", also=("tokens/proclitics.npz",)),
    "given": Resource("pipeline.reading.given:read_given", "mentions", of_user=True),
    "relation_model": Resource("pipeline.stating.relationmodel:load_relation_model", "relations"),
    "linking": Resource("pipeline.linking.linking:load", "linking", also=("relations/demonyms.tsv",)),
    "judgements": Resource("pipeline.linking.judgements:read_judgements", "judgements", of_user=True),
}

_W, _F = WORKING, FINAL
_ALL = (
    Stage("articles", "pipeline.articles:articles", _W["articles"], "read the articles and find their bodies", parts=True),
    Stage("skipped", "pipeline.articles:articles", _W["skipped"], "what was not read", csv="skipped", made_with="articles"),
    Stage("tokens", "pipeline.tokens:tokens", _W["tokens"], "sentences and words, proclitics split off", parts=True),
    Stage("sentences", "pipeline.finals:sentences", _F["sentences"], "the sentences", parts=True, csv="sentences"),
    Stage("mentions", "pipeline.mentions:mentions", _W["mentions"], "tag the names", parts=True),
    Stage("given_mentions", "pipeline.mentions:given_mentions", _W["mentions"], "take given mentions", parts=True),
    Stage("claims", "pipeline.claims:claims", _W["claims"], "relations and quotes between mentions", parts=True),
    Stage("names", "pipeline.names:names", _W["names"], "each article's names, bare ones resolved", parts=True),
    Stage("signatures", "pipeline.duplicates:signatures", _W["signatures"], "what near-duplicates are found by", parts=True),
    Stage("duplicates", "pipeline.duplicates:duplicates", _W["duplicates"], "which articles repeat another"),
    Stage("links", "pipeline.links:links", _W["links"], "bring the spellings of each entity together", scans=True, large=True),
    Stage("entities", "pipeline.entities:entities", _F["entities"], "people, places, organizations", csv="entities", scans=True,
          large=True),
    Stage("linked_names", "pipeline.finals:linked_names", _W["linked_names"], "each article's names and entities", split=True),
    Stage("aliases", "pipeline.aliases:aliases", _F["aliases"], "their spellings", csv="aliases", scans=True,
          takes={"links": "linked_names"}),
    Stage("merges", "pipeline.merges:merges", _W["merges"], "why they were brought together", csv="merges", scans=True),
    Stage("article_list", "pipeline.finals:article_list", _F["articles"], "the articles", csv="articles"),
    Stage("stories", "pipeline.cooccurrences:stories", _W["stories"], "what was printed more than once", split=True),
    Stage("linked_mentions", "pipeline.finals:linked_mentions", _F["mentions"], "mentions with their entities",
          parts=True, csv="mentions"),
    Stage("relations", "pipeline.relations:relations", _F["relations"], "who is what, who met whom", parts=True,
          csv="relations", takes={"links": "linked_names"}),
    Stage("quotes", "pipeline.quotes:quotes", _F["quotes"], "who said what", parts=True, csv="quotes",
          takes={"links": "linked_names"}),
    Stage("pair_counts", "pipeline.cooccurrences:pair_counts", _W["pair_counts"], "pairs in shared sentences", parts=True,
          takes={"mentions": "linked_mentions"}),
    Stage("evidence", "pipeline.cooccurrences:evidence", _W["evidence"], "where sentences name the pairs", parts=True,
          csv="evidence", takes={"mentions": "linked_mentions"}),
    Stage("cooccurrences", "pipeline.cooccurrences:cooccurrences", _F["cooccurrences"], "who is named with whom",
          csv="cooccurrences", scans=True, takes={"counts": "pair_counts"}),
    Stage("tables", "pipeline.products:tables", None, "write tables/*.csv and tables.xlsx", scans=True, large=True),
    Stage("graph", "pipeline.products:graph", None, "write graph/ for Gephi", scans=True, large=True),
    Stage("page", "pipeline.products:page", None, "write report.html", scans=True),
)  # fmt: skip
STAGES: dict[str, Stage] = {stage.name: stage for stage in _ALL}
