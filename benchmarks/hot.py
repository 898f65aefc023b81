"""Where the time of a whole run goes: the ten functions that take most by themselves, in one process, on real news.

    OMP_NUM_THREADS=1 python -m benchmarks.hot --corpora ../shared/corpora --articles 300

Takes articles of saudinewsnet-2015 and ant-multisource-2018, as `benchmarks.scale` does, and makes everything in one process
under cProfile. Compiled code (the tagger's network, DuckDB, Arrow, RapidFuzz) counts by the name that Python calls it by. The
profiler makes Python's calls slower and leaves compiled code as fast as it is: shares are of the profiled time, not of a run's.
Time is the processor's. OMP_NUM_THREADS=1 is what each of several processes runs with.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import time
from pathlib import Path

from benchmarks.scale import FILES, write
from pipeline.engine.flow import Run
from pipeline.engine.running import make_all

ROOT = Path(__file__).resolve().parent.parent


def hottest(profile: cProfile.Profile, count: int) -> list[tuple[str, int, float]]:
    """The functions that take most time by themselves: place and name, calls, share of the whole time."""
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in stats.values()) or 1.0
    ranked = sorted(stats.items(), key=lambda item: -item[1][2])[:count]
    return [(_called(*at), calls, own / total) for at, (_, calls, own, _, _) in ranked]


def _called(file: str, line: int, name: str) -> str:
    path = Path(file)
    if path.is_relative_to(ROOT / "pipeline"):
        return f"{path.relative_to(ROOT)}: {name}"
    return name if file == "~" else f"{path.parent.name}/{path.name}: {name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--outputs", type=Path, default=Path("build/hot"))
    options = parser.parse_args()
    shutil.rmtree(options.outputs, ignore_errors=True)
    seeds = options.outputs / "seeds"
    count, words = write(options.corpora, FILES, 0, options.articles, seeds / "news.jsonl")
    profile = cProfile.Profile(time.process_time)
    profile.runcall(make_all, Run(seeds, options.outputs / "outputs"))
    print(f"| {count} articles, {words:,} words: function | calls | own time |\n| --- | --- | --- |")
    for name, calls, share in hottest(profile, 10):
        print(f"| {name} | {calls:,} | {share:.1%} |")


if __name__ == "__main__":
    main()
