"""Random relations and quotes of the 2018 news, to be read one by one: `python -m benchmarks.relations_sample --corpora DIR`.

Writes `benchmarks/relations_read.tsv` (50 of each learned relation, or all there are and others instead; then up to 30 of each
other) and `benchmarks/quotes_read.tsv` (200) with empty columns `verdict` (right, wrong) and `why`, and never over lists whose
verdicts are filled in. `--count` prints the precision that filled lists show; `--seed` draws other articles; `--only direct`,
`--only visited` or `--only quote` writes 60 direct quotes, visits or quotes alone, of `--articles` articles, to
`benchmarks/direct_read.tsv`, `benchmarks/visited_read.tsv` or `benchmarks/quote_read.tsv`.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import random
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.claims import claims
from pipeline.mentions import mentions
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.sentences import read_abbreviations
from pipeline.stating.relationmodel import RELATIONS, load_relation_model
from pipeline.taggers import open_tagger
from pipeline.taggers.usage import read_usage
from pipeline.tokens import tokens

ROOT = Path(__file__).resolve().parent
MODELS = ROOT.parent / "models"
NAMES = ("relations", "quotes", "direct", "visited", "quote")
FILES = {name: ROOT / f"{name}_read.tsv" for name in NAMES}
_EACH, _OF_ACTS, _QUOTES, _ONLY, _ARTICLES, _SEED = 50, 30, 200, 60, 600, 20261


def sample_articles(corpora: Path, count: int, seed: int = _SEED) -> pd.DataFrame:
    """Random articles as the working table `articles`."""
    with lzma.open(corpora / "raw" / "ant-multisource-2018.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [(number, json.loads(line)) for number, line in enumerate(lines)]
    chosen = random.Random(seed).sample(rows, count)
    texts = {f"ant-{number}": row["text"] for number, row in chosen}
    return WORKING["articles"].frame([
        {"article_id": name, "path": "", "title": "", "outlet": "", "published": "", "url": "", "characters": len(text),
         "body_start": 0, "body_end": len(text), "text": text} for name, text in texts.items()])  # fmt: skip


def sample(corpora: Path, articles: int, seed: int) -> dict[str, list[dict[str, object]]]:
    """What random articles claim, as rows of a list, by claim."""
    read = sample_articles(corpora, articles, seed)
    words = tokens(
        read,
        read_proclitics(MODELS / "tokens" / "proclitics.npz"),
        read_abbreviations(MODELS / "articles" / "abbreviations.tsv"),
    )
    tagger, usage, model = (
        open_tagger(MODELS / "tagger", "embedded"),
        read_usage(MODELS / "mentions"),
        load_relation_model(MODELS / "relations"),
    )
    begin = time.process_time()
    names = mentions(read, words, tagger, usage=usage)
    tagged = time.process_time()
    found = claims(read, words, names, model)
    ended = time.process_time()
    print(f"{len(words)} words: tagging {tagged - begin:.1f} s, claims {ended - tagged:.1f} s of processor time")
    return listed(found, names, dict(zip(read["article_id"], read["text"], strict=True)))


def listed(found: pd.DataFrame, names: pd.DataFrame, texts: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    """Claims as rows of a list, by claim."""
    name_of = dict(zip(names["mention_id"], names["name"], strict=True))
    rows: dict[str, list[dict[str, object]]] = {}
    for claim in found.to_dict("records"):
        text = texts[claim["article_id"]]
        around = (
            text[max(0, claim["start"] - 60) : claim["start"]]
            + "⟦"
            + claim["evidence"]
            + "⟧"
            + text[claim["end"] : claim["end"] + 40]
        )
        target = claim["implied_name"] or name_of.get(claim["target_mention"], "")
        row = {"verdict": "", "why": "", "article": claim["article_id"], "claim": claim["claim"],
               "source": name_of[claim["source_mention"]], "target": target,
               "title": claim["title"] or claim["cue"], "status": claim["status"] or claim["kind"], "score": claim["score"],
               "text": " ".join(around.split())}  # fmt: skip
        rows.setdefault(claim["claim"], []).append(row)
    return rows


def draw(rows: dict[str, list[dict[str, object]]], seed: int) -> dict[str, list[dict[str, object]]]:
    """Rows of both lists, drawn from all."""
    draws = random.Random(seed)
    others = sorted(set(rows) - {*RELATIONS, "quote"})
    for relation in (*RELATIONS, *others, "quote"):
        print(relation, len(rows.get(relation, [])))
    relations = [row for relation in RELATIONS for row in draws.sample(rows[relation], min(_EACH, len(rows[relation])))]
    left = [row for relation in RELATIONS for row in rows[relation] if row not in relations]
    relations += draws.sample(left, _EACH * len(RELATIONS) - len(relations))
    relations += [row for other in others for row in draws.sample(rows[other], min(_OF_ACTS, len(rows[other])))]
    return {"relations": relations, "quotes": draws.sample(rows["quote"], _QUOTES)}


def draw_only(rows: dict[str, list[dict[str, object]]], only: str, seed: int) -> dict[str, list[dict[str, object]]]:
    """Rows of one list: direct quotes, visits, or quotes of both kinds."""
    own = [row for row in rows["quote" if only == "direct" else only] if only in (row["status"], row["claim"])]
    print(only, len(own))
    return {only: random.Random(seed).sample(own, min(_ONLY, len(own)))}


def write_lists(lists: dict[str, list[dict[str, object]]]) -> None:
    """Writes the lists, unless verdicts stand there."""
    for name, rows in lists.items():
        if FILES[name].exists() and any(row["verdict"] for row in read_list(name)):
            raise SystemExit(f"{FILES[name]}: verdicts are filled in; move it away to draw another list")
        with FILES[name].open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, list(rows[0]), delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
            )
            writer.writeheader()
            writer.writerows(rows)


def read_list(name: str) -> list[dict[str, str]]:
    """A list with its verdicts."""
    with FILES[name].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def count_verdicts() -> None:
    """Prints right, read and precision by relation or kind of quote."""
    for name in filter(lambda name: FILES[name].exists(), FILES):
        rows = read_list(name)
        keys = [row["status"] if row["claim"] == "quote" else row["claim"] for row in rows]
        right = Counter(key for key, row in zip(keys, rows, strict=True) if row["verdict"] == "right")
        for key, number in Counter(keys).items():
            print(f"{name} {key}: {right[key]} of {number} right, precision {right[key] / number:.3f}")
        print(f"{name}: {sum(right.values())} of {len(rows)} right, precision {sum(right.values()) / len(rows):.3f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of the corpora")
    parser.add_argument("--seed", type=int, default=_SEED, help="which articles and claims are drawn")
    parser.add_argument("--articles", type=int, default=_ARTICLES, help="how many")
    parser.add_argument("--only", choices=("direct", "visited", "quote"), help="one list alone")
    parser.add_argument("--count", action="store_true", help="print what the verdicts say")
    options = parser.parse_args()
    if options.count:
        count_verdicts()
    else:
        rows = sample(options.corpora, options.articles, options.seed)
        write_lists(draw_only(rows, options.only, options.seed) if options.only else draw(rows, options.seed))


if __name__ == "__main__":
    main()
