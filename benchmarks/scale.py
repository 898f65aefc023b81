"""How the whole pipeline grows: words per second, memory of all processes, the stages' shares, on real news.

    python -m benchmarks.scale --corpora ../shared/corpora --articles 1000 5800 58000 --outputs build/scale

Takes articles of saudinewsnet-2015 and ant-multisource-2018 (in that order), writes them as one JSONL, runs `python -m pipeline`
on them in processes of its own, and prints a row a size. Memory is the proportional set size of the whole process tree,
sampled five times a second (Linux).
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

FILES = ("saudinewsnet-2015.jsonl.xz", "ant-multisource-2018.jsonl.xz")


def articles(corpora: Path, files: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for file in files:
        with lzma.open(corpora / "raw" / file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                text = "\n".join(filter(None, (row["title"], row["text"])))
                yield {"id": f"{file[:4]}-{number}", "text": text, "outlet": row["source"], "date": row.get("date", "")}


def write(corpora: Path, files: tuple[str, ...], first: int, count: int, path: Path) -> int:
    """Write some articles as JSON lines; returns their words."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = 0
    with open(path, "w", encoding="utf-8") as out:
        for row in itertools.islice(articles(corpora, files), first, first + count):
            words += len(row["text"].split())
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return words


def tree_memory(pid: int) -> int:
    """Proportional set size of a process and all below it, in bytes."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return total


def run(seeds: Path, outputs: Path, more: list[str]) -> tuple[float, int]:
    """Run the pipeline; seconds, and the peak memory of all its processes together in bytes."""
    began, peak = time.perf_counter(), 0
    command = [sys.executable, "-m", "pipeline", "--seeds", str(seeds), "--outputs", str(outputs), *more]
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            peak = max(peak, tree_memory(process.pid))
            time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"the run failed with status {process.returncode}")
    return time.perf_counter() - began, peak


def shares(outputs: Path) -> str:
    """Each stage's share of the stages' seconds (of all processes together), largest first."""
    seconds = json.loads((outputs / "run.json").read_text())["seconds"]
    total = sum(seconds.values()) or 1
    largest = sorted(seconds.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {value / total:.0%}" for name, value in largest if value / total >= 0.01)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 5800, 58000])
    parser.add_argument("--files", nargs="+", default=list(FILES), help="which of the raw corpora")
    parser.add_argument("--add", type=int, default=0, help="then add so many articles and time the second run")
    parser.add_argument("--outputs", type=Path, default=Path("build/scale"))
    parser.add_argument("more", nargs="*", help="further arguments of the pipeline, after --")
    options = parser.parse_args()
    print("articles\twords\tseconds\twords/s\tpeak MiB\tshares")
    for count in options.articles:
        folder = options.outputs / str(count)
        shutil.rmtree(folder, ignore_errors=True)
        words = write(options.corpora, tuple(options.files), 0, count, folder / "seeds" / "news.jsonl")
        seconds, peak = run(folder / "seeds", folder / "outputs", options.more)
        print(f"{count}\t{words}\t{seconds:.1f}\t{words / seconds:.0f}\t{peak >> 20}\t{shares(folder / 'outputs')}", flush=True)
        if options.add:
            write(options.corpora, tuple(options.files), count, options.add, folder / "seeds" / "more.jsonl")
            seconds, peak = run(folder / "seeds", folder / "outputs", options.more)
            print(f"+{options.add}\t\t{seconds:.1f}\t\t{peak >> 20}\t", flush=True)


if __name__ == "__main__":
    main()
