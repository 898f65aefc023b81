"""Runs the flow: reading, one process or many, progress, records, and where the files for the user go."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import pandas as pd

from pipeline.base.contract import write_parquet
from pipeline.base.cores import at_most, threads, workers
from pipeline.base.errors import UserError
from pipeline.base.files import naming, whole, write_if_changed
from pipeline.base.scans import SPILL, is_sound, rows_of
from pipeline.engine.flow import Flow, Run
from pipeline.engine.makers import Made, Makers, makers
from pipeline.engine.partitions import Partitions, as_row, changed_files
from pipeline.engine.stages import STAGES
from pipeline.reading.given import refuse_unknown
from pipeline.reading.sources import Source, scan

# From a thousand articles on, what a stage across them holds in memory is worth the second that a process takes to start.
_MANY_PARTS = 4


def scan_input(run: Run) -> list[Source]:
    """Write down which files and options there are, touching the files for make only where something changed."""
    manifest = run.stages / "input.json"
    known = _manifest(manifest)
    # the judgements are no article: links read them, and make sees them by themselves
    sources = [s for s in scan(run.seeds, {source.path: source for source in known}) if s.path != run.judgements.name]
    write_if_changed(manifest, json.dumps([as_row(s) for s in sources], ensure_ascii=False) + "\n")
    options = {"tagger": run.tagger, "min_score": run.min_score, "mentions": str(run.mentions or "")}
    write_if_changed(run.stages / "options.json", json.dumps(options) + "\n")
    for name, stage in STAGES.items():  # what was deleted by hand is made again
        record = run.stages / f"{name}.json"
        if stage.table is None and record.exists():
            files = json.loads(record.read_text(encoding="utf-8"))["files"]
            if not all((run.outputs / file).exists() for file in files):
                record.unlink()
    return sources


def _manifest(path: Path) -> list[Source]:
    if not path.exists():
        return []
    return [Source(*row) for row in json.loads(path.read_text(encoding="utf-8"))]


def make_articles(run: Run) -> None:
    """Read what is new or changed of the input; write the articles' parts and what was skipped.

    Raises:
        UserError: no article could be read, or two have one id.
    """
    began = time.perf_counter()
    flow = Flow(run)
    sources = scan_input(run)
    record = flow.record_path("articles")
    before = flow.record("articles") if record.exists() else {"mark": "", "sources": []}
    present = {source.path for source in sources}
    changed = changed_files([Source(*row) for row in before["sources"]], sources)
    if before["mark"] != flow.mark("articles"):
        changed = present
    partitions = Partitions(run.stages / "index.parquet", lambda part: flow.path("articles", part), run.part)
    _tell_damaged(map(partitions.path, partitions.index()["part"].unique()))
    with _bar("articles", "characters") as advance:
        parts, skipped, read = partitions.update(run.seeds, changed, present, flow.resource("markers"), advance)
    if flow.path("skipped").exists():
        old = flow.read("skipped")
        skipped = pd.concat([old[old.path.isin(present - read)], skipped], ignore_index=True)
    if run.mentions:
        refuse_unknown(run.mentions, flow.resource("given"), set(partitions.index().article_id))
    skipped = skipped.sort_values(["path", "row"], ignore_index=True)
    write_parquet(flow.path("skipped"), skipped, STAGES["skipped"].table)  # type: ignore[arg-type]
    if not parts:
        reasons = "; ".join(f"{r.path}: {r.reason} ({r.found})" for r in skipped.head(3).itertuples()) or "it is empty"
        raise UserError(f"{run.seeds}: no article to read there: {reasons}. Put *.txt, *.html, *.jsonl or *.csv files into it.")
    flow.parts = parts
    rows = sum(rows_of(flow.path("articles", part)) for part in parts)
    seconds = time.perf_counter() - began
    sources_read = [as_row(s) for s in sources]
    flow.write_record("articles", rows, seconds, mark=flow.mark("articles"), parts=parts, sources=sources_read)
    flow.write_record("skipped", len(skipped), 0.0)


def make_parts(flow: Flow, names: tuple[str, ...], making: Makers) -> None:
    """Make per-article stages for every part."""
    _tell_damaged(path for name in names for path in flow.files(name))
    made: list[Made] = []
    with _bar(" → ".join(names), "parts", len(flow.parts)) as advance:
        for one in making([(flow.run, names, part, flow.paths(names, part)) for part in flow.parts]):
            made.append(one)
            advance(1)
    for name in names:
        rows, seconds = (sum(column) for column in zip(*(one[name] for one in made), strict=True))
        flow.write_record(name, rows, seconds)
        _sweep(flow, name)


def _tell_damaged(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists() and not is_sound(path):
            print(f"shabaka: {path} is damaged; it is made again", file=sys.stderr)


def _sweep(flow: Flow, name: str) -> None:
    """Delete the parts that nothing refers to any more."""
    current = set(flow.files(name))
    for path in (flow.run.stages / name).glob("*.parquet"):
        if path not in current and not path.name.startswith("."):
            path.unlink(missing_ok=True)


def make_whole(flow: Flow, name: str, force: bool = False) -> None:
    """Make a stage's table across articles, or its files for the user, unless they are there and made from the same."""
    if not force and flow.is_current(name):
        return
    _tell_damaged(flow.written(name))
    began = time.perf_counter()
    if STAGES[name].table is not None:
        frame = flow.call(name)
        places = flow.write(name, frame)
        flow.write_record(name, len(frame), time.perf_counter() - began, **places)
        if STAGES[name].split:
            _sweep(flow, name)
    else:
        files = _make_files(flow, name)
        flow.write_record(name, len(files), time.perf_counter() - began, files=files)


def _make_wholes(run: Run, names: tuple[str, ...]) -> None:
    """Make what is out of date of the stages that look across articles, each as soon as what it reads is there.

    In a large corpus they run in other processes, two that need not wait for each other side by side: the large ones each in one
    that ends with it, so that what it held in memory is free, the small ones one after another. A step that works on several
    cores keeps to as many as the run has processes.
    """
    flow = Flow(run)
    wanted = [name for name in names if not flow.is_current(name)]
    with _bar(" → ".join(wanted), "steps", len(wanted)) as advance, at_most(threads() or run.jobs):
        if run.jobs == 1 or len(flow.parts) < _MANY_PARTS or len(wanted) < 2:
            for name in wanted:
                make_whole(flow, name)
                advance(1)
            return
        order = TopologicalSorter({name: {*run.stage(name).tables} & {*wanted} for name in wanted})
        order.prepare()
        with ExitStack() as stack:
            small = stack.enter_context(workers(1, threads()))
            running: dict[Future[None], tuple[str, ProcessPoolExecutor]] = {}
            while order.is_active():
                for name in order.get_ready():
                    pool = stack.enter_context(workers(1, threads())) if STAGES[name].large else small
                    running[pool.submit(_make_alone, run, name)] = name, pool
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    done.result()
                    name, pool = running.pop(done)
                    if pool is not small:
                        pool.shutdown(wait=False)
                    order.done(name)
                    advance(1)


def _make_alone(run: Run, name: str) -> None:
    make_whole(Flow(run), name)


def _make_files(flow: Flow, name: str) -> list[str]:
    """Let a stage write its files aside, then put each in its place."""
    outputs = flow.run.outputs
    with naming(outputs), tempfile.TemporaryDirectory(prefix=f".{name}.", dir=outputs) as aside:
        flow.call(name, folder=Path(aside))
        files = sorted(p.relative_to(aside).as_posix() for p in Path(aside).rglob("*") if p.is_file())
        for file in files:
            (outputs / file).parent.mkdir(parents=True, exist_ok=True)
            os.replace(Path(aside) / file, outputs / file)
    return files


def make_stage(run: Run, name: str) -> None:
    """Make one stage's table or files, from what the stages before it made: what make calls.

    Raises:
        UserError: there is no such stage, or one before it has not run.
    """
    if name == "articles":
        make_articles(run)
    elif name not in STAGES:
        raise UserError(f"no stage `{name}`; there are {', '.join(STAGES)}")
    elif STAGES[name].parts:
        with makers(run) as making:
            make_parts(Flow(run), (name,), making)
    elif not STAGES[name].made_with:
        make_whole(Flow(run), name, force=True)


def make_all(run: Run, last: str = "") -> None:
    """Make everything that is out of date, per-article stages in one go for each part.

    Args:
        run: what is asked for.
        last: the last stage to make; all without it.
    """
    run.outputs.mkdir(parents=True, exist_ok=True)
    for left in run.stages.glob(f"{SPILL}*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    make_articles(run)
    names = list(STAGES)[: list(STAGES).index(last) + 1] if last else list(STAGES)
    wanted = [STAGES[n] for n in names if n not in ("articles", "given_mentions") and not STAGES[n].made_with]
    with makers(run) as making:
        for parts, group in itertools.groupby(wanted, key=lambda stage: stage.parts):
            chain = tuple(stage.name for stage in group)
            if parts:
                make_parts(Flow(run), chain, making)
            else:
                _make_wholes(run, chain)


@contextmanager
def _bar(text: str, unit: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar with rate, remaining time and memory, where somebody looks at it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=text[:40], unit=f" {unit}", unit_scale=unit == "characters", leave=False) as bar:

        def advance(by: int) -> None:
            bar.set_postfix_str(_memory(), refresh=False)
            bar.update(by)

        yield advance


def _memory() -> str:
    """The most that this process held, for people; nothing on Windows, which doesn't tell."""
    try:
        import resource
    except ImportError:
        return ""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"


def write_review(run: Run) -> str:
    """Write the most doubtful merges and non-merges as `review.csv`, in the form of judgements.

    Returns:
        Where it lies, and what to do with it.
    """
    from pipeline.review import review

    flow = Flow(run)
    rows = review(flow.read("names"), flow.read("links"), flow.read("sentences"), flow.resource("linking"))
    path = run.outputs / "review.csv"
    with whole(path) as aside:
        rows.to_csv(aside, index=False, lineterminator="\n")
    return f"{path}: {len(rows)} doubtful decisions. Fill in `judgement`, append the rows to {run.judgements}, run again."
