"""Near-duplicates in the raw news, listed to be read: `python -m benchmarks.duplicates > pairs.txt`.

Prints how many pairs lie in each band of likeness, within one outlet and across two, then a sample of each band, and time.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.duplicates import duplicates, signatures

SOURCES = ("saudinewsnet-2015", "ant-multisource-2018", "ant-jawhara")
BANDS = [0, 0.55, 0.6, 0.7, 0.8, 0.9, 1]


def read(corpora: Path) -> pd.DataFrame:
    """The news of the raw corpora as articles whose body is the whole text."""
    rows = []
    for name in SOURCES:
        with lzma.open(corpora / "raw" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                rows.append(
                    (f"{name}-{number}", row["source"], row.get("date") or "", row.get("title") or "", row["text"])
                )
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "published", "title", "text"])
    return table.assign(body_start=0, body_end=table.text.str.len())


def show(pairs: pd.DataFrame, table: pd.DataFrame, count: int) -> None:
    """Print a sample of pairs with their headlines and beginnings."""
    for pair in pairs.sample(min(count, len(pairs)), random_state=1).itertuples():
        print(f"{pair.alike:.2f}")
        for name in (pair.article_id, pair.duplicate_of):
            article = table.loc[name]
            print(
                f"  {article.outlet} {article.published} {article.title[:70]} | {' '.join(article.text[:200].split())}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--sample", type=int, default=10)
    given = parser.parse_args()
    table = read(given.corpora)
    begin = time.process_time()
    signed = signatures(table)
    middle = time.process_time()
    pairs = duplicates(signed)
    print(f"{len(table)} articles, {len(pairs)} pairs")
    print(f"{middle - begin:.1f} s for signatures, {time.process_time() - middle:.1f} s for pairs")
    numbers = {row.article_id: np.frombuffer(bytes.fromhex(row.signature), np.uint32) for row in signed.itertuples()}
    table = table.set_index("article_id")
    ids = list(zip(pairs.article_id, pairs.duplicate_of, strict=True))
    pairs["alike"] = [(numbers[a] == numbers[b]).mean() for a, b in ids]
    pairs["outlets"] = ["one" if table.outlet[a] == table.outlet[b] else "two" for a, b in ids]
    bands = pd.cut(pairs.alike, BANDS)
    print(pairs.groupby([bands, "outlets"], observed=True).size().unstack(fill_value=0))
    for (band, outlets), group in pairs.groupby([bands, "outlets"], observed=True):
        print(f"\n{band}, {outlets} outlet(s)")
        show(group, table, given.sample)


if __name__ == "__main__":
    main()
