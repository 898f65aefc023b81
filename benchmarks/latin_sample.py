"""Random labels in Latin letters, to be read one by one.

`python -m benchmarks.latin_sample articles FOLDER --corpora DIR --seed N` writes 400 random articles of the 2018 news and 100 of
the Saudi newspapers (for measuring alone) into a folder; after `make all SEEDS=FOLDER OUTPUTS=OUT`,
`python -m benchmarks.latin_sample labels OUT --seed N` prints 100 entities drawn by their mentions and 100 of those with one
mention, with an empty column `verdict` (right; acceptable: another common spelling, or clear enough; wrong; no name: what the
tagger should not have found). `python -m benchmarks.latin_sample count FILE` counts the verdicts of a read list, by type.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import random
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import pipeline

_CORPORA = {"ant-multisource-2018": 400, "saudinewsnet-2015": 100}
_EACH = 100
COLUMNS = ["part", "type", "mentions", "name", "name_latin", "verdict"]


def articles(corpora: Path, folder: Path, seed: int) -> None:
    """Writes random articles as a folder of input."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, count in _CORPORA.items():
        with lzma.open(corpora / "raw" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as stream:
            lines = stream.readlines()
        chosen = sorted(random.Random(f"{seed}{name}").sample(range(len(lines)), count))
        rows = [{"id": f"{name}-{i}", **json.loads(lines[number])} for i, number in enumerate(chosen)]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


def labels(entities: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Entities drawn by their mentions, and of those with one mention, with an empty verdict."""
    table = entities[~entities["implied"].astype(bool)].sort_values("entity_id").reset_index(drop=True)
    drawn = np.random.default_rng(seed)
    weights = table["mentions"].to_numpy(float)
    often = drawn.choice(len(table), _EACH, replace=False, p=weights / weights.sum())
    once = table.index[table["mentions"] == 1].difference(pd.Index(often))
    rare = drawn.choice(once.to_numpy(), _EACH, replace=False)
    parts = [table.loc[chosen].assign(part=part) for part, chosen in (("frequent", often), ("rare", rare))]
    whole = pd.concat(part.sort_values(["type", "mentions", "name"], ascending=[True, False, True]) for part in parts)
    return whole.assign(verdict="")[COLUMNS]


def count(path: Path) -> pd.DataFrame:
    """How many labels of each type have which verdict."""
    read = pd.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE)
    return pd.crosstab(read["type"], read["verdict"], margins=True)


def main() -> None:
    """Writes articles, prints labels or counts verdicts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["articles", "labels", "count"])
    parser.add_argument("place", type=Path, help="folder to write to, outputs to read, or a read list")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    if options.what == "articles":
        articles(options.corpora, options.place, options.seed)
    elif options.what == "labels":
        table = labels(pipeline.read_tables(options.place)["entities"], options.seed)
        table.to_csv(sys.stdout, sep="\t", index=False, quoting=csv.QUOTE_NONE)
    else:
        print(count(options.place))


if __name__ == "__main__":
    main()
