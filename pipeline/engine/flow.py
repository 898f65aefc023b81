"""What is made from what: where every table of a run lies, what it depends on, and the making of one.

Per-article stages run a part at a time (some hundred whole articles). Each part of each stage is a Parquet file whose name says
what it was made from, so that a killed run goes on where it stopped, and added articles make new parts only.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.contract import Table, read_parquet, write_parquet
from pipeline.base.errors import UserError
from pipeline.base.files import digest, whole, write_text
from pipeline.base.scans import Scan, is_sound, rows_of
from pipeline.engine.partitions import PART_CHARACTERS
from pipeline.engine.stages import MODELS, RESOURCES, STAGES, VIEWS, Stage, arguments_of, code_of, load


@dataclass(frozen=True)
class Run:
    """What a run is asked to do: where it reads and writes, and the options that change what comes out.

    Attributes:
        seeds: folder of articles.
        outputs: folder for all that is made.
        tagger: embedded, camel, stanza or vote.
        mentions: a CSV of given mentions in the tagger's place, or None.
        min_score: mentions below this probability are left out, 0 to 1.
        jobs: processes for the per-article stages.
        cluster: address of a Dask scheduler, `local`, or "".
        part: about how many characters of text a part of the articles holds.
    """

    seeds: Path
    outputs: Path
    tagger: str = "embedded"
    mentions: Path | None = None
    min_score: float = 0.0
    jobs: int = 1
    cluster: str = ""
    part: int = PART_CHARACTERS

    @property
    def judgements(self) -> Path:
        """The user's judgements, beside the articles."""
        return self.seeds / "judgements.csv"

    @property
    def stages(self) -> Path:
        """Where the working tables lie."""
        return self.outputs / "stages"

    def stage(self, name: str) -> Stage:
        """The stage that makes `name` in this run: with given mentions, another one makes the mentions."""
        return STAGES["given_mentions" if name == "mentions" and self.mentions else name]


class Flow:
    """The stages of one run.

    Args:
        run: what it is asked to do.
        paths: where tables lie, by stage and part, for a worker that is told; others find out.
    """

    def __init__(self, run: Run, paths: Mapping[tuple[str, str], Path] | None = None) -> None:
        self.run = run
        self._paths = paths or {}
        self._marks: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._part_marks: dict[tuple[str, str], str] = {}
        self._split: dict[str, dict[str, str]] = {}

    def mark(self, name: str) -> str:
        """What a stage's result depends on besides the articles: code, models, inputs, options, and the marks of its tables."""
        if name not in self._marks:
            tables = self.run.stage(name).tables
            self._marks[name] = digest(*self._own(name), *(self.mark(table) for table in tables))
        return self._marks[name]

    def _own(self, name: str) -> list[str | Path]:
        """What a stage's result depends on besides its tables."""
        stage = self.run.stage(name)
        known: list[str | Path] = [stage.function, repr(stage.table), *code_of(stage.module)]
        for source in stage.arguments.values():
            known += self._known(source)
        return known

    def part_mark(self, name: str, part: str) -> str:
        """What one part of a stage's table depends on: of what looks across articles, only what it says of this part's."""
        if STAGES[name].split:
            return self._slice(name, part)
        if not self.looks_across(name):
            return self.mark(name)
        if (name, part) not in self._part_marks:
            if name not in self._digests:
                self._digests[name] = digest(*self._own(name))
            tables = self.run.stage(name).tables
            marks = [self.part_mark(t, part) if STAGES[t].parted else self.made_from(t) for t in tables]
            self._part_marks[name, part] = digest(self._digests[name], *marks)
        return self._part_marks[name, part]

    def _slice(self, name: str, part: str) -> str:
        """What a table made across articles holds of one part, as a hash."""
        if name not in self._split:
            self._split[name] = self.record(name)["slices"]
        if part not in self._split[name]:
            raise missing(self.run.stages / name / part, name)
        return self._split[name][part]

    def write(self, name: str, frame: pd.DataFrame) -> dict[str, Any]:
        """Write the table of a stage that looks across articles; returns what its record says of where it lies."""
        table = _table(name)
        if not STAGES[name].split:
            write_parquet(self.path(name), frame, table)
            return {}
        index = pd.read_parquet(self.run.stages / "index.parquet", columns=["article_id", "part"])
        rows = dict(tuple(frame.groupby(frame["article_id"].map(index.set_index("article_id")["part"]), sort=False)))
        slices = {part: self._write_slice(name, part, table.check(rows.get(part, frame[:0]))) for part in self.parts}
        self._split[name] = slices
        return {"slices": slices}

    def _write_slice(self, name: str, part: str, rows: pd.DataFrame) -> str:
        """A part's rows in a file named after what they are, so that what did not change stays as it is."""
        data: bytes = rows.to_parquet(None, index=False, compression="zstd")
        path = self.run.stages / name / f"{part}.{digest(data)}.parquet"
        if not is_sound(path):
            with whole(path) as aside:
                aside.write_bytes(data)
        return digest(data)

    def _known(self, argument: str) -> list[str | Path]:
        """What stands behind an argument that is no table."""
        if argument in RESOURCES:
            resource, path = RESOURCES[argument], self._path(argument)
            paths = [path, *(MODELS / other for other in resource.also)]
            known: list[str | Path] = [argument, *code_of(resource.module), *(p for p in paths if p and p.exists())]
            return known + [self._option(a) for a in arguments_of(resource.function)[1:]]
        return [self._option(argument)] if argument not in STAGES and hasattr(self.run, argument) else []

    def _option(self, name: str) -> str:
        return f"{name}={getattr(self.run, name)}"

    def _path(self, argument: str) -> Path | None:
        resource = RESOURCES[argument]
        path: Path | None = getattr(self.run, resource.path) if resource.of_user else MODELS / resource.path
        return path

    def resource(self, argument: str) -> Any:
        """A resource: of `models/`, loaded once a process; of the user's, read anew."""
        function, path = RESOURCES[argument].function, self._path(argument)
        options = {a: getattr(self.run, a) for a in arguments_of(function)[1:]}
        return load(function)(path, **options) if RESOURCES[argument].of_user else _once(function, path, **options)

    @cached_property
    def parts(self) -> list[str]:
        """The parts that the articles are cut into."""
        return list(self.record("articles")["parts"])

    def record(self, name: str) -> dict[str, Any]:
        """What a stage made, as it wrote it down.

        Raises:
            UserError: it has not been run.
        """
        path = self.record_path(name)
        if not path.exists():
            raise UserError(f"{path} is not there: the stage `{name}` has not run. Run `make {name}`, or `make all`.")
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return record

    def record_path(self, name: str) -> Path:
        """The file that says what a stage made, and from what: the Makefile's target for it."""
        return self.run.stages / f"{name}.json"

    def write_record(self, name: str, rows: int, seconds: float, **more: Any) -> None:
        """Write down what a stage made."""
        record = {"made_from": self.made_from(name), "rows": rows, "seconds": round(seconds, 3), **more}
        write_text(self.record_path(name), json.dumps(record, ensure_ascii=False) + "\n")

    def made_from(self, name: str) -> str:
        """What a stage's table is made from, articles included."""
        return digest(self.mark(name), *self.parts)

    def is_current(self, name: str) -> bool:
        """Whether what a stage made is there, and made from what there is now."""
        path = self.record_path(name)
        if not path.exists() or self.record(name)["made_from"] != self.made_from(name):
            return False
        if STAGES[name].table is None:
            return all((self.run.outputs / file).exists() for file in self.record(name)["files"])
        return all(is_sound(file) for file in self.files(name))

    def path(self, name: str, part: str = "") -> Path:
        """The file of a stage's table, or of one part of it."""
        if (name, part) in self._paths:
            return self._paths[name, part]
        if not STAGES[name].parted:
            return self.run.stages / f"{name}.parquet"
        return self.run.stages / name / f"{part}.{self.part_mark(name, part)}.parquet"

    def files(self, name: str) -> tuple[Path, ...]:
        """All files of a stage's table."""
        return tuple(self.path(name, part) for part in self.parts) if STAGES[name].parted else (self.path(name),)

    def written(self, name: str) -> tuple[Path, ...]:
        """The files of a stage's table that its record speaks of, out of date or not; none where there is no record."""
        if STAGES[name].table is None or not self.record_path(name).exists():
            return ()
        slices = self.record(name).get("slices", {}).items()
        return tuple(self.run.stages / name / f"{part}.{made}.parquet" for part, made in slices) or (self.path(name),)

    def scan(self, name: str) -> Scan:
        """A stage's table, not read yet.

        Raises:
            UserError: it has not been made, or its file is damaged.
        """
        files = self.files(name)
        for file in files:
            if not file.exists():
                raise missing(file, name)
        return Scan(_table(name), files, self.run.stages)

    def paths(self, names: tuple[str, ...], part: str) -> dict[tuple[str, str], Path]:
        """Where the tables lie that some stages make and read for one part: what a worker is told."""
        read = dict.fromkeys(table for name in names for table in (name, *self.run.stage(name).tables))
        places = ((table, part if STAGES[table].parted else "") for table in read)
        return {place: self.path(*place) for place in places}

    def looks_across(self, name: str) -> bool:
        """Whether a stage reads, itself or by what it reads, what depends on all articles: then so does each of its parts."""
        tables = self.run.stage(name).tables
        return any(not STAGES[table].parts or self.looks_across(table) for table in tables)

    def read(self, argument: str, part: str = "") -> pd.DataFrame:
        """The table that an argument names: of one part or whole; a view without its text.

        Raises:
            UserError: it has not been made, or its file is damaged.
        """
        name = VIEWS.get(argument, argument)
        table = _table(name) if argument == name else _table(name).without("text")
        if part or not STAGES[name].parted:
            return read_parquet(self.path(name, part if STAGES[name].parted else ""), table)
        frames = [read_parquet(file, table) for file in self.files(name)]
        frames = [frame for frame in frames if len(frame)]
        if not frames:
            return table.empty()
        rows = pd.concat(frames, ignore_index=True)  # in an order that does not tell which part an article lies in
        return table.check(rows.sort_values("article_id", kind="stable") if "article_id" in table.names else rows)

    def call(self, name: str, part: str = "", **more: Any) -> Any:
        """What a stage's function returns for what its arguments name; `more` gives arguments that are none of a run."""
        stage = self.run.stage(name)
        sources = {a: source for a, source in stage.arguments.items() if a not in more}
        values = {a: self._value(source, part, stage.scans) for a, source in sources.items()}
        return load(stage.function)(**values, **more)

    def _value(self, argument: str, part: str, scans: bool) -> Any:
        if argument in RESOURCES:
            return self.resource(argument)
        name = VIEWS.get(argument, argument)
        if name not in STAGES:
            return getattr(self.run, argument)
        if STAGES[name].table is None:  # of a stage that makes files, the folder they are in
            return self.run.outputs
        return self.scan(name) if scans else self.read(argument, part)


@cache
def _once(function: str, path: Path, **options: Any) -> Any:
    return load(function)(path, **options)


def missing(path: Path, name: str) -> UserError:
    """What to say of a table that is not there."""
    return UserError(f"{path} is not there: the table `{name}` is out of date. Run `make all`: it is made anew.")


def _table(name: str) -> Table:
    table = STAGES[name].table
    if table is None:
        raise ValueError(f"{name} makes files, no table")
    return table


def make_part(
    run: Run, names: tuple[str, ...], part: str, paths: Mapping[tuple[str, str], Path]
) -> dict[str, tuple[int, float]]:
    """Make some stages' tables for one part, those that are not there; serves one process, many, and a cluster alike.

    Args:
        run: what is asked for.
        names: the stages, in order.
        part: which part.
        paths: where their tables and those they read lie (`Flow.paths`).

    Returns:
        For each stage the rows and the seconds it took, 0 where it was there.
    """
    flow = Flow(run, paths)
    made = {}
    for name in names:
        path = flow.path(name, part)
        began = time.perf_counter()
        there = is_sound(path)
        if not there:
            write_parquet(path, flow.call(name, part), _table(name))
        made[name] = (rows_of(path), 0.0 if there else time.perf_counter() - began)
    return made
