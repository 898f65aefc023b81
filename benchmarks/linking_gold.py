"""How good linking is on annotated articles with their own mentions: within each article, and across all.

    python -m benchmarks.linking_gold GOLD/dev GOLD/train

Each folder is measured by itself, the kept tenth of `train` (articles whose number ends in 9) apart from the rest; beside it
what exact keys give. Without claims: no office speaks for a link. `models/linking/coreference/CARD.md` holds what was measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from benchmarks.gold_frames import bcubed, frames, gold_articles, kept
from pipeline.base.contract import WORKING
from pipeline.base.letters import key
from pipeline.linking.judgements import read_judgements
from pipeline.linking.linking import MODELS, Linking, load
from pipeline.links import links
from pipeline.names import names


def measured(articles: list[dict], linking: Linking) -> dict[str, dict[str, float]]:
    """B-cubed precision, recall and F1 of linking and of exact keys, within the articles and across them."""
    texts, tokens, mentions, gold = frames(articles)
    table = names(texts, tokens, mentions, WORKING["claims"].empty(), linking)
    whole = links(table, read_judgements(Path("none")), linking)
    at = list(zip(mentions.article_id, mentions.name, mentions.type, strict=True))
    stands_for = {(r.article_id, r.name, r.type): f"{r.type} {key(r.refers_to)}" for r in table.itertuples()}
    entity = {(r.article_id, r.name, r.type): r.entity_id for r in whole.itertuples()}
    exact = pd.Series([f"{type_} {key(name)}" for _, name, type_ in at])
    return {
        "within": _within(mentions, gold, [stands_for[place] for place in at]),
        "within, exact keys": _within(mentions, gold, exact),
        "across": bcubed(gold, dict(zip(mentions.mention_id, [entity[place] for place in at], strict=True))),
        "across, exact keys": bcubed(gold, dict(zip(mentions.mention_id, exact, strict=True))),
    }


def _within(mentions: pd.DataFrame, gold: dict[str, str], found: list[str] | pd.Series) -> dict[str, float]:
    """B-cubed where nothing is one across articles."""
    rows = list(zip(mentions.mention_id, mentions.article_id, found, strict=True))
    return bcubed({m: f"{a} {gold[m]}" for m, a, _ in rows}, {m: f"{a} {name}" for m, a, name in rows})


def main() -> None:
    """Print the scores of the folders named on the command line."""
    linking = load(MODELS / "linking")
    for folder in map(Path, sys.argv[1:]):
        articles = gold_articles(folder)
        tenth = [a for a in articles if folder.name == "train" and kept(a)]
        rest = [a for a in articles if a not in tenth]
        for name, some in ((f"{folder.name}, kept tenth", tenth), (folder.name, rest)):
            for what, score in (measured(some, linking) if some else {}).items():
                print(f"{name:18} {what:20} p {score['p']:.4f}  r {score['r']:.4f}  f1 {score['f1']:.4f}", flush=True)


if __name__ == "__main__":
    main()
