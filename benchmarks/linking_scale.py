"""How long linking takes, and how much memory, for many distinct names.

    python -m benchmarks.linking_scale PAIRS [COUNT]

PAIRS is `names/latin-arabic.tsv`: people are made of its given and family names (drawn with the frequencies that they have as
parts), a tenth of them a second time with one letter changed, a tenth with a middle name more, and a twentieth bare; places and
bodies are its words. Each name stands for itself; 40 names an article. `linking_scale.md` holds what was measured.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.linking.judgements import read_judgements
from pipeline.linking.linking import MODELS, load
from pipeline.links import links

PER_ARTICLE = 40


def made(words: list[str], count: int) -> list[tuple[str, str]]:
    """Distinct (type, name) pairs, in a random but fixed order."""
    draw = random.Random(7)
    weights = [1 / (rank + 20) for rank in range(len(words))]
    draw.shuffle(words)
    parts = draw.choices(words, weights, k=4 * count)
    found: dict[tuple[str, str], None] = {}
    for i in range(0, len(parts) - 4, 3):
        given, middle, family = parts[i : i + 3]
        kind = draw.random()
        if kind < 0.15:
            found[draw.choice(("LOC", "ORG")), given if kind < 0.05 else f"{given} {family}"] = None
            continue
        found["PER", f"{given} {family}"] = None
        if kind < 0.25:
            at = draw.randrange(len(family))
            found["PER", f"{given} {family[:at]}{draw.choice('اويغجسزت')}{family[at + 1 :]}"] = None
        elif kind < 0.35:
            found["PER", f"{given} {middle} {family}"] = None
        elif kind < 0.40:
            found["PER", family] = None
        if len(found) >= count:
            break
    return list(found)[:count]


def table(names: list[tuple[str, str]]) -> pd.DataFrame:
    """A names table in which each stands for itself."""
    ids = [f"article{i // PER_ARTICLE:06}" for i in range(len(names))]
    return WORKING["names"].frame(
        {"article_id": ids, "name": [n for _, n in names], "type": [t for t, _ in names], "mentions": 1,
         "mention_id": [f"{a}:{i}-{i + 1}" for i, a in enumerate(ids)], "sentence": 0, "refers_to": [n for _, n in names],
         "rule": "own", "score": 1.0, "detail": "", "name_latin": "", "implied": False, "context": ""}
    )  # fmt: skip


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    names = table(made(sorted({line.split("\t")[1] for line in lines if len(line.split("\t")[1]) > 2}), count))
    linking, nothing = load(MODELS / "linking"), read_judgements(Path("none"))
    start, cpu = time.perf_counter(), time.process_time()
    found = links(names, nothing, linking)
    print(
        f"{len(names)} names, {found.entity_id.nunique()} entities: {time.perf_counter() - start:.1f} s"
        f" ({time.process_time() - cpu:.1f} s of one core in this process),"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB at most in this process"
    )
    print(found.rule.value_counts().to_string())


if __name__ == "__main__":
    main()
