"""How the whole pipeline grows: words per second, memory of all processes, the stages' shares, on real news.

    python -m benchmarks.scale --corpora ../shared/corpora --articles 1000
    python -m benchmarks.scale --corpora ../shared/corpora --articles 5800 58000 --add 100

Takes articles of saudinewsnet-2015 and ant-multisource-2018 (in that order), writes them as one JSONL, runs `python -m pipeline`
on them in processes of its own, and prints a row a size. With two sizes or more it measures the rest of the table too (articles
added, two Dask workers against one, workers killed, the seeds from a warm start) and prints the table, with what a million
articles cost. Memory is the proportional set size of the whole process tree, sampled twice a second (Linux; each sample takes
some milliseconds of a core from the run); beside the peak stand what each process held then, and which stage was finished last.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import read_tables
from pipeline.base.cores import at_most
from pipeline.base.files import digest

FILES = ("saudinewsnet-2015.jsonl.xz", "ant-multisource-2018.jsonl.xz")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Peak:
    """The most that all processes of a run held together: bytes, of each process, and after which stage it was."""

    bytes: int = 0
    each: tuple[int, ...] = ()
    after: str = ""

    def __str__(self) -> str:
        return f"{self.bytes >> 20} = {' + '.join(str(one >> 20) for one in self.each)}, after {self.after or 'nothing'}"


@dataclass(frozen=True)
class Run:
    """What one run took: articles and words in, seconds, peak memory."""

    articles: int
    words: int
    seconds: float
    peak: Peak


def articles(corpora: Path, files: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for file in files:
        with lzma.open(corpora / "raw" / file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                text = "\n".join(filter(None, (row.get("title"), row["text"])))
                yield {"id": f"{file[:4]}-{number}", "text": text, "outlet": row["source"], "date": row.get("date", "")}


def write(corpora: Path, files: tuple[str, ...], first: int, count: int, path: Path, back: int = 0) -> tuple[int, int]:
    """Write some articles as JSON lines.

    Args:
        corpora: holds `raw/`.
        files: of it, one after the other.
        first: articles passed over before.
        count: to write; fewer where the files end.
        path: where to.
        back: articles that stay unwritten at the end of the files, to be added later.

    Returns:
        How many articles were written, and their words.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting: deque[dict[str, str]] = deque()
    written = words = 0
    with open(path, "w", encoding="utf-8") as out:
        for row in itertools.islice(articles(corpora, files), first, first + count + back):
            waiting.append(row)
            if len(waiting) > back:
                article = waiting.popleft()
                written, words = written + 1, words + len(article["text"].split())
                out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return written, words


def below(pid: int) -> list[int]:
    """A process and all that it started."""
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        try:
            for task in Path(f"/proc/{found[-1]}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def memory(pid: int) -> int:
    """Proportional set size of a process in bytes, 0 when it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024


def run(seeds: Path, outputs: Path, more: list[str], meanwhile: Callable[[int], None] = lambda _: None) -> tuple[float, Peak]:
    """Run the pipeline; seconds, and the peak memory of all its processes together."""
    began, peak = time.perf_counter(), Peak()
    command = [sys.executable, "-m", "pipeline", "--seeds", str(seeds), "--outputs", str(outputs), *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            each = sorted(map(memory, below(process.pid)), reverse=True)
            if sum(each) > peak.bytes:
                peak = Peak(sum(each), tuple(each), latest(outputs))
            meanwhile(process.pid)
            time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"the run failed with status {process.returncode}")
    return time.perf_counter() - began, peak


def latest(outputs: Path) -> str:
    """The stage that was finished last, by its record."""
    made = {path.stem: path.stat().st_mtime for path in (outputs / "stages").glob("*.json")}
    return max(made, key=lambda name: made[name], default="")


def shares(outputs: Path) -> str:
    """Each stage's share of the stages' seconds (of all processes together), largest first."""
    seconds = json.loads((outputs / "run.json").read_text())["seconds"]
    total = sum(seconds.values()) or 1
    largest = sorted(seconds.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {value / total:.0%}" for name, value in largest if value / total >= 0.01)


class Bench:
    """The measurements, each in a folder of its own."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.files = options, tuple(options.files)

    def corpus(self, name: str, count: int) -> tuple[Path, int, int]:
        """A fresh folder with so many articles, or as many as there are; how many they are, and their words."""
        folder = self.options.outputs / name
        shutil.rmtree(folder, ignore_errors=True)
        news = folder / "seeds" / "news.jsonl"
        return folder, *write(self.options.corpora, self.files, 0, count, news, self.options.add)

    def measured(self, name: str, folder: Path, count: int, words: int, more: list[str]) -> Run:
        seconds, peak = run(folder / "seeds", folder / "outputs", [*self.options.more, *more])
        rate = f"{words / seconds:.0f}" if words else ""
        print(f"{name}\t{count}\t{words}\t{seconds:.1f}\t{rate}\t{peak}\t{shares(folder / 'outputs')}", flush=True)
        return Run(count, words, seconds, peak)

    def size(self, count: int) -> Run:
        folder, there, words = self.corpus(str(count), count)
        return self.measured("whole", folder, there, words, [])

    def added(self, size: int, count: int) -> Run:
        """The run after so many articles came to the `count` ones of a size that was measured."""
        folder = self.options.outputs / str(size)
        more, _ = write(self.options.corpora, self.files, count, self.options.add, folder / "seeds" / "more.jsonl")
        return self.measured("added", folder, more, 0, [])

    def dask(self, workers: int) -> Run:
        """The run on a cluster that is up, as with CLUSTER=tcp://…: its workers have made something before.

        Where the run is started it may keep as many cores busy as there are workers: of one machine, one or two.
        """
        from dask.distributed import LocalCluster

        folder, count, words = self.corpus(f"dask-{workers}", self.options.dask)
        with at_most(1):
            cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        with cluster:
            more = ["--cluster", cluster.scheduler_address, "--jobs", str(workers)]
            run(ROOT / "seeds", folder / "before", [*self.options.more, *more, "--part", "1000"])
            return self.measured(f"Dask {workers}", folder, count, words, more)

    def kills(self) -> list[bool]:
        """Whether the tables are the same after a worker was killed at each third of a run."""
        more = ["--cluster", "local", "--jobs", "2", "--part", str(self.options.kill * 100)]  # some twenty parts
        folder, *_ = self.corpus("kill", self.options.kill)
        run(folder / "seeds", folder / "outputs", [*self.options.more, *more])
        expected, same = tables(folder / "outputs"), []
        parts = len(list((folder / "outputs" / "stages" / "mentions").glob("*.parquet")))
        for third in (1, 2, 3):
            killed = folder / f"killed-{third}"
            shutil.rmtree(killed, ignore_errors=True)
            killer = Killer(killed / "stages" / "mentions", max(1, parts * third // 3 - 1))
            run(folder / "seeds", killed, [*self.options.more, *more], killer)
            same.append(killer.done and tables(killed) == expected)
            print(f"killed at {third}/3\t{'same tables' if same[-1] else 'DIFFERENT tables, or none killed'}", flush=True)
        return same

    def seeds(self) -> float:
        """Seconds for the five seeds, the second time: programs and models are in the machine's cache."""
        for again in (1, 2):
            folder = self.options.outputs / "five"
            shutil.rmtree(folder, ignore_errors=True)
            seconds, peak = run(ROOT / "seeds", folder / "outputs", self.options.more)
            print(f"five seeds, run {again}\t5\t\t{seconds:.1f}\t\t{peak}\t{shares(folder / 'outputs')}", flush=True)
        return seconds

    def models(self) -> int:
        """Peak bytes of a run that holds little but programs and models, in as many processes as the others."""
        folder = self.options.outputs / "models"
        shutil.rmtree(folder, ignore_errors=True)
        return run(ROOT / "seeds", folder, [*self.options.more, "--part", "1000"])[1].bytes


class Killer:
    """Kills one worker of a run as soon as a folder holds so many parts."""

    def __init__(self, folder: Path, parts: int) -> None:
        self.folder, self.parts, self.done = folder, parts, False

    def __call__(self, pid: int) -> None:
        if self.done or len(list(self.folder.glob("[!.]*.parquet"))) < self.parts:
            return
        workers = [one for one in below(pid)[1:] if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
        if workers:
            os.kill(max(workers, key=memory), signal.SIGKILL)
            self.done = True


def tables(outputs: Path) -> str:
    """A hash of all tables, whatever else the files hold."""
    return digest(*(frame.to_csv(index=False) for frame in read_tables(outputs).values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--articles", type=int, nargs="+", default=[5800, 58000], help="sizes, ascending")
    parser.add_argument("--files", nargs="+", default=list(FILES), help="which of the raw corpora")
    parser.add_argument("--add", type=int, default=0, help="then add so many articles and time the second run")
    parser.add_argument("--dask", type=int, default=5800, help="articles for two Dask workers against one; 0 for none")
    parser.add_argument("--kill", type=int, default=300, help="articles for the runs whose workers are killed; 0 for none")
    parser.add_argument("--outputs", type=Path, default=Path("build/scale"))
    parser.add_argument("more", nargs="*", help="further arguments of the pipeline, after --")
    options = parser.parse_args()
    bench = Bench(options)
    print("run\tarticles\twords\tseconds\twords/s\tpeak MiB\tshares")
    sizes, added = [], []
    for count in options.articles:
        sizes.append(bench.size(count))
        if options.add:
            added.append(bench.added(count, sizes[-1].articles))
    if len(sizes) > 1:
        print("\n".join(report(bench, sizes, added)))


def report(bench: Bench, sizes: list[Run], added: list[Run]) -> Iterator[str]:
    """The table of what was measured, beside what it must be."""
    small, large, models = sizes[0], sizes[-1], bench.models()
    dask = [bench.dask(workers).seconds for workers in (1, 2)] if bench.options.dask else []
    killed = bench.kills() if bench.options.kill else []
    growth = large.articles / small.articles
    beyond = (large.peak.bytes - models) / max(small.peak.bytes - models, 1) - 1
    yield "| measured | here | must | aim |\n| --- | --- | --- | --- |"
    rate, times = large.words / large.seconds, large.seconds / small.seconds
    yield f"| whole pipeline, words per second, {large.articles:,} articles | {rate:,.0f} | 8,000 | 25,000 |"
    yield f"| peak memory of all processes together | {large.peak.bytes / 2**30:.1f} GB | 4 GB | 2 GB |"
    yield f"| time for {growth:.1f} times the articles | {times:.1f}× | {1.1 * growth:.1f}× | {growth:.1f}× |"
    yield f"| the same peak memory, beyond models ({models >> 20} MiB) | {beyond:+.0%} | +50% | +10% |"
    for one in added[-1:]:
        yield f"| {one.articles} articles added to {large.articles:,} | {one.seconds:.0f} s | 90 s | 20 s |"
    if dask:
        yield f"| two Dask workers against one, {bench.options.dask:,} articles | {dask[0] / dask[1]:.2f}× | 1.8× | 1.95× |"
    if killed:
        yield f"| a worker killed at each third of the run | {'same result' if all(killed) else 'DIFFERENT'} | same result | |"
    yield f"| the five seeds from a warm start | {bench.seeds():.1f} s | 5 s | 2 s |"
    hours = 1e6 * large.seconds / large.articles / 3600
    yield f"\nA million articles at this rate: {hours:.1f} hours of this machine ({os.cpu_count()} cores)."


if __name__ == "__main__":
    main()
